// The regularised incomplete beta function, its logarithm, complement and derivatives in a, b and x. Evaluated on the side where
// x < (a + 1)/(a + b + 2): the continued fraction of Didonato and Morris ("Algorithm 708", ACM TOMS 18 (1992), eq. 9), for a < 1 the
// power series, both together with their derivatives in a and b; quadrature where both parameters are large. The power factor is compared with its own peak, so that large a
// and b lose nothing. Callers that know 1 - x better than x pass both (`...XY` functions): Student t tails at 1e8 degrees of
// freedom need it.

import { betaIntegral } from "./beta-integral.ts";
import { productError } from "./double-double.ts";
import { lbeta, lbetaDa } from "./beta-function.ts";
import { digamma, digammaDifference } from "./digamma.ts";
import { exp, expm1 } from "./exp.ts";
import { lgamma1p, stirlingCorrection } from "./gamma-function.ts";
import { lgammaDifference, stirlingDifference } from "./gamma-ratio.ts";
import { log, log1p } from "./log.ts";
import { log1pMinus } from "./log1p-minus.ts";

const HALF_LOG_2PI = 0.9189385332046728;

/** Where both parameters are larger, the fraction takes longer than the quadrature. */
const LARGE = 20000;

/** [L, S, Da, Db, 1 where L is `logPower`] of the last call of `core`: value exp(L) S, derivatives exp(L) Da and exp(L) Db. */
const parts = new Float64Array(5);

/** log of x^a y^b / B(a, b). */
function logPower(a: number, b: number, x: number, y: number): number {
  if (a < 10 || b < 10) {
    const logX = x > 0.5 ? log1p(-y) : log(x);
    const logY = y > 0.5 ? log1p(-x) : log(y);
    return a * logX + b * logY - lbeta(a, b);
  }
  const offset = excess(a, b, x, y);
  const small = a < b ? a : b;
  const large = a < b ? b : a;
  const correction = stirlingCorrection(small) - stirlingDifference(large, small);
  return (
    a * logRatioMinus(offset / a, x, (a + b) / a) +
    b * logRatioMinus(-offset / b, y, (a + b) / b) +
    0.5 * log(small / (1 + small / large)) -
    HALF_LOG_2PI -
    correction
  );
}

/** log(x scale) - u where x scale = 1 + u; through the product once 1 + u has lost digits. */
function logRatioMinus(u: number, x: number, scale: number): number {
  return u < -0.5 ? log(x * scale) - u : log1pMinus(u);
}

/** Fills `parts`; true when they describe I_x(a, b), false for the complement. For positive finite a, b and 0 < x < 1. */
function core(a: number, b: number, x: number, y: number): boolean {
  parts[4] = 1;
  if (x * (b + 1) <= y * (a + 1)) return lowerSide(a, b, x, y);
  const isLower = !lowerSide(b, a, y, x);
  const swap = parts[2]!;
  parts[2] = parts[3]!;
  parts[3] = swap;
  return isLower;
}

function lowerSide(a: number, b: number, x: number, y: number): boolean {
  if (a < 1) return powerSeries(a, b, x);
  if (a > LARGE && b > LARGE) integral(a, b, x, y);
  else fraction(a, b, x, y);
  return true;
}

/**
 * I = exp(g) (1 + a sum of (1-b)_n x^n / (n! (a + n))), g = log of x^a / (a B(a, b)), DLMF 8.17.7 with 8.17.1. Where that is close to
 * one, as it is for small a, the complement is formed from expm1(g), which does not cancel.
 */
function powerSeries(a: number, b: number, x: number): boolean {
  let term = 1;
  let termB = 0;
  let sum = 0;
  let sumA = 0;
  let sumB = 0;
  for (let n = 1; n < 2000; n++) {
    termB = (termB * (n - b) - term) * (x / n);
    term *= ((n - b) / n) * x;
    const part = term / (a + n);
    const partB = termB / (a + n);
    sum += part;
    sumA -= part / (a + n);
    sumB += partB;
    if (Math.abs(part) <= 1e-18 * Math.abs(sum) && Math.abs(partB) <= 1e-18 * Math.abs(sumB)) break;
  }
  const g = a * log(x) - lgamma1p(a) + lgammaDifference(b, a);
  const factor = 1 + a * sum;
  const slopeA = (log(x) - digamma(1 + a) + digamma(a + b)) * factor + sum + a * sumA;
  const slopeB = digammaDifference(b, a) * factor + a * sumB;
  const isLower = g < -0.7;
  const power = isLower ? 1 : -exp(g);
  parts[4] = 0;
  parts[0] = isLower ? g : 0;
  parts[1] = isLower ? factor : -expm1(g) + power * a * sum;
  parts[2] = power * slopeA;
  parts[3] = power * slopeB;
  return isLower;
}

/**
 * 1 / (beta_0 + alpha_1 / (beta_1 + alpha_2 / (beta_2 + ...))) by Lentz's method; the logarithmic derivatives in a and b are summed
 * from those of its steps. Only a y - b x, formed exactly, enters where x close to one would cancel.
 */
function fraction(a: number, b: number, x: number, y: number): void {
  const lambda = -excess(a, b, x, y);
  let c = (a * (1 + lambda)) / (a + 1);
  let ca = (1 + lambda) / ((a + 1) * (a + 1)) + (a * y) / (a + 1);
  let cb = (-a * x) / (a + 1);
  let d = 0;
  let da = 0;
  let db = 0;
  let value = c;
  let slopeA = ca / c;
  let slopeB = cb / c;
  for (let n = 1; n < 200000; n++) {
    const s = a + 2 * n - 1;
    const u = a + n - 1;
    const v = u + b;
    const w = b - n;
    const q = (n * x * x) / (s * s);
    const alpha = q * u * v * w;
    const alphaA = q * w * (u + v) - (2 * alpha) / s;
    const alphaB = q * u * (v + w);
    const part = (n * x) / s;
    const share = (a + n) / (s + 2);
    const g = lambda + 1 + n * (1 + y);
    const beta = n + part * w + share * g;
    const betaA = (-part * w) / s + ((n + 1) / ((s + 2) * (s + 2))) * g + share * y;
    const betaB = part - share * x;
    const inverseA = betaA + alphaA * d + alpha * da;
    const inverseB = betaB + alphaB * d + alpha * db;
    d = 1 / (beta + alpha * d);
    da = -inverseA * d * d;
    db = -inverseB * d * d;
    ca = betaA + (alphaA - (alpha * ca) / c) / c;
    cb = betaB + (alphaB - (alpha * cb) / c) / c;
    c = beta + alpha / c;
    const stepA = ca / c + da / d;
    const stepB = cb / c + db / d;
    const step = c * d;
    value *= step;
    slopeA += stepA;
    slopeB += stepB;
    const slopes = Math.abs(slopeA) + Math.abs(slopeB);
    if (Math.abs(step - 1) < 2e-16 && Math.abs(stepA) + Math.abs(stepB) < 1e-15 * slopes) break;
  }
  parts[0] = logPower(a, b, x, y);
  parts[1] = 1 / value;
  const logX = x > 0.5 ? log1p(-y) : log(x);
  const logY = y > 0.5 ? log1p(-x) : log(y);
  parts[2] = parts[1]! * (logX - lbetaDa(a, b) - slopeA);
  parts[3] = parts[1]! * (logY - lbetaDa(b, a) - slopeB);
}

/** The same by quadrature, with what the logarithmic derivatives of the power factor add in forms that do not cancel. */
function integral(a: number, b: number, x: number, y: number): void {
  const offset = excess(a, b, x, y);
  betaIntegral(a, b, x, y, offset, parts);
  const both = digammaExcess(a + b);
  parts[0] = logPower(a, b, x, y);
  parts[2]! += parts[1]! * (log1p(offset / a) + digammaExcess(a) - both);
  parts[3]! += parts[1]! * (log1p(-offset / b) + digammaExcess(b) - both);
}

/** log a - digamma(a) for large a (DLMF 5.11.2). */
function digammaExcess(a: number): number {
  const w = 1 / (a * a);
  return 0.5 / a + w * (1 / 12 - w / 120);
}

/** b x - a y, the products to twice the precision. */
function excess(a: number, b: number, x: number, y: number): number {
  const bx = b * x;
  const ay = a * y;
  return bx - ay + (productError(b, x, bx) - productError(a, y, ay));
}

/** The value at the ends of [0, 1] and NaN outside; undefined where `core` is needed. */
function edge(a: number, b: number, x: number, y: number): number | undefined {
  if (!(a >= 0 && b >= 0 && x >= 0 && y >= 0) || a === Infinity || b === Infinity || (a === 0 && b === 0))
    return NaN;
  if (x === 0 || y === 0) return x === 0 ? 0 : 1;
  if (a === 0 || b === 0) return a === 0 ? 1 : 0;
  return undefined;
}

/** I_x(a, b), Stan's inc_beta. */
export function incBeta(a: number, b: number, x: number): number {
  return incBetaXY(a, b, x, 1 - x);
}

/** I_x(a, b) given y = 1 - x. */
export function incBetaXY(a: number, b: number, x: number, y: number): number {
  const atEdge = edge(a, b, x, y);
  if (atEdge !== undefined) return atEdge;
  const isLower = core(a, b, x, y);
  const value = exp(parts[0]!) * parts[1]!;
  return isLower ? value : 1 - value;
}

export function incBetaDa(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0)) return NaN;
  const atEdge = edge(a, b, x, 1 - x);
  if (atEdge !== undefined) return atEdge * 0;
  const isLower = core(a, b, x, 1 - x);
  const value = exp(parts[0]!) * parts[2]!;
  return isLower ? value : -value;
}

export function incBetaDb(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0)) return NaN;
  const atEdge = edge(a, b, x, 1 - x);
  if (atEdge !== undefined) return atEdge * 0;
  const isLower = core(a, b, x, 1 - x);
  const value = exp(parts[0]!) * parts[3]!;
  return isLower ? value : -value;
}

/** The beta density x^(a-1) (1-x)^(b-1) / B(a, b). */
export function incBetaDx(a: number, b: number, x: number): number {
  const y = 1 - x;
  if (!(a >= 0 && b >= 0 && x >= 0 && y >= 0)) return NaN;
  if ((a === 0 || b === 0) && x > 0 && y > 0) return 0;
  if (x === 0) return a < 1 ? Infinity : a === 1 ? b : 0;
  if (y === 0) return b < 1 ? Infinity : b === 1 ? a : 0;
  return exp(logPower(a, b, x, y) - log(x) - log1p(-x));
}

/** log I_x(a, b), finite where the value underflows. */
export function logIncBetaXY(a: number, b: number, x: number, y: number): number {
  const atEdge = edge(a, b, x, y);
  if (atEdge !== undefined) return log(atEdge);
  return core(a, b, x, y) ? parts[0]! + log(parts[1]!) : log1p(-exp(parts[0]!) * parts[1]!);
}

export function logIncBeta(a: number, b: number, x: number): number {
  return logIncBetaXY(a, b, x, 1 - x);
}

/** log(1 - I_x(a, b)). */
export function logIncBetaComplement(a: number, b: number, x: number): number {
  return logIncBetaXY(b, a, 1 - x, x);
}

/** d log I_x(a, b) / da given y = 1 - x. */
export function logIncBetaXYDa(a: number, b: number, x: number, y: number): number {
  return logSlope(a, b, x, y, 2);
}

/** d log I_x(a, b) / db given y = 1 - x. */
export function logIncBetaXYDb(a: number, b: number, x: number, y: number): number {
  return logSlope(a, b, x, y, 3);
}

function logSlope(a: number, b: number, x: number, y: number, index: number): number {
  const atEdge = edge(a, b, x, y);
  if (atEdge !== undefined) return atEdge === 0 ? (index === 2 ? -Infinity : Infinity) : atEdge * 0;
  if (core(a, b, x, y)) return parts[index]! / parts[1]!;
  const scale = exp(parts[0]!);
  return (-scale * parts[index]!) / (1 - scale * parts[1]!);
}

export function logIncBetaDa(a: number, b: number, x: number): number {
  return logSlope(a, b, x, 1 - x, 2);
}

export function logIncBetaDb(a: number, b: number, x: number): number {
  return logSlope(a, b, x, 1 - x, 3);
}

/** d log I_x(a, b) / dx given y = 1 - x. */
export function logIncBetaXYDx(a: number, b: number, x: number, y: number): number {
  const atEdge = edge(a, b, x, y);
  if (atEdge !== undefined) return atEdge === 0 ? Infinity : atEdge === 1 ? incBetaDx(a, b, x) : NaN;
  const isLower = core(a, b, x, y);
  if (isLower && parts[4] === 1) return 1 / (x * y * parts[1]!);
  const value = isLower ? parts[0]! + log(parts[1]!) : log1p(-exp(parts[0]!) * parts[1]!);
  return exp(logPower(a, b, x, y) - log(x) - log(y) - value);
}

export function logIncBetaDx(a: number, b: number, x: number): number {
  return logIncBetaXYDx(a, b, x, 1 - x);
}

/** The x with I_x(a, b) = p. Newton's method on log I as a function of logit x: it is concave there, so every start converges. */
export function invIncBeta(a: number, b: number, p: number): number {
  if (!(a > 0 && b > 0 && p >= 0 && p <= 1) || a === Infinity || b === Infinity) return NaN;
  if (p === 0 || p === 1) return p;
  return preimage(a, b, p)[0];
}

/** Below it the inverse logit underflows. */
const LOWEST_LOGIT = -744;

/** [x, 1 - x] for log I_x(a, b) = logP in the lower tail. */
function quantile(a: number, b: number, logP: number): readonly [number, number] {
  let t = log(a / b);
  let x = 0;
  let y = 1;
  for (let i = 0; i < 100; i++) {
    const e = exp(-Math.abs(t));
    x = t < 0 ? e / (1 + e) : 1 / (1 + e);
    y = t < 0 ? 1 / (1 + e) : e / (1 + e);
    const value = logIncBetaXY(a, b, x, y);
    const slope = exp(logPower(a, b, x, y) - value);
    const move = (logP - value) / slope;
    if (t === LOWEST_LOGIT && move < 0) return [0, 1];
    t = t + move > LOWEST_LOGIT ? t + move : LOWEST_LOGIT;
    if (!(Math.abs(move) >= 1e-15 * (1 + Math.abs(t)))) break;
  }
  const e = exp(-Math.abs(t));
  return t < 0 ? [e / (1 + e), 1 / (1 + e)] : [1 / (1 + e), e / (1 + e)];
}

/** [x, 1 - x] for I_x(a, b) = p, p inside (0, 1). */
function preimage(a: number, b: number, p: number): readonly [number, number] {
  const middle = a / (a + b);
  if (p <= incBetaXY(a, b, middle, b / (a + b))) return quantile(a, b, log(p));
  const [y, x] = quantile(b, a, log1p(-p));
  return [x, y];
}

/** [x, 1 - x] given x = invIncBeta(a, b, p); found again where 1 - x would have lost its digits. */
function completed(a: number, b: number, p: number, x: number): readonly [number, number] {
  return x < 0.99 ? [x, 1 - x] : preimage(a, b, p);
}

/** The beta density times x (1 - x). */
function scaledDensity(a: number, b: number, x: number, y: number): number {
  return exp(logPower(a, b, x, y));
}

/** d/da of the inverse, -(dI/da) / (dI/dx), given its value x; 0 at p = 0 and 1. */
export function invIncBetaDa(a: number, b: number, p: number, x = invIncBeta(a, b, p)): number {
  return inParameter(a, b, p, x, 2);
}

/** d/db of the inverse. */
export function invIncBetaDb(a: number, b: number, p: number, x = invIncBeta(a, b, p)): number {
  return inParameter(a, b, p, x, 3);
}

/** The power factor of both derivatives cancels where `core` has it. */
function inParameter(a: number, b: number, p: number, given: number, index: number): number {
  if (p === 0 || p === 1 || given === 0) return 0;
  const [x, y] = completed(a, b, p, given);
  const sign = core(a, b, x, y) ? -1 : 1;
  const scale = parts[4] === 1 ? 1 : exp(parts[0]!) / scaledDensity(a, b, x, y);
  return sign * parts[index]! * scale * x * y;
}

/** d/dp of the inverse, one over the beta density. */
export function invIncBetaDp(a: number, b: number, p: number, given = invIncBeta(a, b, p)): number {
  if (p === 0 || p === 1) return 1 / incBetaDx(a, b, given);
  const [x, y] = completed(a, b, p, given);
  return (x * y) / scaledDensity(a, b, x, y);
}
