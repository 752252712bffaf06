// County levels, from few houses to many: the fewer, the closer to the mean of all counties.

import { mean, quantile, sample } from "logjoint";
import { colour, dataBeside, densityCurve, drawsOf, figure, type Panel } from "../figure.ts";
import { bind, type Data } from "./radon.model.ts";

export async function picture(): Promise<string> {
  const data = dataBeside<Data>(import.meta.url);
  const [county, floor, radon] = [data.county, data.floor_of, data.log_radon] as number[][];
  const { draws } = await sample(bind(data), { seed: 1, targetAccept: 0.9 });
  const beta = mean(drawsOf(draws, "beta"));
  const counties = Array.from({ length: data.J }, (_, j) => {
    const inBasement = county!.flatMap((c, n) => (c === j + 1 ? [radon![n]! - beta * floor![n]!] : []));
    const level = drawsOf(draws, `alpha[${j + 1}]`);
    return {
      houses: inBasement.length,
      raw: mean(Float64Array.from(inBasement)),
      median: quantile(level, 0.5),
      low: quantile(level, 0.05),
      high: quantile(level, 0.95),
    };
  })
    .sort((a, b) => a.houses - b.houses)
    .map((row, position) => ({ ...row, position: position + 1 }));
  const overall = mean(drawsOf(draws, "mu"));
  const tau = densityCurve(drawsOf(draws, "tau"), [0, 1], "mirrored");
  const levels: Panel = {
    title: "Level per county, with 90 % intervals; numbers of houses below",
    width: 480,
    height: 260,
    options: (plot) => ({
      x: { label: "counties, from few houses to many", ticks: [] },
      y: { label: "log radon in the basement", grid: true, nice: true },
      marks: [
        plot.ruleY([overall], { stroke: colour("faint"), strokeDasharray: "4,3" }),
        plot.ruleX(counties, {
          x: "position",
          y1: "low",
          y2: "high",
          stroke: colour("nuts"),
          strokeWidth: 2,
        }),
        plot.dot(counties, { x: "position", y: "median", r: 4, fill: colour("nuts") }),
        plot.dot(counties, { x: "position", y: "raw", r: 3, stroke: colour("observed") }),
        plot.text(counties, { x: "position", text: "houses", frameAnchor: "bottom", dy: 12 }),
      ],
    }),
  };
  const spread: Panel = {
    title: "Spread between counties",
    width: 280,
    height: 260,
    options: (plot) => ({
      x: { label: "tau" },
      y: { label: "density", ticks: 4 },
      marks: [
        plot.areaY(tau, { x: "x", y: "density", fill: colour("nuts"), fillOpacity: 0.25 }),
        plot.lineY(tau, { x: "x", y: "density", stroke: colour("nuts") }),
        plot.ruleY([0], { stroke: colour("faint") }),
      ],
    }),
  };
  const legend = [
    ["nuts", "posterior"],
    ["observed", "mean of the county's own houses"],
  ] as const;
  return figure(legend, [[levels, spread]]);
}
