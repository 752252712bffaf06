// One card per quantity, the worst first: density, trace and rank plot. A handful is open, the rest is folded into pages, so that a
// hundred parameters stay readable; beyond a bound only the tables show them.

import type { SampleResult } from "../../runtime/index.ts";
import { rankChart, traceChart, TRACE_POINTS } from "./chain-charts.ts";
import { densityChart } from "./density-chart.ts";
import { chainsNamed, finiteDraws, strideFor } from "./draws-of.ts";
import type { Drawing } from "./drawing.ts";
import { type Html, html } from "./html.ts";
import { legend } from "./legend.ts";
import { type Quantity, worstFirst } from "./quantities.ts";
import { methodName, type Run } from "./report-input.ts";
import { figure, whole } from "./words.ts";

const OPEN = 6;
const PAGE = 12;
const MOST_CARDS = 120;

export function parameterSection(drawing: Drawing, run: Run, quantities: readonly Quantity[]): Html {
  const ranked = worstFirst(quantities);
  const cards = ranked.slice(0, MOST_CARDS).map((quantity) => card(drawing, run, quantity));
  const layout = run.nuts === null ? "cards narrow" : "cards";
  const pages: Html[] = [];
  for (let first = OPEN; first < cards.length; first += PAGE) {
    const last = Math.min(first + PAGE, cards.length);
    const names = `${ranked[first]!.name} … ${ranked[last - 1]!.name}`;
    pages.push(
      html`<details class="page">
        <summary>${first + 1} to ${last} <span class="soft">${names}</span></summary>
        <div class="${layout}">${cards.slice(first, last)}</div>
      </details>`,
    );
  }
  return html`<section id="parameters" aria-labelledby="parameters-title">
    <h2 id="parameters-title">Parameters</h2>
    <p>${order(run)} ${bound(ranked.length)}</p>
    ${explanations(run)} ${ranked.length > OPEN ? TOOLS : null}
    <div class="${layout}">${cards.slice(0, OPEN)}</div>
    ${pages}
  </section>`;
}

const TOOLS = html`<p class="tools js" hidden>
  <label
    >Show only names with <input id="filter" type="search" autocomplete="off" spellcheck="false"
  /></label>
  <button type="button" id="unfold">Open all</button> <output id="filter-count" for="filter"></output>
</p>`;

function order(run: Run): string {
  const measures =
    run.nuts === null
      ? "as in the model"
      : run.kind === "fit"
        ? "by disagreement with NUTS, R-hat and effective draws"
        : "by R-hat and effective draws";
  return run.nuts === null ? `The order is ${measures}.` : `The worst come first, ${measures}.`;
}

function bound(total: number): string | null {
  return total > MOST_CARDS
    ? `Plots are shown for ${MOST_CARDS} of ${whole(total)} quantities; the tables list more.`
    : null;
}

function explanations(run: Run): Html {
  const { nuts } = run;
  const items = [
    html`<li><b>Density.</b> ${densityWords(run)} The axis covers the central 99&nbsp;% of the draws.</li>`,
  ];
  if (nuts !== null) {
    const stride = strideFor(nuts.draws.chains[0]?.[0]?.length ?? 0, TRACE_POINTS);
    items.push(
      html`<li>
        <b>Trace.</b> The draws of each chain in their
        order${stride > 1 ? ` (every ${ordinal(stride)} is shown)` : ""}. Good: the chains lie over each other
        and look like noise without trend, steps or flat stretches${crosses(nuts)}
      </li>`,
      html`<li>
        <b>Ranks.</b> How often each chain visits the lower and the higher values. Good: all lines wander
        within the grey band, which is what chance alone gives for independent draws; a line far outside is a
        chain that saw another distribution or mixes slowly.
      </li>`,
    );
  }
  return html`<ul class="explain">
      ${items}
    </ul>
    ${legend(run)}`;
}

function densityWords(run: Run): string {
  if (run.kind === "sample")
    return "Where the posterior lies. Look for several peaks or mass piled up at a bound.";
  if (run.nuts === null) return "Where the approximation lies; it was not compared with NUTS.";
  return `${methodName(run.fit.method)} (dashed) over NUTS (filled). Good: they cover each other. A narrower dashed curve means intervals that are too short; a shifted one means wrong means.`;
}

function crosses(nuts: SampleResult): string {
  const diverged = nuts.chains.some(({ statistics }) => statistics.divergent__.includes(1));
  return diverged ? ". Crosses on the lower edge mark divergent transitions." : ".";
}

function ordinal(n: number): string {
  return n === 2 ? "second" : n === 3 ? "third" : `${n}th`;
}

function card(drawing: Drawing, run: Run, quantity: Quantity): Html {
  const { name, summary, nuts, complaints } = quantity;
  const chains = chainsNamed(run.nuts?.draws ?? null, name);
  const fit = run.kind === "fit" ? finiteDraws(chainsNamed(run.fit.draws, name)) : new Float64Array();
  const nutsDraws = finiteDraws(chains);
  const varies = summary.sd !== 0 || (nuts !== null && nuts.sd !== 0);
  const charts = varies
    ? html`<div class="row">
        ${densityChart(drawing, name, { nuts: nutsDraws, fit })}${
          chains === null || run.nuts === null
            ? null
            : [traceChart(drawing, name, chains, run.nuts), rankChart(drawing, name, chains)]
        }
      </div>`
    : html`<p class="remark">The same value in every draw.</p>`;
  const state = complaints.length === 0 ? "good" : "bad";
  return html`<article class="card ${state}" data-name="${name}">
    <header>
      <h3>${name}</h3>
      <span class="figures">${figures(run, quantity)}</span>
      ${complaints.map((words) => html`<span class="mark bad">${words}</span>`)}
    </header>
    ${charts}${infinite(chains)}
  </article> `;
}

function figures(run: Run, { summary, nuts }: Quantity): string {
  const parts = [`mean ${figure(summary.mean, 4)}`, `sd ${figure(summary.sd)}`];
  const { r_hat: rHat, ess_bulk: bulk, ess_tail: tail } = nuts ?? summary;
  if (Number.isFinite(rHat)) parts.push(`R-hat ${run.kind === "fit" ? "of NUTS " : ""}${rHat.toFixed(3)}`);
  if (nuts !== null && Number.isFinite(bulk))
    parts.push(`effective draws ${whole(bulk)} (tails ${whole(tail)})`);
  return parts.join(" · ");
}

function infinite(chains: readonly Float64Array[] | null): Html | null {
  const count = (chains ?? []).reduce(
    (sum, chain) => sum + chain.reduce((s, x) => s + Number(!Number.isFinite(x)), 0),
    0,
  );
  return count === 0
    ? null
    : html`<p class="remark">${whole(count)} draws are not finite and are left out.</p>`;
}
