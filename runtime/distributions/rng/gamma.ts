// The gamma generator and those built on it. Small shapes work on the log scale, where a draw cannot underflow: beta and Dirichlet draws
// with tiny parameters stay proper. Method: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).

import { exp } from "../../functions/exp.ts";
import { log } from "../../functions/log.ts";
import { invLogit } from "../../functions/logistic.ts";
import type { Random } from "../../random/random.ts";

/** Shape at least 1, scale 1. */
function largeShape(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const base = 1 + c * x;
    const u = random.uniform();
    if (base <= 0) continue;
    const v = base * base * base;
    if (log(u) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}

/** log of a gamma(shape, 1) variable; below shape 1 that of shape + 1 plus log(u) / shape. */
export function logGammaDraw(random: Random, shape: number): number {
  if (shape >= 1) return log(largeShape(random, shape));
  const boosted = log(largeShape(random, shape + 1));
  return boosted + log(random.uniform()) / shape;
}

export function gammaRng(random: Random, alpha: number, beta: number): number {
  return alpha >= 1 ? largeShape(random, alpha) / beta : exp(logGammaDraw(random, alpha)) / beta;
}

export function invGammaRng(random: Random, alpha: number, beta: number): number {
  return 1 / gammaRng(random, alpha, beta);
}

export function chiSquareRng(random: Random, nu: number): number {
  return gammaRng(random, 0.5 * nu, 0.5);
}

export function invChiSquareRng(random: Random, nu: number): number {
  return 1 / chiSquareRng(random, nu);
}

export function scaledInvChiSquareRng(random: Random, nu: number, sigma: number): number {
  return (nu * sigma * sigma) / chiSquareRng(random, nu);
}

export function betaRng(random: Random, alpha: number, beta: number): number {
  const first = logGammaDraw(random, alpha);
  return invLogit(first - logGammaDraw(random, beta));
}

export function betaProportionRng(random: Random, mu: number, kappa: number): number {
  return betaRng(random, mu * kappa, (1 - mu) * kappa);
}

export function studentTRng(random: Random, nu: number, mu: number, sigma: number): number {
  const z = random.normal();
  return mu + sigma * z * Math.sqrt(nu / chiSquareRng(random, nu));
}
