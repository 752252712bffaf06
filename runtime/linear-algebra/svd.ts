// Thin singular value decomposition by one-sided Jacobi rotations (Hestenes; Demmel and Veselic, 1992): small singular values come out
// with full relative accuracy, and no convergence trick is needed. Singular values descend.

/** A (m x n) = U diag(values) V', U (m x k), V (n x k), k = min(m, n). */
export function svd(
  u: Float64Array,
  uOffset: number,
  values: Float64Array,
  valuesOffset: number,
  v: Float64Array,
  vOffset: number,
  a: Float64Array,
  aOffset: number,
  m: number,
  n: number,
): void {
  if (m >= n) {
    tall(u, uOffset, values, valuesOffset, v, vOffset, a.slice(aOffset, aOffset + m * n), m, n);
    return;
  }
  const transposed = new Float64Array(m * n);
  for (let j = 0; j < n; j++) for (let i = 0; i < m; i++) transposed[j + i * n] = a[aOffset + i + j * m]!;
  tall(v, vOffset, values, valuesOffset, u, uOffset, transposed, n, m);
}

/** For m >= n; `w` is overwritten. */
function tall(
  u: Float64Array,
  uOffset: number,
  values: Float64Array,
  valuesOffset: number,
  v: Float64Array,
  vOffset: number,
  w: Float64Array,
  m: number,
  n: number,
): void {
  const right = new Float64Array(n * n);
  for (let j = 0; j < n; j++) right[j + j * n] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) if (orthogonalise(w, right, p, q, m, n)) rotated = true;
    }
    if (!rotated) break;
  }
  const norms = Array.from({ length: n }, (_, j) => columnNorm(w, j * m, m));
  const order = Array.from({ length: n }, (_, j) => j).sort((i, j) => norms[j]! - norms[i]!);
  order.forEach((source, target) => {
    values[valuesOffset + target] = norms[source]!;
    for (let i = 0; i < n; i++) v[vOffset + i + target * n] = right[i + source * n]!;
    for (let i = 0; i < m; i++)
      u[uOffset + i + target * m] = norms[source]! > 0 ? w[i + source * m]! / norms[source]! : 0;
  });
  for (let j = 0; j < n; j++) if (values[valuesOffset + j] === 0) complete(u, uOffset, j, m);
}

function columnNorm(w: Float64Array, start: number, m: number): number {
  let largest = 0;
  for (let i = start; i < start + m; i++) if (Math.abs(w[i]!) > largest) largest = Math.abs(w[i]!);
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = start; i < start + m; i++) sum += (w[i]! / largest) * (w[i]! / largest);
  return largest * Math.sqrt(sum);
}

/** Rotates columns p and q of `w` to be orthogonal; false where they already are. */
function orthogonalise(
  w: Float64Array,
  right: Float64Array,
  p: number,
  q: number,
  m: number,
  n: number,
): boolean {
  let alpha = 0;
  let beta = 0;
  let gamma = 0;
  for (let i = 0; i < m; i++) {
    const x = w[i + p * m]!;
    const y = w[i + q * m]!;
    alpha += x * x;
    beta += y * y;
    gamma += x * y;
  }
  if (Math.abs(gamma) <= 1e-16 * Math.sqrt(alpha) * Math.sqrt(beta) || gamma === 0) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  rotateColumns(w, p * m, q * m, c, s, m);
  rotateColumns(right, p * n, q * n, c, s, n);
  return true;
}

function rotateColumns(x: Float64Array, p: number, q: number, c: number, s: number, rows: number): void {
  for (let i = 0; i < rows; i++) {
    const xp = x[p + i]!;
    const xq = x[q + i]!;
    x[p + i] = c * xp - s * xq;
    x[q + i] = s * xp + c * xq;
  }
}

/** A unit vector orthogonal to the other columns of `u`, for a singular value of zero: the best unit vector, twice projected. */
function complete(u: Float64Array, offset: number, j: number, m: number): void {
  const column = offset + j * m;
  for (let axis = 0; axis < m; axis++) {
    for (let i = 0; i < m; i++) u[column + i] = i === axis ? 1 : 0;
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < j; k++) {
        let sum = 0;
        for (let i = 0; i < m; i++) sum += u[offset + i + k * m]! * u[column + i]!;
        for (let i = 0; i < m; i++) u[column + i]! -= sum * u[offset + i + k * m]!;
      }
    }
    const norm = columnNorm(u, column, m);
    if (norm > 0.5 / Math.sqrt(m)) {
      for (let i = 0; i < m; i++) u[column + i]! /= norm;
      return;
    }
  }
}

/**
 * Adds to `aAdj` (m x n) the adjoint of the thin decomposition (Townsend, "Differentiating the singular value decomposition" (2016)).
 * Needs distinct, nonzero singular values where the adjoints of U and V are not zero; equal ones contribute nothing.
 */
export function svdAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  u: Float64Array,
  values: Float64Array,
  v: Float64Array,
  uAdj: Float64Array,
  valuesAdj: Float64Array,
  vAdj: Float64Array,
  m: number,
  n: number,
): void {
  const k = m < n ? m : n;
  const uu = innerProducts(u, uAdj, m, k);
  const vv = innerProducts(v, vAdj, n, k);
  const core = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    core[j + j * k] = valuesAdj[j]!;
    for (let i = 0; i < k; i++) {
      const gap = values[j]! * values[j]! - values[i]! * values[i]!;
      if (i === j || gap === 0) continue;
      const left = (uu[i + j * k]! - uu[j + i * k]!) / gap;
      const right = (vv[i + j * k]! - vv[j + i * k]!) / gap;
      core[i + j * k] = left * values[j]! + values[i]! * right;
    }
  }
  const uRest = outside(u, uAdj, uu, values, m, k);
  const vRest = outside(v, vAdj, vv, values, n, k);
  for (let q = 0; q < n; q++) {
    for (let p = 0; p < m; p++) {
      let sum = 0;
      for (let j = 0; j < k; j++) {
        let left = uRest[p + j * m]!;
        for (let i = 0; i < k; i++) left += u[p + i * m]! * core[i + j * k]!;
        sum += left * v[q + j * n]! + u[p + j * m]! * vRest[q + j * n]!;
      }
      aAdj[aAdjOffset + p + q * m]! += sum;
    }
  }
}

/** X' Y for X, Y (rows x k). */
function innerProducts(x: Float64Array, y: Float64Array, rows: number, k: number): Float64Array {
  const out = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    for (let i = 0; i < k; i++) {
      let sum = 0;
      for (let p = 0; p < rows; p++) sum += x[p + i * rows]! * y[p + j * rows]!;
      out[i + j * k] = sum;
    }
  }
  return out;
}

/** (I - X X') Y diag(1 / values). */
function outside(
  x: Float64Array,
  y: Float64Array,
  xy: Float64Array,
  values: Float64Array,
  rows: number,
  k: number,
): Float64Array {
  const out = new Float64Array(rows * k);
  for (let j = 0; j < k; j++) {
    if (values[j] === 0) continue;
    for (let p = 0; p < rows; p++) {
      let sum = y[p + j * rows]!;
      for (let i = 0; i < k; i++) sum -= x[p + i * rows]! * xy[i + j * k]!;
      out[p + j * rows] = sum / values[j]!;
    }
  }
  return out;
}
