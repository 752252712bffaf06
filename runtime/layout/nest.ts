// Flat storage as the value a user would write: a number, a Float64Array for vectors and one-dimensional arrays (Int32Array for ints), a
// matrix as an array of its rows, an array of anything as an array of that. Always fresh: the caller may keep and change it.

import { type Axis, axesOf } from "../data/shape.ts";
import { type AnyLayout, type FlatParts, flatSize, isScalar, isStruct, type Nested } from "./layout.ts";

export const nest = (layout: AnyLayout, value: FlatParts): Nested => nestElement(layout, value, 0);

/** The value at a place of the arrays of tuples around it, counted row-major. */
export function nestElement(layout: AnyLayout, value: FlatParts, element: number): Nested {
  if (isStruct(layout)) return layout.methods.nest(layout, value, element);
  if (typeof value === "number") return value;
  const cells = value as Float64Array | Int32Array;
  return isScalar(layout) ? cells[element]! : nestAxis(axesOf(layout), 0, cells, element * flatSize(layout));
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
