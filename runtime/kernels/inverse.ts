// Inverses and determinants. A singular matrix has an inverse of NaN and a determinant of zero; the adjoint of a determinant goes
// through the inverse except where that fails, where it goes through cofactors.

import type { Kernel } from "../descriptor.ts";
import { cholesky, inverseFromCholesky, logDeterminantFromCholesky } from "../linear-algebra/cholesky.ts";
import { inverse, lu, luDeterminant, luLogAbsDeterminant } from "../linear-algebra/lu.ts";
import { matmul, matmulTransposeLeftAdd } from "../linear-algebra/products.ts";
import { clearScratch, scratch } from "./scratch.ts";
import { notPositiveDefinite, requireSymmetric } from "./symmetry.ts";

/** X = A^-1 (n x n). */
export function inverseMatrix(
  x: Float64Array,
  xOffset: number,
  a: Float64Array,
  aOffset: number,
  n: number,
): void {
  inverse(x, xOffset, a, aOffset, n);
}

/** A.adj -= X' Xadj X'. */
export function inverseMatrixAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  xAdj: Float64Array,
  xAdjOffset: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  const left = clearScratch(0, n * n);
  matmulTransposeLeftAdd(left, 0, x, xOffset, xAdj, xAdjOffset, n, n, n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += left[i + k * n]! * x[xOffset + j + k * n]!;
      aAdj[aAdjOffset + i + j * n]! -= sum;
    }
  }
}

/** X = A^-1 of a symmetric positive definite A; rejects any other. */
export function inverseSpd(
  x: Float64Array,
  xOffset: number,
  a: Float64Array,
  aOffset: number,
  n: number,
): void {
  requireSymmetric("inverse_spd", a, aOffset, n);
  const factor = scratch(0, n * n);
  const failed = cholesky(factor, 0, a, aOffset, n);
  if (failed >= 0) throw notPositiveDefinite("inverse_spd", failed);
  inverseFromCholesky(x, xOffset, factor, 0, n);
}

/** log |det A|. */
export function logDeterminant(a: Float64Array, aOffset: number, n: number): number {
  const factors = scratch(0, n * n);
  const sign = lu(factors, 0, new Int32Array(n), a, aOffset, n);
  return sign === 0 ? -Infinity : luLogAbsDeterminant(factors, n);
}

/** A.adj += resultAdj A^-T. */
export function logDeterminantAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  resultAdj: number,
  a: Float64Array,
  aOffset: number,
  n: number,
): void {
  const x = scratch(0, n * n);
  inverse(x, 0, a, aOffset, n);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) aAdj[aAdjOffset + i + j * n]! += resultAdj * x[j + i * n]!;
}

/** log det A of a symmetric positive definite A; rejects any other. */
export function logDeterminantSpd(a: Float64Array, aOffset: number, n: number): number {
  requireSymmetric("log_determinant_spd", a, aOffset, n);
  const factor = scratch(0, n * n);
  const failed = cholesky(factor, 0, a, aOffset, n);
  if (failed >= 0) throw notPositiveDefinite("log_determinant_spd", failed);
  return logDeterminantFromCholesky(factor, 0, n);
}

export function determinant(a: Float64Array, aOffset: number, n: number): number {
  const factors = scratch(0, n * n);
  const sign = lu(factors, 0, new Int32Array(n), a, aOffset, n);
  return sign === 0 ? 0 : luDeterminant(factors, sign, n);
}

/** A.adj += resultAdj det(A) A^-T, cofactor by cofactor where A is singular. */
export function determinantAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  resultAdj: number,
  result: number,
  a: Float64Array,
  aOffset: number,
  n: number,
): void {
  if (result !== 0) return logDeterminantAdjoint(aAdj, aAdjOffset, resultAdj * result, a, aOffset, n);
  const minor = new Float64Array((n - 1) * (n - 1));
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      let p = 0;
      for (let c = 0; c < n; c++)
        for (let r = 0; r < n; r++) if (r !== i && c !== j) minor[p++] = a[aOffset + r + c * n]!;
      const sign = (i + j) % 2 === 0 ? 1 : -1;
      aAdj[aAdjOffset + i + j * n]! += resultAdj * sign * (n === 1 ? 1 : determinant(minor, 0, n - 1));
    }
  }
}

/** X = A^+, the Moore-Penrose inverse (n x m) of A (m x n) of full rank: (A'A)^-1 A' or A' (A A')^-1. */
export function generalizedInverse(
  x: Float64Array,
  xOffset: number,
  a: Float64Array,
  aOffset: number,
  m: number,
  n: number,
): void {
  const k = m < n ? m : n;
  const gram = scratch(1, k * k);
  const inverted = scratch(2, k * k);
  const turned = scratch(3, m * n);
  for (let j = 0; j < n; j++) for (let i = 0; i < m; i++) turned[j + i * n] = a[aOffset + i + j * m]!;
  if (m < n) {
    matmul(gram, 0, a, aOffset, turned, 0, m, n, m);
    inverse(inverted, 0, gram, 0, k);
    matmul(x, xOffset, turned, 0, inverted, 0, n, m, m);
  } else {
    matmul(gram, 0, turned, 0, a, aOffset, n, m, n);
    inverse(inverted, 0, gram, 0, k);
    matmul(x, xOffset, inverted, 0, turned, 0, n, n, m);
  }
}

/** Golub and Pereyra (1973): dX = -X dA X + X X' dA' (I - A X) + (I - X A) dA' X' X; each term transposed onto A.adj. */
export function generalizedInverseAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  xAdj: Float64Array,
  xAdjOffset: number,
  x: Float64Array,
  xOffset: number,
  a: Float64Array,
  aOffset: number,
  m: number,
  n: number,
): void {
  const at = (matrix: Float64Array, offset: number, rows: number) => (i: number, j: number) =>
    matrix[offset + i + j * rows]!;
  const G = at(xAdj, xAdjOffset, n);
  const X = at(x, xOffset, n);
  const A = at(a, aOffset, m);
  const product = (
    rows: number,
    inner: number,
    columns: number,
    left: (i: number, k: number) => number,
    right: (k: number, j: number) => number,
  ) => {
    const out = new Float64Array(rows * columns);
    for (let j = 0; j < columns; j++)
      for (let k = 0; k < inner; k++)
        for (let i = 0; i < rows; i++) out[i + j * rows]! += left(i, k) * right(k, j);
    return at(out, 0, rows);
  };
  const turn = (f: (i: number, j: number) => number) => (i: number, j: number) => f(j, i);
  const XG = product(m, n, m, turn(X), G); // X' G
  const XGX = product(m, m, n, XG, turn(X)); // X' G X'
  const AX = product(m, n, m, A, X);
  const XA = product(n, m, n, X, A);
  const restRows = (i: number, j: number): number => (i === j ? 1 : 0) - AX(i, j);
  const restColumns = (i: number, j: number): number => (i === j ? 1 : 0) - XA(i, j);
  const second = product(m, n, n, product(m, m, n, restRows, turn(G)), product(n, m, n, X, turn(X))); // (I - A X) G' X X'
  const third = product(m, n, n, product(m, m, n, product(m, n, m, turn(X), X), turn(G)), restColumns);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < m; i++) aAdj[aAdjOffset + i + j * m]! += second(i, j) + third(i, j) - XGX(i, j);
}

const toMatrix = [
  { name: "X", role: "out" },
  { name: "A", role: "in" },
  { name: "n", role: "int" },
] as const;
const toNumber = [
  { name: "A", role: "in" },
  { name: "n", role: "int" },
] as const;
const ofInverse = { name: "inverseMatrixAdjoint", args: ["A.adj", "X.adj", "X", "n"] } as const;
const ofLog = { name: "logDeterminantAdjoint", args: ["A.adj", "result.adj", "A", "n"] } as const;

export const inverseMatrixKernel = {
  name: "inverseMatrix",
  params: toMatrix,
  adjoint: ofInverse,
} as const satisfies Kernel;

export const inverseSpdKernel = {
  name: "inverseSpd",
  params: toMatrix,
  adjoint: ofInverse,
} as const satisfies Kernel;

export const logDeterminantKernel = {
  name: "logDeterminant",
  params: toNumber,
  result: "real",
  adjoint: ofLog,
} as const satisfies Kernel;

export const logDeterminantSpdKernel = {
  name: "logDeterminantSpd",
  params: toNumber,
  result: "real",
  adjoint: ofLog,
} as const satisfies Kernel;

export const determinantKernel = {
  name: "determinant",
  params: toNumber,
  result: "real",
  adjoint: { name: "determinantAdjoint", args: ["A.adj", "result.adj", "result", "A", "n"] },
} as const satisfies Kernel;

export const generalizedInverseKernel = {
  name: "generalizedInverse",
  params: [
    { name: "X", role: "out" },
    { name: "A", role: "in" },
    { name: "m", role: "int" },
    { name: "n", role: "int" },
  ],
  adjoint: { name: "generalizedInverseAdjoint", args: ["A.adj", "X.adj", "X", "A", "m", "n"] },
} as const satisfies Kernel;
