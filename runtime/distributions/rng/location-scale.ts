// Generators by inversion or by a few normals: one value costs a fixed number of draws, whatever it is.

import { exp } from "../../functions/exp.ts";
import { log, log1p } from "../../functions/log.ts";
import { logit } from "../../functions/logistic.ts";
import { pow } from "../../functions/pow.ts";
import { tan } from "../../functions/trigonometric.ts";
import type { Random } from "../../random/random.ts";

const PI = 3.141592653589793;

export function stdNormalRng(random: Random): number {
  return random.normal();
}

export function normalRng(random: Random, mu: number, sigma: number): number {
  return mu + sigma * random.normal();
}

export function lognormalRng(random: Random, mu: number, sigma: number): number {
  return exp(mu + sigma * random.normal());
}

export function uniformRng(random: Random, alpha: number, beta: number): number {
  return alpha + (beta - alpha) * random.uniform();
}

export function exponentialRng(random: Random, beta: number): number {
  return -log(random.uniform()) / beta;
}

export function cauchyRng(random: Random, mu: number, sigma: number): number {
  return mu + sigma * tan(PI * (random.uniform() - 0.5));
}

export function doubleExponentialRng(random: Random, mu: number, sigma: number): number {
  const u = random.uniform();
  return u < 0.5 ? mu + sigma * log(2 * u) : mu - sigma * log(2 * (1 - u));
}

/** An exponential of rate 2 tau / sigma above mu with probability 1 - tau, of rate 2 (1 - tau) / sigma below with tau. */
export function skewDoubleExponentialRng(random: Random, mu: number, sigma: number, tau: number): number {
  const isBelow = random.uniform() < tau;
  const step = -0.5 * sigma * log(random.uniform());
  return isBelow ? mu - step / (1 - tau) : mu + step / tau;
}

export function logisticRng(random: Random, mu: number, sigma: number): number {
  return mu + sigma * logit(random.uniform());
}

export function loglogisticRng(random: Random, alpha: number, beta: number): number {
  return alpha * exp(logit(random.uniform()) / beta);
}

export function gumbelRng(random: Random, mu: number, beta: number): number {
  return mu - beta * log(-log(random.uniform()));
}

export function weibullRng(random: Random, alpha: number, sigma: number): number {
  return sigma * pow(-log(random.uniform()), 1 / alpha);
}

export function frechetRng(random: Random, alpha: number, sigma: number): number {
  return sigma * pow(-log(random.uniform()), -1 / alpha);
}

export function rayleighRng(random: Random, sigma: number): number {
  return sigma * Math.sqrt(-2 * log(random.uniform()));
}

export function paretoRng(random: Random, yMin: number, alpha: number): number {
  return yMin * exp(-log(random.uniform()) / alpha);
}

export function paretoType2Rng(random: Random, mu: number, lambda: number, alpha: number): number {
  return mu + lambda * (pow(random.uniform(), -1 / alpha) - 1);
}

/** Azzalini (1985): with d = alpha / sqrt(1 + alpha^2), d |z1| + sqrt(1 - d^2) z2. */
export function skewNormalRng(random: Random, xi: number, omega: number, alpha: number): number {
  const length = Math.sqrt(1 + alpha * alpha);
  const folded = Math.abs(random.normal());
  return xi + (omega * (alpha * folded + random.normal())) / length;
}

export function expModNormalRng(random: Random, mu: number, sigma: number, lambda: number): number {
  return mu + sigma * random.normal() - log(random.uniform()) / lambda;
}

/** Geometric on 1, 2, ... with success probability exp(-w), w exponential(alpha). */
export function yuleSimonRng(random: Random, alpha: number): number {
  const w = -log(random.uniform()) / alpha;
  const draws = Math.ceil(log(random.uniform()) / log1p(-exp(-w)));
  return draws < 1 ? 1 : draws > 2147483647 ? 2147483647 : draws;
}
