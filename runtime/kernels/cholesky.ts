// Cholesky factor of a matrix and the inverse of a matrix from its factor, as the language defines them: a matrix that is not symmetric
// or not positive definite rejects the point. Only the lower triangle of A is read, so its adjoint goes to that triangle.

import type { Kernel } from "../descriptor.ts";
import { cholesky, choleskyAdjoint, inverseFromCholesky } from "../linear-algebra/cholesky.ts";
import { matmul } from "../linear-algebra/products.ts";
import { notPositiveDefinite, requireSymmetric } from "./symmetry.ts";
import { scratch } from "./scratch.ts";

/** L with L L' = A (n x n), zeros above the diagonal. */
export function choleskyDecompose(
  l: Float64Array,
  lOffset: number,
  a: Float64Array,
  aOffset: number,
  n: number,
): void {
  requireSymmetric("cholesky_decompose", a, aOffset, n);
  const failed = cholesky(l, lOffset, a, aOffset, n);
  if (failed >= 0) throw notPositiveDefinite("cholesky_decompose", failed);
}

/** Uses up the adjoint of L. */
export function choleskyDecomposeAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  lAdj: Float64Array,
  lAdjOffset: number,
  l: Float64Array,
  lOffset: number,
  n: number,
): void {
  choleskyAdjoint(aAdj, aAdjOffset, l, lOffset, lAdj, lAdjOffset, n);
}

export const choleskyDecomposeKernel = {
  name: "choleskyDecompose",
  params: [
    { name: "L", role: "out" },
    { name: "A", role: "in" },
    { name: "n", role: "int" },
  ],
  adjoint: { name: "choleskyDecomposeAdjoint", args: ["A.adj", "L.adj", "L", "n"] },
} as const satisfies Kernel;

/** 1 if A (n x n, its lower triangle) is positive definite, else 0. */
export function isPositiveDefinite(a: Float64Array, aOffset: number, n: number): number {
  return cholesky(scratch(0, n * n), 0, a, aOffset, n) < 0 ? 1 : 0;
}

export const isPositiveDefiniteKernel = {
  name: "isPositiveDefinite",
  params: [
    { name: "A", role: "in" },
    { name: "n", role: "int" },
  ],
  result: "int",
} as const satisfies Kernel;

/** X = (L L')^-1 of a lower triangular L. */
export function cholToInverse(
  x: Float64Array,
  xOffset: number,
  l: Float64Array,
  lOffset: number,
  n: number,
): void {
  inverseFromCholesky(x, xOffset, l, lOffset, n);
}

/** With S = X (Xadj + Xadj') X: L.adj -= S L on the lower triangle. */
export function cholToInverseAdjoint(
  lAdj: Float64Array,
  lAdjOffset: number,
  xAdj: Float64Array,
  xAdjOffset: number,
  x: Float64Array,
  xOffset: number,
  l: Float64Array,
  lOffset: number,
  n: number,
): void {
  const sum = scratch(0, n * n);
  const left = scratch(1, n * n);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++)
      sum[i + j * n] = xAdj[xAdjOffset + i + j * n]! + xAdj[xAdjOffset + j + i * n]!;
  matmul(left, 0, x, xOffset, sum, 0, n, n, n);
  matmul(sum, 0, left, 0, x, xOffset, n, n, n);
  matmul(left, 0, sum, 0, l, lOffset, n, n, n);
  for (let j = 0; j < n; j++) for (let i = j; i < n; i++) lAdj[lAdjOffset + i + j * n]! -= left[i + j * n]!;
}

export const cholToInverseKernel = {
  name: "cholToInverse",
  params: [
    { name: "X", role: "out" },
    { name: "L", role: "in" },
    { name: "n", role: "int" },
  ],
  adjoint: { name: "cholToInverseAdjoint", args: ["L.adj", "X.adj", "X", "L", "n"] },
} as const satisfies Kernel;
