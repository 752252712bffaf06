// Observable Plot in Node: charts as SVG inside the page. Plot and the DOM it draws into (linkedom) are loaded only when a report is
// made. Every drawing leaves without Plot's own style sheet (the page has one for all) and with coordinates rounded to a tenth of a pixel.

import type * as ObservablePlot from "@observablehq/plot";
import { escapeHtml, type Html, trusted } from "./html.ts";

export type Plot = typeof ObservablePlot;
export type PlotOptions = ObservablePlot.PlotOptions;
export type Markish = ObservablePlot.Markish;

export interface Drawing {
  readonly plot: Plot;
  /** The chart as an image with `label` as its text alternative. */
  svg(label: string, options: PlotOptions): Html;
}

export async function startDrawing(): Promise<Drawing> {
  const [plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  return {
    plot,
    svg(label, options) {
      const chart = plot.plot({ ...CHART, ...options, document });
      chart.querySelectorAll("style").forEach((style) => style.remove());
      chart.setAttribute("class", "chart");
      roundCoordinates(chart);
      const image = `<svg role="img" aria-label="${escapeHtml(label)}"`;
      return trusted(chart.outerHTML.replace(/^<svg/, () => image));
    },
  };
}

const CHART: PlotOptions = {
  width: 340,
  height: 190,
  marginTop: 22,
  marginRight: 14,
  marginBottom: 38,
  marginLeft: 46,
  style: { fontSize: "11px" },
};

const COORDINATES = ["transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d"];

function roundCoordinates(chart: Element): void {
  for (const element of chart.querySelectorAll("*")) {
    for (const name of COORDINATES) {
      const value = element.getAttribute(name);
      if (value !== null && value.includes(".")) element.setAttribute(name, rounded(value));
    }
  }
}

/** "translate(43.99999999,7)" -> "translate(44,7)". */
function rounded(value: string): string {
  return value.replace(/-?\d*\.\d{2,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(1))));
}

/** Labels of ticks: short for very large and very small numbers. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e5 || size < 1e-3)) {
    return value
      .toExponential(2)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e")
      .replaceAll("-", "−");
  }
  return String(Number(value.toPrecision(6))).replace("-", "−");
}
