// Trace and rank plots: have the chains mixed? Traces are thinned to a few hundred points per chain; divergent transitions stand as
// crosses on the lower edge, all of them. Rank plots use every draw.

import type { Chains, SampleResult } from "../../runtime/index.ts";
import { centralRange, finiteDraws, largest, smallest, strideFor } from "./draws-of.ts";
import { type Drawing, type Markish, tickText } from "./drawing.ts";
import type { Html } from "./html.ts";
import { chainColour, colour } from "./palette.ts";
import { rankHistogram } from "./rank-histogram.ts";
import { short } from "./words.ts";

export const TRACE_POINTS = 200;
const MOST_CROSSES = 100;

export function traceChart({ plot, svg }: Drawing, name: string, chains: Chains, nuts: SampleResult): Html {
  const length = chains[0]?.length ?? 0;
  const stride = strideFor(length, TRACE_POINTS);
  const finite = finiteDraws(chains);
  const isConstant = !(largest(finite) > smallest(finite));
  const edge = isConstant ? (centralRange(finite)?.[0] ?? 0) : smallest(finite);
  const lines = chains.map((chain, c): Markish => {
    const points = Array.from({ length: Math.ceil(length / stride) }, (_, k) => k * stride);
    return plot.lineY(points, {
      x: (i: number) => i + 1,
      y: (i: number) => (Number.isFinite(chain[i]!) ? chain[i]! : NaN),
      stroke: chainColour(c),
      strokeWidth: 0.8,
      strokeOpacity: 0.85,
    });
  });
  return svg(`Trace of ${name}: ${chains.length} chains of ${length} draws.`, {
    x: { label: "iteration after warm-up", domain: [1, Math.max(2, length)], ticks: 4, tickFormat: tickText },
    y: { label: short(name), ticks: 4, tickFormat: tickText },
    marks: [
      ...lines,
      plot.dot(divergences(nuts), {
        x: (i: number) => i,
        y: edge,
        symbol: "times",
        stroke: colour("divergent"),
        r: 3,
      }),
    ],
  });
}

/** Iterations, from 1, with a divergent transition in any chain. */
function divergences(nuts: SampleResult): number[] {
  const column = nuts.draws.sampler.names.indexOf("divergent__");
  if (column < 0) return [];
  const found = new Set<number>();
  for (const columns of nuts.draws.sampler.chains)
    columns[column]!.forEach((flag, i) => flag && found.add(i + 1));
  return [...found].sort((a, b) => a - b).slice(0, MOST_CROSSES);
}

export function rankChart({ plot, svg }: Drawing, name: string, chains: Chains): Html {
  const { bins, counts, expected, band } = rankHistogram(chains);
  const percent = (bin: number): number => (100 * bin) / bins;
  const steps = counts.map((bars, c): Markish => {
    const corners = bars.flatMap((count, bin) => [
      { x: percent(bin), count },
      { x: percent(bin + 1), count },
    ]);
    return plot.lineY(corners, { x: "x", y: "count", stroke: chainColour(c), strokeWidth: 1.3 });
  });
  const extent = [{ x: 0 }, { x: 100 }];
  const [low, high] = band;
  return svg(`Rank plot of ${name}: ranks of ${chains.length} chains in ${bins} bins.`, {
    x: { label: "rank among all draws (%)", domain: [0, 100], ticks: 5 },
    y: { label: "draws per bin", zero: true, ticks: 4, tickFormat: tickText },
    marks: [
      plot.areaY(extent, { x: "x", y1: low, y2: high, fill: colour("faint"), fillOpacity: 0.2 }),
      plot.ruleY([expected], { stroke: colour("faint"), strokeDasharray: "3,3" }),
      ...steps,
      plot.ruleY([0], { stroke: colour("faint") }),
    ],
  });
}
