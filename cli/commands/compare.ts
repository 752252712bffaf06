// `logjoint compare`: two sets of stored draws side by side, the second as the reference.

import { type Command, InvalidArgumentError } from "commander";
import { compare, summarize } from "../../runtime/index.ts";
import { comparisonTable, judgeRows, overallVerdict } from "../comparison.ts";
import { Failure } from "../failure.ts";
import { printJson } from "../number-text.ts";
import { readDraws } from "../read-draws.ts";

export function registerCompare(program: Command): void {
  program
    .command("compare")
    .description("compare two sets of draws; the second is the reference")
    .argument("<draws-a>", "Stan CSV or InferenceData-shaped JSON")
    .argument("<draws-b>", "the reference; several files of one run are separated by commas")
    .option("--labels <a,b>", "names of the two in the table", twoLabels, ["A", "B"])
    .option("--json", "print one JSON value")
    .action(run);
}

interface CompareOptions {
  readonly labels: readonly [string, string];
  readonly json?: boolean;
}

function twoLabels(text: string): readonly [string, string] {
  const [a, b, ...rest] = text.split(",");
  if (!a || !b || rest.length > 0) throw new InvalidArgumentError("Expected two names with a comma between.");
  return [a, b];
}

function run(pathsA: string, pathsB: string, { labels, json }: CompareOptions): void {
  const reference = readDraws(pathsB.split(",")).draws;
  const rows = judgeRows(compare(readDraws(pathsA.split(",")).draws, reference), summarize(reference));
  if (rows.length === 0) throw new Failure(`${pathsA} and ${pathsB} have no quantity in common`);
  const verdict = overallVerdict(rows, ...labels);
  if (json === true) return printJson({ verdict, rows });
  process.stdout.write(`${comparisonTable(rows, ...labels)}\n\n${verdict}\n`);
}
