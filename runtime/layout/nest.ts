// Flat storage as the value a user would write: a number, a Float64Array for vectors and one-dimensional arrays (Int32Array for ints), a
// matrix as an array of its rows, an array of anything as an array of that. Always fresh: the caller may keep and change it.

import { type Axis, axesOf } from "../data/shape.ts";
import { type Flat, type Layout } from "./layout.ts";

export type Nested = Flat | readonly Nested[];

export function nest(layout: Layout, value: Flat): Nested {
  return typeof value === "number" ? value : nestAxis(axesOf(layout), 0, value, 0);
}

function nestAxis(
  axes: readonly Axis[],
  depth: number,
  value: Float64Array | Int32Array,
  offset: number,
): Nested {
  const axis = axes[depth];
  if (axis === undefined) return value[offset]!;
  if (depth < axes.length - 1) {
    return Array.from({ length: axis.size }, (_, i) =>
      nestAxis(axes, depth + 1, value, offset + i * axis.stride),
    );
  }
  const out = value instanceof Int32Array ? new Int32Array(axis.size) : new Float64Array(axis.size);
  for (let i = 0; i < axis.size; i++) out[i] = value[offset + i * axis.stride]!;
  return out;
}
