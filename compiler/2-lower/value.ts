// What an expression of the language becomes: a scalar, a pull array (`at(index)` computes one element, nothing is stored), or a struct
// of values (a tuple, or the real and imaginary part of a complex number; an array of tuples is a tuple of arrays). Operators, slices
// and reshapes compose pull arrays by index arithmetic, so they cost nothing until somebody asks for elements.

import { int, isNumber, num, sameExpr } from "../ir/build.ts";
import type { Expr, View } from "../ir/mir.ts";
import { times } from "../ir/linear.ts";
import type { Type } from "../ir/type.ts";
import { asInt, asReal } from "../library/arithmetic.ts";
import { scalarType } from "../ir/scalar-type.ts";
import { internalError } from "../diagnostics/internal-error.ts";

/** What the innermost dimensions of a container are: none, one or two of them belong to the form, the others are array dimensions. */
export type Form = "scalar" | "vector" | "rowVector" | "matrix";

export interface ScalarValue {
  readonly kind: "scalar";
  readonly expr: Expr;
  /** Does not depend on parameters by type: what `~` may drop. */
  readonly isData: boolean;
}

export interface Container {
  readonly kind: "container";
  readonly elem: "int" | "real";
  readonly form: Form;
  /** In the user's order: array dimensions, then size or rows, columns. */
  readonly dims: readonly Expr[];
  /** Element at indices from 0 in the user's order. May bind subterms in the statements under construction. */
  readonly at: (index: readonly Expr[]) => Expr;
  readonly isData: boolean;
  /** An element costs no more than a load, so computing it again is no loss. */
  readonly isCheap: boolean;
  /** The elements lie in one block of a buffer, in storage order; then `at` yields loads. */
  readonly isContiguous: boolean;
  /** The same elements in their natural shape, where this is a flattening of it: loops over all elements run over that shape. */
  readonly unflattened?: Container;
  /** The elements by position in storage order, where that needs no division of the index. */
  readonly flatAt?: (position: Expr) => Expr;
  /** All of a buffer that was made for this value: a declaration may take it over. */
  readonly isFresh?: boolean;
  /** A literal: elements are known at literal indices only cheaply. */
  readonly isLiteral?: boolean;
}

export interface Struct {
  readonly kind: "struct";
  readonly role: "tuple" | "complex";
  readonly slots: readonly Value[];
  /** Array dimensions around the struct: they lead the dims of each slot. */
  readonly outer: readonly Expr[];
}

export type Value = ScalarValue | Container | Struct;

export const scalar = (expr: Expr, isData: boolean): ScalarValue => ({
  kind: "scalar",
  expr,
  isData: isData || scalarType(expr) !== "real",
});

export function container(
  parts: Omit<Container, "kind" | "isCheap" | "isContiguous"> & Partial<Container>,
): Container {
  return {
    isCheap: false,
    isContiguous: false,
    ...parts,
    kind: "container",
    isData: parts.isData || parts.elem === "int",
  };
}

export const formRank = (form: Form): number => (form === "scalar" ? 0 : form === "matrix" ? 2 : 1);

export const arrayRank = (c: Container): number => c.dims.length - formRank(c.form);

/** Storage order: the column index of a matrix comes before its row index. */
export function storageOrder<T>(form: Form, items: readonly T[]): readonly T[] {
  if (form !== "matrix") return items;
  const n = items.length;
  return [...items.slice(0, n - 2), items[n - 1]!, items[n - 2]!];
}

export const sizeOf = (c: Container): Expr => c.dims.reduce(times, int(1));

/** The block of a contiguous container. */
export function viewOf(c: Container): View {
  const first = c.at(c.dims.map(() => int(0)));
  if (first.kind !== "load") return internalError("a contiguous container that is not in a buffer");
  const { buffer, index } = first;
  const outer = buffer.dims.length - c.dims.length;
  const isWhole =
    outer >= 0 &&
    index.slice(outer).every((e) => isNumber(e, 0)) &&
    sameDims(buffer.dims.slice(outer), c.dims);
  // A block that fills its dimensions is named by the indices before them.
  return { buffer, index: isWhole ? index.slice(0, outer) : index };
}

/** The same sizes in some order: a matrix is stored with its columns first. */
function sameDims(a: readonly Expr[], b: readonly Expr[]): boolean {
  const rest = [...b];
  for (const dim of a) {
    const at = rest.findIndex((other) => sameExpr(dim, other));
    if (at < 0) return false;
    rest.splice(at, 1);
  }
  return rest.length === 0;
}

export function expectScalar(v: Value): ScalarValue {
  return v.kind === "scalar" ? v : internalError(`a scalar was expected, not a ${v.kind}`);
}

export function expectContainer(v: Value): Container {
  return v.kind === "container" ? v : internalError(`a container was expected, not a ${v.kind}`);
}

export function asRealContainer(c: Container): Container {
  if (c.elem === "real") return c;
  const { flatAt, unflattened, ...rest } = c;
  return {
    ...rest,
    elem: "real",
    isContiguous: false,
    at: (index) => asReal(c.at(index)),
    ...(flatAt === undefined ? {} : { flatAt: (position: Expr) => asReal(flatAt(position)) }),
    ...(unflattened === undefined ? {} : { unflattened: asRealContainer(unflattened) }),
  };
}

/** A real number or container as a complex one. */
export function asComplex(v: Value): Struct {
  if (v.kind === "struct") return v;
  if (v.kind === "scalar") return complexOf({ ...v, expr: asReal(v.expr) }, scalar(num(0), true), []);
  const zero = container({
    elem: "real",
    form: v.form,
    dims: v.dims,
    at: () => num(0),
    isData: true,
    isCheap: true,
  });
  return complexOf(asRealContainer(v), zero, v.dims.slice(0, arrayRank(v)));
}

export const complexOf = (re: Value, im: Value, outer: readonly Expr[]): Struct => ({
  kind: "struct",
  role: "complex",
  slots: [re, im],
  outer,
});

export const vectorOfZeros = (n: Expr): Container =>
  container({ elem: "real", form: "vector", dims: [n], at: () => num(0), isData: true });

/** The value as one of the type, to which it can be promoted. */
export function converted(v: Value, type: Type): Value {
  if (type.kind === "array") return converted(v, type.element);
  if (type.kind === "tuple")
    return v.kind === "struct"
      ? { ...v, slots: v.slots.map((slot, k) => converted(slot, type.slots[k]!)) }
      : v;
  if (type.kind.startsWith("complex")) return asComplex(v);
  if (v.kind === "struct") return v;
  if (v.kind === "container") return type.kind === "int" ? v : asRealContainer(v);
  return { ...v, expr: type.kind === "int" ? asInt(v.expr) : asReal(v.expr) };
}

export function isDataValue(v: Value): boolean {
  return v.kind === "struct" ? v.slots.every(isDataValue) : v.isData;
}

/** Elements computed element by element from elements of `c`. */
export function mapContainer(c: Container, elem: "int" | "real", f: (element: Expr) => Expr): Container {
  const { flatAt, unflattened } = c;
  return container({
    elem,
    form: c.form,
    dims: c.dims,
    at: (index) => f(c.at(index)),
    isData: c.isData,
    ...(flatAt === undefined ? {} : { flatAt: (position: Expr) => f(flatAt(position)) }),
    ...(unflattened === undefined ? {} : { unflattened: mapContainer(unflattened, elem, f) }),
  });
}

export function formOf(type: Type): Form {
  switch (type.kind) {
    case "array":
      return formOf(type.element);
    case "vector":
    case "rowVector":
    case "matrix":
      return type.kind;
    case "complexVector":
      return "vector";
    case "complexRowVector":
      return "rowVector";
    case "complexMatrix":
      return "matrix";
    default:
      return "scalar";
  }
}

export function elementKind(type: Type): "int" | "real" {
  return type.kind === "array" ? elementKind(type.element) : type.kind === "int" ? "int" : "real";
}

/** The block at the leading indices, contiguous where the whole is. */
export function selectPrefix(c: Container, prefix: readonly Expr[]): Container {
  if (prefix.length === 0) return c;
  const dims = c.dims.slice(prefix.length);
  return container({
    elem: c.elem,
    form: c.form,
    dims,
    at: (index) => c.at([...prefix, ...index]),
    isData: c.isData,
    isCheap: c.isCheap,
    isContiguous: c.isContiguous,
  });
}
