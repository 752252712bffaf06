// E-BFMI: whether momentum refreshes can explore the energy distribution (Betancourt, arXiv:1604.00695). Below 0.3 the posterior
// has tails too heavy for the sampler: reparameterise.

import { mean } from "./moments.ts";

/** Sum of squared steps of the energy over its sum of squared deviations, for the `energy` of one chain; at least 3 draws. */
export function ebfmi(energy: Float64Array): number {
  const centre = mean(energy);
  let steps = 0;
  let spread = 0;
  for (let i = 0; i < energy.length; i++) {
    const fromMean = energy[i]! - centre;
    spread += fromMean * fromMean;
    if (i === 0) continue;
    const step = energy[i]! - energy[i - 1]!;
    steps += step * step;
  }
  return energy.length < 3 ? NaN : steps / spread;
}
