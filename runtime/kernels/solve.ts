// Linear systems: A X = B (left) and X A = B (right). The adjoint of a left solve is B.adj += A^-T Xadj, A.adj -= (A^-T Xadj) X'; a
// right solve is a left solve of the transposes. Triangular systems read and differentiate the lower triangle only.

import type { Kernel } from "../descriptor.ts";
import { lu, luSolve, luSolveTranspose } from "../linear-algebra/lu.ts";
import { cholesky } from "../linear-algebra/cholesky.ts";
import { solveLower, solveLowerTranspose } from "../linear-algebra/triangular.ts";
import { scratch } from "./scratch.ts";
import { notPositiveDefinite, requireSymmetric } from "./symmetry.ts";

type Matrix = Float64Array;

let pivots = new Int32Array(16);

function factored(a: Matrix, aOffset: number, n: number): Float64Array {
  if (pivots.length < n) pivots = new Int32Array(2 * n);
  const factors = scratch(0, n * n);
  lu(factors, 0, pivots, a, aOffset, n);
  return factors;
}

/** A.adj (n x n) -= g X' and, when wanted, B.adj += g, for g, X (n x m). */
function spread(
  aAdj: Matrix | null,
  aAdjOffset: number,
  bAdj: Matrix | null,
  bAdjOffset: number,
  g: Matrix,
  x: Matrix,
  xOffset: number,
  n: number,
  m: number,
  lowerOnly: boolean,
): void {
  if (bAdj !== null) for (let i = 0; i < n * m; i++) bAdj[bAdjOffset + i]! += g[i]!;
  if (aAdj === null) return;
  for (let c = 0; c < m; c++) {
    for (let j = 0; j < n; j++) {
      const value = x[xOffset + j + c * n]!;
      for (let i = lowerOnly ? j : 0; i < n; i++) aAdj[aAdjOffset + i + j * n]! -= g[i + c * n]! * value;
    }
  }
}

/** X (n x m) with A X = B. */
export function mdivideLeft(
  x: Matrix,
  xOffset: number,
  a: Matrix,
  aOffset: number,
  b: Matrix,
  bOffset: number,
  n: number,
  m: number,
): void {
  const factors = factored(a, aOffset, n);
  for (let i = 0; i < n * m; i++) x[xOffset + i] = b[bOffset + i]!;
  luSolve(factors, pivots, x, xOffset, n, m);
}

export function mdivideLeftAdjoint(
  aAdj: Matrix | null,
  aAdjOffset: number,
  bAdj: Matrix | null,
  bAdjOffset: number,
  xAdj: Matrix,
  xAdjOffset: number,
  x: Matrix,
  xOffset: number,
  a: Matrix,
  aOffset: number,
  n: number,
  m: number,
): void {
  const factors = factored(a, aOffset, n);
  const g = scratch(1, n * m);
  for (let i = 0; i < n * m; i++) g[i] = xAdj[xAdjOffset + i]!;
  luSolveTranspose(factors, pivots, g, 0, n, m);
  spread(aAdj, aAdjOffset, bAdj, bAdjOffset, g, x, xOffset, n, m, false);
}

/** X (n x m) with A X = B for a symmetric positive definite A; rejects any other. */
export function mdivideLeftSpd(
  x: Matrix,
  xOffset: number,
  a: Matrix,
  aOffset: number,
  b: Matrix,
  bOffset: number,
  n: number,
  m: number,
): void {
  requireSymmetric("mdivide_left_spd", a, aOffset, n);
  const l = scratch(0, n * n);
  const failed = cholesky(l, 0, a, aOffset, n);
  if (failed >= 0) throw notPositiveDefinite("mdivide_left_spd", failed);
  solveLower(x, xOffset, l, 0, b, bOffset, n, m);
  solveLowerTranspose(x, xOffset, l, 0, x, xOffset, n, m);
}

/** X (n x m) with L X = B for the lower triangle L of A. */
export function mdivideLeftTriLow(
  x: Matrix,
  xOffset: number,
  l: Matrix,
  lOffset: number,
  b: Matrix,
  bOffset: number,
  n: number,
  m: number,
): void {
  solveLower(x, xOffset, l, lOffset, b, bOffset, n, m);
}

export function mdivideLeftTriLowAdjoint(
  lAdj: Matrix | null,
  lAdjOffset: number,
  bAdj: Matrix | null,
  bAdjOffset: number,
  xAdj: Matrix,
  xAdjOffset: number,
  x: Matrix,
  xOffset: number,
  l: Matrix,
  lOffset: number,
  n: number,
  m: number,
): void {
  const g = scratch(1, n * m);
  solveLowerTranspose(g, 0, l, lOffset, xAdj, xAdjOffset, n, m);
  spread(lAdj, lAdjOffset, bAdj, bAdjOffset, g, x, xOffset, n, m, true);
}

/** `out` (columns x rows) = M' for M (rows x columns). */
function turned(piece: number, matrix: Matrix, offset: number, rows: number, columns: number): Float64Array {
  const out = scratch(piece, rows * columns);
  for (let j = 0; j < columns; j++)
    for (let i = 0; i < rows; i++) out[j + i * columns] = matrix[offset + i + j * rows]!;
  return out;
}

function turnBack(out: Matrix, offset: number, matrix: Matrix, rows: number, columns: number): void {
  for (let j = 0; j < columns; j++)
    for (let i = 0; i < rows; i++) out[offset + i + j * rows] = matrix[j + i * columns]!;
}

/** A.adj -= X' g' and B.adj += g', the transposed counterpart of `spread`; g is n x m, X is m x n. */
function spreadRight(
  bAdj: Matrix | null,
  bAdjOffset: number,
  aAdj: Matrix | null,
  aAdjOffset: number,
  g: Matrix,
  x: Matrix,
  xOffset: number,
  m: number,
  n: number,
  lowerOnly: boolean,
): void {
  if (bAdj !== null)
    for (let j = 0; j < n; j++) for (let i = 0; i < m; i++) bAdj[bAdjOffset + i + j * m]! += g[j + i * n]!;
  if (aAdj === null) return;
  for (let j = 0; j < n; j++) {
    for (let i = lowerOnly ? j : 0; i < n; i++) {
      let sum = 0;
      for (let c = 0; c < m; c++) sum += x[xOffset + c + i * m]! * g[j + c * n]!;
      aAdj[aAdjOffset + i + j * n]! -= sum;
    }
  }
}

/** X (m x n) with X A = B. */
export function mdivideRight(
  x: Matrix,
  xOffset: number,
  b: Matrix,
  bOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
): void {
  const factors = factored(a, aOffset, n);
  const columns = turned(1, b, bOffset, m, n);
  luSolveTranspose(factors, pivots, columns, 0, n, m);
  turnBack(x, xOffset, columns, m, n);
}

export function mdivideRightAdjoint(
  bAdj: Matrix | null,
  bAdjOffset: number,
  aAdj: Matrix | null,
  aAdjOffset: number,
  xAdj: Matrix,
  xAdjOffset: number,
  x: Matrix,
  xOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
): void {
  const factors = factored(a, aOffset, n);
  const g = turned(1, xAdj, xAdjOffset, m, n);
  luSolve(factors, pivots, g, 0, n, m);
  spreadRight(bAdj, bAdjOffset, aAdj, aAdjOffset, g, x, xOffset, m, n, false);
}

/** X (m x n) with X A = B for a symmetric positive definite A; rejects any other. */
export function mdivideRightSpd(
  x: Matrix,
  xOffset: number,
  b: Matrix,
  bOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
): void {
  const columns = turned(1, b, bOffset, m, n);
  mdivideLeftSpd(columns, 0, a, aOffset, columns, 0, n, m);
  turnBack(x, xOffset, columns, m, n);
}

/** X (m x n) with X L = B for the lower triangle L of A. */
export function mdivideRightTriLow(
  x: Matrix,
  xOffset: number,
  b: Matrix,
  bOffset: number,
  l: Matrix,
  lOffset: number,
  m: number,
  n: number,
): void {
  const columns = turned(1, b, bOffset, m, n);
  solveLowerTranspose(columns, 0, l, lOffset, columns, 0, n, m);
  turnBack(x, xOffset, columns, m, n);
}

export function mdivideRightTriLowAdjoint(
  bAdj: Matrix | null,
  bAdjOffset: number,
  lAdj: Matrix | null,
  lAdjOffset: number,
  xAdj: Matrix,
  xAdjOffset: number,
  x: Matrix,
  xOffset: number,
  l: Matrix,
  lOffset: number,
  m: number,
  n: number,
): void {
  const g = turned(1, xAdj, xAdjOffset, m, n);
  solveLower(g, 0, l, lOffset, g, 0, n, m);
  spreadRight(bAdj, bAdjOffset, lAdj, lAdjOffset, g, x, xOffset, m, n, true);
}

const left = [
  { name: "X", role: "out" },
  { name: "A", role: "in" },
  { name: "B", role: "in" },
  { name: "n", role: "int" },
  { name: "m", role: "int" },
] as const;
const right = [
  { name: "X", role: "out" },
  { name: "B", role: "in" },
  { name: "A", role: "in" },
  { name: "m", role: "int" },
  { name: "n", role: "int" },
] as const;
const ofLeft = ["A.adj", "B.adj", "X.adj", "X", "A", "n", "m"] as const;
const ofRight = ["B.adj", "A.adj", "X.adj", "X", "A", "m", "n"] as const;

export const mdivideLeftKernel = {
  name: "mdivideLeft",
  params: left,
  adjoint: { name: "mdivideLeftAdjoint", args: ofLeft },
} as const satisfies Kernel;

export const mdivideLeftSpdKernel = {
  name: "mdivideLeftSpd",
  params: left,
  adjoint: { name: "mdivideLeftAdjoint", args: ofLeft },
} as const satisfies Kernel;

export const mdivideLeftTriLowKernel = {
  name: "mdivideLeftTriLow",
  params: left,
  adjoint: { name: "mdivideLeftTriLowAdjoint", args: ofLeft },
} as const satisfies Kernel;

export const mdivideRightKernel = {
  name: "mdivideRight",
  params: right,
  adjoint: { name: "mdivideRightAdjoint", args: ofRight },
} as const satisfies Kernel;

export const mdivideRightSpdKernel = {
  name: "mdivideRightSpd",
  params: right,
  adjoint: { name: "mdivideRightAdjoint", args: ofRight },
} as const satisfies Kernel;

export const mdivideRightTriLowKernel = {
  name: "mdivideRightTriLow",
  params: right,
  adjoint: { name: "mdivideRightTriLowAdjoint", args: ofRight },
} as const satisfies Kernel;
