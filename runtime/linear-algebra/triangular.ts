// Solves with triangular matrices, column-major, any number of right-hand sides; `out` may be the right-hand side itself. The
// triangle that is not named is never read. Left: T X = B with B (n x m); right: X T = B with B (m x n).
// Adjoint of X = T^-1 B: B += T^-T X, then T -= (T^-T X) X' on the triangle; the caller composes it from these and `outerAdd`.

function copy(out: Float64Array, outOffset: number, b: Float64Array, bOffset: number, count: number): void {
  if (out === b && outOffset === bOffset) return;
  for (let i = 0; i < count; i++) out[outOffset + i] = b[bOffset + i]!;
}

/** L X = B for lower triangular L (n x n), B (n x m). */
export function solveLower(
  out: Float64Array,
  outOffset: number,
  l: Float64Array,
  lOffset: number,
  b: Float64Array,
  bOffset: number,
  n: number,
  m: number,
): void {
  copy(out, outOffset, b, bOffset, n * m);
  for (let c = 0; c < m; c++) {
    const x = outOffset + c * n;
    for (let j = 0; j < n; j++) {
      const column = lOffset + j * n;
      const value = out[x + j]! / l[column + j]!;
      out[x + j] = value;
      for (let i = j + 1; i < n; i++) out[x + i]! -= value * l[column + i]!;
    }
  }
}

/** L' X = B for lower triangular L (n x n), B (n x m). */
export function solveLowerTranspose(
  out: Float64Array,
  outOffset: number,
  l: Float64Array,
  lOffset: number,
  b: Float64Array,
  bOffset: number,
  n: number,
  m: number,
): void {
  copy(out, outOffset, b, bOffset, n * m);
  for (let c = 0; c < m; c++) {
    const x = outOffset + c * n;
    for (let j = n - 1; j >= 0; j--) {
      const column = lOffset + j * n;
      let sum = out[x + j]!;
      for (let i = j + 1; i < n; i++) sum -= l[column + i]! * out[x + i]!;
      out[x + j] = sum / l[column + j]!;
    }
  }
}

/** U X = B for upper triangular U (n x n), B (n x m). */
export function solveUpper(
  out: Float64Array,
  outOffset: number,
  u: Float64Array,
  uOffset: number,
  b: Float64Array,
  bOffset: number,
  n: number,
  m: number,
): void {
  copy(out, outOffset, b, bOffset, n * m);
  for (let c = 0; c < m; c++) {
    const x = outOffset + c * n;
    for (let j = n - 1; j >= 0; j--) {
      const column = uOffset + j * n;
      const value = out[x + j]! / u[column + j]!;
      out[x + j] = value;
      for (let i = 0; i < j; i++) out[x + i]! -= value * u[column + i]!;
    }
  }
}

/** U' X = B for upper triangular U (n x n), B (n x m). */
export function solveUpperTranspose(
  out: Float64Array,
  outOffset: number,
  u: Float64Array,
  uOffset: number,
  b: Float64Array,
  bOffset: number,
  n: number,
  m: number,
): void {
  copy(out, outOffset, b, bOffset, n * m);
  for (let c = 0; c < m; c++) {
    const x = outOffset + c * n;
    for (let j = 0; j < n; j++) {
      const column = uOffset + j * n;
      let sum = out[x + j]!;
      for (let i = 0; i < j; i++) sum -= u[column + i]! * out[x + i]!;
      out[x + j] = sum / u[column + j]!;
    }
  }
}

/** X L = B for lower triangular L (n x n), B (m x n). */
export function solveLowerRight(
  out: Float64Array,
  outOffset: number,
  l: Float64Array,
  lOffset: number,
  b: Float64Array,
  bOffset: number,
  m: number,
  n: number,
): void {
  copy(out, outOffset, b, bOffset, n * m);
  for (let j = n - 1; j >= 0; j--) {
    for (let i = j + 1; i < n; i++) subtractColumn(out, outOffset, i, j, l[lOffset + i + j * n]!, m);
    scaleColumn(out, outOffset + j * m, l[lOffset + j + j * n]!, m);
  }
}

/** X L' = B for lower triangular L (n x n), B (m x n). */
export function solveLowerTransposeRight(
  out: Float64Array,
  outOffset: number,
  l: Float64Array,
  lOffset: number,
  b: Float64Array,
  bOffset: number,
  m: number,
  n: number,
): void {
  copy(out, outOffset, b, bOffset, n * m);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < j; i++) subtractColumn(out, outOffset, i, j, l[lOffset + j + i * n]!, m);
    scaleColumn(out, outOffset + j * m, l[lOffset + j + j * n]!, m);
  }
}

/** X U = B for upper triangular U (n x n), B (m x n). */
export function solveUpperRight(
  out: Float64Array,
  outOffset: number,
  u: Float64Array,
  uOffset: number,
  b: Float64Array,
  bOffset: number,
  m: number,
  n: number,
): void {
  copy(out, outOffset, b, bOffset, n * m);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < j; i++) subtractColumn(out, outOffset, i, j, u[uOffset + i + j * n]!, m);
    scaleColumn(out, outOffset + j * m, u[uOffset + j + j * n]!, m);
  }
}

/** Column `to` of X (m rows) less factor times column `from`. */
function subtractColumn(
  x: Float64Array,
  offset: number,
  from: number,
  to: number,
  factor: number,
  m: number,
): void {
  let p = offset + from * m;
  for (let i = offset + to * m; i < offset + to * m + m; i++) x[i]! -= factor * x[p++]!;
}

function scaleColumn(x: Float64Array, start: number, divisor: number, m: number): void {
  for (let i = start; i < start + m; i++) x[i]! /= divisor;
}
