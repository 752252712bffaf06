// `logjoint summary`: the table of stored draws with ArviZ's columns.

import type { Command } from "commander";
import { summarize } from "../../runtime/index.ts";
import { printJson } from "../number-text.ts";
import { share } from "../options.ts";
import { readDraws } from "../read-draws.ts";
import { summaryTable } from "../summary-table.ts";

interface SummaryCommandOptions {
  readonly prob: number;
  readonly json?: boolean;
}

export function registerSummary(program: Command): void {
  program
    .command("summary")
    .description("summarise draws: mean, sd, interval, errors, effective sample sizes, R-hat")
    .argument("<draws...>", "Stan CSV (one file per chain), or one InferenceData-shaped JSON")
    .option("--prob <p>", "probability inside the highest-density interval", share, 0.94)
    .option("--json", "print one JSON array")
    .action(run);
}

function run(files: readonly string[], options: SummaryCommandOptions): void {
  const draws = readDraws(files);
  const rows = summarize(draws, { probability: options.prob });
  if (options.json === true) return printJson(rows);
  process.stdout.write(`${summaryTable(rows)}\n`);
  if (draws.chains.length === 1) process.stderr.write("R-hat needs more than one chain.\n");
}
