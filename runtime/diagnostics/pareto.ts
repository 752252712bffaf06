// Generalised Pareto fits to the tails of draws, and the k-hat they give: at most 1/k moments exist, so k-hat above about 0.7 means
// that a mean over such draws cannot be trusted (Vehtari, Simpson, Gelman, Yao and Gabry, JMLR 25(72), 2024).

import { exp, log, log1p } from "../functions/elementary.ts";
import { type Chains, isDegenerate, pooled } from "./draws.ts";
import { essTail } from "./ess.ts";
import { mean } from "./moments.ts";
import { sorted } from "./quantile.ts";

export interface ParetoFit {
  /** Shape; NaN where the tail has no spread. */
  readonly k: number;
  readonly sigma: number;
}

/**
 * Shape and scale of a generalised Pareto distribution for ascending, positive exceedances: the empirical-Bayes estimate of Zhang
 * and Stephens (Technometrics 51, 2009) with k shrunk towards 0.5 by ten pseudo-observations.
 */
export function fitPareto(exceedances: Float64Array): ParetoFit {
  const n = exceedances.length;
  const grid = 30 + Math.floor(Math.sqrt(n));
  const quartile = exceedances[Math.floor(n / 4 + 0.5) - 1]!;
  if (!(quartile > exceedances[0]!)) return { k: NaN, sigma: NaN };
  const bs = new Float64Array(grid);
  const profile = new Float64Array(grid);
  for (let j = 0; j < grid; j++) {
    const b = 1 / exceedances[n - 1]! + (1 - Math.sqrt(grid / (j + 0.5))) / (3 * quartile);
    const k = shapeAt(b, exceedances);
    bs[j] = b;
    profile[j] = n * (log(-b / k) - k - 1);
  }
  let b = 0;
  for (let j = 0; j < grid; j++) {
    let inverse = 0;
    for (let i = 0; i < grid; i++) inverse += exp(profile[i]! - profile[j]!);
    b += bs[j]! / inverse;
  }
  const k = shapeAt(b, exceedances);
  const shrunk = (n * k + 5) / (n + 10);
  return { k: Number.isNaN(shrunk) ? Infinity : shrunk, sigma: -k / b };
}

function shapeAt(b: number, exceedances: Float64Array): number {
  return mean(exceedances.map((x) => log1p(-b * x)));
}

/** Quantile `p` of a generalised Pareto distribution with location 0. */
export function paretoQuantile(p: number, fit: ParetoFit): number {
  return fit.k === 0 ? -fit.sigma * log1p(-p) : (fit.sigma * (exp(-fit.k * log1p(-p)) - 1)) / fit.k;
}

/**
 * Pareto k-hat of a quantity: the larger of both tails, or the right one alone. Tail length 3 sqrt(S / r) for relative efficiency r
 * (tail ESS over S), S / 5 for a tail ESS of at most 225. NaN for constant or non-finite draws.
 */
export function paretoKhat(
  chains: Chains,
  tail: "both" | "right" = "both",
  relativeEfficiency?: number,
): number {
  if (isDegenerate(chains)) return NaN;
  const all = sorted(pooled(chains));
  const efficiency = relativeEfficiency ?? essTail(chains) / all.length;
  let length = Math.floor(
    all.length * efficiency > 225 ? 3 * Math.sqrt(all.length / efficiency) : all.length / 5,
  );
  const most = Math.floor(tail === "both" ? all.length / 2 : all.length - 1);
  if (length > most) length = most;
  const right = tailShape(all, length);
  if (tail === "right") return right;
  const left = tailShape(all.map((x) => -x).reverse(), length);
  return right > left || Number.isNaN(left) ? right : left;
}

/** Shape k of the generalised Pareto fitted to the last `length` of ascending draws; NaN for fewer than five. */
function tailShape(ascending: Float64Array, length: number): number {
  if (length < 5) return NaN;
  const start = ascending.length - length;
  const cutoff = ascending[start - 1]!;
  if (ascending[ascending.length - 1]! - ascending[start]! < Number.EPSILON / 100) return NaN;
  return fitPareto(ascending.subarray(start).map((x) => x - cutoff)).k;
}

/** Largest k-hat for which `draws` draws give dependable means: min(1 - 1 / log10 S, 0.7). */
export function khatThreshold(draws: number): number {
  const bound = 1 - Math.LN10 / log(draws);
  return bound < 0.7 ? bound : 0.7;
}
