// Sparse matrices in compressed rows: values w, columns v and row starts u, both counted from 1. Rows of the product are sums over the
// values of a row; the dense form is zero elsewhere.

import type { Kernel } from "../descriptor.ts";

/** y (m) = A b; u has m + 1 row starts. */
export function csrMatrixTimesVector(
  y: Float64Array,
  yOffset: number,
  w: Float64Array,
  wOffset: number,
  v: Int32Array,
  vOffset: number,
  u: Int32Array,
  uOffset: number,
  b: Float64Array,
  bOffset: number,
  m: number,
): void {
  for (let i = 0; i < m; i++) {
    let sum = 0;
    for (let k = u[uOffset + i]! - 1; k < u[uOffset + i + 1]! - 1; k++)
      sum += w[wOffset + k]! * b[bOffset + v[vOffset + k]! - 1]!;
    y[yOffset + i] = sum;
  }
}

export function csrMatrixTimesVectorAdjoint(
  wAdj: Float64Array | null,
  wAdjOffset: number,
  bAdj: Float64Array | null,
  bAdjOffset: number,
  yAdj: Float64Array,
  yAdjOffset: number,
  w: Float64Array,
  wOffset: number,
  v: Int32Array,
  vOffset: number,
  u: Int32Array,
  uOffset: number,
  b: Float64Array,
  bOffset: number,
  m: number,
): void {
  for (let i = 0; i < m; i++) {
    const adjoint = yAdj[yAdjOffset + i]!;
    for (let k = u[uOffset + i]! - 1; k < u[uOffset + i + 1]! - 1; k++) {
      const column = v[vOffset + k]! - 1;
      if (wAdj !== null) wAdj[wAdjOffset + k]! += adjoint * b[bOffset + column]!;
      if (bAdj !== null) bAdj[bAdjOffset + column]! += adjoint * w[wOffset + k]!;
    }
  }
}

/** X (m x n), dense. */
export function csrToDenseMatrix(
  x: Float64Array,
  xOffset: number,
  w: Float64Array,
  wOffset: number,
  v: Int32Array,
  vOffset: number,
  u: Int32Array,
  uOffset: number,
  m: number,
  n: number,
): void {
  x.fill(0, xOffset, xOffset + m * n);
  for (let i = 0; i < m; i++)
    for (let k = u[uOffset + i]! - 1; k < u[uOffset + i + 1]! - 1; k++)
      x[xOffset + i + (v[vOffset + k]! - 1) * m] = w[wOffset + k]!;
}

export function csrToDenseMatrixAdjoint(
  wAdj: Float64Array,
  wAdjOffset: number,
  xAdj: Float64Array,
  xAdjOffset: number,
  v: Int32Array,
  vOffset: number,
  u: Int32Array,
  uOffset: number,
  m: number,
): void {
  for (let i = 0; i < m; i++)
    for (let k = u[uOffset + i]! - 1; k < u[uOffset + i + 1]! - 1; k++)
      wAdj[wAdjOffset + k]! += xAdj[xAdjOffset + i + (v[vOffset + k]! - 1) * m]!;
}

const matrix = [
  { name: "w", role: "in" },
  { name: "v", role: "in", elem: "i32" },
  { name: "u", role: "in", elem: "i32" },
] as const;

export const csrMatrixTimesVectorKernel = {
  name: "csrMatrixTimesVector",
  params: [{ name: "y", role: "out" }, ...matrix, { name: "b", role: "in" }, { name: "m", role: "int" }],
  adjoint: {
    name: "csrMatrixTimesVectorAdjoint",
    args: ["w.adj", "b.adj", "y.adj", "w", "v", "u", "b", "m"],
  },
} as const satisfies Kernel;

export const csrToDenseMatrixKernel = {
  name: "csrToDenseMatrix",
  params: [{ name: "x", role: "out" }, ...matrix, { name: "m", role: "int" }, { name: "n", role: "int" }],
  adjoint: { name: "csrToDenseMatrixAdjoint", args: ["w.adj", "x.adj", "v", "u", "m"] },
} as const satisfies Kernel;
