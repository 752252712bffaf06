// How one variable is laid out: its dimensions and the constraint its values obey. Everything else about a variable (names, nested
// values, the way from and to the unconstrained scale) follows from this. Storage is flat: arrays row-major, inside them vectors in order
// and matrices column-major.

import type { Structure } from "../data/constraints.ts";

/** Constrained values by name, in flat storage: a number for a scalar, otherwise a Float64Array (Int32Array for ints). */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- bounds written as functions destructure these by name
export type FlatValues = Readonly<Record<string, any>>;

export type Flat = number | Float64Array | Int32Array;

/** The flat values of all parts of a variable: by slot `1`, `2`, ... of a tuple, by `real` and `imag` of complex numbers. */
export type FlatParts = Flat | { readonly [key: string]: FlatParts };

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

/** Tuples or complex numbers, which are stored in parts. What is done with them comes along, so that other models do without it. */
export interface StructLayout {
  readonly kind: "tuple" | "complex";
  readonly array: readonly number[];
  /** Of complex vectors and matrices. */
  readonly inner: readonly number[];
  /** Of a tuple. */
  readonly slots: readonly AnyLayout[];
  readonly methods: StructMethods;
}

export interface StructMethods {
  parts(path: PartPath, layout: StructLayout): readonly Part[];
  /** Unconstrained numbers. */
  freeSize(layout: StructLayout): number;
  /** Calls `cell` for the cells of the parts from `first` on, in written order. */
  eachCell(
    layout: StructLayout,
    name: string,
    outer: readonly number[],
    first: number,
    cell: VisitCell,
  ): void;
  /** The nested value at a place of the arrays of tuples around it, counted row-major. */
  nest(layout: StructLayout, value: FlatParts, element: number): Nested;
  /** The inverse; `outer`: the arrays of tuples around it, which come first in `value`. */
  read(name: string, layout: StructLayout, value: unknown, outer: readonly number[]): FlatParts;
}

export type AnyLayout = Layout | StructLayout;

/** A part of a variable: storage of its own. */
export interface Part {
  /** `t.2`, `z.real`; the variable's own name if it has no parts. */
  readonly name: string;
  /** The way to its flat value from that of the variable. */
  readonly keys: readonly string[];
  /** Of all its numbers, arrays of tuples around it included. */
  readonly layout: Layout;
  /** Of one run of unconstrained numbers. */
  readonly run: Layout;
  /** Offset of the first unconstrained number of each run, in storage order. */
  readonly starts: readonly number[];
}

/** What surrounds the parts of a struct. */
export interface PartPath {
  readonly name: string;
  readonly keys: readonly string[];
  readonly outer: readonly number[];
  readonly starts: readonly number[];
}

export type VisitCell = (name: string, part: number, index: readonly number[]) => void;

/** A value as a user writes it. */
export type Nested = Flat | readonly Nested[] | { readonly [slot: string]: Nested };

export type Layouts = Readonly<Record<string, AnyLayout>>;

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

export const isScalar = (layout: Layout): boolean => layout.array.length === 0 && layout.inner.length === 0;
export const blockSize = (layout: Pick<Layout, "inner">): number => product(layout.inner);
export const blockCount = (layout: Pick<Layout, "array">): number => product(layout.array);
/** Numbers of the constrained value. */
export const flatSize = (layout: Layout): number => blockSize(layout) * blockCount(layout);

export const isStruct = (layout: AnyLayout): layout is StructLayout =>
  layout.kind === "tuple" || layout.kind === "complex";

/** Numbers of the unconstrained value. */
export function freeSize(layout: AnyLayout): number {
  if (isStruct(layout)) return layout.methods.freeSize(layout);
  if (layout.constraint.kind === "bounds") return flatSize(layout);
  return blockCount(layout) * layout.constraint.structured.freeSize;
}
