// `logjoint compare`: two sets of stored draws side by side, the second as the reference.

import type { Command } from "commander";
import { summarize } from "../../runtime/index.ts";
import { compareSummaries, comparisonTable, overallVerdict } from "../comparison.ts";
import { Failure } from "../failure.ts";
import { printJson } from "../number-text.ts";
import { readDraws } from "../read-draws.ts";

export function registerCompare(program: Command): void {
  program
    .command("compare")
    .description("compare two sets of draws; the second is the reference")
    .argument("<draws-a>", "Stan CSV or InferenceData-shaped JSON")
    .argument("<draws-b>", "the reference; several files of one run are separated by commas")
    .option("--json", "print one JSON value")
    .action(run);
}

function run(pathsA: string, pathsB: string, options: { readonly json?: boolean }): void {
  const a = summarize(readDraws(pathsA.split(",")));
  const b = summarize(readDraws(pathsB.split(",")));
  const rows = compareSummaries(a, b);
  if (rows.length === 0) throw new Failure(`${pathsA} and ${pathsB} have no quantity in common`);
  const verdict = overallVerdict(rows, "A", "B");
  if (options.json === true) return printJson({ verdict, rows });
  process.stdout.write(`${comparisonTable(rows, "A", "B")}\n\n${verdict}\n`);
}
