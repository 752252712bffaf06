// Schur decomposition A = U T U^H of a complex matrix, by rotations to Hessenberg form and QR steps with Wilkinson's shifts. The order of
// eigenvalues on the diagonal is the one in which they split off; the largest entry of every column of U is real and positive.
// Source: Golub & Van Loan 2013, Matrix Computations, 4th edition, sections 7.4 and 7.5.

import { reject } from "../rejection.ts";
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

export interface Schur {
  readonly u: ComplexMatrix;
  /** Upper triangular. */
  readonly t: ComplexMatrix;
}

const MOST_STEPS = 60;

/** A = U T U^H; matrices far from 1 are scaled, so that squares neither overflow nor vanish. */
export function complexSchur(a: ComplexMatrix): Schur {
  const largest = Math.max(0, ...Array.from(a.re, Math.abs), ...Array.from(a.im, Math.abs));
  if (largest === 0 || (largest > 1e-100 && largest < 1e100)) return ofModerate(a);
  const { u, t } = ofModerate(scaled(a, 1 / largest));
  return { u, t: scaled(t, largest) };
}

const scaled = (a: ComplexMatrix, factor: number): ComplexMatrix => ({
  ...a,
  re: a.re.map((x) => x * factor),
  im: a.im.map((x) => x * factor),
});

function ofModerate(a: ComplexMatrix): Schur {
  const n = a.rows;
  const t = { ...a, re: a.re.slice(), im: a.im.slice() };
  const u = identity(n);
  for (let k = 0; k < n - 2; k++)
    for (let i = n - 1; i >= k + 2; i--) {
      const rotation = rotationOf(entry(t, i - 1, k), entry(t, i, k));
      rotateRows(t, rotation, i - 1, i, k);
      for (const matrix of [t, u]) rotateColumns(matrix, rotation, i - 1, i);
    }
  let high = n - 1;
  for (let step = 0; high > 0; step++) {
    let low = high;
    while (low > 0 && !isNegligible(t, low)) low--;
    if (low === high) {
      high--;
      step = -1;
    } else if (step > MOST_STEPS) throw reject("eigenvalues: the iterations do not converge");
    else qrStep(t, u, low, high, step % 10 === 9);
  }
  for (let j = 0; j < n; j++) for (let i = j + 1; i < n; i++) t.re[i + j * n] = t.im[i + j * n] = 0;
  return turned({ u, t });
}

type Number = readonly [re: number, im: number];

const entry = ({ re, im, rows }: ComplexMatrix, i: number, j: number): Number => [
  re[i + j * rows]!,
  im[i + j * rows]!,
];

/** Entry (k, k - 1) counts as zero beside its neighbours on the diagonal. */
function isNegligible(t: ComplexMatrix, k: number): boolean {
  const size = (i: number, j: number): number => Math.hypot(...entry(t, i, j));
  const around = size(k - 1, k - 1) + size(k, k);
  const below = size(k, k - 1);
  if (below > 2 ** -52 * around && below > 1e-300) return false;
  const at = k + (k - 1) * t.rows;
  t.re[at] = t.im[at] = 0;
  return true;
}

/** The first row of the unitary rotation that maps (x, y) to (r, 0): conjugates of x and y over their length; null for none. */
type Rotation = readonly [a: number, b: number, c: number, d: number] | null;

function rotationOf(x: Number, y: Number): Rotation {
  if (y[0] === 0 && y[1] === 0) return null;
  const size = Math.hypot(x[0], x[1], y[0], y[1]);
  return [x[0] / size, x[1] / size, y[0] / size, y[1] / size];
}

/** Rows p and q of the columns from `from` on. */
function rotateRows(t: ComplexMatrix, rotation: Rotation, p: number, q: number, from: number): void {
  if (rotation === null) return;
  const [a, b, c, d] = rotation;
  const n = t.rows;
  for (let j = from; j < t.columns; j++) {
    const [pr, pi] = entry(t, p, j);
    const [qr, qi] = entry(t, q, j);
    t.re[p + j * n] = a * pr + b * pi + c * qr + d * qi;
    t.im[p + j * n] = a * pi - b * pr + c * qi - d * qr;
    t.re[q + j * n] = a * qr - b * qi - (c * pr - d * pi);
    t.im[q + j * n] = a * qi + b * qr - (c * pi + d * pr);
  }
}

/** Columns p and q, by the inverse rotation. */
function rotateColumns(x: ComplexMatrix, rotation: Rotation, p: number, q: number): void {
  if (rotation === null) return;
  const [a, b, c, d] = rotation;
  const n = x.rows;
  for (let i = 0; i < n; i++) {
    const [pr, pi] = entry(x, i, p);
    const [qr, qi] = entry(x, i, q);
    x.re[i + p * n] = a * pr - b * pi + c * qr - d * qi;
    x.im[i + p * n] = a * pi + b * pr + c * qi + d * qr;
    x.re[i + q * n] = a * qr + b * qi - (c * pr + d * pi);
    x.im[i + q * n] = a * qi - b * qr - (c * pi - d * pr);
  }
}

/** T - shift = Q R becomes R Q + shift on rows and columns `low` to `high`. Explicit: small couplings do not blur the shift. */
function qrStep(t: ComplexMatrix, u: ComplexMatrix, low: number, high: number, isOdd: boolean): void {
  const shift = isOdd ? oddShift(t, high) : wilkinson(t, high);
  addToDiagonal(t, low, high, shift, -1);
  const rotations: Rotation[] = [];
  for (let k = low; k < high; k++) {
    const rotation = rotationOf(entry(t, k, k), entry(t, k + 1, k));
    rotateRows(t, rotation, k, k + 1, k);
    rotations.push(rotation);
  }
  rotations.forEach((rotation, i) => {
    rotateColumns(t, rotation, low + i, low + i + 1);
    rotateColumns(u, rotation, low + i, low + i + 1);
  });
  addToDiagonal(t, low, high, shift, 1);
}

function addToDiagonal(t: ComplexMatrix, low: number, high: number, [re, im]: Number, sign: number): void {
  for (let k = low; k <= high; k++) {
    t.re[k + k * t.rows]! += sign * re;
    t.im[k + k * t.rows]! += sign * im;
  }
}

/** Where the usual shift goes round in circles. */
const oddShift = (t: ComplexMatrix, high: number): Number => [
  Math.hypot(...entry(t, high, high - 1)) + Math.abs(t.re[high + high * t.rows]!),
  0,
];

/** The eigenvalue of the last 2 x 2 block that is nearer to its last entry. */
function wilkinson(t: ComplexMatrix, high: number): Number {
  const [ar, ai] = entry(t, high - 1, high - 1);
  const [br, bi] = entry(t, high - 1, high);
  const [cr, ci] = entry(t, high, high - 1);
  const [dr, di] = entry(t, high, high);
  const [hr, hi] = [0.5 * (ar - dr), 0.5 * (ai - di)];
  const [rr, ri] = squareRoot([hr * hr - hi * hi + br * cr - bi * ci, 2 * hr * hi + br * ci + bi * cr]);
  const sign = hr * rr + hi * ri >= 0 ? 1 : -1;
  const [er, ei] = [hr + sign * rr, hi + sign * ri];
  const size = er * er + ei * ei;
  if (size === 0) return [dr, di];
  const [pr, pi] = [br * cr - bi * ci, br * ci + bi * cr];
  return [dr - (pr * er + pi * ei) / size, di - (pi * er - pr * ei) / size];
}

function squareRoot([re, im]: Number): Number {
  const size = Math.hypot(re, im);
  const root = Math.sqrt(0.5 * (size + Math.abs(re)));
  if (root === 0) return [0, 0];
  const other = im / (2 * root);
  return re >= 0 ? [root, other] : [Math.abs(other), im < 0 ? -root : root];
}

/** Columns of U turned, rows and columns of T with them. */
function turned({ u, t }: Schur): Schur {
  const before = { ...u, re: u.re.slice(), im: u.im.slice() };
  turnColumns(u);
  const phases = times(dagger(before), u);
  const n = u.rows;
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) if (i !== j) phases.re[i + j * n] = phases.im[i + j * n] = 0;
  return { u, t: times(dagger(phases), times(t, phases)) };
}

/**
 * The adjoint of A from those of U and T. With M = U^H dA U and W = U^H dU (skew-Hermitian), dT = M - W T + T W; its lower part is zero,
 * which determines W below the diagonal by substitution, and what keeps the largest entries of U real determines its diagonal.
 */
export function complexSchurAdjoint(
  { u, t }: Schur,
  uAdj: ComplexMatrix,
  tAdj: ComplexMatrix,
): ComplexMatrix {
  const n = u.rows;
  const upper = zeros(n, n);
  for (let j = 0; j < n; j++)
    for (let i = 0; i <= j; i++) {
      upper.re[i + j * n] = tAdj.re[i + j * n]!;
      upper.im[i + j * n] = tAdj.im[i + j * n]!;
    }
  const turning = plus(plus(times(dagger(u), uAdj), times(dagger(t), upper)), times(upper, dagger(t)), -1);
  keepTurned(turning, u);
  substitute(turning, t, upper);
  return times(u, times(upper, dagger(u)));
}

/** What columns contribute through their phases, and the upper half folded onto the lower. */
function keepTurned(w: ComplexMatrix, u: ComplexMatrix): void {
  const n = u.rows;
  for (let k = 0; k < n; k++) {
    const row = largestRow(u, k);
    const phase = w.im[k + k * n]! / u.re[row + k * n]!;
    for (let j = 0; j < n; j++) {
      if (j === k) continue;
      const [x, y] = entry(u, row, j);
      w.re[j + k * n]! -= phase * y;
      w.im[j + k * n]! -= phase * x;
    }
  }
  for (let k = 0; k < n; k++)
    for (let j = 0; j < k; j++) {
      w.re[k + j * n]! -= w.re[j + k * n]!;
      w.im[k + j * n]! += w.im[j + k * n]!;
    }
}

/** The transpose of the substitution; leaves the lower part of the adjoint of M in `m`. Equal eigenvalues contribute nothing. */
function substitute(w: ComplexMatrix, t: ComplexMatrix, m: ComplexMatrix): void {
  const n = t.rows;
  for (let j = n - 1; j >= 0; j--)
    for (let i = j + 1; i < n; i++) {
      const [gapRe, gapIm] = [t.re[j + j * n]! - t.re[i + i * n]!, t.im[j + j * n]! - t.im[i + i * n]!];
      const size = gapRe * gapRe + gapIm * gapIm;
      if (size === 0) continue;
      const [x, y] = entry(w, i, j);
      const re = (x * gapRe - y * gapIm) / size;
      const im = (x * gapIm + y * gapRe) / size;
      m.re[i + j * n]! += re;
      m.im[i + j * n]! += im;
      for (let k = 0; k < j; k++) addProduct(w, i, k, re, im, entry(t, k, j), -1);
      for (let k = i + 1; k < n; k++) addProduct(w, k, j, re, im, entry(t, i, k), 1);
    }
}

/** w[i, j] += sign (re + i im) conj(factor). */
function addProduct(
  w: ComplexMatrix,
  i: number,
  j: number,
  re: number,
  im: number,
  [x, y]: Number,
  sign: number,
): void {
  w.re[i + j * w.rows]! += sign * (re * x + im * y);
  w.im[i + j * w.rows]! += sign * (im * x - re * y);
}
