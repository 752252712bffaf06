// The density of one quantity: of the approximation over that of NUTS, or of NUTS alone. Whole-numbered quantities get relative
// frequencies instead of a smooth curve.

import { densityCurve } from "./density-curve.ts";
import { centralRange, isDiscrete } from "./draws-of.ts";
import { type Drawing, type Markish, tickText } from "./drawing.ts";
import { type Html } from "./html.ts";
import { colour } from "./palette.ts";
import { short } from "./words.ts";

/** Finite draws; an empty array where there are none. */
export interface Compared {
  readonly nuts: Float64Array;
  readonly fit: Float64Array;
}

/** More distinct values than this are shown as if continuous. */
const MOST_VALUES = 40;

/** Null if there is nothing to draw. `size` overrides the usual width and height. */
export function densityChart(
  drawing: Drawing,
  name: string,
  draws: Compared,
  size: { readonly width?: number; readonly height?: number } = {},
): Html | null {
  const range = centralRange(draws.nuts, draws.fit);
  if (range === null) return null;
  const both = [draws.nuts, draws.fit].filter((x) => x.length > 0);
  const isCounts = isDiscrete(...both) && range[1] - range[0] <= MOST_VALUES;
  const marks = isCounts ? frequencies(drawing, draws) : curves(drawing, draws, range);
  const kinds = [draws.nuts.length > 0 ? "NUTS" : "", draws.fit.length > 0 ? "the approximation" : ""];
  return drawing.svg(`Density of ${name}: ${kinds.filter(Boolean).join(" and ")}.`, {
    ...size,
    x: { label: short(name), ticks: 5, tickFormat: tickText, ...(isCounts ? {} : { domain: [...range] }) },
    y: { label: isCounts ? "share of draws" : "density", ticks: 3, tickFormat: tickText, zero: true },
    marks: [...marks, drawing.plot.ruleY([0], { stroke: colour("faint") })],
  });
}

function curves({ plot }: Drawing, draws: Compared, range: readonly [number, number]): Markish[] {
  const nuts = densityCurve(draws.nuts, range, "mirrored");
  const fit = densityCurve(draws.fit, range, "mirrored");
  const at = { x: "x", y: "density" };
  return [
    plot.areaY(nuts, { ...at, fill: colour("nuts"), fillOpacity: 0.22 }),
    plot.lineY(nuts, { ...at, stroke: colour("nuts"), strokeWidth: 1.5 }),
    plot.lineY(fit, { ...at, stroke: colour("fit"), strokeWidth: 2, strokeDasharray: "5,3" }),
  ];
}

function frequencies({ plot }: Drawing, draws: Compared): Markish[] {
  const nuts = shares(draws.nuts);
  const fit = shares(draws.fit);
  const at = { x: "value", y: "share" };
  return [
    plot.ruleX(nuts, { ...at, stroke: colour("nuts"), strokeWidth: 5, strokeOpacity: 0.5 }),
    plot.dot(fit, { ...at, stroke: colour("fit"), r: 4, strokeWidth: 2 }),
  ];
}

function shares(x: Float64Array): { value: number; share: number }[] {
  const counts = new Map<number, number>();
  for (const value of x) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([value, count]) => ({ value, share: count / x.length }));
}
