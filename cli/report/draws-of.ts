// Columns as charts need them: finite draws only, thinned by a stride, and the range that holds nearly all of them.

import { type Chains, type Draws, chainsOf, pooled, quantile } from "../../runtime/index.ts";

/** The chains of a quantity, or null if these draws do not have it. */
export function chainsNamed(draws: Draws | null, name: string): Chains | null {
  const index = draws?.names.indexOf(name) ?? -1;
  return draws === null || index < 0 ? null : chainsOf(draws, index);
}

export function finite(x: Float64Array): Float64Array {
  return x.every(Number.isFinite) ? x : x.filter(Number.isFinite);
}

/** Finite draws of all chains in one array. */
export function finiteDraws(chains: Chains | null): Float64Array {
  return chains === null ? new Float64Array() : finite(pooled(chains));
}

/** Stride that leaves at most `most` of `count`. */
export function strideFor(count: number, most: number): number {
  return count > most ? Math.ceil(count / most) : 1;
}

/** Lowest and highest end of the central 99 % of each array; null where nothing is finite. */
export function centralRange(...columns: readonly Float64Array[]): readonly [number, number] | null {
  const filled = columns.filter((x) => x.length > 0);
  if (filled.length === 0) return null;
  const low = Math.min(...filled.map((x) => quantile(x, 0.005)));
  const high = Math.max(...filled.map((x) => quantile(x, 0.995)));
  const reach = high > low ? 0.04 * (high - low) : Math.abs(high) * 0.1 || 1;
  const least = Math.min(...filled.map(smallest));
  const most = Math.max(...filled.map(largest));
  // The padding must not show values beyond a bound that no draw crosses: a scale stays positive.
  return high > low
    ? [Math.max(low - reach, least), Math.min(high + reach, most)]
    : [low - reach, high + reach];
}

export function smallest(x: ArrayLike<number>): number {
  let least = Infinity;
  for (let i = 0; i < x.length; i++) if (x[i]! < least) least = x[i]!;
  return least;
}

export function largest(x: ArrayLike<number>): number {
  let most = -Infinity;
  for (let i = 0; i < x.length; i++) if (x[i]! > most) most = x[i]!;
  return most;
}

/** Whether these are counts or labels rather than measurements. */
export function isDiscrete(...columns: readonly ArrayLike<number>[]): boolean {
  return columns.every((x) => {
    for (let i = 0; i < x.length; i++) if (!Number.isInteger(x[i]!)) return false;
    return x.length > 0;
  });
}
