// Groups of InferenceData from values as they stand in data files: what was observed, and data sets drawn from the prior.

import type { InferenceVariable, Nested } from "./inference-data.ts";

type Values = Readonly<Record<string, unknown>>;

/** The variables of `values` that are numbers or nested arrays of them, without chains and draws: the group `observed_data`. */
export function observedGroup(values: Values): Record<string, InferenceVariable> {
  const group: [string, InferenceVariable][] = [];
  for (const [name, value] of Object.entries(values)) {
    const data = nested(value);
    if (data !== null) group.push([name, { dims: dimsOf(name, data), data }]);
  }
  return Object.fromEntries(group);
}

/** One chain of draws, each a record of values by variable: the groups `prior` and `prior_predictive`. */
export function drawnGroup(draws: readonly Values[]): Record<string, InferenceVariable> {
  const group: [string, InferenceVariable][] = [];
  for (const name of Object.keys(draws[0] ?? {})) {
    const data = nested(draws.map((draw) => draw[name])) as readonly Nested[] | null;
    if (data !== null)
      group.push([name, { dims: ["chain", "draw", ...dimsOf(name, data[0]!)], data: [data] }]);
  }
  return Object.fromEntries(group);
}

/** Numbers and (typed) arrays of them as plain nested arrays; null for anything else, such as a tuple. */
function nested(value: unknown): Nested | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string") return value;
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return null;
  const inner = Array.from(value as unknown as ArrayLike<unknown>, nested);
  return inner.includes(null) ? null : (inner as Nested[]);
}

function dimsOf(name: string, value: Nested): string[] {
  const dims: string[] = [];
  for (let inner = value; Array.isArray(inner); inner = inner[0] as Nested)
    dims.push(`${name}_dim_${dims.length}`);
  return dims;
}
