// Generators of the continuous distributions that are a function of one or two uniforms or normals: the inverse of the distribution
// function wherever it has a closed form, so that a stream does not depend on any rejection.

import { exp, expm1 } from "../functions/exp.ts";
import { log, log1p } from "../functions/log.ts";
import { cosPi, sinPi } from "../functions/pi-multiples.ts";
import { pow } from "../functions/pow.ts";
import { refuse, requireFinite, requirePositive } from "./arguments.ts";
import type { Random } from "./random.ts";

function requireLocationScale(generator: string, mu: number, sigma: number): void {
  requireFinite(generator, "mu", mu);
  requirePositive(generator, "sigma", sigma);
}

/** A unit exponential. */
function standardExponential(random: Random): number {
  return -log(random.uniform());
}

export function stdNormalRng(random: Random): number {
  return random.normal();
}

export function normalRng(random: Random, mu: number, sigma: number): number {
  requireLocationScale("normal_rng", mu, sigma);
  return mu + sigma * random.normal();
}

export function lognormalRng(random: Random, mu: number, sigma: number): number {
  requireLocationScale("lognormal_rng", mu, sigma);
  return exp(mu + sigma * random.normal());
}

export function uniformRng(random: Random, alpha: number, beta: number): number {
  requireFinite("uniform_rng", "alpha", alpha);
  requireFinite("uniform_rng", "beta", beta);
  if (!(beta > alpha)) refuse("uniform_rng", "beta", beta, `greater than alpha, ${alpha}`);
  const u = random.uniform();
  return alpha * (1 - u) + beta * u;
}

export function exponentialRng(random: Random, beta: number): number {
  requirePositive("exponential_rng", "beta", beta);
  return standardExponential(random) / beta;
}

export function doubleExponentialRng(random: Random, mu: number, sigma: number): number {
  requireLocationScale("double_exponential_rng", mu, sigma);
  const u = random.uniform();
  return u < 0.5 ? mu + sigma * log(2 * u) : mu - sigma * log(2 * (1 - u));
}

/** Below mu with probability tau, at rate 2 (1 - tau) / sigma; above it at rate 2 tau / sigma. */
export function skewDoubleExponentialRng(random: Random, mu: number, sigma: number, tau: number): number {
  requireLocationScale("skew_double_exponential_rng", mu, sigma);
  if (!(tau > 0 && tau < 1)) refuse("skew_double_exponential_rng", "tau", tau, "between 0 and 1");
  const u = random.uniform();
  if (u < tau) return mu + (0.5 * sigma * log(u / tau)) / (1 - tau);
  return mu - (0.5 * sigma * log((1 - u) / (1 - tau))) / tau;
}

export function logisticRng(random: Random, mu: number, sigma: number): number {
  requireLocationScale("logistic_rng", mu, sigma);
  return mu + sigma * standardLogistic(random);
}

export function standardLogistic(random: Random): number {
  const u = random.uniform();
  return log(u) - log1p(-u);
}

export function cauchyRng(random: Random, mu: number, sigma: number): number {
  requireLocationScale("cauchy_rng", mu, sigma);
  const u = random.uniform();
  return mu - (sigma * cosPi(u)) / sinPi(u);
}

export function gumbelRng(random: Random, mu: number, beta: number): number {
  requireFinite("gumbel_rng", "mu", mu);
  requirePositive("gumbel_rng", "beta", beta);
  return mu - beta * log(standardExponential(random));
}

export function weibullRng(random: Random, alpha: number, sigma: number): number {
  requirePositive("weibull_rng", "alpha", alpha);
  requirePositive("weibull_rng", "sigma", sigma);
  return sigma * pow(standardExponential(random), 1 / alpha);
}

export function frechetRng(random: Random, alpha: number, sigma: number): number {
  requirePositive("frechet_rng", "alpha", alpha);
  requirePositive("frechet_rng", "sigma", sigma);
  return sigma * pow(standardExponential(random), -1 / alpha);
}

export function rayleighRng(random: Random, sigma: number): number {
  requirePositive("rayleigh_rng", "sigma", sigma);
  return sigma * Math.sqrt(2 * standardExponential(random));
}

/** Scale alpha, shape beta. */
export function loglogisticRng(random: Random, alpha: number, beta: number): number {
  requirePositive("loglogistic_rng", "alpha", alpha);
  requirePositive("loglogistic_rng", "beta", beta);
  return alpha * exp(standardLogistic(random) / beta);
}

export function paretoRng(random: Random, yMin: number, alpha: number): number {
  requirePositive("pareto_rng", "y_min", yMin);
  requirePositive("pareto_rng", "alpha", alpha);
  return yMin * exp(standardExponential(random) / alpha);
}

export function paretoType2Rng(random: Random, mu: number, lambda: number, alpha: number): number {
  requireFinite("pareto_type_2_rng", "mu", mu);
  requirePositive("pareto_type_2_rng", "lambda", lambda);
  requirePositive("pareto_type_2_rng", "alpha", alpha);
  return mu + lambda * expm1(standardExponential(random) / alpha);
}

/** Azzalini's representation: delta |z| + sqrt(1 - delta^2) w. */
export function skewNormalRng(random: Random, xi: number, omega: number, alpha: number): number {
  requireFinite("skew_normal_rng", "xi", xi);
  requirePositive("skew_normal_rng", "omega", omega);
  requireFinite("skew_normal_rng", "alpha", alpha);
  const norm = Math.sqrt(1 + alpha * alpha);
  const z = Math.abs(random.normal());
  return xi + (omega * (alpha * z + random.normal())) / norm;
}

export function expModNormalRng(random: Random, mu: number, sigma: number, lambda: number): number {
  requireLocationScale("exp_mod_normal_rng", mu, sigma);
  requirePositive("exp_mod_normal_rng", "lambda", lambda);
  const z = random.normal();
  return mu + sigma * z + standardExponential(random) / lambda;
}
