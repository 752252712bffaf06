// Two families of approximations beside NUTS: what a family cannot express, such as a tilt or the width across one, is plain in
// scatter plots on the same axes, and the correlations below say it in figures.

import { mean, standardDeviation, type FitResult } from "../../runtime/index.ts";
import { finiteDraws, chainsNamed } from "./draws-of.ts";
import { type Drawing, tickText } from "./drawing.ts";
import { type Html, html } from "./html.ts";
import { colour } from "./palette.ts";
import { inFrame, pointsOf, type Range, thinned } from "./points.ts";
import { type Quantity, worstFirst } from "./quantities.ts";
import type { Run } from "./report-input.ts";
import { figure, short } from "./words.ts";

/** Pairs shown, of those between as many quantities. */
const MOST_PAIRS = 2;
const MOST_QUANTITIES = 20;
const DOTS = 500;
const SIZE = { width: 330, height: 300, marginLeft: 42 };

/** One way to draw: its words and its draws of a quantity. */
interface Method {
  readonly name: string;
  readonly shade: "nuts" | "fit";
  draws(name: string): Float64Array;
}

interface Pair {
  readonly x: string;
  readonly y: string;
  /** By each method, in their order. */
  readonly correlations: readonly number[];
}

/** Null without a second fit, or where there are no two quantities to set against each other. */
export function familySection(
  drawing: Drawing,
  run: Run,
  also: FitResult | undefined,
  quantities: readonly Quantity[],
): Html | null {
  if (also === undefined || run.kind !== "fit") return null;
  const methods = [
    ...(run.nuts === null ? [] : [method("NUTS", "nuts", run.nuts)]),
    method(familyTitle(run.fit), "fit", run.fit),
    method(familyTitle(also), "fit", also),
  ];
  const pairs = strongest(methods, quantities);
  if (pairs.length === 0) return null;
  return html`<section id="families" aria-labelledby="families-title">
    <h2 id="families-title">Two families side by side</h2>
    <p>
      The same posterior by ${methods.map(({ name }) => name).join(", ")}. A mean-field normal treats
      parameters as independent: it cannot tilt, and where the posterior does it becomes too narrow. A
      full-rank normal can tilt, but not bend. <b>Good:</b> all clouds have the same shape.
    </p>
    ${pairs.map((pair) => plots(drawing, methods, pair))} ${table(methods, pairs)}
  </section>`;
}

export function familyTitle({ approximation }: FitResult): string {
  return approximation.family === "fullrank" ? "full-rank ADVI" : "mean-field ADVI";
}

function method(name: string, shade: "nuts" | "fit", { draws }: Pick<FitResult, "draws">): Method {
  return { name, shade, draws: (quantity) => finiteDraws(chainsNamed(draws, quantity)) };
}

/** The pairs of parameters with the strongest correlation by the first method. */
function strongest(methods: readonly Method[], quantities: readonly Quantity[]): Pair[] {
  const varying = worstFirst(quantities.filter(({ isParameter, summary }) => isParameter && summary.sd > 0));
  const names = varying.slice(0, MOST_QUANTITIES).map(({ name }) => name);
  const order = new Map(quantities.map(({ name }, k) => [name, k]));
  names.sort((a, b) => order.get(a)! - order.get(b)!);
  const all = names.flatMap((x, i) =>
    names.slice(i + 1).map((y): Pair => {
      const correlations = methods.map((each) => correlation(each.draws(x), each.draws(y)));
      return { x, y, correlations };
    }),
  );
  const size = ({ correlations }: Pair): number => Math.abs(correlations[0]!) || 0;
  return all.sort((a, b) => size(b) - size(a)).slice(0, MOST_PAIRS);
}

/** Pearson's; NaN where a quantity does not vary or some of its draws are not finite. */
function correlation(x: Float64Array, y: Float64Array): number {
  if (x.length !== y.length) return NaN;
  const [centreX, centreY] = [mean(x), mean(y)];
  const products = x.map((value, i) => (value - centreX) * (y[i]! - centreY));
  return (mean(products) * x.length) / (x.length - 1) / (standardDeviation(x) * standardDeviation(y));
}

/** A correlation as it is read: two decimals. */
function decimals(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2).replace("-0.00", "0.00").replace("-", "−") : figure(value);
}

/** What all but 0.2 % of the draws by any method lie in. */
function rangeOf(methods: readonly Method[], name: string): Range {
  const all = methods.flatMap((each) => Array.from(each.draws(name))).sort((a, b) => a - b);
  const at = (share: number): number => all[Math.round(share * (all.length - 1))]!;
  return [at(0.001), at(0.999)];
}

function plots({ plot, svg }: Drawing, methods: readonly Method[], { x, y, correlations }: Pair): Html {
  const [rangeX, rangeY] = [rangeOf(methods, x), rangeOf(methods, y)];
  const axis = (name: string, domain: Range): object => ({
    label: short(name),
    domain: [...domain],
    ticks: 5,
    tickFormat: tickText,
  });
  const cells = methods.map((each, k) => {
    const points = inFrame(thinned(pointsOf(each.draws(x), each.draws(y)), DOTS), rangeX, rangeY);
    const words = `correlation ${decimals(correlations[k]!)}`;
    const dots = { x: "x", y: "y", r: 1.6, fill: colour(each.shade), fillOpacity: 0.5 };
    return html`<figure>
      <figcaption>${each.name}: ${words}</figcaption>
      ${svg(`Draws of ${y} against ${x} by ${each.name}: ${words}.`, {
        ...SIZE,
        x: axis(x, rangeX),
        y: axis(y, rangeY),
        marks: [plot.frame({ stroke: colour("edge") }), plot.dot(points, dots)],
      })}
    </figure>`;
  });
  return html`<div class="row">${cells}</div>`;
}

function table(methods: readonly Method[], pairs: readonly Pair[]): Html {
  const names = [...new Set(pairs.flatMap(({ x, y }) => [x, y]))];
  const row = (title: string, values: readonly string[]): Html =>
    html`<tr>
      <th scope="row">${title}</th>
      ${values.map((value) => html`<td>${value}</td>`)}
    </tr>`;
  return html`<div class="scroll">
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">of the draws</th>
          ${methods.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${pairs.map(({ x, y, correlations }) => row(`correlation of ${x} and ${y}`, correlations.map(decimals)))}
        ${names.map((name) =>
          row(
            `sd of ${name}`,
            methods.map((each) => figure(standardDeviation(each.draws(name)))),
          ),
        )}
      </tbody>
    </table>
  </div>`;
}
