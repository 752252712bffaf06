// LU factors with partial pivoting and what follows from them: solve, inverse, determinant. Column-major, right-looking.
// Adjoints the callers compose: of X = A^-1 B, B += A^-T X and A -= (A^-T X) X'; of log |det A|, A += A^-T; of det A, A += det A A^-T.

import { log } from "../functions/log.ts";

/**
 * Factors A (n x n) into `out` (unit lower L below the diagonal, U on and above) with row `pivots[j]` brought to row j at step j.
 * Returns the sign of the permutation, or 0 where A is singular to working precision (a zero pivot). `out` may be `a`.
 */
export function lu(
  out: Float64Array,
  outOffset: number,
  pivots: Int32Array,
  a: Float64Array,
  aOffset: number,
  n: number,
): number {
  for (let i = 0; i < n * n; i++) out[outOffset + i] = a[aOffset + i]!;
  let sign = 1;
  let singular = false;
  for (let j = 0; j < n; j++) {
    const column = outOffset + j * n;
    let pivot = j;
    for (let i = j + 1; i < n; i++)
      if (Math.abs(out[column + i]!) > Math.abs(out[column + pivot]!)) pivot = i;
    pivots[j] = pivot;
    if (pivot !== j) {
      sign = -sign;
      swapRows(out, outOffset, j, pivot, n, n);
    }
    const diagonal = out[column + j]!;
    if (diagonal === 0) {
      singular = true;
      continue;
    }
    for (let i = j + 1; i < n; i++) out[column + i]! /= diagonal;
    for (let k = j + 1; k < n; k++) {
      const target = outOffset + k * n;
      const factor = out[target + j]!;
      if (factor !== 0) for (let i = j + 1; i < n; i++) out[target + i]! -= factor * out[column + i]!;
    }
  }
  return singular ? 0 : sign;
}

function swapRows(
  x: Float64Array,
  offset: number,
  i: number,
  j: number,
  rows: number,
  columns: number,
): void {
  for (let c = offset; c < offset + rows * columns; c += rows) {
    const held = x[c + i]!;
    x[c + i] = x[c + j]!;
    x[c + j] = held;
  }
}

/** A X = B in place: `x` holds B (n x m) and then X. */
export function luSolve(
  factors: Float64Array,
  pivots: Int32Array,
  x: Float64Array,
  xOffset: number,
  n: number,
  m: number,
): void {
  for (let j = 0; j < n; j++) if (pivots[j]! !== j) swapRows(x, xOffset, j, pivots[j]!, n, m);
  for (let c = xOffset; c < xOffset + n * m; c += n) {
    for (let j = 0; j < n; j++) {
      const value = x[c + j]!;
      for (let i = j + 1; i < n; i++) x[c + i]! -= value * factors[i + j * n]!;
    }
    for (let j = n - 1; j >= 0; j--) {
      const value = x[c + j]! / factors[j + j * n]!;
      x[c + j] = value;
      for (let i = 0; i < j; i++) x[c + i]! -= value * factors[i + j * n]!;
    }
  }
}

/** A' X = B in place: `x` holds B (n x m) and then X. */
export function luSolveTranspose(
  factors: Float64Array,
  pivots: Int32Array,
  x: Float64Array,
  xOffset: number,
  n: number,
  m: number,
): void {
  for (let c = xOffset; c < xOffset + n * m; c += n) {
    for (let j = 0; j < n; j++) {
      let sum = x[c + j]!;
      for (let i = 0; i < j; i++) sum -= factors[i + j * n]! * x[c + i]!;
      x[c + j] = sum / factors[j + j * n]!;
    }
    for (let j = n - 1; j >= 0; j--) {
      let sum = x[c + j]!;
      for (let i = j + 1; i < n; i++) sum -= factors[i + j * n]! * x[c + i]!;
      x[c + j] = sum;
    }
  }
  for (let j = n - 1; j >= 0; j--) if (pivots[j]! !== j) swapRows(x, xOffset, j, pivots[j]!, n, m);
}

/** det A of the factored matrix; `sign` is what `lu` returned. */
export function luDeterminant(factors: Float64Array, sign: number, n: number): number {
  let product = sign;
  for (let i = 0; i < n; i++) product *= factors[i + i * n]!;
  return product;
}

/** log |det A| of the factored matrix; -Infinity where it is singular. */
export function luLogAbsDeterminant(factors: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += log(Math.abs(factors[i + i * n]!));
  return sum;
}

/** out = A^-1 (n x n). Returns false, and fills `out` with NaN, where A is singular. */
export function inverse(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  n: number,
): boolean {
  const factors = new Float64Array(n * n);
  const pivots = new Int32Array(n);
  const sign = lu(factors, 0, pivots, a, aOffset, n);
  for (let i = 0; i < n * n; i++) out[outOffset + i] = sign === 0 ? NaN : i % (n + 1) === 0 ? 1 : 0;
  if (sign !== 0) luSolve(factors, pivots, out, outOffset, n, n);
  return sign !== 0;
}
