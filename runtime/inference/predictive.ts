// Draws of data from draws of parameters: posterior predictive replicates, log likelihood per observation and generated quantities for stored
// draws, and data simulated from the prior. Every draw of every chain has its place in streams of its own, so the same seed gives the same
// bits whatever else is computed.

import { DataError } from "../data/data-error.ts";
import type { Draws } from "../diagnostics/draws.ts";
import type { Model, Point, ProgramVariable } from "../model.ts";
import { type Random, randomStream } from "../random/random.ts";
import { checkSeed, DEFAULT_SEED, purposes } from "./purposes.ts";

export interface PredictiveOptions {
  readonly seed?: number;
}

/** One replicate of the observed variables per draw: in `names` the cells of `programs.predict`, chains and draws as given. */
export function posteriorPredictive(model: Model, draws: Draws, options: PredictiveOptions = {}): Draws {
  const names = cellsOf(model, "predict");
  return perDraw(model, draws, names, options, purposes.predictive, (point, random) =>
    model.predict(point, random),
  );
}

/** Log density of each observation per draw: in `names` the cells of `programs.pointwise`. */
export function pointwiseLogLikelihood(model: Model, draws: Draws): Draws {
  const names = cellsOf(model, "pointwise");
  return perDraw(model, draws, names, {}, purposes.predictive, (point) => model.pointwise(point));
}

/** The quantities of the generated quantities block, drawn anew. */
export function generatedQuantities(model: Model, draws: Draws, options: PredictiveOptions = {}): Draws {
  const names = model.generatedNames;
  return perDraw(model, draws, names, options, purposes.generatedQuantities, (point, random) =>
    model.generate(point, random),
  );
}

export interface PriorPredictiveOptions extends PredictiveOptions {
  /** Number of draws (default 1000). */
  readonly draws?: number;
  /** Draw data from these parameters instead of from the prior. */
  readonly parameters?: Point<Record<string, unknown>>;
}

export interface Simulated {
  readonly seed: number;
  /** Per draw, by name: constrained parameters with transformed ones, and the simulated variables. */
  readonly draws: readonly {
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

/** Data from the prior predictive distribution, or from given parameters. */
export function simulateData(model: Model, options: PriorPredictiveOptions = {}): Simulated {
  const seed = checkSeed(options.seed ?? DEFAULT_SEED);
  const random = randomStream(seed, 0, purposes.simulation);
  const { parameters, draws = 1000 } = options;
  const one = parameters === undefined ? { random } : { random, parameters };
  return { seed, draws: Array.from({ length: draws }, () => model.simulate(one)) };
}

function cellsOf(model: Model, program: "predict" | "pointwise"): readonly string[] {
  const state = model.programs[program];
  if (state.isAvailable) return state.variables.flatMap((variable: ProgramVariable) => variable.cells);
  throw new DataError(`${program} is not available for this model. ${state.blockedBy.join("; ")}`);
}

function perDraw(
  model: Model,
  draws: Draws,
  names: readonly string[],
  options: PredictiveOptions,
  purpose: number,
  compute: (point: Point<Record<string, unknown>>, random: Random) => Float64Array,
): Draws {
  const seed = checkSeed(options.seed ?? DEFAULT_SEED);
  const pointAt = pointReader(model, draws.names);
  const chains = draws.chains.map((columns, chain) => {
    const random = randomStream(seed, chain, purpose);
    const length = columns[0]?.length ?? 0;
    const out = names.map(() => new Float64Array(length));
    for (let draw = 0; draw < length; draw++) {
      const values = compute(pointAt(columns, draw), random);
      for (let k = 0; k < out.length; k++) out[k]![draw] = values[k]!;
    }
    return out;
  });
  return { names, chains };
}

type PointAt = (columns: readonly Float64Array[], draw: number) => Record<string, unknown>;

/** Parameters by name at one draw, from columns named like the model's scalars. Throws a DataError where one is missing. */
function pointReader(model: Model, names: readonly string[]): PointAt {
  const position = new Map(names.map((name, k) => [name, k]));
  let next = 0;
  const readers = model.variables
    .filter(({ block }) => block === "parameters")
    .map(({ name, dims }) => {
      const size = dims.reduce((a, b) => a * b, 1);
      const cells = model.parameterNames.slice(next, (next += size)).map((cell) => {
        const at = position.get(cell);
        if (at === undefined) throw new DataError(`the draws have no ${cell}: are they draws of this model?`);
        return at;
      });
      return { name, dims, cells };
    });
  return (columns, draw) =>
    Object.fromEntries(
      readers.map(({ name, dims, cells }) => [
        name,
        nested(dims, (flat) => columns[cells[flat]!]![draw]!, 0, 1),
      ]),
    );
}

/** Nested arrays from cells in column-major order. */
function nested(
  dims: readonly number[],
  cell: (flat: number) => number,
  offset: number,
  stride: number,
): unknown {
  const [size, ...rest] = dims;
  if (size === undefined) return cell(offset);
  return Array.from({ length: size }, (_, i) => nested(rest, cell, offset + i * stride, stride * size));
}
