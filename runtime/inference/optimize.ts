// Posterior mode or penalised maximum likelihood for a user. As in Stan, the default leaves the Jacobian out, so that the result
// maximises the density of the constrained parameters and does not depend on how they are transformed.

import type { Model } from "../model.ts";
import { randomStream } from "../random/random.ts";
import { type Init, findInitialPoint } from "./initial-point.ts";
import { findMode } from "./mode.ts";
import { DEFAULT_SEED, checkSeed, purposes } from "./purposes.ts";
import { counted } from "./target.ts";

export interface OptimizeOptions {
  /** Include the Jacobian: the mode on the unconstrained scale (default false). */
  readonly jacobian?: boolean;
  readonly seed?: number;
  readonly init?: Init;
  /** Default 2000. */
  readonly maxIterations?: number;
  readonly signal?: AbortSignal;
}

export interface OptimizeResult<Parameters = Record<string, unknown>> {
  /** Parameters and transformed parameters at the maximum, as a user would write them. */
  readonly parameters: Parameters;
  /** The same as numbers, by name. */
  readonly names: readonly string[];
  readonly values: Float64Array;
  /** On the unconstrained scale. */
  readonly q: Float64Array;
  readonly logDensity: number;
  readonly converged: boolean;
  /** What ended the search. */
  readonly reason: string;
  readonly iterations: number;
  readonly gradientEvaluations: number;
  readonly seed: number;
}

/** A local maximum of the posterior density by L-BFGS. Throws an error that quotes the model if it has no starting point. */
export function optimize<Parameters>(
  model: Model<Parameters>,
  options: OptimizeOptions = {},
): OptimizeResult<Parameters> {
  const seed = checkSeed(options.seed ?? DEFAULT_SEED);
  const density = counted(model.variant({ jacobian: options.jacobian ?? false }));
  const start = findInitialPoint(density, randomStream(seed, 0, purposes.initialPoint), options.init);
  const maximum = findMode(density, start, {
    ...(options.maxIterations === undefined ? {} : { maxIterations: options.maxIterations }),
    isStopped: () => options.signal?.aborted ?? false,
  });
  return {
    parameters: model.constrain(maximum.q),
    names: model.parameterNames,
    values: model.write(maximum.q),
    q: maximum.q,
    logDensity: maximum.logDensity,
    converged: maximum.converged,
    reason: maximum.reason,
    iterations: maximum.iterations,
    gradientEvaluations: density.evaluations,
    seed,
  };
}
