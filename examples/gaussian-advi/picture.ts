// The course of the ELBO, both posteriors, and what the fitted model predicts over the data.

import { fit } from "logjoint";
import type { ElboPoint } from "logjoint";
import {
  colour,
  type CurvePoint,
  dataBeside,
  densityCurve,
  drawsOf,
  figure,
  histogram,
  type Panel,
} from "../figure.ts";
import { bind, type Data } from "./gaussian-advi.model.ts";

const at = { x: "x", y: "density" };

export async function picture(): Promise<string> {
  const data = dataBeside<Data>(import.meta.url);
  const result = await fit(bind(data), { seed: 1, draws: 10_000 });
  const nuts = result.check!.sample.draws;
  const bars = histogram(data.y as number[], -2, 0.25, 20);
  const elbo: Panel = {
    title: "ELBO after each stage, with two Monte Carlo errors",
    width: 360,
    height: 230,
    options: (plot) => ({
      marginLeft: 56,
      x: { label: "iteration", inset: 10 },
      y: { label: "ELBO", grid: true, nice: true },
      marks: [
        plot.ruleX(result.elbo, {
          x: "iteration",
          y1: ({ elbo, mcse }: ElboPoint) => elbo - 2 * mcse,
          y2: ({ elbo, mcse }: ElboPoint) => elbo + 2 * mcse,
          stroke: colour("fit"),
          strokeOpacity: 0.6,
        }),
        plot.lineY(result.elbo, { x: "iteration", y: "elbo", stroke: colour("fit") }),
        plot.dot(result.elbo, { x: "iteration", y: "elbo", fill: colour("fit"), r: 3 }),
      ],
    }),
  };
  const posterior = (name: string): Panel => {
    const [exact, fitted] = [drawsOf(nuts, name), drawsOf(result.draws, name)];
    const middle = exact.reduce((sum, x) => sum + x, 0) / exact.length;
    const range = [middle - 0.3, middle + 0.3] as const;
    return {
      title: `Posterior of ${name}`,
      width: 360,
      height: 230,
      options: (plot) => ({
        x: { label: name },
        y: { label: "density", ticks: 4 },
        marks: [
          plot.areaY(curve(exact, range), { ...at, fill: colour("nuts"), fillOpacity: 0.25 }),
          plot.lineY(curve(exact, range), { ...at, stroke: colour("nuts") }),
          plot.lineY(curve(fitted, range), {
            ...at,
            stroke: colour("fit"),
            strokeWidth: 2,
            strokeDasharray: "5,3",
          }),
          plot.ruleY([0], { stroke: colour("faint") }),
        ],
      }),
    };
  };
  const predicted: Panel = {
    title: "Observations and posterior predictive density",
    width: 360,
    height: 230,
    options: (plot) => ({
      x: { label: "y" },
      y: { label: "density", ticks: 4 },
      marks: [
        plot.rectY(bars, { x1: "from", x2: "to", y: "density", fill: colour("observed"), fillOpacity: 0.25 }),
        plot.lineY(curve(drawsOf(result.draws, "y_new"), [-2.5, 3.3]), {
          ...at,
          stroke: colour("fit"),
          strokeWidth: 2,
        }),
        plot.ruleY([0], { stroke: colour("faint") }),
      ],
    }),
  };
  const legend = [
    ["nuts", "NUTS, 4 chains"],
    ["fit", "ADVI, 10,000 draws"],
    ["observed", "data"],
  ] as const;
  return figure(legend, [
    [elbo, posterior("mu")],
    [posterior("sd"), predicted],
  ]);
}

const curve = (x: Float64Array, range: readonly [number, number]): CurvePoint[] =>
  densityCurve(x, range, "open");
