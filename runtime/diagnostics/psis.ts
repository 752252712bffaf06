// Pareto-smoothed importance sampling: the largest importance ratios are replaced by quantiles of a Pareto distribution fitted to
// them, which tames their variance, and k-hat says whether the weights can be used at all. Conventions of R's `loo` (tail length by
// ceil); Vehtari et al., JMLR 25(72), 2024.

import { exp, log } from "../functions/elementary.ts";
import { logSumExp } from "./log-sum-exp.ts";
import { largest } from "./moments.ts";
import { fitPareto, paretoQuantile } from "./pareto.ts";
import { sorted } from "./quantile.ts";

export interface SmoothedWeights {
  /** Normalised log weights, in the order of the ratios: their exponentials add up to 1. */
  readonly logWeights: Float64Array;
  /** Shape of the weights' tail; Infinity where it could not be fitted. Below 0.5 good, above 0.7 unusable. */
  readonly khat: number;
  /** How many equally weighted draws these are worth. */
  readonly ess: number;
  readonly tailLength: number;
}

/**
 * Smooths log importance ratios. `relativeEfficiency` is ESS / S of the draws (1 for independent ones).
 * A ratio of -Infinity is a weight of zero; NaN anywhere gives k-hat NaN and NaN weights.
 */
export function psis(logRatios: Float64Array, relativeEfficiency = 1): SmoothedWeights {
  const total = logRatios.length;
  const top = largest(logRatios);
  const shifted = logRatios.map((x) => x - top);
  const byRank = sorted(shifted);
  const tailLength = tailLengthOf(total, relativeEfficiency);
  const khat = tailLength < 5 ? Infinity : smoothTail(shifted, byRank, tailLength);
  for (let i = 0; i < total; i++) if (shifted[i]! > 0) shifted[i] = 0;
  const norm = logSumExp(shifted);
  const logWeights = shifted.map((x) => x - norm);
  let squares = 0;
  for (let i = 0; i < total; i++) squares += exp(2 * logWeights[i]!);
  return { logWeights, khat, ess: relativeEfficiency / squares, tailLength };
}

function tailLengthOf(total: number, relativeEfficiency: number): number {
  const fifth = 0.2 * total;
  const root = 3 * Math.sqrt(total / relativeEfficiency);
  return Math.ceil(fifth < root ? fifth : root);
}

/** Replaces the tail of `ratios` (log scale, largest 0) in place and returns k-hat. */
function smoothTail(ratios: Float64Array, byRank: Float64Array, length: number): number {
  const start = byRank.length - length;
  const last = byRank[byRank.length - 1]!;
  if (Number.isNaN(last)) return NaN;
  if (last - byRank[start]! < Number.EPSILON / 100) return Infinity;
  const cutoff = exp(byRank[start - 1]!);
  const fit = fitPareto(byRank.subarray(start).map((x) => exp(x) - cutoff));
  if (!Number.isFinite(fit.k)) return Number.isNaN(fit.k) ? Infinity : fit.k;
  const order = tailOrder(ratios, byRank[start]!, length);
  for (let i = 0; i < length; i++) {
    ratios[order[i]!] = log(paretoQuantile((i + 0.5) / length, fit) + cutoff);
  }
  return fit.k;
}

/** Positions of the `length` largest ratios, ascending by value; of ties at the bound, the later ones. */
function tailOrder(ratios: Float64Array, bound: number, length: number): number[] {
  const positions: number[] = [];
  for (let i = 0; i < ratios.length; i++) if (ratios[i]! >= bound) positions.push(i);
  positions.sort((a, b) => ratios[a]! - ratios[b]! || a - b);
  return positions.slice(positions.length - length);
}
