// What was fitted and how: data in words, the model's source as it was written, settings, seed and cost. Only what was passed is
// shown, so the section holds no time unless the caller wants one.

import { describeData } from "./data-description.ts";
import { type Html, html } from "./html.ts";
import { methodName, type ReportInput, type Run } from "./report-input.ts";
import { figure, whole } from "./words.ts";

export function modelSection({ model, data }: ReportInput): Html | null {
  if (model === undefined && data === undefined) return null;
  return html`<section id="model" aria-labelledby="model-title">
    <h2 id="model-title">Model and data</h2>
    ${data === undefined ? null : dataTable(data)} ${model === undefined ? null : source(model)}
  </section>`;
}

function dataTable({ fileNames, values }: NonNullable<ReportInput["data"]>): Html {
  const lines = describeData(values);
  const from = fileNames.length === 0 ? "no file" : fileNames.join(", ");
  if (lines.length === 0) return html`<p>The model was given no data (${from}).</p>`;
  const rows = lines.map(
    ({ name, shape, range }) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td data-label="shape">${shape}</td>
        <td data-label="values">${range}</td>
      </tr>`,
  );
  return html`<p>Data from ${from}.</p>
    <div class="scroll">
      <table class="checks">
        <thead>
          <tr>
            <th scope="col">variable</th>
            <th scope="col">shape</th>
            <th scope="col">values</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

function source({ fileName, source: text }: NonNullable<ReportInput["model"]>): Html {
  const lines = text.replace(/\s+$/, "").split(/\r?\n/);
  const numbered = lines.map(
    (line) =>
      html`<span
        >${`${line}
`}</span
      >`,
  );
  const folded = lines.length > 60 ? html`` : html` open`;
  return html`<details class="page" ${folded}>
    <summary>${fileName} <span class="soft">${whole(lines.length)} lines</span></summary>
    <pre class="source" tabindex="0" aria-label="Source of the model"><code>${numbered}</code></pre>
  </details>`;
}

/** Lines break before a flag, never within one. */
function commandText(command: string): Html {
  const parts = command.split(/ (?=--)/).map((part, k) => html`${k === 0 ? "" : " "}<span>${part}</span>`);
  return html`<pre class="command"><code>${parts}</code></pre>`;
}

export function runSection(input: ReportInput, run: Run): Html {
  const facts: [string, string][] = [];
  const { nuts } = run;
  if (run.kind === "fit") {
    const { fit } = run;
    facts.push(["method", `${methodName(fit.method)}, family ${fit.approximation.family}`]);
    facts.push(["seed", String(fit.seed)]);
    facts.push(["dimension", `${whole(fit.approximation.dimension)} unconstrained`]);
    facts.push(["gradient evaluations", whole(fit.gradientEvaluations)]);
    if (nuts !== null) facts.push(["gradient evaluations of NUTS", whole(nuts.gradientEvaluations)]);
  } else {
    facts.push(["method", "NUTS"], ["seed", String(run.nuts.seed)]);
    facts.push(["gradient evaluations", whole(run.nuts.gradientEvaluations)]);
  }
  if (nuts !== null) {
    facts.push([
      "chains × draws",
      `${nuts.draws.chains.length} × ${whole(nuts.draws.chains[0]?.[0]?.length ?? 0)}`,
    ]);
    facts.push(["step sizes", nuts.chains.map(({ adaptation }) => figure(adaptation.stepSize)).join(", ")]);
  }
  if (input.seconds !== undefined) facts.push(["seconds", figure(input.seconds)]);
  const options = Object.entries(input.options ?? {}).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const list = (entries: readonly [string, string][]): Html =>
    html`<dl>
      ${entries.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  return html`<section id="run" aria-labelledby="run-title">
    <h2 id="run-title">How it was run</h2>
    ${input.command === undefined ? null : commandText(input.command)} ${list(facts)}
    ${
      options.length === 0
        ? null
        : html`<h3>Options</h3>
            ${list(options)}`
    }
    <p class="remark">
      The same model, data, options and seed give the same
      draws${input.seconds === undefined ? ", and this file byte for byte" : ""}.
    </p>
  </section>`;
}
