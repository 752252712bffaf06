// The types that generated `Data` interfaces are made of: what a caller may pass for a container.

import type { FlatArray } from "./read-values.ts";

/** A vector, row vector or one-dimensional array: any array or typed array of numbers, or flat `{ values, dims }`. */
export type Vector = ArrayLike<number> | FlatArray;

/** A matrix as an array of its rows, or a two-dimensional array; flat matrices are column-major. */
export type Matrix = ArrayLike<ArrayLike<number>> | FlatArray;

/** Three and more dimensions: nested arrays, outermost index first. */
export type Nested = ArrayLike<ArrayLike<ArrayLike<number> | Nested>> | FlatArray;
