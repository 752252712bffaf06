// Generators of the discrete distributions that are mixtures or comparisons: negative binomials as Poisson with a gamma mean, ordered
// outcomes as a latent variable between cutpoints, categories by their running sum.

import { exp } from "../functions/exp.ts";
import { log } from "../functions/log.ts";
import { invLogit, log1mExp } from "../functions/logistic.ts";
import {
  refuse,
  requireCount,
  requireFinite,
  requireInt32,
  requirePositive,
  requireProbability,
} from "./arguments.ts";
import { standardLogistic } from "./continuous.ts";
import { binomialCount, poissonCount } from "./counts.ts";
import { logStandardGamma, standardBeta, standardGamma } from "./gamma.ts";
import type { Random } from "./random.ts";

export function bernoulliRng(random: Random, theta: number): number {
  requireProbability("bernoulli_rng", "theta", theta);
  return random.uniform() < theta ? 1 : 0;
}

export function bernoulliLogitRng(random: Random, alpha: number): number {
  if (alpha !== alpha) refuse("bernoulli_logit_rng", "alpha", alpha, "a number");
  return random.uniform() < invLogit(alpha) ? 1 : 0;
}

/** y[m] with log-odds alpha[m] + x[m, :] beta for x (M x K), column-major. */
export function bernoulliLogitGlmRng(
  random: Random,
  y: Int32Array,
  yOffset: number,
  x: Float64Array,
  xOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  beta: Float64Array,
  betaOffset: number,
  M: number,
  K: number,
): void {
  for (let m = 0; m < M; m++) {
    let eta = alpha[alphaOffset + m]!;
    for (let k = 0; k < K; k++) eta += x[xOffset + m + k * M]! * beta[betaOffset + k]!;
    if (eta !== eta) refuse("bernoulli_logit_glm_rng", "alpha + x * beta", eta, "a number");
    y[yOffset + m] = random.uniform() < invLogit(eta) ? 1 : 0;
  }
}

export function betaBinomialRng(random: Random, N: number, alpha: number, beta: number): number {
  requireCount("beta_binomial_rng", "N", N);
  requirePositive("beta_binomial_rng", "alpha", alpha);
  requirePositive("beta_binomial_rng", "beta", beta);
  return binomialCount(random, N, standardBeta(random, alpha, beta));
}

/** Mean alpha / beta. */
export function negBinomialRng(random: Random, alpha: number, beta: number): number {
  requirePositive("neg_binomial_rng", "alpha", alpha);
  requirePositive("neg_binomial_rng", "beta", beta);
  return poissonCount(random, standardGamma(random, alpha) / beta, "neg_binomial_rng", "the gamma variate");
}

export function negBinomial2Rng(random: Random, mu: number, phi: number): number {
  requirePositive("neg_binomial_2_rng", "mu", mu);
  requirePositive("neg_binomial_2_rng", "phi", phi);
  const mean = mu * (standardGamma(random, phi) / phi);
  return poissonCount(random, mean, "neg_binomial_2_rng", "the gamma variate");
}

export function negBinomial2LogRng(random: Random, eta: number, phi: number): number {
  requireFinite("neg_binomial_2_log_rng", "eta", eta);
  requirePositive("neg_binomial_2_log_rng", "phi", phi);
  const mean = exp(eta + logStandardGamma(random, phi) - log(phi));
  return poissonCount(random, mean, "neg_binomial_2_log_rng", "the gamma variate");
}

/** A negative binomial of r successes whose probability is beta(alpha, beta): the odds against are a ratio of gammas. */
export function betaNegBinomialRng(random: Random, r: number, alpha: number, beta: number): number {
  requirePositive("beta_neg_binomial_rng", "r", r);
  requirePositive("beta_neg_binomial_rng", "alpha", alpha);
  requirePositive("beta_neg_binomial_rng", "beta", beta);
  const logOddsAgainst = logStandardGamma(random, beta) - logStandardGamma(random, alpha);
  const mean = exp(logOddsAgainst + logStandardGamma(random, r));
  return poissonCount(random, mean, "beta_neg_binomial_rng", "the gamma variate");
}

/** A geometric count from 1 whose success probability is exp(-w), w exponential with rate alpha. */
export function yuleSimonRng(random: Random, alpha: number): number {
  requirePositive("yule_simon_rng", "alpha", alpha);
  const w = -log(random.uniform()) / alpha;
  const failures = log(random.uniform()) / log1mExp(-w);
  return requireInt32("yule_simon_rng", Math.floor(failures) + 1);
}

export function discreteRangeRng(random: Random, lower: number, upper: number): number {
  if (!(upper >= lower)) refuse("discrete_range_rng", "upper", upper, `at least lower, ${lower}`);
  return lower + Math.floor(random.uniform() * (upper - lower + 1));
}

/** A category from 1 to K with probabilities theta. */
export function categoricalRng(random: Random, theta: Float64Array, thetaOffset: number, K: number): number {
  let sum = 0;
  for (let k = 0; k < K; k++) {
    requireProbability("categorical_rng", `theta[${k + 1}]`, theta[thetaOffset + k]!);
    sum += theta[thetaOffset + k]!;
  }
  if (!(Math.abs(sum - 1) <= 1e-8)) refuse("categorical_rng", "the sum of theta", sum, "1");
  return pick(random.uniform() * sum, theta, thetaOffset, K);
}

/** The first category whose running sum passes `left`; the last one with any weight where rounding leaves a rest. */
function pick(left: number, weights: Float64Array, offset: number, K: number): number {
  let rest = left;
  let last = 1;
  for (let k = 0; k < K; k++) {
    const weight = weights[offset + k]!;
    if (weight > 0) last = k + 1;
    rest -= weight;
    if (rest < 0) return k + 1;
  }
  return last;
}

export function categoricalLogitRng(
  random: Random,
  beta: Float64Array,
  betaOffset: number,
  K: number,
): number {
  return pickByLogWeights(random, beta, betaOffset, K, "categorical_logit_rng", "beta");
}

/** A category with probabilities proportional to exp(weights). */
export function pickByLogWeights(
  random: Random,
  logWeights: Float64Array,
  offset: number,
  K: number,
  generator: string,
  name: string,
): number {
  let largest = -Infinity;
  for (let k = 0; k < K; k++) {
    const value = logWeights[offset + k]!;
    if (!(value < Infinity)) refuse(generator, `${name}[${k + 1}]`, value, "finite");
    if (value > largest) largest = value;
  }
  if (!(largest > -Infinity)) refuse(generator, `the largest of ${name}`, largest, "finite");
  const weights = new Float64Array(K);
  let sum = 0;
  for (let k = 0; k < K; k++) sum += weights[k] = exp(logWeights[offset + k]! - largest);
  return pick(random.uniform() * sum, weights, 0, K);
}

/** eta plus logistic noise, between the K - 1 cutpoints c. */
export function orderedLogisticRng(
  random: Random,
  eta: number,
  c: Float64Array,
  cOffset: number,
  cutpoints: number,
): number {
  requireFinite("ordered_logistic_rng", "eta", eta);
  return category(eta + standardLogistic(random), c, cOffset, cutpoints);
}

/** eta plus normal noise, between the K - 1 cutpoints c. */
export function orderedProbitRng(
  random: Random,
  eta: number,
  c: Float64Array,
  cOffset: number,
  cutpoints: number,
): number {
  requireFinite("ordered_probit_rng", "eta", eta);
  return category(eta + random.normal(), c, cOffset, cutpoints);
}

function category(latent: number, c: Float64Array, cOffset: number, cutpoints: number): number {
  let k = 0;
  while (k < cutpoints && latent > c[cOffset + k]!) k++;
  return k + 1;
}
