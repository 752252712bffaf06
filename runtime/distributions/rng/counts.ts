// Generators of counts. Small means by inversion, large ones by transformed rejection with squeeze: Hoermann, "The transformed
// rejection method for generating Poisson random variables" (1993) and "The generation of binomial random variates" (1993).
// Rates at or beyond 2^30 reject: their counts would leave the integers of the language.

import { exp } from "../../functions/exp.ts";
import { lgamma } from "../../functions/gamma-function.ts";
import { binomialCoefficientLog } from "../../functions/beta-function.ts";
import { log, log1p } from "../../functions/log.ts";
import { invLogit } from "../../functions/logistic.ts";
import type { Random } from "../../random/random.ts";
import { reject } from "../../rejection.ts";
import { betaRng, gammaRng } from "./gamma.ts";

const MAX_RATE = 1073741824;

export function bernoulliRng(random: Random, theta: number): number {
  return random.uniform() < theta ? 1 : 0;
}

export function bernoulliLogitRng(random: Random, alpha: number): number {
  return random.uniform() < invLogit(alpha) ? 1 : 0;
}

export function poissonRng(random: Random, lambda: number): number {
  if (!(lambda < MAX_RATE)) throw reject(`poisson_rng: the rate is ${lambda}, but must be below 2^30`);
  if (lambda < 10) return poissonByInversion(random, lambda);
  return poissonByRejection(random, lambda);
}

function poissonByInversion(random: Random, lambda: number): number {
  let left = random.uniform();
  let mass = exp(-lambda);
  let n = 0;
  while (left > mass && n < 1000) {
    left -= mass;
    n++;
    mass *= lambda / n;
  }
  return n;
}

function poissonByRejection(random: Random, lambda: number): number {
  const logLambda = log(lambda);
  const b = 0.931 + 2.53 * Math.sqrt(lambda);
  const a = -0.059 + 0.02483 * b;
  const logInverseAlpha = log(1.1239 + 1.1328 / (b - 3.4));
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const n = Math.floor(((2 * a) / us + b) * u + lambda + 0.43);
    if (us >= 0.07 && v <= squeeze) return n;
    if (n < 0 || (us < 0.013 && v > us)) continue;
    if (log(v) + logInverseAlpha - log(a / (us * us) + b) <= n * logLambda - lambda - lgamma(n + 1)) return n;
  }
}

export function poissonLogRng(random: Random, alpha: number): number {
  return poissonRng(random, exp(alpha));
}

export function binomialRng(random: Random, N: number, theta: number): number {
  if (theta > 0.5) return N - binomialRng(random, N, 1 - theta);
  if (N === 0 || theta === 0) return 0;
  return N * theta < 10 ? binomialByWaiting(random, N, theta) : binomialByRejection(random, N, theta);
}

/** Adds geometric gaps between successes until they leave 1 .. N. */
function binomialByWaiting(random: Random, N: number, theta: number): number {
  const rate = log1p(-theta);
  let position = 0;
  for (let n = 0; ; n++) {
    position += Math.floor(log(random.uniform()) / rate) + 1;
    if (position > N) return n;
  }
}

function binomialByRejection(random: Random, N: number, theta: number): number {
  const spread = Math.sqrt(N * theta * (1 - theta));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * theta;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const logOdds = log(theta / (1 - theta));
  const mode = Math.floor((N + 1) * theta);
  const atMode = lgamma(mode + 1) + lgamma(N - mode + 1);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const n = Math.floor(((2 * a) / us + b) * u + N * theta + 0.5);
    if (us >= 0.07 && v <= squeeze) return n;
    if (n < 0 || n > N) continue;
    const ratio = atMode - lgamma(n + 1) - lgamma(N - n + 1) + (n - mode) * logOdds;
    if (log((v * alpha) / (a / (us * us) + b)) <= ratio) return n;
  }
}

export function betaBinomialRng(random: Random, N: number, alpha: number, beta: number): number {
  return binomialRng(random, N, betaRng(random, alpha, beta));
}

export function negBinomialRng(random: Random, alpha: number, beta: number): number {
  return poissonRng(random, gammaRng(random, alpha, beta));
}

export function negBinomial2Rng(random: Random, mu: number, phi: number): number {
  return poissonRng(random, gammaRng(random, phi, phi / mu));
}

export function negBinomial2LogRng(random: Random, eta: number, phi: number): number {
  return negBinomial2Rng(random, exp(eta), phi);
}

/** Negative binomial with success probability p from beta(alpha, beta). */
export function betaNegBinomialRng(random: Random, r: number, alpha: number, beta: number): number {
  const p = betaRng(random, alpha, beta);
  return negBinomialRng(random, r, p / (1 - p));
}

/** Inversion outwards from the mode, where the probabilities are largest. */
export function hypergeometricRng(random: Random, N: number, a: number, b: number): number {
  const lowest = Math.max(0, N - b);
  const highest = Math.min(a, N);
  const mode = Math.min(highest, Math.max(lowest, Math.floor(((N + 1) * (a + 1)) / (a + b + 2))));
  const logMass =
    binomialCoefficientLog(a, mode) + binomialCoefficientLog(b, N - mode) - binomialCoefficientLog(a + b, N);
  let left = random.uniform();
  let [below, above] = [mode, mode];
  let massBelow = exp(logMass);
  let massAbove = massBelow;
  left -= massBelow;
  while (left > 0 && (below > lowest || above < highest)) {
    if (above < highest) {
      massAbove *= ((a - above) * (N - above)) / ((above + 1) * (b - N + above + 1));
      above++;
      left -= massAbove;
      if (left <= 0) return above;
    }
    if (below > lowest) {
      massBelow *= (below * (b - N + below)) / ((a - below + 1) * (N - below + 1));
      below--;
      left -= massBelow;
      if (left <= 0) return below;
    }
  }
  return mode;
}

export function discreteRangeRng(random: Random, first: number, last: number): number {
  return first + Math.floor(random.uniform() * (last - first + 1));
}
