// The summary table with ArviZ's columns, and for a checked fit the approximation beside NUTS. Tables scroll in themselves, so that
// a hundred rows do not push the plots away; clicking a header sorts.

import type { SummaryRow } from "../../runtime/index.ts";
import { shortNumber } from "../number-text.ts";
import { type Html, html } from "./html.ts";
import type { Quantity } from "./quantities.ts";
import { methodName, type Run } from "./report-input.ts";
import { counted, whole } from "./words.ts";

const MOST_ROWS = 2000;
const ROWS_IN_SIGHT = 12;

export function summarySection(run: Run, quantities: readonly Quantity[]): Html {
  const shown = quantities.slice(0, MOST_ROWS);
  const source =
    run.kind === "fit"
      ? `the draws of the approximation (${methodName(run.fit.method)})`
      : "all draws of NUTS";
  return html`<section id="summary" aria-labelledby="summary-title">
    <h2 id="summary-title">Summary</h2>
    <p>
      From ${source}: mean, standard deviation, the narrowest interval with 94&nbsp;% of the draws
      (<i>hdi</i>), and Monte Carlo standard errors of mean and sd (<i>mcse</i>). ${explainEss(run)} Click a
      column to sort by it.
    </p>
    ${rowCount(shown.length, quantities.length)} ${summaryTable(shown)}
    ${run.kind === "fit" && run.fit.check !== undefined ? comparisonTable(shown, methodName(run.fit.method)) : null}
  </section>`;
}

function explainEss(run: Run): Html {
  return run.kind === "fit"
    ? html`Draws of an approximation are independent and come from one source, so effective sample sizes are
      large and there is no R-hat; those of NUTS stand with each quantity below.`
    : html`Good: <i>r_hat</i> below 1.01, <i>ess_bulk</i> and <i>ess_tail</i> (effective draws) at least 100
        per chain.`;
}

function rowCount(shown: number, total: number): Html {
  const rows =
    shown === total
      ? counted(total, "quantity", "quantities")
      : `The first ${whole(shown)} of ${whole(total)} quantities`;
  return html`<p class="remark">
    ${rows}${shown > ROWS_IN_SIGHT ? "; scroll in the table for the rest" : ""}.
  </p>`;
}

function summaryTable(quantities: readonly Quantity[]): Html {
  const first = quantities[0]?.summary;
  if (first === undefined) return html`<p>The model has no quantities.</p>`;
  const columns = Object.keys(first).filter((column) => column !== "name");
  const rows = quantities.map(({ name, summary }) => ({
    name,
    cells: columns.map((column) => cell(column, (summary as SummaryRow & Record<string, number>)[column]!)),
  }));
  return table("Summary of all quantities", columns, rows);
}

function cell(column: string, value: number): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return shortNumber(value);
  if (column.startsWith("ess_")) return value.toFixed(0);
  return (column === "r_hat" ? value.toFixed(3) : shortNumber(value)).replaceAll("-", "−");
}

function comparisonTable(quantities: readonly Quantity[], method: string): Html {
  const rows = quantities.flatMap(({ name, comparison: row }) =>
    row === null
      ? []
      : [
          {
            name,
            cells: [
              ...[row.meanA, row.meanB, row.sdA, row.sdB, row.difference].map((value) => cell("", value)),
              cell("r_hat", row.rHat),
            ],
            words: row.verdict,
          },
        ],
  );
  const columns = [`mean ${method}`, "mean NUTS", `sd ${method}`, "sd NUTS", "distance", "r_hat NUTS"];
  return html`<h3>The approximation beside NUTS</h3>
    <p>
      <i>distance</i>: between both means, in posterior standard deviations. Good: the last column says
      “agrees”. These means come from more draws of the approximation than those of the table above, so their
      last digits may differ.
    </p>
    ${table("The approximation beside NUTS", [...columns, "verdict"], rows)}`;
}

interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  /** A last cell of text. */
  readonly words?: string;
}

function table(label: string, columns: readonly string[], rows: readonly Row[]): Html {
  const head = ["name", ...columns].map(
    (column) => html`<th scope="col"><button type="button">${column}</button></th>`,
  );
  const body = rows.map(
    ({ name, cells, words }) =>
      html`<tr data-name="${name}">
        <th scope="row">${name}</th>
        ${cells.map((text) => html`<td>${text}</td>`)}${
          words === undefined
            ? null
            : html`<td class="words${words === "agrees" ? "" : " off"}">${words}</td>`
        }
      </tr> `,
  );
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label="${label}">
    <table class="figures sortable">
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}
