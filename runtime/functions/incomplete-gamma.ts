// The regularised incomplete gamma functions P and Q, their logarithms (right far below the range of doubles), and derivatives in
// both arguments. One core computes whichever of P and Q is not close to one, as exp(L) S, with the derivative in a as exp(L) D:
// power series (x < a + 1), Legendre's continued fraction (x >= a + 1), Temme's expansion (a >= 60, x near a), and for a < 1, x < 1.5
// the alternating series split so that neither P nor Q cancels. Series and fraction are differentiated along with their values.
// Sources: Gautschi, ACM TOMS 5 (1979), 466-481; DLMF 8.7, 8.9, 8.12.

import { digamma } from "./digamma.ts";
import { exp, expm1 } from "./exp.ts";
import { lgamma, lgamma1p, stirlingCorrection } from "./gamma-function.ts";
import { incompleteGammaUniform } from "./incomplete-gamma-uniform.ts";
import { log, log1p } from "./log.ts";
import { log1pMinus } from "./log1p-minus.ts";

const HALF_LOG_2PI = 0.9189385332046728;

/** [L, S, D, F] of the last call of `core`: the density times x is exp(L) F. */
const parts = new Float64Array(4);

/** log of x^a e^-x / Gamma(a + 1), with no loss for large a. */
function logPrefix(a: number, x: number): number {
  if (a < 10) return a * log(x) - x - lgamma(a + 1);
  const mu = (x - a) / a;
  const exponent = mu < -0.5 ? log(x / a) - mu : log1pMinus(mu);
  return a * exponent - 0.5 * log(a) - HALF_LOG_2PI - stirlingCorrection(a);
}

/** Fills `parts`; true when they describe P, false for Q. For finite a > 0, x > 0. */
function core(a: number, x: number): boolean {
  if (a >= 60 && Math.abs(x - a) < 0.4 * a) {
    incompleteGammaUniform(a, x, parts);
    return x < a;
  }
  if (a < 1 && x < 1.5) return alternatingSeries(a, x);
  if (x < a + 1) {
    powerSeries(a, x);
    return true;
  }
  continuedFraction(a, x);
  return false;
}

function powerSeries(a: number, x: number): void {
  let term = 1;
  let sum = 1;
  let harmonic = 0;
  let weighted = 0;
  for (let n = 1; term > 1e-17 * sum && n < 100000; n++) {
    term *= x / (a + n);
    harmonic += 1 / (a + n);
    sum += term;
    weighted += term * harmonic;
  }
  parts[0] = logPrefix(a, x);
  parts[3] = a;
  parts[1] = sum;
  parts[2] = (log(x) - digamma(a + 1)) * sum - weighted;
}

/** P = x^a / Gamma(a + 1) (1 + a sum of (-x)^n / ((a + n) n!)); Q by expm1 of the first factor. */
function alternatingSeries(a: number, x: number): boolean {
  let power = 1;
  let sum = 0;
  let sumDa = 0;
  for (let n = 1; n < 40; n++) {
    power *= -x / n;
    const term = power / (a + n);
    sum += term;
    sumDa -= term / (a + n);
    if (Math.abs(term) < 1e-18 * Math.abs(sum)) break;
  }
  const scale = a * log(x) - lgamma1p(a);
  const scaleDa = log(x) - digamma(1 + a);
  const factor = 1 + a * sum;
  const slope = scaleDa * factor + sum + a * sumDa;
  if (scale < -0.7) {
    parts[3] = a * exp(-x);
    parts[0] = scale;
    parts[1] = factor;
    parts[2] = slope;
    return true;
  }
  const power1 = exp(scale);
  parts[3] = a * power1 * exp(-x);
  parts[0] = 0;
  parts[1] = -expm1(scale) - power1 * a * sum;
  parts[2] = -power1 * slope;
  return false;
}

/** Q = x^a e^-x / Gamma(a) / (x + 1 - a - (1 - a)/(x + 3 - a - ...)) by Lentz's method, logarithmic derivative in a alongside. */
function continuedFraction(a: number, x: number): void {
  let b = x + 1 - a;
  let c = 1e300;
  let cDa = 0;
  let d = 1 / b;
  let dDa = d * d;
  let value = d;
  let slope = d;
  for (let i = 1; i < 100000; i++) {
    const numerator = i * (a - i);
    b += 2;
    const denominatorDa = i * d + numerator * dDa - 1;
    d = 1 / (numerator * d + b);
    dDa = -denominatorDa * d * d;
    cDa = i / c - (numerator * cDa) / (c * c) - 1;
    c = b + numerator / c;
    const step = c * d;
    const stepSlope = cDa / c + dDa / d;
    value *= step;
    slope += stepSlope;
    if (Math.abs(step - 1) < 2e-16 && Math.abs(stepSlope) < 1e-15 * Math.abs(slope)) break;
  }
  parts[0] = logPrefix(a, x);
  parts[3] = a;
  parts[1] = a * value;
  parts[2] = a * value * (log(x) - digamma(a) + slope);
}

function isOutside(a: number, x: number): boolean {
  return !(a > 0 && x >= 0 && a < Infinity);
}

/** P(a, x), the regularised lower incomplete gamma function; NaN unless a > 0 and x >= 0. */
export function gammaP(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0 || x === Infinity) return x === 0 ? 0 : 1;
  const isLower = core(a, x);
  const value = exp(parts[0]!) * parts[1]!;
  return isLower ? value : 1 - value;
}

/** Q(a, x) = 1 - P(a, x). */
export function gammaQ(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0 || x === Infinity) return x === 0 ? 1 : 0;
  const isLower = core(a, x);
  const value = exp(parts[0]!) * parts[1]!;
  return isLower ? 1 - value : value;
}

/** dP/da. */
export function gammaPda(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0 || x === Infinity) return 0;
  const isLower = core(a, x);
  const value = exp(parts[0]!) * parts[2]!;
  return isLower ? value : -value;
}

export function gammaQda(a: number, x: number): number {
  return -gammaPda(a, x);
}

/** dP/dx, the gamma density x^(a-1) e^-x / Gamma(a). */
export function gammaPdx(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0) return a < 1 ? Infinity : a === 1 ? 1 : 0;
  return x === Infinity ? 0 : exp(logPrefix(a, x) + log(a / x));
}

export function gammaQdx(a: number, x: number): number {
  return -gammaPdx(a, x);
}

/** log P(a, x), finite where P itself underflows. */
export function logGammaP(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0 || x === Infinity) return x === 0 ? -Infinity : 0;
  return core(a, x) ? parts[0]! + log(parts[1]!) : log1p(-exp(parts[0]!) * parts[1]!);
}

/** log Q(a, x). */
export function logGammaQ(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0 || x === Infinity) return x === 0 ? 0 : -Infinity;
  return core(a, x) ? log1p(-exp(parts[0]!) * parts[1]!) : parts[0]! + log(parts[1]!);
}

/** d log P / da. */
export function logGammaPda(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0 || x === Infinity) return x === 0 ? -Infinity : 0;
  if (core(a, x)) return parts[2]! / parts[1]!;
  const scale = exp(parts[0]!);
  return (-scale * parts[2]!) / (1 - scale * parts[1]!);
}

/** d log Q / da. */
export function logGammaQda(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0 || x === Infinity) return x === 0 ? 0 : Infinity;
  if (!core(a, x)) return parts[2]! / parts[1]!;
  const scale = exp(parts[0]!);
  return (-scale * parts[2]!) / (1 - scale * parts[1]!);
}

/** Density over the side that \`core\` has just computed: no large logarithm enters. */
function ratioToOwn(x: number): number {
  return parts[3]! / parts[1]! / x;
}

/** Density over the other side. */
function ratioToOther(x: number): number {
  const scale = exp(parts[0]!);
  return (scale * parts[3]!) / (1 - scale * parts[1]!) / x;
}

/** d log P / dx. */
export function logGammaPdx(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0 || x === Infinity) return x === 0 ? Infinity : 0;
  return core(a, x) ? ratioToOwn(x) : ratioToOther(x);
}

/** d log Q / dx. */
export function logGammaQdx(a: number, x: number): number {
  if (isOutside(a, x)) return NaN;
  if (x === 0) return -gammaPdx(a, x);
  if (x === Infinity) return -1;
  return core(a, x) ? -ratioToOther(x) : -ratioToOwn(x);
}
