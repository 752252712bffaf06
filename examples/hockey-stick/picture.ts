// The fitted curve over the plots of land, and where the knee is.

import { sample } from "logjoint";
import { band, colour, dataBeside, densityCurve, drawsOf, figure, type Panel, spaced } from "../figure.ts";
import { bind, type Data } from "./hockey-stick.model.ts";

export async function picture(): Promise<string> {
  const data = dataBeside<Data>(import.meta.url);
  const { draws } = await sample(bind(data), { seed: 1 });
  const [plateau, slope, knee] = ["plateau", "slope", "knee"].map((name) => drawsOf(draws, name));
  const curve = band(
    spaced(0, 9, 120),
    1000,
    (x, s) => plateau![4 * s]! - slope![4 * s]! * 0.2 * Math.log1p(Math.exp((knee![4 * s]! - x) / 0.2)),
  );
  const points = (data.dose as number[]).map((dose, n) => ({ dose, yield: (data.yield as number[])[n]! }));
  const where = densityCurve(knee!, [3.2, 6], "open");
  const response: Panel = {
    title: "Yield against fertiliser, and the curve with its 90 % interval",
    width: 460,
    height: 260,
    options: (plot) => ({
      x: { label: "dose" },
      y: { label: "yield", grid: true },
      marks: [
        plot.areaY(curve, { x: "x", y1: "low", y2: "high", fill: colour("nuts"), fillOpacity: 0.25 }),
        plot.lineY(curve, { x: "x", y: "median", stroke: colour("nuts"), strokeWidth: 2 }),
        plot.dot(points, { x: "dose", y: "yield", r: 3, fill: colour("observed"), fillOpacity: 0.6 }),
      ],
    }),
  };
  const position: Panel = {
    title: "Beyond which dose does more not help?",
    width: 300,
    height: 260,
    options: (plot) => ({
      x: { label: "knee" },
      y: { label: "density", ticks: 4 },
      marks: [
        plot.areaY(where, { x: "x", y: "density", fill: colour("nuts"), fillOpacity: 0.25 }),
        plot.lineY(where, { x: "x", y: "density", stroke: colour("nuts") }),
        plot.ruleY([0], { stroke: colour("faint") }),
      ],
    }),
  };
  return figure([], [[response, position]]);
}
