// Draws as JSON in the shape of ArviZ's InferenceData: groups of variables, each with `dims` and nested `data` indexed by chain,
// draw and the variable's own indices. JSON has no NaN and no infinities: they are written as the strings "NaN", "Infinity" and
// "-Infinity". Sizes of variables are read off the names of their scalars. Also read: variables that are bare arrays, and groups as
// xarray writes them (under `data_vars`).

import { DataError } from "../data/data-error.ts";
import { spelledNumber } from "../data/read-values.ts";
import type { Draws } from "../diagnostics/draws.ts";
import { splitName } from "./column-names.ts";
import { observedGroup } from "./nested-groups.ts";
import type { StoredDraws } from "./stored-draws.ts";

export type Nested = number | string | boolean | readonly Nested[];

export interface InferenceVariable {
  readonly dims: readonly string[];
  readonly data: Nested;
}

type Group = Readonly<Record<string, InferenceVariable>>;

export interface InferenceData {
  readonly posterior: Group;
  readonly sample_stats: Group;
  readonly posterior_predictive?: Group;
  readonly log_likelihood?: Group;
  readonly observed_data?: Group;
  readonly attrs: Readonly<Record<string, string | number>>;
}

/** Stan's sampler columns under ArviZ's names. */
const STATISTICS: Readonly<Record<string, string>> = {
  lp__: "lp",
  accept_stat__: "acceptance_rate",
  stepsize__: "step_size",
  treedepth__: "tree_depth",
  n_leapfrog__: "n_steps",
  divergent__: "diverging",
  energy__: "energy",
  log_p__: "log_p",
  log_g__: "log_g",
};

/** `more` holds draws of further groups, `observed` the values of the variables that they replicate. */
export function toInferenceData(
  draws: StoredDraws,
  attrs: Readonly<Record<string, string | number>> = {},
  more: Readonly<Partial<Record<"posterior_predictive" | "log_likelihood", Draws>>> = {},
  observed: Readonly<Record<string, unknown>> = {},
): InferenceData {
  const statistics = draws.sampler.names.map((name) => STATISTICS[name] ?? name);
  const stats = toGroup({ ...draws.sampler, names: statistics });
  const diverging = stats.diverging;
  return {
    posterior: toGroup(draws),
    sample_stats:
      diverging === undefined
        ? stats
        : { ...stats, diverging: { ...diverging, data: toBooleans(diverging.data) } },
    ...Object.fromEntries(Object.entries(more).map(([group, own]) => [group, toGroup(own)])),
    ...(Object.keys(observed).length > 0 && { observed_data: observedGroup(observed) }),
    attrs,
  };
}

/** Throws a DataError naming the group or variable that has another shape. */
export function fromInferenceData(data: unknown): StoredDraws {
  const groups = data as Readonly<Record<keyof InferenceData, LooseGroup | undefined>> | null;
  if (typeof groups !== "object" || groups === null || typeof groups.posterior !== "object") {
    throw new DataError('there is no group "posterior": expected draws in the shape of InferenceData');
  }
  const posterior = fromGroup(groups.posterior);
  const sampler = fromGroup(numericOf(groups.sample_stats ?? {}));
  const stanName = new Map(Object.entries(STATISTICS).map(([stan, arviz]) => [arviz, stan]));
  return {
    ...posterior,
    sampler: { ...sampler, names: sampler.names.map((name) => stanName.get(name) ?? name) },
  };
}

function toGroup(draws: Draws): Group {
  const columns = new Map<string, { readonly indices: readonly number[]; readonly position: number }[]>();
  draws.names.forEach((name, position) => {
    const { variable, indices } = splitName(name);
    columns.set(variable, [...(columns.get(variable) ?? []), { indices, position }]);
  });
  const group: Record<string, InferenceVariable> = {};
  for (const [variable, scalars] of columns) {
    const rank = scalars[0]!.indices.length;
    const position = new Map(scalars.map((scalar) => [scalar.indices.join(","), scalar.position]));
    const sizes = Array.from({ length: rank }, (_, axis) =>
      Math.max(...scalars.map(({ indices }) => indices[axis]!)),
    );
    const data = draws.chains.map((chain) =>
      Array.from({ length: chain[0]?.length ?? 0 }, (_, draw) =>
        nest(sizes, [], (indices) => toJson(chain[position.get(indices.join(","))!]![draw]!)),
      ),
    );
    group[variable] = { dims: ["chain", "draw", ...sizes.map((_, axis) => `${variable}_dim_${axis}`)], data };
  }
  return group;
}

function nest(
  sizes: readonly number[],
  indices: readonly number[],
  element: (indices: readonly number[]) => Nested,
): Nested {
  const size = sizes[indices.length];
  if (size === undefined) return element(indices);
  return Array.from({ length: size }, (_, i) => nest(sizes, [...indices, i + 1], element));
}

function toJson(value: number): Nested {
  return Number.isFinite(value) ? value : String(value);
}

function toBooleans(data: Nested): Nested {
  return Array.isArray(data) ? data.map(toBooleans) : data === 1;
}

type LooseVariable = InferenceVariable | readonly Nested[];
type LooseGroup = Readonly<Record<string, LooseVariable>>;

const variablesOf = (group: LooseGroup): [string, Nested][] =>
  Object.entries("data_vars" in group ? (group.data_vars as unknown as LooseGroup) : group).map(
    ([name, variable]) => [name, "data" in variable ? variable.data : variable],
  );

/** Samplers also store what is no number (warnings, texts): that is left out. */
function numericOf(group: LooseGroup): LooseGroup {
  const isNumeric = (value: Nested | null): boolean =>
    Array.isArray(value)
      ? value.every(isNumeric)
      : typeof value === "string"
        ? spelledNumber(value) !== null
        : value !== null;
  return Object.fromEntries(
    variablesOf(group)
      .filter(([, data]) => isNumeric(data))
      .map(([name, data]) => [name, { dims: [], data }]),
  );
}

function fromGroup(group: LooseGroup): Draws {
  const names: string[] = [];
  const chains: Float64Array[][] = [];
  let shape: string | null = null;
  for (const [variable, data] of variablesOf(group)) {
    if (!Array.isArray(data) || !data.every(Array.isArray)) {
      throw new DataError(`${variable}: expected data indexed by chain and draw`);
    }
    const own = data.map((draws) => (draws as Nested[]).length).join(", ");
    shape ??= own;
    if (own !== shape)
      throw new DataError(
        `${variable}: its chains have ${own} draws, those of the variables before it ${shape}`,
      );
    (data as Nested[][]).forEach((draws, chain) => {
      const columns = columnsOf(variable, draws);
      if (chain === 0) names.push(...columns.keys());
      (chains[chain] ??= []).push(...columns.values());
    });
  }
  return { names, chains };
}

/** Columns by scalar name, column-major over the variable's indices (the order of names everywhere else). */
function columnsOf(variable: string, draws: readonly Nested[]): Map<string, Float64Array> {
  const sizes: number[] = [];
  for (let inner = draws[0]; Array.isArray(inner); inner = inner[0]) sizes.push(inner.length);
  const columns = new Map<string, Float64Array>();
  const total = sizes.reduce((product, size) => product * size, 1);
  for (let flat = 0; flat < total; flat++) {
    let rest = flat;
    const indices = sizes.map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    });
    const name = indices.length === 0 ? variable : `${variable}[${indices.map((i) => i + 1).join(",")}]`;
    columns.set(
      name,
      Float64Array.from(draws, (draw) => fromJson(name, elementAt(draw, indices))),
    );
  }
  return columns;
}

function elementAt(draw: Nested, indices: readonly number[]): Nested | undefined {
  return indices.reduce<Nested | undefined>(
    (inner, i) => (Array.isArray(inner) ? inner[i] : undefined),
    draw,
  );
}

function fromJson(name: string, value: Nested | undefined): number {
  if (typeof value === "boolean") return value ? 1 : 0;
  const number = typeof value === "string" ? spelledNumber(value) : value;
  if (typeof number !== "number")
    throw new DataError(`${name}: expected a number in every draw, found ${String(value)}`);
  return number;
}
