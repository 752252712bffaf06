// What the report compares: each observed variable with replicates that the model draws for a few hundred of the posterior draws, spread
// evenly over all of them. Nothing where the model does not say how its data are drawn.

import {
  type Draws,
  type FitResult,
  type Model,
  posteriorPredictive,
  type SampleResult,
} from "../../runtime/index.ts";
import type { PredictiveInput } from "./report-input.ts";

const REPLICATES = 200;

export function predictiveInputs(
  model: Model,
  data: Readonly<Record<string, unknown>>,
  result: FitResult | SampleResult,
): readonly PredictiveInput[] {
  const { predict } = model.programs;
  if (!predict.isAvailable) return [];
  const draws = thinned(drawsOf(result));
  const predicted = posteriorPredictive(model, draws, { seed: result.seed });
  return predict.variables.flatMap(({ name, dims, cells }) => {
    const observed = columnMajor(data[name], dims);
    if (observed === null || observed.length === 0) return [];
    const columns = cells.map((cell) => predicted.names.indexOf(cell));
    const replicated = predicted.chains.flatMap((chain) =>
      Array.from(chain[0] ?? [], (_, draw) => Float64Array.from(columns, (k) => chain[k]![draw]!)),
    );
    return [{ name, observed, replicated }];
  });
}

function drawsOf(result: FitResult | SampleResult): Draws {
  if ("approximation" in result) return result.draws;
  return { names: result.names, chains: result.chains.map((chain) => chain.columns) };
}

function thinned({ names, chains }: Draws): Draws {
  const total = chains.reduce((sum, chain) => sum + (chain[0]?.length ?? 0), 0);
  const step = Math.max(1, Math.ceil(total / REPLICATES));
  return {
    names,
    chains: chains.map((columns) => columns.map((column) => column.filter((_, draw) => draw % step === 0))),
  };
}

/** Numbers of a nested array in the order of cells; null if it is not an array of this shape. */
function columnMajor(value: unknown, dims: readonly number[]): readonly number[] | null {
  const size = dims.reduce((a, b) => a * b, 1);
  const out: number[] = [];
  for (let flat = 0; flat < size; flat++) {
    let rest = flat;
    let inner = value;
    for (const dim of dims) {
      inner = (inner as ArrayLike<unknown> | undefined)?.[rest % dim];
      rest = Math.floor(rest / dim);
    }
    if (typeof inner !== "number") return null;
    out.push(inner);
  }
  return out;
}
