// R-hat: do the chains agree? The rank-normalised split version of Vehtari, Gelman, Simpson, Carpenter and Buerkner (Bayesian
// Analysis 16, 2021): the larger of the bulk and the folded (tail) value. Folding happens before splitting, as in R's
// `posterior`; ArviZ folds after, which differs only for chains of odd length.

import { type Chains, isDegenerate, splitChains } from "./draws.ts";
import { mean, variance } from "./moments.ts";
import { folded, rankNormal } from "./rank-normal.ts";

/** Rank-normalised split R-hat. A single chain is compared with itself by halves. NaN for constant or non-finite draws. */
export function rhat(chains: Chains): number {
  if (isDegenerate(chains)) return NaN;
  const bulk = rhatUnsplit(rankNormal(splitChains(chains)));
  const tail = rhatUnsplit(rankNormal(splitChains(folded(chains))));
  return Number.isNaN(bulk) || Number.isNaN(tail) ? NaN : bulk > tail ? bulk : tail;
}

/** Split R-hat of the draws as they are (Gelman et al., Bayesian Data Analysis, 3rd edition, section 11.4). */
export function rhatBasic(chains: Chains): number {
  return isDegenerate(chains) ? NaN : rhatUnsplit(splitChains(chains));
}

/** sqrt((B/W + n - 1) / n) with between-chain variance B = n var(means) and mean within-chain variance W; NaN for one chain. */
export function rhatUnsplit(chains: Chains): number {
  const n = chains[0]?.length ?? 0;
  if (chains.length < 2 || n < 2) return NaN;
  const between = n * variance(Float64Array.from(chains, mean));
  const within = mean(Float64Array.from(chains, variance));
  return Math.sqrt((between / within + n - 1) / n);
}
