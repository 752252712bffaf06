// Array, row-vector and matrix literals. Elements are evaluated once, in order; small ones stay expressions, a matrix or an array of
// containers is put together by choosing among its rows, or stored when it is large.

import type { Expr as SyntaxExpr } from "../../grammar/index.ts";
import { int, select } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { nameFor } from "../ir/naming.ts";
import type { Typed } from "../ir/typed-ast.ts";
import { asReal, compare, isInt } from "../library/arithmetic.ts";
import { checkSameSize, sourceText } from "./checks.ts";
import { emit, notAvailable, once, type Context } from "./context.ts";
import { lowerExpr } from "./expressions.ts";
import { eachElementOf } from "./loops.ts";
import { literal } from "./pull-array.ts";
import { contentsOf, newStorage, storeInto } from "./storage.ts";
import {
  asComplex,
  container,
  converted,
  type Container,
  type Form,
  type Struct,
  type Value,
} from "./value.ts";

type ArrayLiteral = Extract<SyntaxExpr<Typed>, { readonly kind: "array" }>;
type RowVectorLiteral = Extract<SyntaxExpr<Typed>, { readonly kind: "rowVector" }>;

const INLINE = 8;

export function lowerArrayLiteral(ctx: Context, e: ArrayLiteral): Value {
  const of = e.type.kind === "array" ? e.type.element : e.type;
  const elements = e.elements.map((element) => converted(lowerExpr(ctx, element), of));
  const [first] = elements;
  if (first === undefined || first.kind === "scalar") return scalars(ctx, elements, "scalar", isRealArray(e));
  if (first.kind === "struct")
    return structs(ctx, elements as readonly Struct[], "scalar", sourceText(e.span));
  return containers(ctx, elements as readonly Container[], first.form, sourceText(e.span));
}

export function lowerRowVectorLiteral(ctx: Context, e: RowVectorLiteral): Value {
  const isComplex = e.type.kind.startsWith("complex");
  const values = e.elements.map((element) => lowerExpr(ctx, element));
  const elements = isComplex ? values.map(asComplex) : values;
  const [first] = elements;
  if (first === undefined || first.kind === "scalar") return scalars(ctx, elements, "rowVector", true);
  if (first.kind === "struct")
    return structs(ctx, elements as readonly Struct[], "rowVector", sourceText(e.span));
  return containers(ctx, elements as readonly Container[], "matrix", sourceText(e.span));
}

function isRealArray(e: ArrayLiteral): boolean {
  return !(e.type.kind === "array" && e.type.element.kind === "int");
}

function scalars(ctx: Context, elements: readonly Value[], form: Form, isReal: boolean): Container {
  const values = elements.map((v) => (v.kind === "scalar" ? v : notAvailable("a literal of mixed elements")));
  const isData = values.every((v) => v.isData);
  const exprs = values.map((v) => (isReal ? asReal(v.expr) : v.expr));
  if (exprs.length <= INLINE) {
    const named = exprs.map((expr) => (expr.kind === "load" ? expr : once(ctx, nameFor(expr), expr)));
    return { ...literal(named, form, isData), elem: isReal ? "real" : "int" };
  }
  const shape = { elem: isReal ? ("real" as const) : ("int" as const), form, dims: [int(exprs.length)] };
  const stored = contentsOf(newStorage(ctx, "literal", shape), isData);
  exprs.forEach((expr, i) => emit(ctx, storeInto(stored.at([int(i)]), expr)));
  return stored;
}

/** Containers of one size, stacked along a new first dimension. */
export function containers(ctx: Context, parts: readonly Container[], form: Form, what: string): Container {
  const [first, ...others] = parts;
  for (const other of others)
    other.dims.forEach((dim, k) =>
      checkSameSize(ctx, first!.dims[k]!, dim, `the first element of ${what}`, "a later one"),
    );
  const elem = parts.every((p) => p.elem === "int") ? ("int" as const) : ("real" as const);
  const convert = (e: Expr): Expr => (elem === "int" ? e : asReal(e));
  const dims = [int(parts.length), ...first!.dims];
  const isData = parts.every((p) => p.isData);
  const isSmall = parts.length <= 4 && parts.every((p) => p.isCheap || p.isLiteral);
  if (isSmall) {
    const at = ([k, ...rest]: readonly Expr[]): Expr => {
      if (k!.kind === "int") return convert(parts[k!.value]!.at(rest));
      const [last, ...before] = parts.map((p) => convert(p.at(rest))).reverse();
      return before.reduce(
        (otherwise, e, i) => select(compare("eq", k!, int(parts.length - 2 - i)), e, otherwise),
        last!,
      );
    };
    return container({ elem, form, dims, at, isData, isCheap: false, isLiteral: true });
  }
  const stored = contentsOf(newStorage(ctx, "literal", { elem, form, dims }), isData);
  parts.forEach((part, k) =>
    eachElementOf(ctx, [part], (index) =>
      emit(ctx, storeInto(stored.at([int(k), ...index]), convert(part.at(index)))),
    ),
  );
  return stored;
}

/** An array of tuples is a tuple of arrays, a vector of complex numbers a pair of vectors. */
function structs(ctx: Context, parts: readonly Struct[], form: Form, what: string): Struct {
  const [first] = parts;
  const isArray = form === "scalar";
  const slots = first!.slots.map((slot, k): Value => {
    const column = parts.map((p) => p.slots[k]!);
    if (slot.kind === "scalar") return scalars(ctx, column, form, column.some((v) => v.kind === "scalar" && !isInt(v.expr))); // prettier-ignore
    if (slot.kind === "struct") return structs(ctx, column as readonly Struct[], form, what);
    return containers(ctx, column as readonly Container[], isArray ? slot.form : "matrix", what);
  });
  const outer = isArray ? [int(parts.length), ...first!.outer] : [];
  return { kind: "struct", role: first!.role, slots, outer };
}
