// Poisson, binomial and hypergeometric counts. Small means by adding up probabilities, large ones by transformed rejection: Hormann,
// "The transformed rejection method for generating Poisson random variables", Insurance: Math. and Econ. 12 (1993), and "The generation
// of binomial random variates", J. Stat. Comput. Simul. 46 (1993).

import { exp } from "../functions/exp.ts";
import { lgamma } from "../functions/gamma-function.ts";
import { log, log1p } from "../functions/log.ts";
import { invLogit } from "../functions/logistic.ts";
import { binomialCoefficientLog } from "../functions/beta-function.ts";
import { refuse, requireCount, requireProbability } from "./arguments.ts";
import type { Random } from "./random.ts";

/** Stan's bound: a larger mean could give a draw beyond 32 bits. */
const LARGEST_MEAN = 1073741824;

/** A Poisson count; `generator` is named in the rejection of a bad mean. */
export function poissonCount(random: Random, mean: number, generator: string, name: string): number {
  if (!(mean >= 0 && mean < LARGEST_MEAN))
    refuse(generator, name, mean, `at least 0 and below ${LARGEST_MEAN}`);
  return mean < 10 ? poissonBySum(random, mean) : poissonByRejection(random, mean);
}

function poissonBySum(random: Random, mean: number): number {
  let probability = exp(-mean);
  let left = random.uniform();
  let k = 0;
  while (left > probability && k < 200) {
    left -= probability;
    k++;
    probability *= mean / k;
  }
  return k;
}

function poissonByRejection(random: Random, mean: number): number {
  const root = Math.sqrt(mean);
  const logMean = log(mean);
  const b = 0.931 + 2.53 * root;
  const a = -0.059 + 0.02483 * b;
  const logInverseAlpha = log(1.1239 + 1.1328 / (b - 3.4));
  const quick = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= quick) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (log(v) + logInverseAlpha - log(a / (us * us) + b) <= k * logMean - mean - lgamma(k + 1)) return k;
  }
}

export function poissonRng(random: Random, lambda: number): number {
  return poissonCount(random, lambda, "poisson_rng", "lambda");
}

export function poissonLogRng(random: Random, alpha: number): number {
  return poissonCount(random, exp(alpha), "poisson_log_rng", "exp(alpha)");
}

/** A binomial count for valid arguments. */
export function binomialCount(random: Random, n: number, p: number): number {
  if (p > 0.5) return n - binomialCount(random, n, 1 - p);
  if (n === 0 || p === 0) return 0;
  return n * p < 10 ? binomialBySum(random, n, p) : binomialByRejection(random, n, p);
}

function binomialBySum(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  let probability = exp(n * log1p(-p));
  let left = random.uniform();
  let k = 0;
  while (left > probability && k < n && k < 300) {
    left -= probability;
    k++;
    probability *= ((n - k + 1) / k) * odds;
  }
  return k;
}

function binomialByRejection(random: Random, n: number, p: number): number {
  const q = 1 - p;
  const spread = Math.sqrt(n * p * q);
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const quick = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const logOdds = log(p / q);
  const mode = Math.floor((n + 1) * p);
  const peak = lgamma(mode + 1) + lgamma(n - mode + 1);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= quick) return k;
    if (k < 0 || k > n) continue;
    const bound = peak - lgamma(k + 1) - lgamma(n - k + 1) + (k - mode) * logOdds;
    if (log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

export function binomialRng(random: Random, N: number, theta: number): number {
  requireCount("binomial_rng", "N", N);
  requireProbability("binomial_rng", "theta", theta);
  return binomialCount(random, N, theta);
}

export function binomialLogitRng(random: Random, N: number, alpha: number): number {
  requireCount("binomial_logit_rng", "N", N);
  requireProbability("binomial_logit_rng", "inv_logit(alpha)", invLogit(alpha));
  return binomialCount(random, N, invLogit(alpha));
}

/** Of N drawn without replacement from a + b, how many are of the first kind: probabilities summed outwards from the mode. */
export function hypergeometricRng(random: Random, N: number, a: number, b: number): number {
  requireCount("hypergeometric_rng", "N", N);
  requireCount("hypergeometric_rng", "a", a);
  requireCount("hypergeometric_rng", "b", b);
  if (N > a + b) refuse("hypergeometric_rng", "N", N, `at most a + b = ${a + b}`);
  const least = N > b ? N - b : 0;
  const most = N < a ? N : a;
  const mode = Math.floor(((N + 1) * (a + 1)) / (a + b + 2));
  let up = mode > most ? most : mode < least ? least : mode;
  let down = up;
  let above = exp(
    binomialCoefficientLog(a, up) + binomialCoefficientLog(b, N - up) - binomialCoefficientLog(a + b, N),
  );
  let below = above;
  let left = random.uniform() - above;
  if (left <= 0) return up;
  while (up < most || down > least) {
    if (up < most) {
      above *= ((a - up) * (N - up)) / ((up + 1) * (b - N + up + 1));
      up++;
      left -= above;
      if (left <= 0) return up;
    }
    if (down > least) {
      below *= (down * (b - N + down)) / ((a - down + 1) * (N - down + 1));
      down--;
      left -= below;
      if (left <= 0) return down;
    }
  }
  return up;
}
