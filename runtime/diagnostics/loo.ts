// Expected log predictive density for new data from pointwise log likelihoods: leave-one-out by Pareto-smoothed importance
// sampling (Vehtari, Gelman and Gabry, Statistics and Computing 27, 2017), and WAIC for comparison.

import { exp, log } from "../functions/elementary.ts";
import { type Chains, mapChains, pooled } from "./draws.ts";
import { essMean } from "./ess.ts";
import { logSumExp } from "./log-sum-exp.ts";
import { variance } from "./moments.ts";
import { psis } from "./psis.ts";

export interface PredictiveDensity {
  /** Expected log pointwise predictive density and its standard error. */
  readonly elpd: number;
  readonly elpdSe: number;
  /** Effective number of parameters and its standard error. */
  readonly p: number;
  readonly pSe: number;
  /** Per observation. */
  readonly pointwise: { readonly elpd: Float64Array; readonly p: Float64Array };
}

export interface LeaveOneOut extends PredictiveDensity {
  /** k-hat per observation: above 0.7 its elpd is not dependable. */
  readonly khat: Float64Array;
}

/**
 * PSIS-LOO from log likelihoods, one `Chains` per observation. `relativeEfficiency`: ESS / S of the likelihood's draws; by
 * default computed per observation; pass 1 for independent draws.
 */
export function loo(logLikelihood: readonly Chains[], relativeEfficiency?: number): LeaveOneOut {
  const khat = new Float64Array(logLikelihood.length);
  const density = predictiveDensity(logLikelihood, (chains, index) => {
    const draws = pooled(chains);
    const efficiency = relativeEfficiency ?? essMean(mapChains(chains, exp)) / draws.length;
    const smoothed = psis(
      draws.map((x) => -x),
      Number.isFinite(efficiency) ? efficiency : 1,
    );
    khat[index] = smoothed.khat;
    const elpd = logSumExp(smoothed.logWeights.map((w, s) => w + draws[s]!));
    return { elpd, p: meanDensity(draws) - elpd };
  });
  return { ...density, khat };
}

/** WAIC (Watanabe, JMLR 11, 2010) from log likelihoods, one `Chains` per observation. */
export function waic(logLikelihood: readonly Chains[]): PredictiveDensity {
  return predictiveDensity(logLikelihood, (chains) => {
    const draws = pooled(chains);
    const p = variance(draws);
    return { elpd: meanDensity(draws) - p, p };
  });
}

function meanDensity(draws: Float64Array): number {
  return logSumExp(draws) - log(draws.length);
}

function predictiveDensity(
  logLikelihood: readonly Chains[],
  at: (chains: Chains, index: number) => { elpd: number; p: number },
): PredictiveDensity {
  const n = logLikelihood.length;
  const pointwise = { elpd: new Float64Array(n), p: new Float64Array(n) };
  logLikelihood.forEach((chains, index) => {
    const { elpd, p } = at(chains, index);
    pointwise.elpd[index] = elpd;
    pointwise.p[index] = p;
  });
  const total = (x: Float64Array): number => x.reduce((sum, value) => sum + value, 0);
  const se = (x: Float64Array): number => Math.sqrt(n * variance(x));
  return {
    elpd: total(pointwise.elpd),
    elpdSe: se(pointwise.elpd),
    p: total(pointwise.p),
    pSe: se(pointwise.p),
    pointwise,
  };
}
