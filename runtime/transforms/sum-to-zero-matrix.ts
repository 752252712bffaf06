// M x N numbers (column-major) whose rows and columns all sum to zero, from (M-1)(N-1) free ones: the basis of the zero-sum vector along
// both dimensions, each turned by one place, so that entry (i, j) takes coordinate (1 + i mod M, 1 + j mod N) of it. Isometric: log |J| = 0.

import type { Transform } from "../descriptor.ts";
import { scratch } from "../kernels/scratch.ts";
import { orZeros } from "./zero-adjoint.ts";

export const sumToZeroMatrix = {
  name: "sum_to_zero_matrix",
  kernel: {
    name: "sumToZeroMatrixConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "M", role: "int" },
      { name: "N", role: "int" },
    ],
    result: "real",
    adjoint: {
      name: "sumToZeroMatrixConstrainAdjoint",
      args: ["q.adj", "x.adj", "result.adj", "x", "q", "M", "N"],
    },
    cost: 50,
  },
  doc: {
    summary: "Matrix whose rows and columns sum to zero.",
    formula:
      "x = B_M q B_N′ with orthonormal bases of zero-sum vectors: rows and columns sum to zero; log |J| = 0",
    reference: "Stan Reference Manual, Zero sum matrix",
  },
} as const satisfies Transform;

/** Writes an M x N matrix at `x`, reads an (M-1) x (N-1) one at `q`; returns log |J| = 0. */
export function sumToZeroMatrixConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  M: number,
  N: number,
): number {
  const rowSums = scratch(0, M); // of the basis along j, for the columns done so far
  for (let i = 0; i < M; i++) rowSums[i] = x[xOffset + (N - 1) * M + i] = 0;
  for (let j = N - 1; j > 0; j--) {
    const a = 1 / Math.sqrt(j * (j + 1));
    const column = xOffset + (j - 1) * M;
    let columnSum = 0;
    let last = 0;
    for (let i = M - 1; i > 0; i--) {
      const w = q[qOffset + (j - 1) * (M - 1) + i - 1]! / Math.sqrt(i * (i + 1));
      const t = i * w - columnSum;
      columnSum += w;
      const value = j * a * t - rowSums[i - 1]!;
      rowSums[i - 1]! += a * t;
      x[column + i - 1] = value;
      last -= value;
      x[xOffset + (N - 1) * M + i - 1]! -= value;
    }
    x[column + M - 1] = last;
    x[xOffset + (N - 1) * M + M - 1]! -= last;
  }
  return 0;
}

/** Transpose: sums over columns first, then over rows, both in the turned order. */
export function sumToZeroMatrixConstrainAdjoint(
  qAdj: Float64Array,
  qAdjOffset: number,
  xAdjOrNull: Float64Array | null,
  xAdjOffset: number,
  _logJacobianAdj: number,
  _x: Float64Array,
  _xOffset: number,
  _q: Float64Array,
  _qOffset: number,
  M: number,
  N: number,
): void {
  const xAdj = orZeros(xAdjOrNull, M * N);
  addTranspose(qAdj, qAdjOffset, xAdj, xAdjOffset, M, N);
}

/** The basis is orthonormal: the inverse is the transpose. */
export function sumToZeroMatrixUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  M: number,
  N: number,
): void {
  q.fill(0, qOffset, qOffset + (M - 1) * (N - 1));
  addTranspose(q, qOffset, x, xOffset, M, N);
}

function addTranspose(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  M: number,
  N: number,
): void {
  const before = scratch(0, M); // per row: sum of the turned columns 1 .. j
  for (let i = 0; i < M; i++) before[i] = x[xOffset + (N - 1) * M + i]!;
  for (let j = 1; j < N; j++) {
    const column = xOffset + (j - 1) * M;
    const scale = 1 / Math.sqrt(j * (j + 1));
    let above = scale * (before[M - 1]! - j * x[column + M - 1]!);
    for (let i = 1; i < M; i++) {
      const here = scale * (before[i - 1]! - j * x[column + i - 1]!);
      q[qOffset + (j - 1) * (M - 1) + i - 1]! += (above - i * here) / Math.sqrt(i * (i + 1));
      above += here;
    }
    for (let i = 0; i < M; i++) before[i]! += x[column + i]!;
  }
}
