// How the chance of switching falls with distance, for little and much arsenic, over the shares that did switch.

import { mean, sample } from "logjoint";
import { band, colour, dataBeside, densityCurve, drawsOf, figure, type Panel, spaced } from "../figure.ts";
import { bind, type Data } from "./wells.model.ts";

const LEVELS = [
  { arsenic: 0.7, shade: "chain-1" },
  { arsenic: 2.5, shade: "chain-2" },
] as const;

export async function picture(): Promise<string> {
  const data = dataBeside<Data>(import.meta.url);
  const [distance, arsenic, switched] = [data.distance, data.arsenic, data.switched] as number[][];
  const { draws } = await sample(bind(data), { seed: 1 });
  const [alpha, far, poison] = ["alpha", "beta[1]", "beta[2]"].map((name) => drawsOf(draws, name));
  const centre = mean(Float64Array.from(distance!));
  const logCentre = mean(Float64Array.from(arsenic!, Math.log));
  const chance = (x: number, a: number, s: number): number =>
    1 / (1 + Math.exp(-(alpha![s]! + far![s]! * (x - centre) + poison![s]! * (Math.log(a) - logCentre))));
  const curves = LEVELS.map(({ arsenic: a, shade }) => ({
    shade,
    points: band(spaced(0, 2.5, 60), 1000, (x, s) => chance(x, a, 4 * s)),
    shares: binned(distance!, switched!, (i) => (a < 1 ? arsenic![i]! < 1 : arsenic![i]! > 1.6)),
  }));
  const switching: Panel = {
    title: "Chance to switch, with 90 % intervals",
    width: 460,
    height: 260,
    options: (plot) => ({
      x: { label: "distance to the next safe well (100 m)" },
      y: { label: "chance", domain: [0, 1] },
      r: { range: [2, 9] },
      marks: curves.flatMap(({ shade, points, shares }) => [
        plot.areaY(points, { x: "x", y1: "low", y2: "high", fill: colour(shade), fillOpacity: 0.2 }),
        plot.lineY(points, { x: "x", y: "median", stroke: colour(shade), strokeWidth: 2 }),
        plot.dot(shares, { x: "x", y: "share", r: "count", fill: colour(shade), fillOpacity: 0.6 }),
      ]),
    }),
  };
  const effects: Panel = {
    title: "Effects on the log odds",
    width: 300,
    height: 260,
    options: (plot) => ({
      x: { label: "distance (left) and log arsenic (right)" },
      y: { label: "density", ticks: 4 },
      marks: [
        ...[far!, poison!].map((x) => {
          const curve = densityCurve(x, [-2, 2], "open");
          return plot.areaY(curve, { x: "x", y: "density", fill: colour("nuts"), fillOpacity: 0.35 });
        }),
        plot.ruleX([0], { stroke: colour("faint") }),
        plot.ruleY([0], { stroke: colour("faint") }),
      ],
    }),
  };
  const legend = [
    ["chain-1", "70 micrograms of arsenic per litre"],
    ["chain-2", "250 micrograms"],
  ] as const;
  return figure(legend, [[switching, effects]]);
}

/** Shares of those who switched, by quarter kilometres. */
function binned(
  distance: readonly number[],
  switched: readonly number[],
  isWanted: (i: number) => boolean,
): { x: number; share: number; count: number }[] {
  return spaced(0, 2, 9).flatMap((from) => {
    const inside = distance.flatMap((x, i) =>
      x >= from && x < from + 0.25 && isWanted(i) ? [switched[i]!] : [],
    );
    const share = inside.reduce((sum, y) => sum + y, 0) / inside.length;
    return inside.length < 3 ? [] : [{ x: from + 0.125, share, count: inside.length }];
  });
}
