// How one variable is laid out: its dimensions and the constraint its values obey. Everything else about a variable (names, nested
// values, the way from and to the unconstrained scale) follows from this. Storage is flat: arrays row-major, inside them vectors in order
// and matrices column-major.

import type { Structure } from "../data/constraints.ts";

/** Constrained values by name, in flat storage: a number for a scalar, otherwise a Float64Array (Int32Array for ints). */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- bounds written as functions destructure these by name
export type FlatValues = Readonly<Record<string, any>>;

export type Flat = number | Float64Array | Int32Array;

/** One bound for all elements, one per element in storage order, or a function of the parameters declared earlier. */
export type Bound = number | ArrayLike<number> | ((values: FlatValues) => number | ArrayLike<number>);

export interface Bounds {
  readonly lower?: Bound;
  readonly upper?: Bound;
  readonly offset?: Bound;
  readonly multiplier?: Bound;
}

/** A constraint on a whole vector or matrix. */
export interface Structured {
  /** Unconstrained numbers of one vector or matrix. */
  readonly freeSize: number;
  constrain(x: Float64Array, xOffset: number, q: Float64Array, qOffset: number): number;
  unconstrain(q: Float64Array, qOffset: number, x: Float64Array, xOffset: number): void;
  readonly check: Structure;
}

export interface Layout {
  readonly kind: "real" | "int";
  /** Sizes of the array indices, outermost first. */
  readonly array: readonly number[];
  /** [] for a scalar, [n] for a vector, [rows, columns] for a matrix. */
  readonly inner: readonly number[];
  readonly constraint:
    | { readonly kind: "bounds"; readonly bounds: Bounds }
    | { readonly kind: "structured"; readonly structured: Structured };
}

export type Layouts = Readonly<Record<string, Layout>>;

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

export const isScalar = (layout: Layout): boolean => layout.array.length === 0 && layout.inner.length === 0;
export const blockSize = (layout: Layout): number => product(layout.inner);
export const blockCount = (layout: Layout): number => product(layout.array);
/** Numbers of the constrained value. */
export const flatSize = (layout: Layout): number => blockSize(layout) * blockCount(layout);

/** Numbers of the unconstrained value. */
export function freeSize(layout: Layout): number {
  if (layout.constraint.kind === "bounds") return flatSize(layout);
  return blockCount(layout) * layout.constraint.structured.freeSize;
}
