// The top of the page: the verdict in words, the reasons with their figures, what to do next, and the checks behind it.

import type { Status } from "../../runtime/index.ts";
import { checkTable } from "./check-table.ts";
import type { CheckLine } from "./checks.ts";
import { type Html, html } from "./html.ts";
import type { Quantity } from "./quantities.ts";
import type { Run } from "./report-input.ts";
import { headline, lead } from "./verdict-words.ts";

export function verdictSection(
  run: Run,
  quantities: readonly Quantity[],
  checks: readonly CheckLine[],
): Html {
  const { status, reasons } = run.kind === "fit" ? run.fit : run.nuts;
  return html`<section id="verdict" class="verdict ${status}" aria-labelledby="verdict-title">
      <p class="status"><span aria-hidden="true">${SIGNS[status]}</span> ${status}</p>
      <h2 id="verdict-title">${headline(run, status, quantities)}</h2>
      <p class="lead">${lead(run, status, quantities)}</p>
      ${reasonList(reasons)} ${nextSteps(run, status, checks)}
    </section>
    ${checkTable(checks, status !== "verified")}`;
}

const SIGNS: Readonly<Record<Status, string>> = { verified: "✓", usable: "!", unreliable: "✕" };

function reasonList(reasons: readonly string[]): Html | null {
  if (reasons.length === 0) return null;
  return html`<h3>What speaks against it</h3>
    <ul>
      ${reasons.map((reason) => html`<li>${sentence(reason)}</li>`)}
    </ul>`;
}

/** Names keep their case: only a reason that begins with a plain word gets a capital. */
function sentence(text: string): string {
  const capital = /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

function nextSteps(run: Run, status: Status, checks: readonly CheckLine[]): Html {
  const steps = checks
    .filter(({ level }) => level !== "good")
    .sort((a, b) => Number(b.level === "bad") - Number(a.level === "bad"))
    .map(({ name, found, advice }) => {
      // Without reasons the figure was not told yet.
      const figures = status === "verified" ? `${found}. ` : "";
      return html`<li><b>${name}:</b> ${figures}${withCode(advice)}</li>`;
    });
  if (run.kind === "fit" && run.fit.check === undefined) {
    const advice = "leave out `--verify none`, and NUTS will check the approximation.";
    steps.push(html`<li><b>Comparison:</b> ${withCode(advice)}</li>`);
  }
  if (steps.length === 0) {
    steps.push(
      html`<li>
        Nothing is left to do for the computation. Whether the <em>model</em> is right is another question:
        compare what it would produce with what was observed.
      </li>`,
    );
  }
  const isReminder = status === "verified" && checks.some(({ level }) => level !== "good");
  return html`<h3>${isReminder ? "Worth knowing" : "What to do next"}</h3>
    <ul>
      ${steps}
    </ul>`;
}

/** Text in backquotes as code. */
function withCode(text: string): Html[] {
  return text.split("`").map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
