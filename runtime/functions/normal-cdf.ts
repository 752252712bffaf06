// The standard normal distribution function and its logarithm, accurate in the far tail: both are exp(-x^2/2) times erfcx, with
// the square formed exactly. The ratio phi/Phi (derivative of log Phi) never divides by an underflowed number.

import { productError } from "./double-double.ts";
import { erfc, erfcxPositive } from "./error-function.ts";
import { expOfSum } from "./exp.ts";
import { log, log1p } from "./log.ts";
import { invLogit } from "./logistic.ts";

const SQRT_HALF = 0.7071067811865476;
const SQRT_2_OVER_PI = 0.7978845608028654;
const INV_SQRT_2PI = 0.3989422804014327;
const LN2 = 0.6931471805599453;

/** The density exp(-x^2/2) / sqrt(2 pi). */
export function stdNormalDensity(x: number): number {
  return Math.abs(x) < 40 ? INV_SQRT_2PI * expOfMinusHalfSquare(x) : x !== x ? x : 0;
}

function expOfMinusHalfSquare(x: number): number {
  const square = x * x;
  return expOfSum(-0.5 * square, -0.5 * productError(x, x, square));
}

export function Phi(x: number): number {
  if (x > -1) return x < 1 ? 0.5 * erfc(-x * SQRT_HALF) : 1 - Phi(-x);
  if (x < -39) return 0;
  return 0.5 * expOfMinusHalfSquare(x) * erfcxPositive(-x * SQRT_HALF);
}

/** log Phi(x). */
export function logPhi(x: number): number {
  if (x > -1) return x < 0 ? log(Phi(x)) : log1p(-Phi(-x));
  return -0.5 * x * x + (log(erfcxPositive(-x * SQRT_HALF)) - LN2);
}

/** phi(x) / Phi(x), the derivative of log Phi: about -x far in the left tail. */
export function logPhiDerivative(x: number): number {
  return x < -1 ? SQRT_2_OVER_PI / erfcxPositive(-x * SQRT_HALF) : stdNormalDensity(x) / Phi(x);
}

/** Stan's logistic approximation of Phi, Bowling et al., J. Industrial Engineering and Management 2 (2009). */
export function PhiApprox(x: number): number {
  return invLogit(x * (1.5976 + 0.07056 * x * x));
}

/** Its derivative; the product does not cancel in the upper tail. */
export function PhiApproxDerivative(x: number): number {
  const t = x * (1.5976 + 0.07056 * x * x);
  return t === Infinity || t === -Infinity ? 0 : invLogit(t) * invLogit(-t) * (1.5976 + 0.21168 * x * x);
}
