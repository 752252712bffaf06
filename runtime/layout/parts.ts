// The parts of a variable that have storage of their own: one for a plain variable, one per slot for tuples, two for complex numbers. Here
// is what any variable needs, each part handled as a variable of its own: from and to the unconstrained vector, from nested values, checks.

import { readInto, readNumber } from "../data/read-values.ts";
import {
  type AnyLayout,
  type Flat,
  type FlatParts,
  flatSize,
  type FlatValues,
  freeSize,
  isScalar,
  isStruct,
  type Layout,
  type Part,
  type PartPath,
} from "./layout.ts";
import { checkVariable, constrainVariable, unconstrainVariable } from "./transform.ts";

export const partsOf = (name: string, layout: AnyLayout, offset: number): readonly Part[] =>
  partsAt({ name, keys: [], outer: [], starts: [offset] }, layout);

export function partsAt(path: PartPath, layout: AnyLayout): readonly Part[] {
  if (isStruct(layout)) return layout.methods.parts(path, layout);
  const { name, keys, outer, starts } = path;
  const full = outer.length === 0 ? layout : { ...layout, array: [...outer, ...layout.array] };
  return [{ name, keys, layout: full, run: layout, starts }];
}

/** The part's flat value. */
export function partAt(value: FlatParts, { keys }: Pick<Part, "keys">): FlatParts {
  return keys.reduce<FlatParts>(
    (inner, key) => (inner as { readonly [key: string]: FlatParts })[key]!,
    value,
  );
}

// --------------------------------------------------------------------------------------------------- unconstrained numbers

export function constrainParts(parts: readonly Part[], earlier: FlatValues, q: Float64Array): FlatParts {
  let joined: FlatParts = {};
  for (const part of parts) {
    const value = constrainPart(part, earlier, q);
    let into = joined as Record<string, FlatParts>;
    for (const key of part.keys.slice(0, -1)) into = (into[key] ??= {}) as Record<string, FlatParts>;
    const last = part.keys.at(-1);
    if (last === undefined) joined = value;
    else into[last] = value;
  }
  return joined;
}

function constrainPart({ layout, run, starts }: Part, earlier: FlatValues, q: Float64Array): Flat {
  if (layout === run) return constrainVariable(run, earlier, q, starts[0]!);
  const size = flatSize(run);
  const x = new Float64Array(starts.length * size);
  starts.forEach((start, k) => {
    const value = constrainVariable(run, earlier, q, start);
    if (typeof value === "number") x[k] = value;
    else x.set(value, k * size);
  });
  return isScalar(layout) ? x[0]! : x;
}

/** Throws a DataError as `unconstrainVariable` does. */
export function unconstrainParts(
  parts: readonly Part[],
  earlier: FlatValues,
  value: FlatParts,
  q: Float64Array,
): void {
  for (const part of parts) {
    const { name, layout, starts, run } = part;
    const free = new Float64Array(freeSize(layout));
    unconstrainVariable(name, layout, earlier, partAt(value, part) as Flat, free, 0);
    const size = freeSize(run);
    starts.forEach((start, k) => q.set(free.subarray(k * size, (k + 1) * size), start));
  }
}

/** Throws a DataError naming the part and the index for the first value that breaks its constraint. */
export function checkParts(parts: readonly Part[], earlier: FlatValues, value: FlatParts): void {
  for (const part of parts) checkVariable(part.name, part.layout, earlier, partAt(value, part) as Flat);
}

/** The value as a user writes it, in flat storage; `outer`: the arrays of tuples around it, which come first in `value`. */
export function readParts(
  name: string,
  layout: AnyLayout,
  value: unknown,
  outer: readonly number[] = [],
): FlatParts {
  if (isStruct(layout)) return layout.methods.read(name, layout, value, outer);
  const full: Layout = { ...layout, array: [...outer, ...layout.array] };
  if (isScalar(full)) return readNumber(name, value, full.kind);
  const flat = new Float64Array(flatSize(full));
  readInto(name, value, full.kind, full, flat);
  return flat;
}
