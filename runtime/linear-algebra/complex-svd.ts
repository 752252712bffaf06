// Thin singular value decomposition of a complex matrix by one-sided Jacobi rotations (Demmel and Veselic, SIAM J. Matrix Anal. 13, 1992),
// each after a turn that makes the inner product of its two columns real. Singular values descend; the largest entry of every column of V
// is real and positive, and the column of U turns with it.

import {
  type ComplexMatrix,
  dagger,
  identity,
  largestRow,
  plus,
  times,
  turnColumns,
  zeros,
} from "./complex.ts";

export interface ComplexSvd {
  readonly u: ComplexMatrix;
  readonly values: Float64Array;
  readonly v: ComplexMatrix;
}

/** A (m x n) = U diag(values) V^H, U (m x k), V (n x k), k = min(m, n). */
export function complexSvd(a: ComplexMatrix): ComplexSvd {
  const isTall = a.rows >= a.columns;
  const found = isTall ? tall(a) : tall(dagger(a));
  const parts = isTall ? found : { u: found.v, values: found.values, v: found.u };
  turnColumns(parts.v, parts.u);
  return parts;
}

function tall(a: ComplexMatrix): ComplexSvd {
  const [m, n] = [a.rows, a.columns];
  const w = { ...a, re: a.re.slice(), im: a.im.slice() };
  const right = identity(n);
  for (let sweep = 0, rotated = true; rotated && sweep < 60; sweep++) {
    rotated = false;
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++) if (orthogonalise(w, right, p, q)) rotated = true;
  }
  const norms = Array.from({ length: n }, (_, j) => columnNorm(w, j));
  const order = norms.map((_, j) => j).sort((i, j) => norms[j]! - norms[i]!);
  const out = { u: zeros(m, n), values: new Float64Array(n), v: zeros(n, n) };
  order.forEach((from, to) => {
    out.values[to] = norms[from]!;
    for (let i = 0; i < n; i++) {
      out.v.re[i + to * n] = right.re[i + from * n]!;
      out.v.im[i + to * n] = right.im[i + from * n]!;
    }
    for (let i = 0; i < m && norms[from]! > 0; i++) {
      out.u.re[i + to * m] = w.re[i + from * m]! / norms[from]!;
      out.u.im[i + to * m] = w.im[i + from * m]! / norms[from]!;
    }
  });
  for (let j = 0; j < n; j++) if (out.values[j] === 0) complete(out.u, j);
  return out;
}

function columnNorm({ rows, re, im }: ComplexMatrix, j: number): number {
  let largest = 0;
  for (let i = j * rows; i < (j + 1) * rows; i++)
    largest = Math.max(largest, Math.abs(re[i]!), Math.abs(im[i]!));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = j * rows; i < (j + 1) * rows; i++) sum += (re[i]! / largest) ** 2 + (im[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** Rotates columns p and q to be orthogonal; false where they already are. */
function orthogonalise(w: ComplexMatrix, right: ComplexMatrix, p: number, q: number): boolean {
  let [alpha, beta, re, im] = [0, 0, 0, 0];
  const m = w.rows;
  for (let i = 0; i < m; i++) {
    const [a, b, c, d] = [w.re[i + p * m]!, w.im[i + p * m]!, w.re[i + q * m]!, w.im[i + q * m]!];
    alpha += a * a + b * b;
    beta += c * c + d * d;
    re += a * c + b * d;
    im += a * d - b * c;
  }
  const gamma = Math.hypot(re, im);
  if (gamma <= 1e-16 * Math.sqrt(alpha) * Math.sqrt(beta) || gamma === 0) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  for (const matrix of [w, right]) rotateColumns(matrix, p, q, c, c * t, re / gamma, im / gamma);
  return true;
}

/** Column q is turned by the conjugate of the phase first. */
function rotateColumns(
  x: ComplexMatrix,
  p: number,
  q: number,
  c: number,
  s: number,
  re: number,
  im: number,
): void {
  for (let i = 0; i < x.rows; i++) {
    const [at, to] = [i + p * x.rows, i + q * x.rows];
    const [a, b] = [x.re[at]!, x.im[at]!];
    const [d, e] = [x.re[to]! * re + x.im[to]! * im, x.im[to]! * re - x.re[to]! * im];
    x.re[at] = c * a - s * d;
    x.im[at] = c * b - s * e;
    x.re[to] = s * a + c * d;
    x.im[to] = s * b + c * e;
  }
}

/** A unit vector orthogonal to the columns before: the first unit vector that is far from them, twice projected. */
function complete(u: ComplexMatrix, j: number): void {
  const m = u.rows;
  for (let axis = 0; axis < m; axis++) {
    for (let i = 0; i < m; i++) [u.re[i + j * m], u.im[i + j * m]] = [i === axis ? 1 : 0, 0];
    for (let pass = 0; pass < 2; pass++) for (let k = 0; k < j; k++) project(u, j, k);
    const norm = columnNorm(u, j);
    if (norm <= 0.5 / Math.sqrt(m)) continue;
    for (let i = j * m; i < (j + 1) * m; i++) {
      u.re[i]! /= norm;
      u.im[i]! /= norm;
    }
    return;
  }
}

/** Column j less its share of column k. */
function project(u: ComplexMatrix, j: number, k: number): void {
  const m = u.rows;
  let [x, y] = [0, 0];
  for (let i = 0; i < m; i++) {
    const [p, q] = [u.re[i + k * m]!, u.im[i + k * m]!];
    x += p * u.re[i + j * m]! + q * u.im[i + j * m]!;
    y += p * u.im[i + j * m]! - q * u.re[i + j * m]!;
  }
  for (let i = 0; i < m; i++) {
    const [p, q] = [u.re[i + k * m]!, u.im[i + k * m]!];
    u.re[i + j * m]! -= x * p - y * q;
    u.im[i + j * m]! -= x * q + y * p;
  }
}

/**
 * The adjoint of A. With P = U^H dA V: d values = Re diag P; the anti-Hermitian turns of U and V solve P = W_U S + dS - S W_V; what lies
 * outside their columns moves by (I - U U^H) dA V / S and (I - V V^H) dA^H U / S. Source: Townsend 2016, Differentiating the singular value
 * decomposition, for the real case; phases follow from the largest entries of V. Equal singular values contribute nothing.
 */
export function complexSvdAdjoint(
  { u, values, v }: ComplexSvd,
  uAdj: ComplexMatrix,
  valuesAdj: Float64Array,
  vAdj: ComplexMatrix,
): ComplexMatrix {
  const k = values.length;
  const uu = times(dagger(u), uAdj);
  const turned = withoutPhases(v, vAdj, uu);
  const vv = times(dagger(v), turned);
  const core = zeros(k, k);
  for (let j = 0; j < k; j++)
    for (let i = 0; i < k; i++) {
      const [si, sj] = [values[i]!, values[j]!];
      if (i === j) {
        core.re[j + j * k]! += valuesAdj[j]!;
        if (sj > 0) core.im[j + j * k]! += uu.im[j + j * k]! / sj;
        continue;
      }
      const gap = (sj - si) * (sj + si);
      if (gap === 0) continue;
      const [a, b] = [i + j * k, j + i * k];
      core.re[a]! += (uu.re[a]! * sj + vv.re[a]! * si) / gap;
      core.im[a]! += (uu.im[a]! * sj + vv.im[a]! * si) / gap;
      core.re[b]! += (uu.re[a]! * si + vv.re[a]! * sj) / gap;
      core.im[b]! -= (uu.im[a]! * si + vv.im[a]! * sj) / gap;
    }
  const left = plus(outside(u, uAdj, uu, values), times(u, core));
  return plus(times(left, dagger(v)), times(u, dagger(outside(v, turned, vv, values))));
}

/** The adjoint of a V that may turn freely: phases follow from its largest entries, and those of U with them. */
function withoutPhases(v: ComplexMatrix, adjoint: ComplexMatrix, uu: ComplexMatrix): ComplexMatrix {
  const out = { ...adjoint, re: adjoint.re.slice(), im: adjoint.im.slice() };
  const n = v.rows;
  for (let k = 0; k < v.columns; k++) {
    let phase = uu.im[k + k * v.columns]!;
    for (let i = k * n; i < (k + 1) * n; i++) phase += v.re[i]! * adjoint.im[i]! - v.im[i]! * adjoint.re[i]!;
    const largest = largestRow(v, k) + k * n;
    out.im[largest]! -= phase / v.re[largest]!;
  }
  return out;
}

/** (I - X X^H) Y / values, where Z = X^H Y is known. */
function outside(x: ComplexMatrix, y: ComplexMatrix, z: ComplexMatrix, values: Float64Array): ComplexMatrix {
  const rest = plus(y, times(x, z), -1);
  for (let j = 0; j < values.length; j++)
    for (let i = j * x.rows; i < (j + 1) * x.rows; i++) {
      const scale = values[j] === 0 ? 0 : 1 / values[j]!;
      rest.re[i]! *= scale;
      rest.im[i]! *= scale;
    }
  return rest;
}
