// What each school reported and what is left of it after the schools have been compared, and the spread between schools.

import { quantile, sample } from "logjoint";
import { colour, dataBeside, densityCurve, drawsOf, figure, type Panel } from "../figure.ts";
import { bind, type Data } from "./eight-schools.model.ts";

export async function picture(): Promise<string> {
  const data = dataBeside<Data>(import.meta.url);
  const { draws } = await sample(bind(data), { seed: 1, targetAccept: 0.95 });
  const [est, se] = [data.est as number[], data.se as number[]];
  const schools = est.map((reported, j) => {
    const theta = drawsOf(draws, `theta[${j + 1}]`);
    return {
      school: "ABCDEFGH"[j]!,
      reported,
      low: reported - se[j]!,
      high: reported + se[j]!,
      median: quantile(theta, 0.5),
      from: quantile(theta, 0.16),
      to: quantile(theta, 0.84),
    };
  });
  const tau = densityCurve(drawsOf(draws, "tau"), [0, 15], "mirrored");
  const effects: Panel = {
    title: "Effect per school, with 68 % intervals",
    width: 420,
    height: 260,
    options: (plot) => ({
      marginLeft: 40,
      x: { label: "points in the test" },
      y: { label: "school", type: "band" },
      marks: [
        plot.ruleX([0], { stroke: colour("edge") }),
        plot.ruleY(schools, {
          y: "school",
          x1: "low",
          x2: "high",
          dy: -4,
          stroke: colour("observed"),
          strokeOpacity: 0.5,
        }),
        plot.dot(schools, {
          y: "school",
          x: "reported",
          dy: -4,
          r: 3,
          fill: colour("observed"),
          fillOpacity: 0.6,
        }),
        plot.ruleY(schools, {
          y: "school",
          x1: "from",
          x2: "to",
          dy: 5,
          stroke: colour("nuts"),
          strokeWidth: 2.5,
        }),
        plot.dot(schools, { y: "school", x: "median", dy: 5, r: 4, fill: colour("nuts") }),
      ],
    }),
  };
  const spread: Panel = {
    title: "Spread between schools",
    width: 300,
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
    ["observed", "reported by the school"],
    ["nuts", "posterior"],
  ] as const;
  return figure(legend, [[effects, spread]]);
}
