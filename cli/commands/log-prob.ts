// `logjoint log-prob`: log density and gradient at given unconstrained points, as one JSON array.

import type { Command } from "commander";
import type { Model } from "../../runtime/index.ts";
import { Failure, messageOf } from "../failure.ts";
import { loadModel } from "../load-model.ts";
import { printJson } from "../number-text.ts";
import { type DataOptions, withDataOptions } from "../options.ts";
import { readPoints } from "../read-points.ts";

interface LogProbOptions extends DataOptions {
  readonly points: string;
  readonly jacobian: boolean;
  readonly dropConstants?: boolean;
  readonly constrained?: boolean;
}

export function registerLogProb(program: Command): void {
  withDataOptions(program.command("log-prob"))
    .description("log density and gradient at unconstrained points, as JSON")
    .argument("<model>", "model (.model or .stan)")
    .requiredOption("--points <file>", "JSON array of unconstrained vectors in Stan's order")
    .option("--no-jacobian", "leave out the log Jacobian of the constraining transforms")
    .option("--drop-constants", "drop what `~` and _lupdf drop")
    .option("--constrained", "also print the constrained parameters and transformed parameters")
    .action(run);
}

async function run(path: string, options: LogProbOptions): Promise<void> {
  const { model } = await loadModel(path, options);
  const isPlain = options.jacobian && options.dropConstants !== true;
  const density = isPlain
    ? model
    : model.variant({ jacobian: options.jacobian, dropConstants: options.dropConstants === true });
  const points = readPoints(options.points, model.dimension);
  printJson(
    points.map((q) => ({
      ...evaluate(density, q),
      ...(options.constrained === true ? constrain(model, q) : {}),
    })),
  );
}

function evaluate(model: Model, q: Float64Array): object {
  const gradient = new Float64Array(model.dimension);
  const logDensity = model.logDensityGradient(q, gradient);
  if (model.rejection === null) return { log_density: logDensity, gradient };
  return { log_density: -Infinity, gradient: null, message: model.rejection };
}

function constrain(model: Model, q: Float64Array): object {
  try {
    return { constrained: { names: model.parameterNames, values: model.write(q) } };
  } catch (cause) {
    // A rejection while transformed parameters are computed: the point has no constrained values.
    if (cause instanceof Failure) throw cause;
    return { constrained: null, message: messageOf(cause) };
  }
}
