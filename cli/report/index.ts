// A run as one HTML file that opens from disk: verdict first, then tables, plots, model and settings. It loads nothing from anywhere
// and its policy forbids it to; scripts other than the page's own are refused even if one slipped past the escaping.

import { createHash } from "node:crypto";
import { fitChecks, nutsChecks } from "./checks.ts";
import { startDrawing } from "./drawing.ts";
import { elboSection } from "./elbo-section.ts";
import { familySection } from "./family-section.ts";
import { type Html, html, trusted } from "./html.ts";
import { modelSection, runSection } from "./model-section.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { styleSheet } from "./page-style.ts";
import { pairSection } from "./pair-section.ts";
import { parameterSection } from "./parameter-section.ts";
import { predictiveSection } from "./predictive-section.ts";
import { quantitiesOf } from "./quantities.ts";
import { methodName, type ReportInput, runOf } from "./report-input.ts";
import { summarySection } from "./summary-section.ts";
import { verdictSection } from "./verdict-section.ts";

export type { PredictiveInput, ReportInput } from "./report-input.ts";

const DEFAULT_MAX_DEPTH = 10;

/** The page's text. Equal inputs give equal bytes, apart from `result.seconds`, which is never read. */
export async function renderReport(input: ReportInput): Promise<string> {
  const drawing = await startDrawing();
  const run = runOf(input.result);
  const quantities = quantitiesOf(run);
  const depth = input.maxDepth ?? DEFAULT_MAX_DEPTH;
  const isFit = run.kind === "fit";
  const checks = [
    ...(isFit ? fitChecks(run.fit, quantities) : []),
    ...(run.nuts === null ? [] : nutsChecks(run.nuts, quantities, depth, isFit)),
  ];
  const sections: [id: string, title: string, content: Html | null][] = [
    ["verdict", "Verdict", verdictSection(run, quantities, checks)],
    ["summary", "Summary", summarySection(run, quantities)],
    ["elbo", "Convergence", isFit ? elboSection(drawing, run.fit) : null],
    ["parameters", "Parameters", parameterSection(drawing, run, quantities)],
    ["pairs", "Pairs", pairSection(drawing, run, quantities)],
    ["families", "Families", familySection(drawing, run, input.also, quantities)],
    ["predictive", "Predictions", predictiveSection(drawing, input.predictive ?? [])],
    ["model", "Model", modelSection(input)],
    ["run", "Run", runSection(input, run)],
  ];
  const present = sections.filter(([, , content]) => content !== null);
  const links = present.map(([id, title]) => html`<a href="#${id}">${title}</a>`);
  return page(
    input,
    links,
    present.map(([, , content]) => content!),
  );
}

function page({ title, result }: ReportInput, links: readonly Html[], sections: readonly Html[]): string {
  const text = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash()}'"
        />
        <title>${title}: ${result.status}</title>
        ${trusted(`<style>${styleSheet()}</style>`)}
      </head>
      <body>
        <div class="bar">
          <nav class="top" aria-label="Sections">
            <strong>${title}</strong><span class="links">${links}</span>
            <button type="button" id="theme" class="js" hidden>Dark theme</button>
          </nav>
        </div>
        <main>
          <h1>${title}</h1>
          <p class="subtitle">${subtitle(result)}</p>
          ${sections}
          <footer>Made by Logjoint. Plots: Observable Plot.</footer>
        </main>
        ${trusted(`<script>${PAGE_SCRIPT}</script>`)}
      </body>
    </html> `;
  return text.markup;
}

function subtitle(result: ReportInput["result"]): string {
  if (!("approximation" in result)) return `Posterior draws by NUTS, seed ${result.seed}`;
  const family = result.approximation.family === "fullrank" ? "full-rank" : "mean-field";
  const checked = result.check === undefined ? "" : ", compared with NUTS";
  return `Variational inference (${methodName(result.method)}, ${family} normal)${checked}, seed ${result.seed}`;
}

function scriptHash(): string {
  return `sha256-${createHash("sha256").update(PAGE_SCRIPT).digest("base64")}`;
}
