// The beta function, its logarithm and the continuous binomial coefficient. With both arguments large the three Stirling series are
// combined before anything is rounded (Didonato and Morris, "Algorithm 708", ACM TOMS 18 (1992)); beta itself multiplies powers
// instead of exponentiating a large logarithm.

import { digamma, digammaDifference } from "./digamma.ts";
import { exp } from "./exp.ts";
import { lgamma, stirlingCorrection, tgamma } from "./gamma-function.ts";
import { lgammaDifference, logRisingFactorial, stirlingDifference } from "./gamma-ratio.ts";
import { log, log1p } from "./log.ts";
import { pow } from "./pow.ts";

const HALF_LOG_2PI = 0.9189385332046728;
const SQRT_2PI = 2.5066282746310007;

/** log B(a, b). */
export function lbeta(a: number, b: number): number {
  if (a !== a || b !== b) return NaN;
  return a < b ? lbetaOrdered(a, b) : lbetaOrdered(b, a);
}

/** For a <= b. */
function lbetaOrdered(a: number, b: number): number {
  if (!(a > 0)) return Math.floor(a) === a ? Infinity : lgamma(a) + lgamma(b) - lgamma(a + b);
  if (b === Infinity) return NaN;
  if (a >= 10) {
    const correction = stirlingCorrection(a) - stirlingDifference(b, a);
    const ratio = a / (a + b);
    return (a - 0.5) * log(ratio) - b * log1p(a / b) - 0.5 * log(b) + (HALF_LOG_2PI + correction);
  }
  if (b >= 10) return lgamma(a) - lgammaDifference(b, a);
  return a < 0.25 ? lgamma(a) - lgammaDifference(b, a) : lgamma(a) + lgamma(b) - lgamma(a + b);
}

/** d/da log B(a, b) = digamma(a) - digamma(a + b). */
export function lbetaDa(a: number, b: number): number {
  return a > 0 && b > 0 ? -digammaDifference(a, b) : digamma(a) - digamma(a + b);
}

export function lbetaDb(a: number, b: number): number {
  return lbetaDa(b, a);
}

/** B(a, b), relative error about 1e-14 at worst. */
export function beta(a: number, b: number): number {
  if (a !== a || b !== b) return NaN;
  return a < b ? betaOrdered(a, b) : betaOrdered(b, a);
}

/** For a <= b. */
function betaOrdered(a: number, b: number): number {
  if (!(a > 0) || b === Infinity) return exp(lbetaOrdered(a, b));
  if (a >= 10) {
    const correction = exp(stirlingCorrection(a) - stirlingDifference(b, a));
    return ((SQRT_2PI * correction) / Math.sqrt(b)) * pow(a / (a + b), a - 0.5) * exp(-b * log1p(a / b));
  }
  if (b >= 10) {
    const rest = a - (b - 0.5) * log1p(a / b) - stirlingDifference(b, a);
    return tgamma(a) * exp(rest) * pow(a + b, -a);
  }
  return (tgamma(a) / tgamma(a + b)) * tgamma(b);
}

/**
 * log of x (x + 1) ... (x + n - 1) / n!, the multiset coefficient of a real x > 0 and an integer n >= 0. The two factorials, each of the
 * size of n log n, never meet: few factors are multiplied out, many go through lbeta.
 */
export function logMultichoose(x: number, n: number): number {
  if (!(x > 0 && n >= 0)) return NaN;
  if (n < 10) {
    let product = 1;
    for (let i = 0; i < n; i++) product *= (x + i) / (i + 1);
    return product < Infinity && product > 1e-300 ? log(product) : logRisingFactorial(x, n) - lgamma(n + 1);
  }
  if (x > n) return lgammaDifference(x, n) - lgamma(n + 1);
  return -log(n) - lbetaOrdered(x, n);
}

/** log of Gamma(n + 1) / (Gamma(k + 1) Gamma(n - k + 1)). */
export function binomialCoefficientLog(n: number, k: number): number {
  if (n !== n || k !== k) return NaN;
  if (k > 0.5 * n && n > -1) return binomialLog(n, n - k, k);
  return binomialLog(n, k, n - k);
}

/** For k + rest = n, k the smaller. */
function binomialLog(n: number, k: number, rest: number): number {
  if (k === 0) return 0;
  if (k <= -1 && Math.floor(k) === k) return -Infinity;
  if (!(n > -1 && k > -1 && rest > -1)) return lgamma(n + 1) - lgamma(k + 1) - lgamma(rest + 1);
  if (k >= 9) return -log1p(n) - lbeta(k + 1, rest + 1);
  return lgammaDifference(rest + 1, k) - (k > -0.25 ? lgammaDifference(1, k) : lgamma(k + 1));
}

export function binomialCoefficientLogDn(n: number, k: number): number {
  return n > -1 && n - k > -1 ? digammaDifference(n - k + 1, k) : digamma(n + 1) - digamma(n - k + 1);
}

export function binomialCoefficientLogDk(n: number, k: number): number {
  const rest = n - k;
  return k > -1 && rest > -1 ? digammaDifference(k + 1, rest - k) : digamma(rest + 1) - digamma(k + 1);
}
