// `logjoint optimize`: the maximum of the posterior density of the constrained parameters, or with `--jacobian` the mode on the
// unconstrained scale.

import type { Command } from "commander";
import { optimize, type OptimizeResult } from "../../runtime/index.ts";
import { loadModel } from "../load-model.ts";
import { printJson, shortNumber } from "../number-text.ts";
import { type DataOptions, integer, withDataOptions } from "../options.ts";
import { readInit } from "../read-init.ts";
import { stoppable } from "../report-run.ts";
import { formatTable } from "../text-table.ts";

interface OptimizeCommandOptions extends DataOptions {
  readonly jacobian?: boolean;
  readonly seed?: number;
  readonly init?: string;
  readonly json?: boolean;
}

export function registerOptimize(program: Command): void {
  withDataOptions(program.command("optimize"))
    .description("find the posterior mode")
    .argument("<model>", "model (.model or .stan)")
    .option("--jacobian", "the mode on the unconstrained scale: include the Jacobian of the transforms")
    .option("--seed <n>", "seed of the starting point", integer)
    .option(
      "--init <file|radius>",
      "JSON of constrained initial values, or the radius of random ones (default 2)",
    )
    .option("--json", "print one JSON value and nothing else")
    .action(run);
}

async function run(path: string, options: OptimizeCommandOptions): Promise<void> {
  const { model } = await loadModel(path, options);
  const init = readInit(model, options.init);
  const result = await stoppable(async (signal) =>
    optimize(model, {
      signal,
      jacobian: options.jacobian === true,
      ...(init === undefined ? {} : { init }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    }),
  );
  if (!result.converged) process.exitCode = 1;
  if (options.json === true) return printJson(toJson(result));
  const rows = result.names.map((name, k) => [name, shortNumber(result.values[k]!)]);
  const state = result.converged ? "converged" : "not converged";
  process.stdout.write(
    `${formatTable(["", "value"], rows)}\n\n` +
      `log density ${shortNumber(result.logDensity)}, ${result.gradientEvaluations} gradients, seed ${result.seed}\n` +
      `${state}: ${result.reason}\n`,
  );
}

function toJson(result: OptimizeResult): unknown {
  return {
    converged: result.converged,
    reason: result.reason,
    log_density: result.logDensity,
    gradient_evaluations: result.gradientEvaluations,
    seed: result.seed,
    names: result.names,
    values: result.values,
  };
}
