// What a bound model is to everything that fits it: a dimension and a log density with gradient on the unconstrained scale,
// and the way back to named, constrained values. Samplers and optimisers use nothing but `LogDensity`.

import type { Random } from "./random/random.ts";

export interface LogDensity {
  /** Length of the unconstrained vector `q`. */
  readonly dimension: number;
  /**
   * Log joint density at `q`, Jacobian included, every constant kept; writes d/dq into `gradient` (length `dimension`).
   * Where the model rejects: returns -Infinity, fills `gradient` with zeros and leaves the reason in `rejection`.
   */
  logDensityGradient(q: Float64Array, gradient: Float64Array): number;
  /** Why the last evaluation gave -Infinity by rejection; null otherwise. */
  readonly rejection: string | null;
}

/** One named quantity of a model: `theta` with dims [3, 2]; a scalar has no dims. Flat order is that of `flatNames`. */
export interface Variable {
  readonly name: string;
  readonly block: "parameters" | "transformed parameters" | "generated quantities";
  readonly kind: "real" | "int";
  readonly dims: readonly number[];
}

export interface Model<Parameters = Record<string, unknown>> extends LogDensity {
  /** Names of the constrained scalars of parameters and transformed parameters: `mu`, `theta[1,2]`; column-major over all indices. */
  readonly parameterNames: readonly string[];
  /** Names of the scalars of the generated quantities. */
  readonly generatedNames: readonly string[];
  readonly variables: readonly Variable[];
  /** What `bind` was given; lets workers bind the model again on their side. */
  readonly data?: unknown;
  readonly options?: BindOptions;
  logDensity(q: Float64Array): number;
  /** Named, constrained values of parameters and transformed parameters: nested arrays as a user would write them. */
  constrain(q: Float64Array): Parameters;
  /** Inverse of `constrain` on the parameters block. Throws an error naming the variable when a value violates its constraint. */
  unconstrain(values: Partial<Parameters>): Float64Array;
  /** Values in the order of `parameterNames`, then (given `random`) of `generatedNames`; a fresh array. */
  write(q: Float64Array, random?: Random): Float64Array;
  /** The same data and options but for these: no Jacobian, or constants dropped as `~` drops them. */
  variant(options: DensityOptions): Model<Parameters>;
}

export interface DensityOptions {
  /** Include the log Jacobian of the constraining transforms (default true). */
  readonly jacobian?: boolean;
  /** Drop what Stan's `~` and `_lupdf` drop: terms whose arguments are all data (default false). */
  readonly dropConstants?: boolean;
}

export interface BindOptions extends DensityOptions {
  /** Seed of random numbers drawn in the transformed data block (default 0). */
  readonly seed?: number;
}
