// Monte Carlo standard errors: how far may a figure move if the run is repeated? Follows R's `posterior` 1.7; its MCSE of the
// standard deviation uses the ESS of squared deviations (some ArviZ versions use that of the mean).

import { betaQuantile } from "./beta-quantile.ts";
import { type Chains, mapChains, pooled } from "./draws.ts";
import { essMean, essQuantile } from "./ess.ts";
import { mean, standardDeviation } from "./moments.ts";
import { sorted } from "./quantile.ts";

/** Probabilities of a standard normal at -1 and 1. */
const ONE_SIGMA = [0.1586553, 0.8413447] as const;

/** MCSE of the mean: sd / sqrt(ESS). */
export function mcseMean(chains: Chains): number {
  return standardDeviation(pooled(chains)) / Math.sqrt(essMean(chains));
}

/** MCSE of the standard deviation, from second and fourth moments (Kenney and Keeping 1951, p. 141). */
export function mcseSd(chains: Chains): number {
  const centre = mean(pooled(chains));
  const squares = mapChains(chains, (x) => (x - centre) * (x - centre));
  const second = mean(pooled(squares));
  const fourth = mean(pooled(mapChains(squares, (x) => x * x)));
  return Math.sqrt((fourth - second * second) / essMean(squares) / second / 4);
}

/** MCSE of quantile `p`: half the width of an interval of order statistics with one-sigma coverage. */
export function mcseQuantile(chains: Chains, p: number): number {
  const ess = essQuantile(chains, p);
  if (Number.isNaN(ess)) return NaN;
  const ascending = sorted(pooled(chains));
  const total = ascending.length;
  const a = betaQuantile(ONE_SIGMA[0], ess * p + 1, ess * (1 - p) + 1);
  const b = betaQuantile(ONE_SIGMA[1], ess * p + 1, ess * (1 - p) + 1);
  const first = Math.floor(a * total);
  const last = Math.ceil(b * total);
  const low = ascending[(first > 1 ? first : 1) - 1]!;
  const high = ascending[(last < total ? last : total) - 1]!;
  return (high - low) / 2;
}

/** MCSE of the median. */
export function mcseMedian(chains: Chains): number {
  return mcseQuantile(chains, 0.5);
}
