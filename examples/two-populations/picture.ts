// The waiting times with the fitted density and its two parts.

import { sample } from "logjoint";
import { band, colour, dataBeside, drawsOf, figure, histogram, type Panel, spaced } from "../figure.ts";
import { bind, type Data } from "./two-populations.model.ts";

export async function picture(): Promise<string> {
  const data = dataBeside<Data>(import.meta.url);
  const { draws } = await sample(bind(data), { seed: 1 });
  const [mu1, mu2, sigma1, sigma2, share] = ["mu[1]", "mu[2]", "sigma[1]", "sigma[2]", "share"].map((name) =>
    drawsOf(draws, name),
  );
  const first = (x: number, s: number): number => share![s]! * normal(x, mu1![s]!, sigma1![s]!);
  const second = (x: number, s: number): number => (1 - share![s]!) * normal(x, mu2![s]!, sigma2![s]!);
  const xs = spaced(3, 10, 120);
  const parts = [
    { points: band(xs, 1000, (x, s) => first(x, 4 * s)), shade: "chain-2" },
    { points: band(xs, 1000, (x, s) => second(x, 4 * s)), shade: "chain-3" },
  ] as const;
  const both = band(xs, 1000, (x, s) => first(x, 4 * s) + second(x, 4 * s));
  const bars = histogram(data.y as number[], 3, 0.25, 28);
  const densities: Panel = {
    title: "Waiting times, and the fitted density with 90 % intervals",
    width: 560,
    height: 270,
    options: (plot) => ({
      x: { label: "waiting time (10 minutes)" },
      y: { label: "density" },
      marks: [
        plot.rectY(bars, { x1: "from", x2: "to", y: "density", fill: colour("observed"), fillOpacity: 0.2 }),
        ...parts.flatMap(({ points, shade }) => [
          plot.areaY(points, { x: "x", y1: "low", y2: "high", fill: colour(shade), fillOpacity: 0.3 }),
          plot.lineY(points, { x: "x", y: "median", stroke: colour(shade) }),
        ]),
        plot.lineY(both, { x: "x", y: "median", stroke: colour("nuts"), strokeWidth: 2 }),
        plot.ruleY([0], { stroke: colour("faint") }),
      ],
    }),
  };
  const legend = [
    ["chain-2", "first population"],
    ["chain-3", "second population"],
    ["nuts", "both"],
    ["observed", "data"],
  ] as const;
  return figure(legend, [[densities]]);
}

function normal(x: number, mu: number, sigma: number): number {
  const z = (x - mu) / sigma;
  return Math.exp(-0.5 * z * z) / (sigma * Math.sqrt(2 * Math.PI));
}
