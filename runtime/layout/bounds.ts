// The scalar transforms of the layout: bounds and offset/multiplier, element by element. The formulas are those of the descriptors
// `lower`, `upper`, `lower_upper` and `offset_multiplier`; an infinite bound constrains nothing.

import { boundsComplaint } from "../data/constraints.ts";
import { exp } from "../functions/exp.ts";
import { log } from "../functions/log.ts";
import { invLogit, logit } from "../functions/logistic.ts";
import type { Bound, Bounds, FlatValues } from "./layout.ts";

/** Bounds whose functions have been applied: numbers, or one value per element (of one tuple, in an array of tuples). */
export interface KnownBounds {
  readonly lower: number | ArrayLike<number> | undefined;
  readonly upper: number | ArrayLike<number> | undefined;
  readonly offset: number | ArrayLike<number> | undefined;
  readonly multiplier: number | ArrayLike<number> | undefined;
}

export function knownBounds(bounds: Bounds, values: FlatValues): KnownBounds {
  return {
    lower: known(bounds.lower, values),
    upper: known(bounds.upper, values),
    offset: known(bounds.offset, values),
    multiplier: known(bounds.multiplier, values),
  };
}

function known(bound: Bound | undefined, values: FlatValues): number | ArrayLike<number> | undefined {
  return typeof bound === "function" ? bound(values) : bound;
}

function at(bound: number | ArrayLike<number> | undefined, i: number, otherwise: number): number {
  return bound === undefined ? otherwise : typeof bound === "number" ? bound : bound[i % bound.length]!;
}

export function constrainElement(bounds: KnownBounds, i: number, u: number): number {
  if (bounds.offset !== undefined || bounds.multiplier !== undefined)
    return at(bounds.offset, i, 0) + at(bounds.multiplier, i, 1) * u;
  const lower = at(bounds.lower, i, -Infinity);
  const upper = at(bounds.upper, i, Infinity);
  if (lower === -Infinity) return upper === Infinity ? u : upper - exp(u);
  return upper === Infinity ? lower + exp(u) : lower + (upper - lower) * invLogit(u);
}

export function unconstrainElement(bounds: KnownBounds, i: number, x: number): number {
  if (bounds.offset !== undefined || bounds.multiplier !== undefined)
    return (x - at(bounds.offset, i, 0)) / at(bounds.multiplier, i, 1);
  const lower = at(bounds.lower, i, -Infinity);
  const upper = at(bounds.upper, i, Infinity);
  if (lower === -Infinity) return upper === Infinity ? x : log(upper - x);
  return upper === Infinity ? log(x - lower) : logit((x - lower) / (upper - lower));
}

/** What is wrong with one constrained value, as the words that follow its name; null if it obeys the bounds. */
export function elementComplaint(
  bounds: KnownBounds,
  i: number,
  x: number,
  isInteger: boolean,
): string | null {
  if (bounds.lower === undefined && bounds.upper === undefined) return null;
  const lower = bounds.lower === undefined ? undefined : at(bounds.lower, i, 0);
  const upper = bounds.upper === undefined ? undefined : at(bounds.upper, i, 0);
  return boundsComplaint(x, lower, upper, isInteger);
}
