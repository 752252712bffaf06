// The gamma distribution and what is built on it: chi-square, Student t, beta, Dirichlet weights. Marsaglia and Tsang, "A simple method
// for generating gamma variables", ACM TOMS 26 (2000); shapes below 1 through shape + 1 and a power of a uniform, kept as a logarithm
// where it would underflow.

import { exp } from "../functions/exp.ts";
import { log, log1p } from "../functions/log.ts";
import { requireFinite, requirePositive, requireProbability } from "./arguments.ts";
import type { Random } from "./random.ts";

/** A gamma variate of unit rate, shape >= 1. */
function gammaFromOne(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = random.uniform();
    const half = 0.5 * x * x;
    if (u < 1 - 0.0331 * 4 * half * half || log(u) < half + d - d * v + d * log(v)) return d * v;
  }
}

/** A gamma variate of unit rate. */
export function standardGamma(random: Random, shape: number): number {
  return shape >= 1 ? gammaFromOne(random, shape) : exp(logStandardGamma(random, shape));
}

/** Its logarithm, finite where the variate underflows (shapes below about 0.01). */
export function logStandardGamma(random: Random, shape: number): number {
  if (shape >= 1) return log(gammaFromOne(random, shape));
  const base = log(gammaFromOne(random, shape + 1));
  return base + log(random.uniform()) / shape;
}

export function gammaRng(random: Random, alpha: number, beta: number): number {
  requirePositive("gamma_rng", "alpha", alpha);
  requirePositive("gamma_rng", "beta", beta);
  return standardGamma(random, alpha) / beta;
}

export function invGammaRng(random: Random, alpha: number, beta: number): number {
  requirePositive("inv_gamma_rng", "alpha", alpha);
  requirePositive("inv_gamma_rng", "beta", beta);
  return beta / standardGamma(random, alpha);
}

export function chiSquareRng(random: Random, nu: number): number {
  requirePositive("chi_square_rng", "nu", nu);
  return 2 * standardGamma(random, 0.5 * nu);
}

export function invChiSquareRng(random: Random, nu: number): number {
  requirePositive("inv_chi_square_rng", "nu", nu);
  return 0.5 / standardGamma(random, 0.5 * nu);
}

export function scaledInvChiSquareRng(random: Random, nu: number, sigma: number): number {
  requirePositive("scaled_inv_chi_square_rng", "nu", nu);
  requirePositive("scaled_inv_chi_square_rng", "sigma", sigma);
  return (0.5 * nu * sigma * sigma) / standardGamma(random, 0.5 * nu);
}

export function studentTRng(random: Random, nu: number, mu: number, sigma: number): number {
  requirePositive("student_t_rng", "nu", nu);
  requireFinite("student_t_rng", "mu", mu);
  requirePositive("student_t_rng", "sigma", sigma);
  const z = random.normal();
  return mu + sigma * z * Math.sqrt((0.5 * nu) / standardGamma(random, 0.5 * nu));
}

/** x / (x + y) of two gamma variates; on the log scale, so that tiny shapes give numbers near 0 and 1, not 0/0. */
export function standardBeta(random: Random, alpha: number, beta: number): number {
  const difference = logStandardGamma(random, beta) - logStandardGamma(random, alpha);
  return difference > 0 ? exp(-difference - log1p(exp(-difference))) : 1 / (1 + exp(difference));
}

export function betaRng(random: Random, alpha: number, beta: number): number {
  requirePositive("beta_rng", "alpha", alpha);
  requirePositive("beta_rng", "beta", beta);
  return standardBeta(random, alpha, beta);
}

export function betaProportionRng(random: Random, mu: number, kappa: number): number {
  requireProbability("beta_proportion_rng", "mu", mu);
  requirePositive("beta_proportion_rng", "kappa", kappa);
  requirePositive("beta_proportion_rng", "mu * kappa", mu * kappa);
  requirePositive("beta_proportion_rng", "(1 - mu) * kappa", (1 - mu) * kappa);
  return standardBeta(random, mu * kappa, (1 - mu) * kappa);
}
