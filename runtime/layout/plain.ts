// Layouts of scalars, vectors, matrices and arrays. Bounds are `{ lower, upper }` or `{ offset, multiplier }`, each a number, a flat array
// with one value per element, or a function of the parameters declared earlier.

import type { AnyLayout, Bounds, Layout } from "./layout.ts";
import { requireSize } from "./sizes.ts";

const NONE: Bounds = {};

function plain(kind: "real" | "int", inner: readonly number[], bounds: Bounds): Layout {
  requireSize("a vector or matrix", inner, 0);
  return { kind, array: [], inner, constraint: { kind: "bounds", bounds } };
}

export const real = (bounds: Bounds = NONE): Layout => plain("real", [], bounds);
export const int = (bounds: Bounds = NONE): Layout => plain("int", [], bounds);
export const vector = (size: number, bounds: Bounds = NONE): Layout => plain("real", [size], bounds);
export const rowVector = vector;
export const matrix = (rows: number, columns: number, bounds: Bounds = NONE): Layout =>
  plain("real", [rows, columns], bounds);

/** `array(dims, inner)`: `dims` outermost first, as one number or several. Element-wise bounds cover the whole array. */
export function array<Inner extends AnyLayout>(dims: number | readonly number[], inner: Inner): Inner {
  const sizes = typeof dims === "number" ? [dims] : dims;
  requireSize("an array", sizes, 0);
  return { ...inner, array: [...sizes, ...inner.array] };
}
