// The evidence lower bound by fresh draws: never those that an optimiser has seen, which would flatter it.

import { log } from "../../functions/elementary.ts";
import type { LogDensity } from "../../model.ts";
import type { Random } from "../../random/random.ts";
import { mean, variance } from "../../diagnostics/moments.ts";
import type { Family } from "./family.ts";

export interface ElboEstimate {
  /** E_q[log p] + entropy of q, over draws with finite log density; -Infinity if there are none. */
  readonly elbo: number;
  /** Monte Carlo standard error. */
  readonly mcse: number;
  /** Draws whose log density was not finite: excluded, and to be reported. */
  readonly nonFinite: number;
}

/** Estimate for a family at its frame (mu = 0, S = I) from `draws` draws. */
export function elboOf(density: LogDensity, family: Family, draws: number, random: Random): ElboEstimate {
  const n = family.dimension;
  const none = new Float64Array(family.size);
  const theta = new Float64Array(n);
  const gradient = new Float64Array(n);
  const values: number[] = [];
  for (let s = 0; s < draws; s++) {
    const eps = theta.map(() => random.normal());
    family.draw(none, eps, theta);
    const value = density.logDensityGradient(theta, gradient);
    if (Number.isFinite(value)) values.push(value);
  }
  const entropy = 0.5 * n * (1 + log(2 * Math.PI)) + family.logDeterminant(none);
  const finite = Float64Array.from(values);
  return {
    elbo: values.length > 0 ? mean(finite) + entropy : -Infinity,
    mcse: values.length > 1 ? Math.sqrt(variance(finite) / values.length) : Infinity,
    nonFinite: draws - values.length,
  };
}
