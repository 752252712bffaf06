// Rank normalisation: draws become the normal scores of their ranks among the draws of all chains, so that R-hat and ESS are
// defined for heavy tails too. Ranks come from two binary searches in the sorted draws, which is faster than sorting indices.

import { invPhi } from "../functions/normal-quantile.ts";
import { type Chains, mapChains, pooled } from "./draws.ts";
import { median, sorted } from "./quantile.ts";

/** Normal scores of average ranks r: Phi^-1((r - 3/8) / (S + 1/4)) (Vehtari et al., Bayesian Analysis 16, 2021, eq. 14). */
export function rankNormal(chains: Chains): Float64Array[] {
  const ascending = sorted(pooled(chains));
  const total = ascending.length;
  const score = (x: number): number => {
    const below = countBelow(ascending, x);
    const through = countThrough(ascending, x);
    const rank = (below + 1 + through) / 2;
    return invPhi((rank - 0.375) / (total + 0.25));
  };
  return mapChains(chains, score);
}

/** Distance of each draw from the median of all draws: turns differences of scale into differences of location. */
export function folded(chains: Chains): Float64Array[] {
  const centre = median(pooled(chains));
  return mapChains(chains, (x) => Math.abs(x - centre));
}

/** How many entries of an ascending array are < x. */
function countBelow(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many entries of an ascending array are <= x. */
function countThrough(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
