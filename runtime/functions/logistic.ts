// Logarithms and exponentials of sums and complements, in the forms that keep full relative precision in both tails. Conventions at
// infinity are Stan's newest: log_diff_exp(x, x) and log_inv_logit_diff(x, x) are -Infinity, log_sum_exp(-inf, -inf) is -Infinity.

import { exp, expm1 } from "./exp.ts";
import { log, log1p } from "./log.ts";

const LN2 = 0.6931471805599453;

/** log(1 - x). */
export function log1m(x: number): number {
  return log1p(-x);
}

/** log(1 + exp(x)). */
export function log1pExp(x: number): number {
  return (x > 0 ? x : 0) + log1p(exp(-Math.abs(x)));
}

/** log(1 - exp(x)) for x <= 0. Maechler, "Accurately computing log(1 - exp(-|a|))" (2012). */
export function log1mExp(x: number): number {
  return x > -LN2 ? log(-expm1(x)) : log1p(-exp(x));
}

export function invLogit(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/** log(p / (1 - p)); around one half through p - 1/2, which is exact. */
export function logit(p: number): number {
  return p > 0.25 && p < 0.75
    ? log1p((2 * p - 1) / (1 - p))
    : p < 0.5
      ? log(p / (1 - p))
      : log(p) - log1p(-p);
}

export function logInvLogit(x: number): number {
  return (x < 0 ? x : 0) - log1p(exp(-Math.abs(x)));
}

/** log(1 - inv_logit(x)). */
export function log1mInvLogit(x: number): number {
  return (x > 0 ? -x : 0) - log1p(exp(-Math.abs(x)));
}

/** log(inv_logit(x) - inv_logit(y)) for x >= y. */
export function logInvLogitDiff(x: number, y: number): number {
  if (x === y) return -Infinity;
  return logInvLogit(x) + (log1mExp(y - x) + log1mInvLogit(y));
}

/** log(exp(a) + exp(b)). */
export function logSumExp2(a: number, b: number): number {
  if (a === b) return a + LN2;
  if (a !== a || b !== b) return NaN;
  return a > b ? a + log1p(exp(b - a)) : b + log1p(exp(a - b));
}

/** log(exp(a) - exp(b)) for a >= b. */
export function logDiffExp(a: number, b: number): number {
  if (b === -Infinity) return a;
  return a === b ? -Infinity : a + log1mExp(b - a);
}

/** log(theta exp(a) + (1 - theta) exp(b)); a component of weight zero is left out, whatever its density. */
export function logMix(theta: number, a: number, b: number): number {
  if (theta === 1) return a;
  if (theta === 0) return b;
  return logSumExp2(log(theta) + a, log1p(-theta) + b);
}

/** 1 - exp(-exp(x)). */
export function invCloglog(x: number): number {
  return -expm1(-exp(x));
}

/** log of a Bernoulli probability, negated: y is 0 or 1. */
export function binaryLogLoss(y: number, p: number): number {
  return y === 1 ? -log(p) : y === 0 ? -log1p(-p) : NaN;
}

/** x log y, and 0 at x = y = 0. */
export function lmultiply(x: number, y: number): number {
  return x === 0 && y === 0 ? 0 : x * log(y);
}
