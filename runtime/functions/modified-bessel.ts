// Modified Bessel functions: I and K of integer order, and the logarithm of I of real order with derivatives in order and argument.
// log I: the ascending series (DLMF 10.25.2), differentiated term by term, while sqrt(v^2 + x^2) < 60; beyond, Debye's uniform
// expansion (DLMF 10.41.3) written in powers of 1/sqrt(v^2 + x^2), which then holds for every order from zero up. K_0 and K_1: series
// for x <= 2, Steed's continued fraction above (Temme, J. Comput. Phys. 19 (1975)); upward recurrence.

import { digamma } from "./digamma.ts";
import { exp } from "./exp.ts";
import { lgamma } from "./gamma-function.ts";
import { asinh } from "./hyperbolic.ts";
import { log, log1p } from "./log.ts";
import { hypot } from "./roots.ts";

const EULER = 0.5772156649015329;
const LN2 = 0.6931471805599453;
const HALF_LOG_2PI = 0.9189385332046728;
const DEBYE_FROM = 60;
const TERMS = 16;

/** Row k: u_k(p) = p^k sum_j U[k][j] p^(2j). */
const U = debyePolynomials(TERMS);

/** u_(k+1) = p^2 (1 - p^2) u_k' / 2 + (1/8) integral of (1 - 5 t^2) u_k, DLMF 10.41.9. */
function debyePolynomials(count: number): Float64Array[] {
  const rows = [Float64Array.of(1)];
  for (let k = 0; k + 1 < count; k++) {
    const row = rows[k]!;
    const next = new Float64Array(k + 2);
    for (let j = 0; j <= k; j++) {
      const power = k + 2 * j;
      next[j]! += row[j]! * (0.5 * power + 0.125 / (power + 1));
      next[j + 1]! -= row[j]! * (0.5 * power + 0.625 / (power + 3));
    }
    rows.push(next);
  }
  return rows;
}

/** [log I_v(x), d/dv, d/dx]. */
const parts = new Float64Array(3);

function debye(v: number, x: number): void {
  const s = hypot(v, x);
  const p = v / s;
  const p2 = p * p;
  const w = 1 / s;
  const share = (x / s) * (x / s);
  let sum = 0;
  // Sums of s d/ds at fixed p and of d/d(p^2).
  let inS = 0;
  let inP2 = 0;
  let power = 1;
  for (let k = 0; k < TERMS; k++) {
    const row = U[k]!;
    let u = 0;
    let du = 0;
    for (let j = k; j >= 0; j--) {
      du = du * p2 + u;
      u = u * p2 + row[j]!;
    }
    sum += u * power;
    inS -= k * u * power;
    inP2 += du * power;
    if (Math.abs(u * power) < 1e-18) break;
    power *= w;
  }
  const angle = asinh(v / x);
  const turn = (2 * share * inP2) / sum;
  const stretch = inS / sum - 0.5;
  parts[0] = s - v * angle - HALF_LOG_2PI - 0.5 * log(s) + log(sum);
  parts[1] = -angle + p * w * (stretch + turn);
  parts[2] = s / x + (x / s) * w * (stretch - turn * (v / x) * (v / x));
}

/** For v > -1. */
function ascending(v: number, x: number): void {
  const z = 0.25 * x * x;
  let term = 1;
  let rest = 0;
  let harmonic = 0;
  let weighted = 0;
  let counted = 0;
  for (let k = 1; k < 500; k++) {
    term *= z / (k * (v + k));
    harmonic += 1 / (v + k);
    rest += term;
    weighted += term * harmonic;
    counted += term * k;
    if (term <= 1e-18 * rest) break;
  }
  const logHalf = log(x) - LN2;
  const sum = 1 + rest;
  parts[0] = v * logHalf - lgamma(v + 1) + log1p(rest);
  parts[1] = logHalf - digamma(v + 1) - weighted / sum;
  parts[2] = (v + (2 * counted) / sum) / x;
}

/** Fills `parts` for finite x > 0 and v >= -1. */
function logarithm(v: number, x: number): void {
  const order = v === -1 ? 1 : v;
  if (order * order + x * x >= DEBYE_FROM * DEBYE_FROM) debye(order, x);
  else ascending(order, x);
}

/** log I_v(x) for x >= 0 and an order v >= -1. */
export function logModifiedBesselFirstKind(v: number, x: number): number {
  if (!(v >= -1 && x >= 0)) return NaN;
  if (x === 0) return v === 0 ? 0 : v > 0 || v === -1 ? -Infinity : Infinity;
  if (x === Infinity) return x;
  logarithm(v, x);
  return parts[0]!;
}

/** Its derivative in the order. At v = -1 by I_(-v) = I_v + (2/pi) sin(v pi) K_v (DLMF 10.27.2). */
export function logModifiedBesselFirstKindDv(v: number, x: number): number {
  if (!(v >= -1 && x >= 0)) return NaN;
  if (x === 0 || x === Infinity) return x === 0 ? -Infinity : 0;
  logarithm(v, x);
  if (v > -1) return parts[1]!;
  return -parts[1]! + 2 * modifiedBesselSecondKind(1, x) * exp(-parts[0]!);
}

/** Its derivative in x. */
export function logModifiedBesselFirstKindDx(v: number, x: number): number {
  const order = v === -1 ? 1 : v;
  if (x === 0) return order === 0 ? 0 : order > 0 ? Infinity : order < 0 ? -Infinity : NaN;
  if (x === Infinity) return 1;
  if (!(v >= -1 && x > 0)) return NaN;
  logarithm(v, x);
  return parts[2]!;
}

/** I_n(z) for an integer n. */
export function modifiedBesselFirstKind(n: number, z: number): number {
  if (Math.floor(n) !== n || z !== z) return NaN;
  const order = Math.abs(n);
  const sign = z < 0 && order % 2 === 1 ? -1 : 1;
  return sign * exp(logModifiedBesselFirstKind(order, Math.abs(z)));
}

export function modifiedBesselFirstKindDx(n: number, z: number): number {
  return 0.5 * (modifiedBesselFirstKind(n - 1, z) + modifiedBesselFirstKind(n + 1, z));
}

/** K_n(z) for an integer n and z > 0; Infinity at zero. */
export function modifiedBesselSecondKind(n: number, z: number): number {
  if (!(z >= 0) || Math.floor(n) !== n) return NaN;
  if (z === 0) return Infinity;
  if (z > 760) return 0;
  const order = Math.abs(n);
  if (z <= 2) smallK(z);
  else steedK(z);
  // Above 2 the recurrence runs on K scaled by exp(z), so that only the result underflows.
  const scale = z <= 2 ? 1 : exp(-z);
  let previous = kPair[0]!;
  if (order === 0) return previous * scale;
  let value = kPair[1]!;
  for (let k = 1; k < order && value < Infinity; k++) {
    const next = ((2 * k) / z) * value + previous;
    previous = value;
    value = next;
  }
  return value * scale;
}

export function modifiedBesselSecondKindDx(n: number, z: number): number {
  return -0.5 * (modifiedBesselSecondKind(n - 1, z) + modifiedBesselSecondKind(n + 1, z));
}

/** [K_0, K_1], scaled by exp(z) when z > 2. */
const kPair = new Float64Array(2);

/** DLMF 10.31.1 and 10.31.2. */
function smallK(z: number): void {
  const q = 0.25 * z * z;
  const logHalf = log(z) - LN2;
  let term = 1;
  let harmonic = 0;
  let i0 = 1;
  let i1 = 1;
  let sum0 = 0;
  let sum1 = 1 - 2 * EULER;
  for (let k = 1; k < 30; k++) {
    term *= q / (k * k);
    harmonic += 1 / k;
    i0 += term;
    sum0 += term * harmonic;
    const next = term / (k + 1);
    i1 += next;
    sum1 += next * (2 * harmonic + 1 / (k + 1) - 2 * EULER);
    if (term < 1e-18) break;
  }
  kPair[0] = -(logHalf + EULER) * i0 + sum0;
  kPair[1] = 1 / z + 0.5 * z * (logHalf * i1 - 0.5 * sum1);
}

/** Steed's evaluation of the second continued fraction for order zero. */
function steedK(z: number): void {
  let b = 2 * (1 + z);
  let d = 1 / b;
  let h = d;
  let step = d;
  let q1 = 0;
  let q2 = 1;
  let c = 0.25;
  let q = c;
  let a = -0.25;
  let s = 1 + q * step;
  for (let i = 2; i < 10000; i++) {
    a -= 2 * (i - 1);
    c = (-a * c) / i;
    const next = (q1 - b * q2) / a;
    q1 = q2;
    q2 = next;
    q += c * next;
    b += 2;
    d = 1 / (b + a * d);
    step *= b * d - 1;
    h += step;
    const change = q * step;
    s += change;
    if (Math.abs(change) < 1e-17 * Math.abs(s)) break;
  }
  kPair[0] = Math.sqrt(1.5707963267948966 / z) / s;
  kPair[1] = (kPair[0]! * (z + 0.5 - 0.25 * h)) / z;
}
