// Posterior predictive checks: would the fitted model have produced data like those observed? Per observed variable a density or
// frequency overlay, a histogram, intervals per observation, and four test statistics; each with what a good one looks like.

import { densityCurve } from "./density-curve.ts";
import { strideFor } from "./draws-of.ts";
import { type Drawing, tickText } from "./drawing.ts";
import { type Html, html } from "./html.ts";
import { item } from "./legend.ts";
import { colour } from "./palette.ts";
import {
  type Interval,
  type Predictive,
  binned,
  intervals,
  preparePredictive,
  testStatistics,
} from "./predictive-numbers.ts";
import type { PredictiveInput } from "./report-input.ts";
import { counted, figure, short, whole } from "./words.ts";

const OVERLAID = 40;
const MOST_INTERVALS = 120;
const SIZE = { width: 520, height: 260, marginLeft: 56 };

export function predictiveSection(drawing: Drawing, inputs: readonly PredictiveInput[]): Html | null {
  if (inputs.length === 0) return null;
  return html`<section id="predictive" aria-labelledby="predictive-title">
    <h2 id="predictive-title">Observed against predicted</h2>
    <p>
      From each of many posterior draws the model makes a data set as large as the observed one. If the model
      is right for these data, the observed one looks like any of them.
    </p>
    <p class="legend">
      ${item(`border-top: 3px solid ${colour("observed")}`, "observed", "line")}
      ${item(`background: ${colour("nuts")}; opacity: 0.6`, "predicted by the model")}
      <span><b class="cross" aria-hidden="true">▲</b> observation outside its 90&nbsp;% interval</span>
    </p>
    ${inputs.map((input) => variable(drawing, preparePredictive(input)))}
  </section>`;
}

function variable(drawing: Drawing, data: Predictive): Html {
  const each = intervals(data);
  return html`<article class="card" data-name="${data.name}">
    <header>
      <h3>${data.name}</h3>
      <span class="figures"
        >${counted(data.observed.length, "observation")} ·
        ${counted(data.replicated.length, "replicated data set")}</span
      >
    </header>
    <p>${coverage(each, data.isDiscrete)}</p>
    <div class="row wide">
      <figure>
        <figcaption>Overlay. Good: the thick line looks like one of the thin ones.</figcaption>
        ${overlay(drawing, data)}
      </figure>
      <figure>
        <figcaption>
          Histogram. Good: bars end within the 90&nbsp;% intervals of the predicted counts (vertical lines).
        </figcaption>
        ${histogram(drawing, data)}
      </figure>
    </div>
    <figure>
      <figcaption>
        Every observation with the central 50&nbsp;% and 90&nbsp;% of its predictions, in the order of their
        medians. Good: about 9 in 10 points lie within the long lines, and those outside show no pattern.
      </figcaption>
      <div class="long">${intervalChart(drawing, data, each)}</div>
    </figure>
    ${statisticsTable(data)}
  </article> `;
}

function coverage(each: readonly Interval[], isDiscrete: boolean): string {
  const inside = each.filter(({ isOutside }) => !isOutside).length;
  const share = inside / each.length;
  // Twice the binomial standard error around nine in ten; the ends of small data sets are never called odd by less than that.
  const slack = 2 * Math.sqrt((0.9 * 0.1) / each.length);
  const found = `${whole(inside)} of ${counted(each.length, "observation")} (${figure(100 * share)}\u00a0%) lie within their 90\u00a0% intervals`;
  if (share < 0.9 - slack) return `${found}: too few. The model promises more precision than the data show.`;
  if (share > 0.9 + slack && !isDiscrete)
    return `${found}: more than the nine in ten expected. The model is more uncertain than the data require.`;
  return `${found}, ${isDiscrete ? "not fewer than" : "close to"} the nine in ten expected.`;
}

function overlay({ plot, svg }: Drawing, data: Predictive): Html {
  const { name, observed, replicated } = data;
  const stride = strideFor(replicated.length, OVERLAID);
  const some = replicated.filter((_, s) => s % stride === 0);
  const curve = (y: Float64Array): { x: number; y: number }[] =>
    data.isDiscrete
      ? frequencies(y, data)
      : densityCurve(y, data.range, "open").map(({ x, density }) => ({ x, y: density }));
  const at = { x: "x", y: "y" };
  return svg(
    `${data.isDiscrete ? "Frequencies" : "Densities"} of ${name}: observed over ${some.length} replicated data sets.`,
    {
      ...SIZE,
      x: { label: short(name), ticks: 6, tickFormat: tickText },
      y: {
        label: data.isDiscrete ? "share of observations" : "density",
        ticks: 4,
        tickFormat: tickText,
        zero: true,
      },
      marks: [
        ...some.map((y) =>
          plot.lineY(curve(y), { ...at, stroke: colour("nuts"), strokeWidth: 0.8, strokeOpacity: 0.35 }),
        ),
        plot.lineY(curve(observed), { ...at, stroke: colour("observed"), strokeWidth: 2.5 }),
        plot.ruleY([0], { stroke: colour("faint") }),
      ],
    },
  );
}

/** Shares per bin of whole numbers, at the middle of the bin. */
function frequencies(y: Float64Array, data: Predictive): { x: number; y: number }[] {
  return binned({ ...data, observed: y, replicated: [y] }).map((bin) => ({
    x: (bin.from + bin.to) / 2,
    y: bin.observed / y.length,
  }));
}

function histogram({ plot, svg }: Drawing, data: Predictive): Html {
  const bins = binned(data);
  const middle = ({ from, to }: { from: number; to: number }): number => (from + to) / 2;
  return svg(`Histogram of ${data.name}: observed counts with 90\u00a0% intervals of the predicted ones.`, {
    ...SIZE,
    x: { label: short(data.name), ticks: 6, tickFormat: tickText },
    y: { label: "observations", ticks: 4, tickFormat: wholeTick, zero: true },
    marks: [
      plot.rectY(bins, {
        x1: "from",
        x2: "to",
        y: "observed",
        fill: colour("observed"),
        fillOpacity: 0.18,
        stroke: colour("observed"),
        strokeOpacity: 0.5,
      }),
      plot.ruleX(bins, { x: middle, y1: "low", y2: "high", stroke: colour("nuts"), strokeWidth: 2.5 }),
      plot.dot(bins, { x: middle, y: "median", fill: colour("nuts"), r: 2.8 }),
      plot.ruleY([0], { stroke: colour("faint") }),
    ],
  });
}

/** Counts have no halves. */
function wholeTick(value: number): string {
  return Number.isInteger(value) ? tickText(value) : "";
}

function intervalChart({ plot, svg }: Drawing, { name }: Predictive, each: readonly Interval[]): Html {
  const ordered = [...each].sort((a, b) => a.median - b.median || a.index - b.index);
  const stride = strideFor(ordered.length, MOST_INTERVALS);
  const shown = ordered.map((one, k) => ({ ...one, position: k + 1 })).filter((_, k) => k % stride === 0);
  const thick = shown.length > 60 ? 3.5 : 5;
  const rule = (end: "half" | "most", strokeWidth: number, strokeOpacity: number) =>
    plot.ruleX(shown, {
      x: "position",
      y1: (one: Interval) => one[end][0],
      y2: (one: Interval) => one[end][1],
      stroke: colour("nuts"),
      strokeWidth,
      strokeOpacity,
    });
  const inside = shown.filter(({ isOutside }) => !isOutside);
  const outside = shown.filter(({ isOutside }) => isOutside);
  return svg(
    `Observations of ${name} with predictive intervals; ${outside.length} of ${shown.length} lie outside.`,
    {
      width: 1060,
      height: 280,
      marginLeft: 56,
      x: {
        label: `observation, in the order of predicted medians${stride > 1 ? ` (one in ${stride} shown)` : ""}`,
        ticks: 8,
        tickFormat: tickText,
        inset: 8,
      },
      y: { label: short(name), ticks: 5, tickFormat: tickText, grid: true },
      marks: [
        rule("most", 1.2, 0.75),
        rule("half", thick, 0.8),
        plot.dot(inside, { x: "position", y: "observed", r: 2.6, fill: colour("observed") }),
        plot.dot(outside, {
          x: "position",
          y: "observed",
          r: 4.5,
          symbol: "triangle",
          fill: colour("divergent"),
        }),
      ],
    },
  );
}

function statisticsTable(data: Predictive): Html {
  const text = (value: number): string => figure(value, 4);
  const rows = testStatistics(data).map(({ name, observed, median, low, high, above }) => {
    const isExtreme = above < 0.025 || above > 0.975;
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${text(observed)}</td>
      <td>${text(median)}</td>
      <td>${text(low)} to ${text(high)}</td>
      <td>${figure(100 * above)} %${isExtreme ? html` <span class="mark bad">unusual</span>` : null}</td>
    </tr>`;
  });
  return html`<p>
      Test statistics. Good: the observed value lies within the interval, and the last column is far from
      0&nbsp;% and 100&nbsp;%.
    </p>
    <div class="scroll">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">statistic</th>
            <th scope="col">observed</th>
            <th scope="col">predicted median</th>
            <th scope="col">predicted 90&nbsp;%</th>
            <th scope="col">larger in replicated data</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}
