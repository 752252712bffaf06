// Cholesky factor and its adjoint, column-major. Left-looking by columns, four earlier columns per pass. The adjoint needs L only:
// Murray, "Differentiation of the Cholesky decomposition" (2016), algorithm "level 2", turned round so that it runs down columns.

import { log } from "../functions/log.ts";

/**
 * L with L L' = A (n x n), from the lower triangle of A; zeros above the diagonal. `out` may be `a`. Returns -1, or the 0-based
 * column at which A turned out not to be positive definite.
 */
export function cholesky(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  n: number,
): number {
  for (let j = 0; j < n; j++) {
    const column = outOffset + j * n;
    for (let i = 0; i < j; i++) out[column + i] = 0;
    for (let i = j; i < n; i++) out[column + i] = a[aOffset + j * n + i]!;
    subtractEarlierColumns(out, outOffset, j, n);
    const pivot = out[column + j]!;
    if (!(pivot > 0 && pivot < Infinity)) return j;
    const root = Math.sqrt(pivot);
    const inverse = 1 / root;
    out[column + j] = root;
    for (let i = j + 1; i < n; i++) out[column + i]! *= inverse;
  }
  return -1;
}

/** Column j from its diagonal down, less sum over k < j of L[:, k] L[j, k]. */
function subtractEarlierColumns(l: Float64Array, offset: number, j: number, n: number): void {
  const end = offset + j * n + n;
  let k = 0;
  for (; k + 3 < j; k += 4) {
    let p0 = offset + k * n + j;
    let p1 = p0 + n;
    let p2 = p1 + n;
    let p3 = p2 + n;
    const l0 = l[p0]!;
    const l1 = l[p1]!;
    const l2 = l[p2]!;
    const l3 = l[p3]!;
    for (let i = end - n + j; i < end; i++) {
      l[i]! -= l[p0++]! * l0 + l[p1++]! * l1 + (l[p2++]! * l2 + l[p3++]! * l3);
    }
  }
  for (; k < j; k++) {
    let p = offset + k * n + j;
    const lk = l[p]!;
    for (let i = end - n + j; i < end; i++) l[i]! -= l[p++]! * lk;
  }
}

/**
 * Adds to the lower triangle of `aAdj` the derivative with respect to the lower triangle of A, given `lAdj`, the derivative with
 * respect to L. `lAdj` is overwritten; its upper triangle is ignored.
 */
export function choleskyAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  l: Float64Array,
  lOffset: number,
  lAdj: Float64Array,
  lAdjOffset: number,
  n: number,
): void {
  for (let j = n - 1; j >= 0; j--) {
    const column = lOffset + j * n;
    const adjoint = lAdjOffset + j * n;
    const inverse = 1 / l[column + j]!;
    let diagonal = lAdj[adjoint + j]!;
    for (let i = j + 1; i < n; i++) diagonal -= l[column + i]! * lAdj[adjoint + i]! * inverse;
    diagonal *= inverse;
    for (let i = j + 1; i < n; i++) lAdj[adjoint + i]! *= inverse;
    for (let k = 0; k < j; k++)
      propagate(l, lOffset + k * n, lAdj, lAdjOffset + k * n, adjoint, diagonal, j, n);
    lAdj[adjoint + j] = 0.5 * diagonal;
    for (let i = j; i < n; i++) aAdj[aAdjOffset + j * n + i]! += lAdj[adjoint + i]!;
  }
}

/** The part of column k of L in column j: adjoint of the row entry L[j, k] and of the entries below it. */
function propagate(
  l: Float64Array,
  column: number,
  lAdj: Float64Array,
  columnAdj: number,
  adjoint: number,
  diagonal: number,
  j: number,
  n: number,
): void {
  const row = l[column + j]!;
  let sum = diagonal * row;
  for (let i = j + 1; i < n; i++) {
    const c = lAdj[adjoint + i]!;
    sum += c * l[column + i]!;
    lAdj[columnAdj + i]! -= c * row;
  }
  lAdj[columnAdj + j]! -= sum;
}

/** out (n x n) = (L L')^-1, symmetric: Stan's chol2inv. */
export function inverseFromCholesky(
  out: Float64Array,
  outOffset: number,
  l: Float64Array,
  lOffset: number,
  n: number,
): void {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    inverse[j + j * n] = 1 / l[lOffset + j + j * n]!;
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += l[lOffset + i + k * n]! * inverse[k + j * n]!;
      inverse[i + j * n] = -sum / l[lOffset + i + i * n]!;
    }
  }
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += inverse[k + i * n]! * inverse[k + j * n]!;
      out[outOffset + i + j * n] = sum;
      out[outOffset + j + i * n] = sum;
    }
  }
}

/** log det(L L') = 2 sum of log L[i, i]. */
export function logDeterminantFromCholesky(l: Float64Array, lOffset: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += log(l[lOffset + i + i * n]!);
  return 2 * sum;
}
