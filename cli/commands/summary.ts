// `logjoint summary`: the table of stored draws with ArviZ's columns.

import { type Command, Option } from "commander";
import { summarize, type SummaryStyle } from "../../runtime/index.ts";
import { printJson } from "../number-text.ts";
import { share } from "../options.ts";
import { readDraws } from "../read-draws.ts";
import { summaryTable } from "../summary-table.ts";

interface SummaryCommandOptions {
  readonly prob?: number;
  readonly style: SummaryStyle;
  readonly json?: boolean;
}

export function registerSummary(program: Command): void {
  program
    .command("summary")
    .description("summarise draws: mean, sd, interval, errors, effective sample sizes, R-hat")
    .argument("<draws...>", "Stan CSV (one file per chain), or one InferenceData-shaped JSON")
    .option(
      "--prob <p>",
      "probability inside the interval (default: 0.94, in the style of ArviZ 1 0.89)",
      share,
    )
    .addOption(
      new Option("--style <style>", "columns of ArviZ 0.x (highest density) or ArviZ 1.x (equal tails)")
        .choices(["arviz0", "arviz1"])
        .default("arviz0"),
    )
    .option("--json", "print one JSON array")
    .action(run);
}

function run(files: readonly string[], { prob, style, json }: SummaryCommandOptions): void {
  const { draws } = readDraws(files);
  const rows = summarize(draws, { style, ...(prob === undefined ? {} : { probability: prob }) });
  if (json === true) return printJson(rows);
  process.stdout.write(`${summaryTable(rows)}\n`);
  if (draws.chains.length === 1) process.stderr.write("R-hat needs more than one chain.\n");
}
