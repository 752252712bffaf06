// Effective sample size: how many independent draws would be worth these? Autocorrelations are combined over chains and summed
// by Geyer's initial monotone sequence, with the details of R's `posterior` (Vehtari et al., Bayesian Analysis 16, 2021,
// section 3): every public function here splits the chains first. NaN for constant or non-finite draws.

import { log } from "../functions/elementary.ts";
import { type Chains, isDegenerate, mapChains, pooled, splitChains } from "./draws.ts";
import { meanAutocovariance } from "./fourier.ts";
import { mean, variance } from "./moments.ts";
import { quantile } from "./quantile.ts";
import { rankNormal } from "./rank-normal.ts";

/** ESS of the rank-normalised draws: the general figure for the centre of the distribution. */
export function essBulk(chains: Chains): number {
  return isDegenerate(chains) ? NaN : essUnsplit(rankNormal(splitChains(chains)));
}

/** Smaller of the ESS of the 5 % and 95 % quantiles. */
export function essTail(chains: Chains): number {
  const low = essQuantile(chains, 0.05);
  const high = essQuantile(chains, 0.95);
  return Number.isNaN(low) || Number.isNaN(high) ? NaN : low < high ? low : high;
}

/** ESS of the mean. */
export function essMean(chains: Chains): number {
  return essUnsplit(splitChains(chains));
}

/** ESS of the standard deviation: that of the squared distances from the overall mean. */
export function essSd(chains: Chains): number {
  const centre = mean(pooled(chains));
  return essMean(mapChains(chains, (x) => (x - centre) * (x - centre)));
}

/** ESS of quantile `p`: that of the indicator x <= Q_p. */
export function essQuantile(chains: Chains, p: number): number {
  if (isDegenerate(chains)) return NaN;
  const bound = quantile(pooled(chains), p);
  return essMean(mapChains(chains, (x) => (x <= bound ? 1 : 0)));
}

/** ESS of the median. */
export function essMedian(chains: Chains): number {
  return essQuantile(chains, 0.5);
}

/** ESS without splitting; at most S log10(S) for S draws, which antithetic chains may reach. */
export function essUnsplit(chains: Chains): number {
  const n = chains[0]?.length ?? 0;
  if (n < 3 || isDegenerate(chains)) return NaN;
  const covariance = meanAutocovariance(chains);
  const within = (covariance[0]! * n) / (n - 1);
  const between = chains.length > 1 ? variance(Float64Array.from(chains, mean)) : 0;
  const total = (within * (n - 1)) / n + between;
  const correlation = (lag: number): number => 1 - (within - covariance[lag]!) / total;
  const draws = chains.length * n;
  const time = autocorrelationTime(correlation, n);
  const floor = Math.LN10 / log(draws);
  return draws / (time > floor ? time : floor);
}

/** -1 + 2 sum of autocorrelations: positive pairs only, pair sums made non-increasing, one last even lag kept if positive. */
function autocorrelationTime(correlation: (lag: number) => number, n: number): number {
  const kept: number[] = [1, correlation(1)];
  let lag = 0;
  let even = 1;
  let odd = kept[1]!;
  while (lag < n - 5 && even + odd > 0) {
    lag += 2;
    even = correlation(lag);
    odd = correlation(lag + 1);
    kept[lag] = even + odd >= 0 ? even : 0;
    kept[lag + 1] = even + odd >= 0 ? odd : 0;
  }
  if (even > 0) kept[lag] = even;
  for (let k = 2; k <= lag - 2; k += 2) {
    const before = kept[k - 2]! + kept[k - 1]!;
    if (kept[k]! + kept[k + 1]! > before) kept[k] = kept[k + 1] = before / 2;
  }
  let sum = 0;
  for (let k = 0; k < lag; k++) sum += kept[k]!;
  return -1 + 2 * sum + kept[lag]!;
}
