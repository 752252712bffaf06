// QR factors by Householder reflections (Golub and Van Loan, "Matrix Computations", 5.2), with Stan's convention that the diagonal of
// R is not negative: rows of R and columns of Q are flipped together. Thin and full forms share one reduction.

/**
 * A (m x n) = Q R. `q` is m x columns and `r` is columns x n, where columns = min(m, n) for the thin form and m for the full one.
 */
export function qr(
  q: Float64Array,
  qOffset: number,
  r: Float64Array,
  rOffset: number,
  a: Float64Array,
  aOffset: number,
  m: number,
  n: number,
  columns: number,
): void {
  const w = a.slice(aOffset, aOffset + m * n);
  const steps = m < n ? m : n;
  const scales = new Float64Array(steps);
  for (let j = 0; j < steps; j++) scales[j] = reflect(w, j, m, n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < columns; i++) r[rOffset + i + j * columns] = i <= j ? w[i + j * m]! : 0;
  }
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < m; i++) q[qOffset + i + j * m] = i === j ? 1 : 0;
    for (let k = steps - 1; k >= 0; k--) apply(q, qOffset + j * m, w, k, scales[k]!, m);
  }
  for (let i = 0; i < steps; i++) {
    if (r[rOffset + i + i * columns]! >= 0) continue;
    for (let j = i; j < n; j++) r[rOffset + i + j * columns]! *= -1;
    for (let k = 0; k < m; k++) q[qOffset + k + i * m]! *= -1;
  }
}

/** Reflects column j onto its diagonal; the vector (1, v) stays below it. Returns 2 / (1 + v'v), or 0 for no reflection. */
function reflect(w: Float64Array, j: number, m: number, n: number): number {
  const head = j + j * m;
  let tail = 0;
  for (let i = j + 1; i < m; i++) tail += w[i + j * m]! * w[i + j * m]!;
  if (tail === 0) return 0;
  const alpha = w[head]!;
  const norm = Math.sqrt(alpha * alpha + tail);
  const beta = alpha >= 0 ? -norm : norm;
  const scale = (beta - alpha) / beta;
  for (let i = j + 1; i < m; i++) w[i + j * m]! /= alpha - beta;
  w[head] = beta;
  for (let k = j + 1; k < n; k++) apply(w, k * m, w, j, scale, m);
  return scale;
}

/** The column of `x` at `start`, reflected by step j of `w`. */
function apply(x: Float64Array, start: number, w: Float64Array, j: number, scale: number, m: number): void {
  if (scale === 0) return;
  let sum = x[start + j]!;
  for (let i = j + 1; i < m; i++) sum += w[i + j * m]! * x[start + i]!;
  sum *= scale;
  x[start + j]! -= sum;
  for (let i = j + 1; i < m; i++) x[start + i]! -= sum * w[i + j * m]!;
}

/**
 * Adds to `aAdj` (m x n) the adjoint of the thin factorisation, m >= n: (Q_adj + Q C) R^-T, with C the symmetric matrix that has the
 * lower triangle of R R_adj' - Q_adj' Q (Seeger et al., "Auto-differentiating linear algebra" (2017)).
 */
export function qrThinAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  q: Float64Array,
  qOffset: number,
  r: Float64Array,
  rOffset: number,
  qAdj: Float64Array,
  qAdjOffset: number,
  rAdj: Float64Array,
  rAdjOffset: number,
  m: number,
  n: number,
): void {
  const c = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += r[rOffset + i + k * n]! * rAdj[rAdjOffset + j + k * n]!;
      for (let k = 0; k < m; k++) sum -= qAdj[qAdjOffset + k + i * m]! * q[qOffset + k + j * m]!;
      c[i + j * n] = c[j + i * n] = sum;
    }
  }
  const work = qAdj.slice(qAdjOffset, qAdjOffset + m * n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < m; k++) work[k + j * m]! += q[qOffset + k + i * m]! * c[i + j * n]!;
    }
  }
  // X R' = work, from the last column back.
  for (let j = n - 1; j >= 0; j--) {
    for (let i = j + 1; i < n; i++) {
      for (let k = 0; k < m; k++) work[k + j * m]! -= work[k + i * m]! * r[rOffset + j + i * n]!;
    }
    for (let k = 0; k < m; k++) work[k + j * m]! /= r[rOffset + j + j * n]!;
  }
  for (let i = 0; i < m * n; i++) aAdj[aAdjOffset + i]! += work[i]!;
}
