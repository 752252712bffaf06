// Pair plots of the quantities that deserve it most: those in which divergent draws lie apart from the others, then the worst by
// R-hat, effective draws and disagreement. Below the diagonal NUTS with its divergences, above it the approximation, if there is one.

import { mean, pooled, quantile, standardDeviation, type SampleResult } from "../../runtime/index.ts";
import { densityChart } from "./density-chart.ts";
import { chainsNamed, finite, largest, smallest } from "./draws-of.ts";
import { type Drawing, tickText } from "./drawing.ts";
import { type Html, html } from "./html.ts";
import { divergentItem, item } from "./legend.ts";
import { colour } from "./palette.ts";
import { inFrame, pointsOf, type Range, thinned } from "./points.ts";
import { type Quantity, worstFirst } from "./quantities.ts";
import { methodName, type Run } from "./report-input.ts";
import { counted, short, whole } from "./words.ts";

const MOST_QUANTITIES = 4;
const DOTS = 400;
/** Share of draws beyond each end of an axis. */
const OUTER = 0.001;
const MOST_CROSSES = 300;
const SIZE = { width: 300, height: 230 };
/** Positive quantities whose central 99 % spans this factor are shown on a logarithmic axis. */
const LOGARITHMIC = 20;

interface Column {
  readonly name: string;
  readonly isLog: boolean;
  readonly range: Range;
  /** All draws of NUTS, chain after chain; of the approximation. */
  readonly nuts: Float64Array;
  readonly fit: Float64Array;
}

export function pairSection(drawing: Drawing, run: Run, quantities: readonly Quantity[]): Html | null {
  const divergent = run.nuts === null ? new Uint8Array() : divergences(run.nuts);
  const names = chosen(run, quantities, divergent);
  if (names.length < 2) return null;
  const columns = names.map((name) => columnOf(run, name, divergent));
  const cells = columns.map((y, row) =>
    columns.map((x, column) => {
      if (row === column) {
        const draws = { nuts: finite(x.nuts), fit: finite(x.fit) };
        return html`<div>${densityChart(drawing, x.name, draws, SIZE)}</div>`;
      }
      if (row > column) {
        return html`<div>
          ${run.nuts === null ? approximation(drawing, x, y, run) : chains(drawing, x, y, divergent)}
        </div>`;
      }
      return html`<div>
        ${run.nuts !== null && run.kind === "fit" ? approximation(drawing, x, y, run) : null}
      </div>`;
    }),
  );
  return html`<section id="pairs" aria-labelledby="pairs-title">
    <h2 id="pairs-title">Pairs</h2>
    <p>
      ${words(run, divergent)} ${selection(names.length, quantities.length)} Axes cover 99.8&nbsp;% of the
      draws; those of positive, very skewed quantities are logarithmic.
    </p>
    <p class="legend">
      ${run.nuts === null ? null : item(`background: ${colour("nuts")}`, "NUTS", "dot")}
      ${divergent.includes(1) ? divergentItem() : null}
      ${run.kind === "fit" ? item(`background: ${colour("fit")}`, methodName(run.fit.method), "dot") : null}
    </p>
    <div class="scroll"><div class="pairs" style="--columns: ${names.length}">${cells}</div></div>
  </section>`;
}

function selection(shown: number, total: number): string {
  return shown === total ? "" : `The ${shown} of ${whole(total)} quantities with most trouble are shown.`;
}

function words(run: Run, divergent: Uint8Array): Html {
  const shape = html`Look for narrow ridges (parameters that data cannot tell apart), funnels and separate
  clouds.`;
  const count = divergent.reduce((sum, flag) => sum + flag, 0);
  if (run.nuts === null) return html`${shape} <b>Good:</b> round or gently tilted clouds.`;
  const crosses =
    count === 0
      ? html`<b>Good:</b> round or gently tilted clouds; no transition diverged.`
      : html`<b>Bad:</b> ${counted(count, "transition")} diverged; crosses that crowd in one place show where
          the sampler could not go${count > MOST_CROSSES ? ` (${MOST_CROSSES} of them are shown)` : ""}.`;
  const both =
    run.kind === "fit"
      ? " Below the diagonal are draws of NUTS, above it those of the approximation with the axes exchanged: both should have the same shape."
      : "";
  return html`${shape} ${crosses}${both}`;
}

function divergences({ draws }: SampleResult): Uint8Array {
  const column = draws.sampler.names.indexOf("divergent__");
  return Uint8Array.from(
    draws.sampler.chains.flatMap((columns) => (column < 0 ? [] : Array.from(columns[column]!))),
  );
}

function chosen(run: Run, quantities: readonly Quantity[], divergent: Uint8Array): string[] {
  const varying = quantities.filter(({ summary, isParameter }) => isParameter && summary.sd > 0);
  const apart = new Map(varying.map(({ name }) => [name, separation(run, name, divergent)]));
  return worstFirst(varying)
    .map((quantity, rank) => ({ quantity, score: (apart.get(quantity.name) ?? 0) * varying.length - rank }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_QUANTITIES)
    .map(({ quantity }) => quantity.name);
}

/** How far divergent draws lie from the others, in standard deviations of the others; 0 for fewer than three. */
function separation(run: Run, name: string, divergent: Uint8Array): number {
  const draws = allDraws(run, name);
  const inside = draws.filter((_, i) => divergent[i] === 1);
  const outside = draws.filter((_, i) => divergent[i] !== 1);
  if (inside.length < 3 || outside.length < 3) return 0;
  const distance = Math.abs(mean(inside) - mean(outside)) / standardDeviation(outside);
  return Number.isFinite(distance) ? distance : 0;
}

function allDraws(run: Run, name: string): Float64Array {
  return pooled(chainsNamed(run.nuts?.draws ?? null, name) ?? []);
}

function columnOf(run: Run, name: string, divergent: Uint8Array): Column {
  const nuts = allDraws(run, name);
  const fit = run.kind === "fit" ? pooled(chainsNamed(run.fit.draws, name) ?? []) : new Float64Array();
  const all = finite(pooled([nuts, fit]));
  const isLog = smallest(all) > 0 && quantile(all, 0.995) / quantile(all, 0.005) > LOGARITHMIC;
  const marked = finite(nuts.filter((_, i) => divergent[i] === 1));
  const low = Math.min(quantile(all, OUTER), smallest(marked));
  const high = Math.max(quantile(all, 1 - OUTER), largest(marked));
  return { name, nuts, fit, isLog, range: [low, high] };
}

function axis({ name, isLog, range }: Column): object {
  const scale = isLog ? { type: "log", label: `${short(name)} (log scale)` } : { label: short(name) };
  const ticks = isLog ? logarithmicTicks(range) : 4;
  return { ...scale, domain: [...range], ticks, tickFormat: tickText };
}

/** Powers of ten; with two and five between them if there are few. */
function logarithmicTicks([low, high]: Range): number[] {
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, k) => 10 ** (first + k));
  const inside = (ticks: readonly number[]): number[] => ticks.filter((tick) => tick >= low && tick <= high);
  const tens = inside(powers);
  const fine = inside(powers.flatMap((power) => [power, 2 * power, 5 * power]));
  return tens.length >= 3 ? tens.filter((_, k) => k % Math.ceil(tens.length / 5) === 0) : fine;
}

function chains({ plot, svg }: Drawing, x: Column, y: Column, divergent: Uint8Array): Html {
  const points = pointsOf(x.nuts, y.nuts);
  const calm = points.filter((_, i) => divergent[i] !== 1);
  const crosses = thinned(
    points.filter((_, i) => divergent[i] === 1),
    MOST_CROSSES,
  );
  return svg(`Draws of ${y.name} against ${x.name} by NUTS, ${crosses.length} divergent ones marked.`, {
    ...SIZE,
    x: axis(x),
    y: axis(y),
    marks: [
      plot.frame({ stroke: colour("edge") }),
      plot.dot(thinned(inFrame(calm, x.range, y.range), DOTS), {
        x: "x",
        y: "y",
        r: 1.5,
        fill: colour("nuts"),
        fillOpacity: 0.45,
      }),
      plot.dot(crosses, {
        x: "x",
        y: "y",
        r: 3,
        symbol: "times",
        stroke: colour("divergent"),
        strokeWidth: 1.5,
      }),
    ],
  });
}

function approximation({ plot, svg }: Drawing, x: Column, y: Column, run: Run): Html {
  const points = thinned(inFrame(pointsOf(x.fit, y.fit), x.range, y.range), DOTS);
  const method = run.kind === "fit" ? methodName(run.fit.method) : "";
  return svg(`Draws of ${y.name} against ${x.name} by ${method}.`, {
    ...SIZE,
    x: axis(x),
    y: axis(y),
    marks: [
      plot.frame({ stroke: colour("edge") }),
      plot.dot(points, { x: "x", y: "y", r: 1.5, fill: colour("fit"), fillOpacity: 0.45 }),
    ],
  });
}
