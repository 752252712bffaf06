// The course of the optimisation: the evidence lower bound after every stage, by fresh draws, with its Monte Carlo error.

import type { ElboPoint, FitResult } from "../../runtime/index.ts";
import type { Drawing } from "./drawing.ts";
import { tickText } from "./drawing.ts";
import { type Html, html } from "./html.ts";
import { colour } from "./palette.ts";
import { counted, figure, whole } from "./words.ts";

export function elboSection(drawing: Drawing, fit: FitResult): Html {
  const points = fit.elbo.filter(({ elbo }) => Number.isFinite(elbo));
  const last = points[points.length - 1];
  return html`<section id="elbo" aria-labelledby="elbo-title">
    <h2 id="elbo-title">Convergence of the approximation</h2>
    <p>
      The evidence lower bound (ELBO) measures how well the approximation fits; higher is better.
      <b>Good:</b> it climbs and then stays level within its error bars (two Monte Carlo standard errors).
    </p>
    ${last === undefined ? html`<p>No finite ELBO was reached.</p>` : charts(drawing, points, last)}
  </section>`;
}

function charts(drawing: Drawing, points: readonly ElboPoint[], last: ElboPoint): Html {
  const late = settled(points);
  const words = `It ended at ${decimal(last.elbo, last.mcse)} ± ${figure(last.mcse, 2)} after ${counted(last.iteration, "iteration")} (${counted(last.gradientEvaluations, "gradient evaluation")}).`;
  const title = (text: string, chart: Html): Html =>
    html`<figure>
      <figcaption>${text}</figcaption>
      ${chart}
    </figure>`;
  return html`<p>${words}</p>
    <div class="row wide">
      ${title("All stages", elboChart(drawing, points))}
      ${late.length === points.length ? null : title("The last stages, enlarged", elboChart(drawing, late))}
    </div>`;
}

/** The stages after the climb, if showing the climb would hide them. */
function settled(points: readonly ElboPoint[]): readonly ElboPoint[] {
  const late = points.slice(Math.min(points.length - 2, Math.floor(points.length / 3)));
  const range = (some: readonly ElboPoint[]): number => {
    const values = some.map(({ elbo }) => elbo);
    return Math.max(...values) - Math.min(...values) + 2 * some[some.length - 1]!.mcse;
  };
  return late.length >= 2 && range(points) > 6 * range(late) ? late : points;
}

function elboChart({ plot, svg }: Drawing, points: readonly ElboPoint[]): Html {
  const first = points[0]!;
  const last = points[points.length - 1]!;
  const label = `ELBO after each of ${points.length} stages: from ${figure(first.elbo, 5)} at iteration ${whole(first.iteration)} to ${figure(last.elbo, 5)} at iteration ${whole(last.iteration)}.`;
  const shared = { x: "iteration", stroke: colour("fit") };
  return svg(label, {
    width: 520,
    height: 250,
    marginLeft: 64,
    x: { label: "iteration", inset: 12, ticks: 6, tickFormat: tickText },
    y: { label: "ELBO", grid: true, nice: true, ticks: 5, tickFormat: tickText },
    marks: [
      plot.ruleX(points, {
        ...shared,
        y1: ({ elbo, mcse }: ElboPoint) => elbo - 2 * finiteOr(mcse, 0),
        y2: ({ elbo, mcse }: ElboPoint) => elbo + 2 * finiteOr(mcse, 0),
        strokeOpacity: 0.6,
        strokeWidth: 2.5,
      }),
      plot.lineY(points, { ...shared, y: "elbo", strokeWidth: 1.5 }),
      plot.dot(points, { ...shared, y: "elbo", fill: colour("fit"), r: 2.5 }),
    ],
  });
}

/** As many decimals as the error leaves: one more than its first digit. */
function decimal(value: number, error: number): string {
  const digits = error > 0 ? Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error)))) : 3;
  return value.toFixed(digits).replace("-", "−");
}

function finiteOr(value: number, fallback: number): number {
  return Number.isFinite(value) ? value : fallback;
}
