// Rank plots (Vehtari, Gelman, Simpson, Carpenter and Buerkner, Bayesian Analysis 16, 2021): all draws of a quantity are ranked
// together, and each chain's ranks are counted in bins. Chains that explore the same distribution have the same flat histogram.

import { type Chains, pooled } from "../../runtime/index.ts";

export interface RankHistogram {
  readonly bins: number;
  /** Per chain, draws in each bin. */
  readonly counts: readonly (readonly number[])[];
  /** What each bin would hold if chains agreed perfectly. */
  readonly expected: number;
  /** Lowest and highest count that chance alone explains if draws are independent. */
  readonly band: readonly [number, number];
}

const BINS = 20;
/** Two-sided normal quantile for 5 % over 80 bins (four chains) together. */
const SIMULTANEOUS = 3.42;

/** The band is not widened for correlated draws: chains that mix slowly shall be seen to leave it. */
export function rankHistogram(chains: Chains): RankHistogram {
  const ranks = ranksOf(chains);
  const total = ranks.reduce((sum, chain) => sum + chain.length, 0);
  const counts = ranks.map((chain) => {
    const bins = new Array<number>(BINS).fill(0);
    for (const rank of chain) bins[Math.min(BINS - 1, Math.floor((rank / total) * BINS))]!++;
    return bins;
  });
  const perChain = total / chains.length;
  const expected = perChain / BINS;
  const share = 1 / BINS;
  const reach = SIMULTANEOUS * Math.sqrt(perChain * share * (1 - share));
  return { bins: BINS, counts, expected, band: [Math.max(0, expected - reach), expected + reach] };
}

/** Ranks from 0 among all draws; ties get their average. */
function ranksOf(chains: Chains): Float64Array[] {
  const all = pooled(chains);
  const order = Array.from(all.keys()).sort((a, b) => all[a]! - all[b]! || a - b);
  const ranks = new Float64Array(all.length);
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && all[order[last + 1]!] === all[order[first]!]) last++;
    for (let k = first; k <= last; k++) ranks[order[k]!] = (first + last) / 2;
    first = last + 1;
  }
  let offset = 0;
  return chains.map((chain) => ranks.subarray(offset, (offset += chain.length)));
}
