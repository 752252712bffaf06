// The counts with the rate over time, and how probable each year is as the first of the later rate.

import { sample } from "logjoint";
import { band, colour, dataBeside, drawsOf, figure, type Panel, spaced } from "../figure.ts";
import { bind, type Data } from "./changepoint.model.ts";

export async function picture(): Promise<string> {
  const data = dataBeside<Data>(import.meta.url);
  const { draws } = await sample(bind(data), { seed: 1 });
  const [early, late, change] = ["early", "late", "change"].map((name) => drawsOf(draws, name));
  const years = spaced(1, data.T, data.T);
  const rate = band(years, early!.length, (t, s) => (t < change![s]! ? early![s]! : late![s]!));
  const counts = (data.accidents as number[]).map((count, t) => ({ year: t + 1, count }));
  const shares = years.map((year) => ({
    year,
    share: change!.filter((c) => c === year).length / change!.length,
  }));
  const x = { label: "year", domain: [0, data.T + 1] };
  const overTime: Panel = {
    title: "Accidents per year, and their rate with its 90 % interval",
    width: 520,
    height: 210,
    options: (plot) => ({
      x,
      y: { label: "accidents" },
      marks: [
        plot.ruleX(counts, {
          x: "year",
          y: "count",
          stroke: colour("observed"),
          strokeOpacity: 0.35,
          strokeWidth: 3,
        }),
        plot.areaY(rate, { x: "x", y1: "low", y2: "high", fill: colour("nuts"), fillOpacity: 0.25 }),
        plot.lineY(rate, { x: "x", y: "median", stroke: colour("nuts"), strokeWidth: 2 }),
      ],
    }),
  };
  const when: Panel = {
    title: "When did it change?",
    width: 520,
    height: 150,
    options: (plot) => ({
      x,
      y: { label: "probability", ticks: 4 },
      marks: [
        plot.ruleX(shares, { x: "year", y: "share", stroke: colour("nuts"), strokeWidth: 4 }),
        plot.ruleY([0], { stroke: colour("faint") }),
      ],
    }),
  };
  return figure([], [[overTime], [when]]);
}
