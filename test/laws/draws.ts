// Draws of an elementwise distribution against its distribution function: Kolmogorov and Smirnov's distance at a few hundred order
// statistics, and its probability for a correct generator.

import type { Distribution } from "../../runtime/descriptor.ts";
import { randomStream, type Random } from "../../runtime/random/random.ts";
import { at } from "./density.ts";
import { runtimeFunction } from "./kernel-calls.ts";

export type Generator = (random: Random, ...params: number[]) => number;

export const generatorOf = (d: Distribution): Generator => runtimeFunction(d.rng!) as Generator;

const wrapped = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));

/** Sorted; angles are taken modulo a turn. */
export function draws(
  d: Distribution,
  params: readonly number[],
  random: Random,
  count: number,
  generate: Generator = generatorOf(d),
): Float64Array {
  const values = Float64Array.from({ length: count }, () => generate(random, ...params));
  return (d.name === "von_mises" ? values.map(wrapped) : values).sort();
}

/** Largest distance between the empirical distribution function and the exact one at `points` order statistics. */
export function distance(sorted: Float64Array, cdf: (x: number) => number, points: number): number {
  const n = sorted.length;
  const step = Math.max(1, Math.floor(n / points));
  let largest = 0;
  for (let i = 0; i < n; i += step) {
    let last = i;
    while (last + 1 < n && sorted[last + 1] === sorted[i]) last++;
    const error = Math.abs((last + 1) / n - cdf(sorted[i]!));
    if (!(error <= largest)) largest = error;
    if (last > i) i = last - (last % step);
  }
  return largest;
}

/** Probability of a larger distance under a correct generator, by Kolmogorov's series with Stephens's correction for n. */
export function probabilityOf(distance: number, n: number): number {
  const root = Math.sqrt(n);
  const t = (root + 0.12 + 0.11 / root) * distance;
  if (t < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k < 100; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * t * t);
  return Math.min(1, Math.max(0, sum));
}

/** At an underflown draw, the probability of underflow. */
export function exactCdf(d: Distribution, params: readonly number[]): (x: number) => number {
  const isReal = Object.values(d.over)[0] === "real";
  if (d.lcdf !== undefined) {
    return (x) => {
      const outcome = at(d, "lcdf", [isReal && x === 0 ? 5e-324 : x, ...params]);
      return outcome === "reject" ? NaN : Math.exp(outcome.value);
    };
  }
  const known: number[] = [];
  return (x) => {
    while (known.length <= x) {
      const mass = at(d, "lpmf", [known.length, ...params]);
      known.push((known.at(-1) ?? 0) + (mass === "reject" ? 0 : Math.exp(mass.value)));
    }
    return known[x]!;
  };
}

export const stream = (seed: number): Random => randomStream(seed, 0, 0);
