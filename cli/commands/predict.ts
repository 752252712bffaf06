// `logjoint predict`: for draws of an earlier run, replicates of the observed variables, the log likelihood of each observation, and the
// generated quantities, as InferenceData-shaped JSON or as a table.

import { join } from "node:path";
import type { Command } from "commander";
import {
  type Draws,
  generatedQuantities,
  type Model,
  pointwiseLogLikelihood,
  posteriorPredictive,
  summarize,
  toInferenceData,
} from "../../runtime/index.ts";
import { Failure } from "../failure.ts";
import { writeAll } from "../files.ts";
import { loadModel, modelName } from "../load-model.ts";
import { jsonText, printJson } from "../number-text.ts";
import { type DataOptions, integer, repeatable, withDataOptions } from "../options.ts";
import { readDraws } from "../read-draws.ts";
import { summaryTable } from "../summary-table.ts";

interface PredictCommandOptions extends DataOptions {
  readonly draws: readonly string[];
  readonly seed?: number;
  readonly output?: string;
  readonly json?: boolean;
}

export function registerPredict(program: Command): void {
  withDataOptions(program.command("predict"))
    .description(
      "posterior predictive draws, pointwise log likelihood and generated quantities for stored draws",
    )
    .argument("<model>", "model (.model or .stan)")
    .addOption(
      repeatable(
        "--draws <file>",
        "draws of this model: Stan CSV (one file per chain, repeatable), or one InferenceData-shaped JSON",
      ),
    )
    .option("--seed <n>", "seed of all random numbers; the same seed gives the same draws", integer)
    .option("-o, --output <dir>", "write the draws there as InferenceData-shaped JSON")
    .option("--json", "print them as one JSON value and nothing else")
    .action(run);
}

async function run(path: string, options: PredictCommandOptions, command: Command): Promise<void> {
  if (options.draws.length === 0) command.error("error: predict needs draws: give their file with --draws");
  const { model, data: given } = await loadModel(path, options);
  const { draws } = readDraws(options.draws);
  const seed = options.seed === undefined ? {} : { seed: options.seed };
  const predicted = isAvailable(model, "predict") ? posteriorPredictive(model, draws, seed) : null;
  const likelihood = isAvailable(model, "pointwise") ? pointwiseLogLikelihood(model, draws) : null;
  const generated = model.generatedNames.length > 0 ? generatedQuantities(model, draws, seed) : null;
  if (predicted === null && likelihood === null && generated === null)
    throw new Failure(`${path} says nothing that could be predicted`);
  const own = draws.names.filter((name) => !model.generatedNames.includes(name));
  const posterior = joined(selected(draws, own), generated);
  const attrs = { inference_library: "logjoint", model: modelName(path) };
  const more = {
    ...(predicted === null ? {} : { posterior_predictive: predicted }),
    ...(likelihood === null ? {} : { log_likelihood: likelihood }),
  };
  const observed = observedOf(given, Object.values(more));
  const data = toInferenceData({ ...posterior, sampler: draws.sampler }, attrs, more, observed);
  if (options.output !== undefined)
    writeAll(new Map([[join(options.output, `${modelName(path)}-predictive.json`), `${jsonText(data)}\n`]]));
  if (options.json === true) return printJson(data);
  const tables = [
    ["posterior predictive", predicted],
    ["generated quantities", generated],
  ] as const;
  const shown = tables.flatMap(([title, found]) =>
    found === null ? [] : [`${title}\n${summaryTable(summarize(found))}\n`],
  );
  process.stdout.write(shown.join("\n"));
}

/** The data whose replicates or likelihoods these are. */
function observedOf(
  data: Readonly<Record<string, unknown>>,
  draws: readonly Draws[],
): Record<string, unknown> {
  const names = new Set(draws.flatMap((own) => own.names.map((name) => name.replace(/[[.].*/, ""))));
  return Object.fromEntries(Object.entries(data).filter(([name]) => names.has(name)));
}

/** Says on stderr which statements stand in the way. */
function isAvailable(model: Model, program: "predict" | "pointwise"): boolean {
  const state = model.programs[program];
  if (state.isAvailable) return true;
  const what = program === "predict" ? "posterior predictive draws" : "pointwise log likelihood";
  process.stderr.write(`no ${what}: ${state.blockedBy.join("; ")}\n`);
  return false;
}

function selected(draws: Draws, names: readonly string[]): Draws {
  const columns = names.map((name) => draws.names.indexOf(name));
  return { names, chains: draws.chains.map((chain) => columns.map((k) => chain[k]!)) };
}

function joined(a: Draws, b: Draws | null): Draws {
  if (b === null) return a;
  return {
    names: [...a.names, ...b.names],
    chains: a.chains.map((columns, chain) => [...columns, ...b.chains[chain]!]),
  };
}
