// `logjoint simulate`: data drawn from the model, from given parameters or from the prior. What comes out is a data file of the model: sizes
// and covariates as they were given, observed variables replaced by draws.

import { join } from "node:path";
import { type Command, Option } from "commander";
import { drawnGroup, type Model, simulateData, type Simulated } from "../../runtime/index.ts";
import { Failure } from "../failure.ts";
import { writeAll } from "../files.ts";
import { loadModel, modelName } from "../load-model.ts";
import { jsonText, printJson } from "../number-text.ts";
import { type DataOptions, integer, positiveInteger, withDataOptions } from "../options.ts";
import { readData } from "../read-data.ts";

interface SimulateCommandOptions extends DataOptions {
  readonly params?: string;
  readonly prior?: boolean;
  readonly draws: number;
  readonly seed?: number;
  readonly output?: string;
  readonly json?: boolean;
}

export function registerSimulate(program: Command): void {
  withDataOptions(program.command("simulate"))
    .description("draw data from the model: from given parameters, or from the prior")
    .argument("<model>", "model (.model or .stan)")
    .addOption(
      new Option("--params <file>", "JSON of constrained parameter values to draw data from").conflicts(
        "prior",
      ),
    )
    .option("--prior", "draw the parameters from their priors first (the default without --params)")
    .option("--draws <n>", "number of data sets", positiveInteger, 1)
    .option("--seed <n>", "seed of all random numbers; the same seed gives the same data", integer)
    .option(
      "-o, --output <dir>",
      "write each data set and its parameters there as JSON files; from the prior also all in one, InferenceData-shaped",
    )
    .option("--json", 'print one JSON array of {"parameters", "data"} and nothing else')
    .action(run);
}

async function run(path: string, options: SimulateCommandOptions): Promise<void> {
  const { model, data } = await loadModel(path, options);
  requireAvailable(model, "simulate", path);
  if (options.params === undefined) requireAvailable(model, "drawParameters", path);
  const simulated = simulateData(model, {
    draws: options.draws,
    ...(options.params === undefined ? {} : { parameters: readData([options.params]).values }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const sets = simulated.draws.map((draw) => ({
    parameters: draw.parameters,
    data: { ...data, ...draw.data },
  }));
  if (options.output !== undefined) {
    const texts = textsOf(options.output, modelName(path), sets);
    const isPrior = options.params === undefined;
    writeAll(isPrior ? new Map([...texts, priorText(options.output, modelName(path), simulated)]) : texts);
  }
  if (options.json === true) return printJson(sets);
  if (options.output === undefined)
    printJson(sets.length === 1 ? sets[0]!.data : sets.map((set) => set.data));
}

function requireAvailable(model: Model, program: "simulate" | "drawParameters", path: string): void {
  const state = model.programs[program];
  if (state.isAvailable) return;
  const what =
    program === "simulate"
      ? "no data can be drawn from it"
      : "no parameters can be drawn from its prior (give them with --params)";
  throw new Failure(`${path}: ${what}:\n${state.blockedBy.map((text) => `  ${text}`).join("\n")}`);
}

function textsOf(directory: string, name: string, sets: Simulated["draws"]): Map<string, string> {
  const texts = new Map<string, string>();
  sets.forEach((set, k) => {
    texts.set(join(directory, `${name}-data-${k + 1}.json`), `${jsonText(set.data)}\n`);
    texts.set(join(directory, `${name}-parameters-${k + 1}.json`), `${jsonText(set.parameters)}\n`);
  });
  return texts;
}

/** All draws from the prior in one file: the groups of ArviZ's InferenceData, one chain. */
function priorText(directory: string, name: string, { draws }: Simulated): [string, string] {
  const groups = {
    prior: drawnGroup(draws.map(({ parameters }) => parameters)),
    prior_predictive: drawnGroup(draws.map(({ data }) => data)),
    attrs: { inference_library: "logjoint", model: name },
  };
  return [join(directory, `${name}-prior.json`), `${jsonText(groups)}\n`];
}
