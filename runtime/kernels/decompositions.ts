// Eigenvalues, singular values and QR factors, each alone as the language asks for them. An adjoint forms the decomposition again and
// hands its share to the joint adjoint with zeros for the other parts.

import type { Kernel } from "../descriptor.ts";
import {
  matrixExp as exponential,
  matrixExpAdjoint as exponentialAdjoint,
} from "../linear-algebra/matrix-exponential.ts";
import { qr, qrThinAdjoint } from "../linear-algebra/qr.ts";
import { qrRestAdjoint } from "../linear-algebra/qr-full-adjoint.ts";
import { svd, svdAdjoint } from "../linear-algebra/svd.ts";
import { symmetricEigen, symmetricEigenAdjoint } from "../linear-algebra/symmetric-eigen.ts";
import { requireSymmetric } from "./symmetry.ts";

type Matrix = Float64Array;

/** Eigenvalues of a symmetric A (n x n), ascending. */
export function eigenvaluesSym(
  values: Matrix,
  valuesOffset: number,
  a: Matrix,
  aOffset: number,
  n: number,
): void {
  requireSymmetric("eigenvalues_sym", a, aOffset, n);
  symmetricEigen(values, valuesOffset, new Float64Array(n * n), 0, a, aOffset, n);
}

export function eigenvaluesSymAdjoint(
  aAdj: Matrix,
  aAdjOffset: number,
  valuesAdj: Matrix,
  valuesAdjOffset: number,
  a: Matrix,
  aOffset: number,
  n: number,
): void {
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  symmetricEigen(values, 0, vectors, 0, a, aOffset, n);
  const none = new Float64Array(n * n);
  symmetricEigenAdjoint(aAdj, aAdjOffset, values, 0, vectors, 0, valuesAdj, valuesAdjOffset, none, 0, n);
}

/** Eigenvectors of a symmetric A (n x n), one per column. */
export function eigenvectorsSym(
  vectors: Matrix,
  vectorsOffset: number,
  a: Matrix,
  aOffset: number,
  n: number,
): void {
  requireSymmetric("eigenvectors_sym", a, aOffset, n);
  symmetricEigen(new Float64Array(n), 0, vectors, vectorsOffset, a, aOffset, n);
}

export function eigenvectorsSymAdjoint(
  aAdj: Matrix,
  aAdjOffset: number,
  vectorsAdj: Matrix,
  vectorsAdjOffset: number,
  a: Matrix,
  aOffset: number,
  n: number,
): void {
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  symmetricEigen(values, 0, vectors, 0, a, aOffset, n);
  const none = new Float64Array(n);
  symmetricEigenAdjoint(aAdj, aAdjOffset, values, 0, vectors, 0, none, 0, vectorsAdj, vectorsAdjOffset, n);
}

interface Svd {
  readonly u: Float64Array;
  readonly values: Float64Array;
  readonly v: Float64Array;
}

function decomposed(a: Matrix, aOffset: number, m: number, n: number): Svd {
  const k = m < n ? m : n;
  const parts = { u: new Float64Array(m * k), values: new Float64Array(k), v: new Float64Array(n * k) };
  svd(parts.u, 0, parts.values, 0, parts.v, 0, a, aOffset, m, n);
  return parts;
}

/** Joint adjoint with zeros for the parts that are not given. */
function spreadSvd(
  aAdj: Matrix,
  aAdjOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
  given: Partial<Svd>,
): void {
  const { u, values, v } = decomposed(a, aOffset, m, n);
  const uAdj = given.u ?? new Float64Array(u.length);
  const valuesAdj = given.values ?? new Float64Array(values.length);
  const vAdj = given.v ?? new Float64Array(v.length);
  svdAdjoint(aAdj, aAdjOffset, u, values, v, uAdj, valuesAdj, vAdj, m, n);
}

/** Singular values of A (m x n), descending. */
export function singularValues(
  values: Matrix,
  valuesOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
): void {
  values.set(decomposed(a, aOffset, m, n).values, valuesOffset);
}

export function singularValuesAdjoint(
  aAdj: Matrix,
  aAdjOffset: number,
  valuesAdj: Matrix,
  valuesAdjOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
): void {
  const k = m < n ? m : n;
  spreadSvd(aAdj, aAdjOffset, a, aOffset, m, n, {
    values: valuesAdj.slice(valuesAdjOffset, valuesAdjOffset + k),
  });
}

/** Left singular vectors U (m x k). */
export function svdU(u: Matrix, uOffset: number, a: Matrix, aOffset: number, m: number, n: number): void {
  u.set(decomposed(a, aOffset, m, n).u, uOffset);
}

export function svdUAdjoint(
  aAdj: Matrix,
  aAdjOffset: number,
  uAdj: Matrix,
  uAdjOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
): void {
  const k = m < n ? m : n;
  spreadSvd(aAdj, aAdjOffset, a, aOffset, m, n, { u: uAdj.slice(uAdjOffset, uAdjOffset + m * k) });
}

/** Right singular vectors V (n x k). */
export function svdV(v: Matrix, vOffset: number, a: Matrix, aOffset: number, m: number, n: number): void {
  v.set(decomposed(a, aOffset, m, n).v, vOffset);
}

export function svdVAdjoint(
  aAdj: Matrix,
  aAdjOffset: number,
  vAdj: Matrix,
  vAdjOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
): void {
  const k = m < n ? m : n;
  spreadSvd(aAdj, aAdjOffset, a, aOffset, m, n, { v: vAdj.slice(vAdjOffset, vAdjOffset + n * k) });
}

/** Q (m x columns) of A = Q R. */
export function qrQ(
  q: Matrix,
  qOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
  columns: number,
): void {
  qr(q, qOffset, new Float64Array(columns * n), 0, a, aOffset, m, n, columns);
}

/** R (columns x n) of A = Q R. */
export function qrR(
  r: Matrix,
  rOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
  columns: number,
): void {
  qr(new Float64Array(m * columns), 0, r, rOffset, a, aOffset, m, n, columns);
}

export function qrQAdjoint(
  aAdj: Matrix,
  aAdjOffset: number,
  qAdj: Matrix,
  qAdjOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
  columns: number,
): void {
  const k = m < n ? m : n;
  qrBothAdjoint(aAdj, aAdjOffset, qAdj, qAdjOffset, new Float64Array(k * k), a, aOffset, m, k);
  if (columns > n) qrRestAdjoint(aAdj, aAdjOffset, qAdj, qAdjOffset, a, aOffset, m, n);
}

export function qrRAdjoint(
  aAdj: Matrix,
  aAdjOffset: number,
  rAdj: Matrix,
  rAdjOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
  columns: number,
): void {
  const k = m < n ? m : n;
  const head = new Float64Array(k * k);
  for (let j = 0; j < k; j++)
    for (let i = 0; i < k; i++) head[i + j * k] = rAdj[rAdjOffset + i + j * columns]!;
  const qAdj = new Float64Array(m * k);
  if (n > m) spreadColumns(aAdj, aAdjOffset, qAdj, rAdj, rAdjOffset, a, aOffset, m, n);
  qrBothAdjoint(aAdj, aAdjOffset, qAdj, 0, head, a, aOffset, m, k);
}

/** The thin factorisation of the first k columns. */
function qrBothAdjoint(
  aAdj: Matrix,
  aAdjOffset: number,
  qAdj: Matrix,
  qAdjOffset: number,
  rAdj: Matrix,
  a: Matrix,
  aOffset: number,
  m: number,
  k: number,
): void {
  const [q, r] = [new Float64Array(m * k), new Float64Array(k * k)];
  qr(q, 0, r, 0, a, aOffset, m, k, k);
  qrThinAdjoint(aAdj, aAdjOffset, q, 0, r, 0, qAdj, qAdjOffset, rAdj, 0, m, k);
}

/** Of a wide A, columns of R beyond m are Q' times those of A. */
function spreadColumns(
  aAdj: Matrix,
  aAdjOffset: number,
  qAdj: Matrix,
  rAdj: Matrix,
  rAdjOffset: number,
  a: Matrix,
  aOffset: number,
  m: number,
  n: number,
): void {
  const [q, r] = [new Float64Array(m * m), new Float64Array(m * m)];
  qr(q, 0, r, 0, a, aOffset, m, m, m);
  for (let j = m; j < n; j++)
    for (let k = 0; k < m; k++) {
      const adjoint = rAdj[rAdjOffset + k + j * m]!;
      for (let i = 0; i < m; i++) {
        aAdj[aAdjOffset + i + j * m]! += adjoint * q[i + k * m]!;
        qAdj[i + k * m]! += adjoint * a[aOffset + i + j * m]!;
      }
    }
}

/** X = exp(A) (n x n). */
export function matrixExp(x: Matrix, xOffset: number, a: Matrix, aOffset: number, n: number): void {
  exponential(x, xOffset, a, aOffset, n);
}

export function matrixExpAdjoint(
  aAdj: Matrix,
  aAdjOffset: number,
  xAdj: Matrix,
  xAdjOffset: number,
  a: Matrix,
  aOffset: number,
  n: number,
): void {
  exponentialAdjoint(aAdj, aAdjOffset, a, aOffset, xAdj, xAdjOffset, n);
}

const square = [
  { name: "X", role: "out" },
  { name: "A", role: "in" },
  { name: "n", role: "int" },
] as const;
const rectangular = [
  { name: "X", role: "out" },
  { name: "A", role: "in" },
  { name: "m", role: "int" },
  { name: "n", role: "int" },
] as const;
const withColumns = [...rectangular, { name: "columns", role: "int" }] as const;

export const eigenvaluesSymKernel = {
  name: "eigenvaluesSym",
  params: square,
  adjoint: { name: "eigenvaluesSymAdjoint", args: ["A.adj", "X.adj", "A", "n"] },
} as const satisfies Kernel;

export const eigenvectorsSymKernel = {
  name: "eigenvectorsSym",
  params: square,
  adjoint: { name: "eigenvectorsSymAdjoint", args: ["A.adj", "X.adj", "A", "n"] },
} as const satisfies Kernel;

export const singularValuesKernel = {
  name: "singularValues",
  params: rectangular,
  adjoint: { name: "singularValuesAdjoint", args: ["A.adj", "X.adj", "A", "m", "n"] },
} as const satisfies Kernel;

export const svdUKernel = {
  name: "svdU",
  params: rectangular,
  adjoint: { name: "svdUAdjoint", args: ["A.adj", "X.adj", "A", "m", "n"] },
} as const satisfies Kernel;

export const svdVKernel = {
  name: "svdV",
  params: rectangular,
  adjoint: { name: "svdVAdjoint", args: ["A.adj", "X.adj", "A", "m", "n"] },
} as const satisfies Kernel;

export const qrQKernel = {
  name: "qrQ",
  params: withColumns,
  adjoint: { name: "qrQAdjoint", args: ["A.adj", "X.adj", "A", "m", "n", "columns"] },
} as const satisfies Kernel;

export const qrRKernel = {
  name: "qrR",
  params: withColumns,
  adjoint: { name: "qrRAdjoint", args: ["A.adj", "X.adj", "A", "m", "n", "columns"] },
} as const satisfies Kernel;

export const matrixExpKernel = {
  name: "matrixExp",
  params: square,
  adjoint: { name: "matrixExpAdjoint", args: ["A.adj", "X.adj", "A", "n"] },
} as const satisfies Kernel;
