// Highest-density interval of draws: the narrowest interval that holds a given share of them. For a distribution with one mode.

import { sorted } from "./quantile.ts";

/** Lower and upper end of the narrowest interval with share `probability` of the draws; [NaN, NaN] if a draw is NaN. */
export function hdi(x: Float64Array, probability = 0.94): [number, number] {
  return hdiOfSorted(sorted(x), probability);
}

/** The same for an ascending array: the first narrowest window of floor(p n) steps (the rule of ArviZ). */
export function hdiOfSorted(ascending: Float64Array, probability: number): [number, number] {
  const n = ascending.length;
  if (n === 0 || Number.isNaN(ascending[n - 1]!)) return [NaN, NaN];
  const steps = Math.floor(probability * n);
  if (steps >= n) return [ascending[0]!, ascending[n - 1]!];
  let best = 0;
  let width = Infinity;
  for (let i = 0; i + steps < n; i++) {
    const candidate = ascending[i + steps]! - ascending[i]!;
    if (candidate < width) {
      width = candidate;
      best = i;
    }
  }
  return [ascending[best]!, ascending[best + steps]!];
}
