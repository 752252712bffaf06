// What can be sampled: any log density; a bound model also names its quantities and knows how to write them. A bare density
// gets the names q[1] .. q[D], so that a user can run the samplers on a function of their own.

import type { LogDensity, Model } from "../model.ts";
import type { Random } from "../random/random.ts";

export type Target = LogDensity &
  Partial<Pick<Model, "parameterNames" | "generatedNames" | "write" | "data" | "options">>;

/** Names of everything `writeTarget` gives: parameters, transformed parameters, generated quantities. */
export function namesOf(target: Target): string[] {
  if (!target.write || !target.parameterNames) {
    return Array.from({ length: target.dimension }, (_, i) => `q[${i + 1}]`);
  }
  return [...target.parameterNames, ...(target.generatedNames ?? [])];
}

/** How many of `namesOf` are parameters or transformed parameters. */
export function parameterCount(target: Target): number {
  return target.write && target.parameterNames ? target.parameterNames.length : target.dimension;
}

/** Constrained values and generated quantities at `q`, in the order of `namesOf`. */
export function writeTarget(target: Target, q: Float64Array, random: Random): Float64Array {
  return target.write && target.parameterNames ? target.write(q, random) : q.slice();
}

/** A density that counts its evaluations. */
export interface CountedDensity extends LogDensity {
  readonly evaluations: number;
}

/** The same density with a counter: what a fit costs is stated in gradient evaluations. */
export function counted(density: LogDensity): CountedDensity {
  let evaluations = 0;
  return {
    dimension: density.dimension,
    logDensityGradient(q, gradient) {
      evaluations++;
      return density.logDensityGradient(q, gradient);
    },
    get rejection() {
      return density.rejection;
    },
    get evaluations() {
      return evaluations;
    },
  };
}
