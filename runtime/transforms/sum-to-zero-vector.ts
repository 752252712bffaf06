// K numbers that sum to zero from K - 1 free ones, by an orthonormal basis of that plane (the pivot coordinates of the isometric log
// ratio; Egozcue et al. 2003). With w_n = q_n / sqrt(n (n + 1)): x_1 = sum of all w, x_(n+1) = sum of the w after n, minus n w_n.
// Isometric, so log |J| = 0. The strided forms serve the simplex and the stochastic matrices too.

import type { Transform } from "../descriptor.ts";
import { orZeros } from "./zero-adjoint.ts";

export const sumToZeroVector = {
  name: "sum_to_zero_vector",
  kernel: {
    name: "sumToZeroVectorConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "K", role: "int" },
    ],
    result: "real",
    adjoint: {
      name: "sumToZeroVectorConstrainAdjoint",
      args: ["q.adj", "x.adj", "result.adj", "x", "q", "K"],
    },
    cost: 20,
  },
  doc: {
    summary: "Vector whose elements sum to zero.",
    formula: "w_n = q_n / √(n (n + 1)); x_1 = Σ_j w_j, x_{n+1} = Σ_{j>n} w_j − n w_n; log |J| = 0",
    reference: "Stan Reference Manual, Zero sum vector; Egozcue et al. (2003), Math. Geology 35(3)",
  },
} as const satisfies Transform;

/** Writes K numbers at `x`, reads K - 1 at `q`; returns log |J| = 0. */
export function sumToZeroVectorConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): number {
  stridedSumToZero(x, xOffset, 1, q, qOffset, 1, K);
  return 0;
}

/** Transpose of the linear map: q_n takes (z_1 + ... + z_n - n z_(n+1)) / sqrt(n (n + 1)). */
export function sumToZeroVectorConstrainAdjoint(
  qAdj: Float64Array,
  qAdjOffset: number,
  xAdjOrNull: Float64Array | null,
  xAdjOffset: number,
  _logJacobianAdj: number,
  _x: Float64Array,
  _xOffset: number,
  _q: Float64Array,
  _qOffset: number,
  K: number,
): void {
  const xAdj = orZeros(xAdjOrNull, K);
  let before = 0;
  for (let n = 1; n < K; n++) {
    before += xAdj[xAdjOffset + n - 1]!;
    qAdj[qAdjOffset + n - 1]! += (before - n * xAdj[xAdjOffset + n]!) / Math.sqrt(n * (n + 1));
  }
}

/** The basis is orthonormal: the inverse is the transpose. */
export function sumToZeroVectorUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  K: number,
): void {
  let before = 0;
  for (let n = 1; n < K; n++) {
    before += x[xOffset + n - 1]!;
    q[qOffset + n - 1] = (before - n * x[xOffset + n]!) / Math.sqrt(n * (n + 1));
  }
}

/** As `sumToZeroVectorConstrain` for elements `xStride` and `qStride` apart. */
export function stridedSumToZero(
  x: Float64Array,
  xOffset: number,
  xStride: number,
  q: Float64Array,
  qOffset: number,
  qStride: number,
  K: number,
): void {
  let after = 0;
  for (let n = K - 1; n > 0; n--) {
    const w = q[qOffset + (n - 1) * qStride]! / Math.sqrt(n * (n + 1));
    x[xOffset + n * xStride] = after - n * w;
    after += w;
  }
  if (K > 0) x[xOffset] = after;
}
