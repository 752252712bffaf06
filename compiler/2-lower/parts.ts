// Variables of several homes. A tuple has one home per slot, an array of tuples one array per slot; complex numbers have two, for real and
// imaginary parts. So nothing after lowering knows of tuples or complex numbers, and each home is as plain as any other.

import type { SizedType } from "../../grammar/index.ts";
import { int } from "../ir/build.ts";
import { plus, times } from "../ir/linear.ts";
import type { Expr, Part, PartStep } from "../ir/mir.ts";
import type { Typed } from "../ir/typed-ast.ts";
import type { Context } from "./context.ts";
import { isComplex, shapeOf, sizesOf, type SizedShape } from "./declarations.ts";
import { position } from "./storage.ts";
import { storageOrder, type Struct, type Value } from "./value.ts";

/** One home: a variable that has only one, or a part. */
export interface Leaf {
  /** As in messages: `t`, `t.2.1`, `z.real`. */
  readonly name: string;
  /** As in generated code: `t`, `t21`, `zReal`. */
  readonly homeName: string;
  readonly part: Part | null;
  /** The part's own type, without the arrays of tuples around it. */
  readonly type: SizedType<Typed>;
  /** With the arrays of tuples around it. */
  readonly shape: SizedShape;
  /** How many leading dimensions of the shape lie outside one run of unconstrained numbers. */
  readonly outer: number;
}

export type Parts =
  | { readonly kind: "leaf"; readonly leaf: Leaf }
  | {
      readonly kind: "struct";
      readonly role: "tuple" | "complex";
      /** Array dimensions around this and all structs that surround it. */
      readonly outer: readonly Expr[];
      /** Sizes that are this struct's own: its arrays; of complex numbers all sizes, in storage order. */
      readonly own: readonly Expr[];
      readonly slots: readonly Parts[];
    };

export function partsOf(ctx: Context, name: string, type: SizedType<Typed>): Parts {
  return descend(ctx, { variable: name, steps: [] }, type, []);
}

/** `outer`: the arrays of tuples above. */
function descend(ctx: Context, path: Part, type: SizedType<Typed>, outer: readonly Expr[]): Parts {
  const { sizes, element } = unwrapped(ctx, type);
  if (element.kind === "tuple") {
    const array = sizes();
    const around = [...outer, ...array];
    const slots = element.slots.map((slot, k) =>
      descend(ctx, step(path, { key: String(k + 1), of: element.slots.length, array }), slot, around),
    );
    return { kind: "struct", role: "tuple", outer: around, own: array, slots };
  }
  const own = shapeOf(ctx, type);
  const shape = { ...own, dims: [...outer, ...own.dims] };
  const leaf = (at: Part, reach: number): Parts => ({
    kind: "leaf",
    leaf: {
      name: [at.variable, ...at.steps.map(({ key }) => key)].join("."),
      homeName: at.variable + at.steps.map(({ key }) => key[0]!.toUpperCase() + key.slice(1)).join(""),
      part: at.steps.length === 0 ? null : at,
      type,
      shape,
      outer: reach,
    },
  });
  if (!isComplex(type)) return leaf(path, outer.length);
  const arrays = type.kind === "array" ? own.dims.slice(0, type.sizes.length) : [];
  const slots = ["real", "imag"].map((key) => leaf(step(path, { key, array: [] }), shape.dims.length));
  const sizesInOrder = storageOrder(own.form, own.dims);
  return { kind: "struct", role: "complex", outer: [...outer, ...arrays], own: sizesInOrder, slots };
}

const step = (path: Part, next: PartStep): Part => ({ ...path, steps: [...path.steps, next] });

/** What an array holds; sizes are evaluated when they are wanted. */
function unwrapped(
  ctx: Context,
  type: SizedType<Typed>,
): { readonly sizes: () => readonly Expr[]; readonly element: SizedType<Typed> } {
  if (type.kind !== "array") return { sizes: () => [], element: type };
  const inner = unwrapped(ctx, type.element);
  return { sizes: () => [...sizesOf(ctx, type), ...inner.sizes()], element: inner.element };
}

/** All homes in the order of declaration. */
export const leavesOf = (parts: Parts): readonly Leaf[] =>
  parts.kind === "leaf" ? [parts.leaf] : parts.slots.flatMap(leavesOf);

/** The variable's value, given that of each home. */
export function valueOfParts(parts: Parts, valueOf: (leaf: Leaf) => Value): Value {
  if (parts.kind === "leaf") return valueOf(parts.leaf);
  const { role, outer, slots } = parts;
  return { kind: "struct", role, outer, slots: slots.map((slot) => valueOfParts(slot, valueOf)) };
}

/** The values of all homes, in the order of `leavesOf`. */
export const leafValues = (value: Value): readonly Value[] =>
  value.kind === "struct" ? (value as Struct).slots.flatMap(leafValues) : [value];

// --------------------------------------------------------------------------------------------- the unconstrained vector

/** Where the unconstrained numbers of one element of a home start, by the element's leading indices. */
export type Place = (index: readonly Expr[]) => Expr;

export interface PlacedLeaf {
  readonly leaf: Leaf;
  readonly placeAt: Place;
}

/** Elements of arrays of tuples follow one another, each with all its slots; so do complex numbers with their two parts. */
export function placesOf(
  parts: Parts,
  start: Expr,
  freeSize: (leaf: Leaf) => Expr,
): { readonly leaves: readonly PlacedLeaf[]; readonly size: Expr } {
  const size = elementSize(parts, freeSize);
  return { leaves: walk(parts, () => start, freeSize), size: times(countOf(parts), size) };
}

const countOf = (parts: Parts): Expr => (parts.kind === "leaf" ? int(1) : parts.own.reduce(times, int(1)));

function elementSize(parts: Parts, freeSize: (leaf: Leaf) => Expr): Expr {
  if (parts.kind === "leaf") return freeSize(parts.leaf);
  if (parts.role === "complex") return int(2);
  return parts.slots.map((slot) => times(countOf(slot), elementSize(slot, freeSize))).reduce(plus, int(0));
}

function walk(parts: Parts, placeAt: Place, freeSize: (leaf: Leaf) => Expr): readonly PlacedLeaf[] {
  if (parts.kind === "leaf") return [{ leaf: parts.leaf, placeAt }];
  const stride = elementSize(parts, freeSize);
  const { own, outer, role } = parts;
  let before: Expr = int(0);
  return parts.slots.flatMap((slot) => {
    const offset = before;
    before = role === "complex" ? plus(before, int(1)) : plus(before, times(countOf(slot), elementSize(slot, freeSize))); // prettier-ignore
    const from = role === "tuple" ? outer.length - own.length : -1;
    const at: Place = (index) => {
      const form = slot.kind === "leaf" ? slot.leaf.shape.form : "scalar";
      const mine = role === "tuple" ? index.slice(from, outer.length) : storageOrder(form, index).slice(index.length - own.length); // prettier-ignore
      return plus(plus(placeAt(index), times(position(own, mine), stride)), offset);
    };
    return walk(slot, at, freeSize);
  });
}
