// Dense products over column-major Float64Arrays with explicit offsets. Every kernel adds to `out` (`...Add`, what adjoints want) or
// overwrites it; `out` never overlaps an input. Columns are taken four at a time, so that one pass over `out` or over a vector
// serves four columns of the matrix: about twice as fast as one at a time in V8. One summation order, so equal bits everywhere.

/** out (rows) += A (rows x columns) x (columns). */
export function matvecAdd(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  x: Float64Array,
  xOffset: number,
  rows: number,
  columns: number,
): void {
  axpyColumns(out, outOffset, a, aOffset, x, xOffset, 1, rows, columns);
}

/** out (rows) = A (rows x columns) x (columns). */
export function matvec(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  x: Float64Array,
  xOffset: number,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) out[outOffset + i] = 0;
  axpyColumns(out, outOffset, a, aOffset, x, xOffset, 1, rows, columns);
}

/** out += sum over j of A[:, j] x[j stride]. */
function axpyColumns(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  x: Float64Array,
  xOffset: number,
  stride: number,
  rows: number,
  columns: number,
): void {
  let j = 0;
  for (; j + 3 < columns; j += 4) {
    const x0 = x[xOffset + j * stride]!;
    const x1 = x[xOffset + (j + 1) * stride]!;
    const x2 = x[xOffset + (j + 2) * stride]!;
    const x3 = x[xOffset + (j + 3) * stride]!;
    let p0 = aOffset + j * rows;
    let p1 = p0 + rows;
    let p2 = p1 + rows;
    let p3 = p2 + rows;
    for (let i = outOffset; i < outOffset + rows; i++) {
      out[i]! += a[p0++]! * x0 + a[p1++]! * x1 + (a[p2++]! * x2 + a[p3++]! * x3);
    }
  }
  for (; j < columns; j++) {
    const xj = x[xOffset + j * stride]!;
    let p = aOffset + j * rows;
    for (let i = outOffset; i < outOffset + rows; i++) out[i]! += a[p++]! * xj;
  }
}

/** out (columns) += A' r for A (rows x columns), r (rows). */
export function matvecTransposeAdd(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  r: Float64Array,
  rOffset: number,
  rows: number,
  columns: number,
): void {
  let j = 0;
  for (; j + 3 < columns; j += 4) {
    let p0 = aOffset + j * rows;
    let p1 = p0 + rows;
    let p2 = p1 + rows;
    let p3 = p2 + rows;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let i = rOffset; i < rOffset + rows; i++) {
      const ri = r[i]!;
      s0 += a[p0++]! * ri;
      s1 += a[p1++]! * ri;
      s2 += a[p2++]! * ri;
      s3 += a[p3++]! * ri;
    }
    out[outOffset + j]! += s0;
    out[outOffset + j + 1]! += s1;
    out[outOffset + j + 2]! += s2;
    out[outOffset + j + 3]! += s3;
  }
  for (; j < columns; j++) out[outOffset + j]! += dot(a, aOffset + j * rows, r, rOffset, rows);
}

/** out (columns) = A' r for A (rows x columns), r (rows). */
export function matvecTranspose(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  r: Float64Array,
  rOffset: number,
  rows: number,
  columns: number,
): void {
  for (let j = 0; j < columns; j++) out[outOffset + j] = 0;
  matvecTransposeAdd(out, outOffset, a, aOffset, r, rOffset, rows, columns);
}

/** Sum of a[i] b[i] in four interleaved sums. */
export function dot(a: Float64Array, aOffset: number, b: Float64Array, bOffset: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const p = aOffset + i;
    const q = bOffset + i;
    s0 += a[p]! * b[q]!;
    s1 += a[p + 1]! * b[q + 1]!;
    s2 += a[p + 2]! * b[q + 2]!;
    s3 += a[p + 3]! * b[q + 3]!;
  }
  for (; i < n; i++) s0 += a[aOffset + i]! * b[bOffset + i]!;
  return s0 + s1 + (s2 + s3);
}

/** out (n x m) += A (n x k) B (k x m). */
export function matmulAdd(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  n: number,
  k: number,
  m: number,
): void {
  for (let j = 0; j < m; j++) axpyColumns(out, outOffset + j * n, a, aOffset, b, bOffset + j * k, 1, n, k);
}

/** out (n x m) = A (n x k) B (k x m). */
export function matmul(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  n: number,
  k: number,
  m: number,
): void {
  if (k >= FEW) {
    for (let i = 0; i < n * m; i++) out[outOffset + i] = 0;
    return matmulAdd(out, outOffset, a, aOffset, b, bOffset, n, k, m);
  }
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += a[aOffset + l * n + i]! * b[bOffset + j * k + l]!;
      out[outOffset + j * n + i] = sum;
    }
  }
}

/** Sizes below this have loops too short for taking columns four at a time. The order of summation of `matmul` is the same. */
const FEW = 4;

/** For C (n x m) = A (n x k) B (k x m): aAdj += cAdj B', bAdj += A' cAdj. */
export function matmulAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  bAdj: Float64Array,
  bAdjOffset: number,
  cAdj: Float64Array,
  cAdjOffset: number,
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  n: number,
  k: number,
  m: number,
): void {
  if (n >= FEW || k >= FEW) {
    matmulTransposeRightAdd(aAdj, aAdjOffset, cAdj, cAdjOffset, b, bOffset, n, m, k);
    return matmulTransposeLeftAdd(bAdj, bAdjOffset, a, aOffset, cAdj, cAdjOffset, k, n, m);
  }
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < n; i++) {
      const c = cAdj[cAdjOffset + j * n + i]!;
      for (let l = 0; l < k; l++) {
        bAdj[bAdjOffset + j * k + l]! += c * a[aOffset + l * n + i]!;
        aAdj[aAdjOffset + l * n + i]! += c * b[bOffset + j * k + l]!;
      }
    }
  }
}

/** out (n x m) += A' B for A (k x n), B (k x m): the adjoint of the right factor of a product. */
export function matmulTransposeLeftAdd(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  n: number,
  k: number,
  m: number,
): void {
  for (let j = 0; j < m; j++)
    matvecTransposeAdd(out, outOffset + j * n, a, aOffset, b, bOffset + j * k, k, n);
}

/** out (n x m) += A B' for A (n x k), B (m x k): the adjoint of the left factor of a product. */
export function matmulTransposeRightAdd(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  n: number,
  k: number,
  m: number,
): void {
  for (let j = 0; j < m; j++) axpyColumns(out, outOffset + j * n, a, aOffset, b, bOffset + j, m, n, k);
}

/** out (rows x columns) += x y'. */
export function outerAdd(
  out: Float64Array,
  outOffset: number,
  x: Float64Array,
  xOffset: number,
  y: Float64Array,
  yOffset: number,
  rows: number,
  columns: number,
): void {
  let p = outOffset;
  for (let j = 0; j < columns; j++) {
    const yj = y[yOffset + j]!;
    for (let i = 0; i < rows; i++) out[p++]! += x[xOffset + i]! * yj;
  }
}

/** out (columns x columns) = A' A for A (rows x columns), exactly symmetric. */
export function crossprod(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  rows: number,
  columns: number,
): void {
  for (let j = 0; j < columns; j++) {
    for (let i = j; i < columns; i++) {
      const value = dot(a, aOffset + i * rows, a, aOffset + j * rows, rows);
      out[outOffset + i + j * columns] = value;
      out[outOffset + j + i * columns] = value;
    }
  }
}

/** out (rows x rows) = A A' for A (rows x columns), exactly symmetric. */
export function tcrossprod(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows * rows; i++) out[outOffset + i] = 0;
  for (let k = 0; k < columns; k++) {
    const column = aOffset + k * rows;
    for (let j = 0; j < rows; j++) {
      const ajk = a[column + j]!;
      const target = outOffset + j * rows;
      for (let i = j; i < rows; i++) out[target + i]! += a[column + i]! * ajk;
    }
  }
  for (let j = 0; j < rows; j++) {
    for (let i = j + 1; i < rows; i++) out[outOffset + j + i * rows] = out[outOffset + i + j * rows]!;
  }
}

/** out (columns x rows) = A' for A (rows x columns). */
export function transpose(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  rows: number,
  columns: number,
): void {
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) out[outOffset + j + i * columns] = a[aOffset + i + j * rows]!;
  }
}
