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

/** A point by its unconstrained vector, or by the constrained values of all parameters. */
export type Point<Parameters> = Float64Array | Partial<Parameters>;

export type ProgramName = "pointwise" | "predict" | "simulate" | "drawParameters" | "split";

/** A variable that a derived program computes; `cells` are the names of its scalars, column-major: `y[1,2]`. */
export interface ProgramVariable {
  readonly name: string;
  readonly kind: "real" | "int";
  readonly dims: readonly number[];
  readonly cells: readonly string[];
}

export type Availability =
  | { readonly isAvailable: true; readonly variables: readonly ProgramVariable[] }
  /** The statements in the way, each with its line and the reason. */
  | { readonly isAvailable: false; readonly blockedBy: readonly string[] };

/** What the compiler derives from every `~` of a model. A program that is not available throws when called. */
export interface DerivedMethods<Parameters> {
  readonly programs: Readonly<Record<ProgramName, Availability>>;
  /**
   * Log density of each observation, all constants kept, in the order of the cells of `programs.pointwise`: scalars one by one, vectors of
   * joint distributions as a whole. They sum to `logLikelihood`. What no statement gives a distribution has 0.
   */
  pointwise(point: Point<Parameters>): Float64Array;
  /** One replicate of the observed variables, in the order of the cells of `programs.predict`; later statements see what was observed. */
  predict(point: Point<Parameters>, random: Random): Float64Array;
  /**
   * Data drawn from the model, variables of `programs.simulate` by name, in sizes and with covariates as bound; later statements see what
   * was drawn. Without `parameters` these are drawn from their priors first (`programs.drawParameters`).
   */
  simulate(options: { readonly random: Random; readonly parameters?: Point<Parameters> }): {
    readonly parameters: Parameters;
    readonly data: Readonly<Record<string, unknown>>;
  };
  /** The parts of the log density: the densities of observations, and everything else, log Jacobians included. -Infinity where it rejects. */
  logPrior(q: Float64Array): number;
  logLikelihood(q: Float64Array): number;
}

export interface Model<Parameters = Record<string, unknown>> extends LogDensity, DerivedMethods<Parameters> {
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
  /** Generated quantities alone, in the order of `generatedNames`. */
  generate(point: Point<Parameters>, random: Random): Float64Array;
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
  /** Weight of what each row of the data adds, in models compiled for minibatches: a batch stands for all rows (default 1). */
  readonly rowWeight?: number;
}
