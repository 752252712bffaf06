// Pictures of the examples: charts by Observable Plot, as in reports, side by side in one SVG file that follows the reader's light or
// dark theme. Everything is drawn from seeded runs, so the same sources give the same picture.

import { readFileSync } from "node:fs";
import { pooled, quantile } from "logjoint";
import type { Draws } from "logjoint";
import { type Drawing, type PlotOptions, startDrawing } from "../cli/report/drawing.ts";
import { escapeHtml } from "../cli/report/html.ts";
import { type Colour, colour, themeRules } from "../cli/report/palette.ts";

export { type CurvePoint, densityCurve } from "../cli/report/density-curve.ts";
export { colour };
export type { Drawing };

export interface Panel {
  readonly title: string;
  /** In pixels, without the title. */
  readonly width: number;
  readonly height: number;
  readonly options: (plot: Drawing["plot"]) => PlotOptions;
}

const MARGIN = 16;
const TITLE = 26;
const LEGEND = 22;

/** Panels in rows; `legend` says what the colours stand for. */
export async function figure(
  legend: readonly (readonly [colour: Colour, words: string])[],
  rows: readonly (readonly Panel[])[],
): Promise<string> {
  const drawing = await startDrawing();
  const parts: string[] = [];
  let y = MARGIN + (legend.length > 0 ? LEGEND : 0);
  let right = 0;
  for (const row of rows) {
    let x = MARGIN;
    for (const panel of row) {
      parts.push(`<text class="title" x="${x + 6}" y="${y + 15}">${escapeHtml(panel.title)}</text>`);
      parts.push(chart(drawing, panel, x, y + TITLE));
      x += panel.width + MARGIN;
    }
    right = Math.max(right, x);
    y += Math.max(...row.map(({ height }) => height)) + TITLE + MARGIN;
  }
  let x = MARGIN + 6;
  for (const [name, words] of legend) {
    parts.push(`<rect x="${x}" y="${MARGIN + 2}" width="14" height="10" fill="${colour(name)}"/>`);
    parts.push(`<text x="${x + 20}" y="${MARGIN + 11}">${escapeHtml(words)}</text>`);
    x += 44 + 6.6 * words.length;
  }
  const size = `width="${right}" height="${y}" viewBox="0 0 ${right} ${y}"`;
  const style = `${themeRules()}
svg { color: var(--soft); font: 12px system-ui, sans-serif; } text { fill: var(--soft); } .title { fill: var(--ink); font-weight: 600; }`;
  const ground = `<rect width="100%" height="100%" fill="var(--panel)"/>`;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><style>${style}</style>\n${ground}\n${parts.join("\n")}\n</svg>\n`;
  return text.replaceAll("&nbsp;", " ");
}

function chart(drawing: Drawing, { title, width, height, options }: Panel, x: number, y: number): string {
  const { markup } = drawing.svg(title, { width, height, ...options(drawing.plot) });
  return markup.replace(/^<svg/, `<svg x="${x}" y="${y}" overflow="visible"`);
}

/** All draws of a quantity, chain after chain. */
export function drawsOf(draws: Draws, name: string): Float64Array {
  const index = draws.names.indexOf(name);
  if (index < 0) throw new Error(`there is no quantity ${name}`);
  return pooled(draws.chains.map((columns) => columns[index]!));
}

export interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Median and central 90 % over the draws of a curve, at each x; `curve(x, s)` is its height in draw s. */
export function band(
  xs: readonly number[],
  count: number,
  curve: (x: number, s: number) => number,
): BandPoint[] {
  return xs.map((x) => {
    const heights = Float64Array.from({ length: count }, (_, s) => curve(x, s));
    return { x, low: quantile(heights, 0.05), median: quantile(heights, 0.5), high: quantile(heights, 0.95) };
  });
}

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly density: number;
}

/** A histogram as a density, in `count` bins of `width` from `low` on. */
export function histogram(values: readonly number[], low: number, width: number, count: number): Bar[] {
  return Array.from({ length: count }, (_, bin) => {
    const [from, to] = [low + bin * width, low + (bin + 1) * width];
    const inside = values.filter((value) => value >= from && value < to).length;
    return { from, to, density: inside / values.length / width };
  });
}

/** `count` equally spaced numbers, both ends included. */
export function spaced(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

/** The example's data.json. */
export function dataBeside<Data>(moduleUrl: string): Data {
  return JSON.parse(readFileSync(new URL("data.json", moduleUrl), "utf8")) as Data;
}
