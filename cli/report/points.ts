// Draws of two quantities as points of a scatter plot: no more than can be told apart, and none outside the axes.

import { strideFor } from "./draws-of.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Range = readonly [low: number, high: number];

export function pointsOf(x: Float64Array, y: Float64Array): Point[] {
  return Array.from(x, (value, i) => ({ x: value, y: y[i]! }));
}

export function inFrame(points: readonly Point[], x: Range, y: Range): Point[] {
  const within = (value: number, [low, high]: Range): boolean => value >= low && value <= high;
  return points.filter((point) => within(point.x, x) && within(point.y, y));
}

/** At most `most` of the points, evenly chosen, the finite ones. */
export function thinned(points: readonly Point[], most: number): Point[] {
  const stride = strideFor(points.length, most);
  return points.filter(({ x, y }, i) => i % stride === 0 && Number.isFinite(x) && Number.isFinite(y));
}
