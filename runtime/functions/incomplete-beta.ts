// The regularised incomplete beta function, its logarithm, complement and derivatives in a, b and x. The continued fraction of
// Didonato and Morris (DLMF 8.17.22) is evaluated on the side where it converges fast, x < (a + 1)/(a + b + 2), together with its
// derivatives in a and b; the power factor is compared with its own peak so that large a and b lose nothing. Callers that know 1 - x
// better than x pass both (`...XY` functions): a Student t tail at 1e8 degrees of freedom needs it.

import { productError } from "./double-double.ts";
import { lbeta, lbetaDa } from "./beta-function.ts";
import { exp } from "./exp.ts";
import { stirlingCorrection } from "./gamma-function.ts";
import { stirlingDifference } from "./gamma-ratio.ts";
import { log, log1p } from "./log.ts";
import { log1pMinus } from "./log1p-minus.ts";

const HALF_LOG_2PI = 0.9189385332046728;

/** [L, S, Da, Db] of the last call of `core`: value exp(L) S, derivatives exp(L) Da and exp(L) Db. */
const parts = new Float64Array(4);

/** log of x^a y^b / B(a, b). */
function logPower(a: number, b: number, x: number, y: number): number {
  if (a < 10 || b < 10) {
    const logX = x > 0.5 ? log1p(-y) : log(x);
    const logY = y > 0.5 ? log1p(-x) : log(y);
    return a * logX + b * logY - lbeta(a, b);
  }
  const bx = b * x;
  const ay = a * y;
  const excess = bx - ay + (productError(b, x, bx) - productError(a, y, ay));
  const small = a < b ? a : b;
  const large = a < b ? b : a;
  const correction = stirlingCorrection(small) - stirlingDifference(large, small);
  return (
    a * logRatioMinus(excess / a, x, (a + b) / a) +
    b * logRatioMinus(-excess / b, y, (a + b) / b) +
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
  if (x * (b + 1) <= y * (a + 1)) {
    fraction(a, b, x, y);
    return true;
  }
  fraction(b, a, y, x);
  const swap = parts[2]!;
  parts[2] = parts[3]!;
  parts[3] = swap;
  return false;
}

/** Lentz's method; the logarithmic derivatives in a and b are summed from those of its steps. */
function fraction(a: number, b: number, x: number, y: number): void {
  let c = 1;
  let ca = 0;
  let cb = 0;
  let t = (a + b) / (a + 1);
  let d = 1 / (1 - t * x);
  let da = ((1 - t) / (a + 1)) * x * d * d;
  let db = (x / (a + 1)) * d * d;
  let value = d;
  let slopeA = da / d;
  let slopeB = db / d;
  for (let i = 2; i < 200000; i++) {
    const m = i >> 1;
    const first = a + i - 1;
    const second = a + i;
    let numerator: number;
    let numeratorA: number;
    let numeratorB: number;
    if ((i & 1) === 0) {
      t = (m * x) / (first * second);
      numerator = t * (b - m);
      numeratorA = -numerator * (1 / first + 1 / second);
      numeratorB = t;
    } else {
      t = (-(a + m) * x) / (first * second);
      numerator = t * (a + b + m);
      numeratorA = numerator * (1 / (a + m) + 1 / (a + b + m) - 1 / first - 1 / second);
      numeratorB = t;
    }
    const dA = numeratorA * d + numerator * da;
    const dB = numeratorB * d + numerator * db;
    d = 1 / (1 + numerator * d);
    da = -dA * d * d;
    db = -dB * d * d;
    ca = (numeratorA - (numerator * ca) / c) / c;
    cb = (numeratorB - (numerator * cb) / c) / c;
    c = 1 + numerator / c;
    const stepA = ca / c + da / d;
    const stepB = cb / c + db / d;
    const step = c * d;
    value *= step;
    slopeA += stepA;
    slopeB += stepB;
    if (
      Math.abs(step - 1) < 2e-16 &&
      Math.abs(stepA) + Math.abs(stepB) < 1e-15 * (Math.abs(slopeA) + Math.abs(slopeB))
    ) {
      break;
    }
  }
  parts[0] = logPower(a, b, x, y);
  parts[1] = value / a;
  const logX = x > 0.5 ? log1p(-y) : log(x);
  const logY = y > 0.5 ? log1p(-x) : log(y);
  parts[2] = parts[1]! * (logX - lbetaDa(a, b) - 1 / a + slopeA);
  parts[3] = parts[1]! * (logY - lbetaDa(b, a) + slopeB);
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
  const atEdge = edge(a, b, x, 1 - x);
  if (atEdge !== undefined) return atEdge * 0;
  const isLower = core(a, b, x, 1 - x);
  const value = exp(parts[0]!) * parts[2]!;
  return isLower ? value : -value;
}

export function incBetaDb(a: number, b: number, x: number): number {
  const atEdge = edge(a, b, x, 1 - x);
  if (atEdge !== undefined) return atEdge * 0;
  const isLower = core(a, b, x, 1 - x);
  const value = exp(parts[0]!) * parts[3]!;
  return isLower ? value : -value;
}

/** The beta density x^(a-1) (1-x)^(b-1) / B(a, b). */
export function incBetaDx(a: number, b: number, x: number): number {
  const y = 1 - x;
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return NaN;
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
  return exp(logPower(a, b, x, y) - log(x) - log(y) - logIncBetaXY(a, b, x, y));
}

export function logIncBetaDx(a: number, b: number, x: number): number {
  return logIncBetaXYDx(a, b, x, 1 - x);
}

/** The x with I_x(a, b) = p. Newton's method on log I as a function of logit x: it is concave there, so every start converges. */
export function invIncBeta(a: number, b: number, p: number): number {
  if (!(a > 0 && b > 0 && p >= 0 && p <= 1) || a === Infinity || b === Infinity) return NaN;
  if (p === 0 || p === 1) return p;
  const middle = a / (a + b);
  if (p <= incBetaXY(a, b, middle, b / (a + b))) return quantile(a, b, log(p))[0];
  return quantile(b, a, log1p(-p))[1];
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
    if (Math.abs(move) < 1e-15 * (1 + Math.abs(t))) break;
  }
  const e = exp(-Math.abs(t));
  return t < 0 ? [e / (1 + e), 1 / (1 + e)] : [1 / (1 + e), e / (1 + e)];
}
