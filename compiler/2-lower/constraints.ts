// Constraints of declarations: what the model's layout says of them, what they let us assume, and the checks of transformed quantities.

import type { SizedType } from "../../grammar/index.ts";
import { num } from "../ir/build.ts";
import type { Bound, Buffer, Constraint, Expr, Local, MessagePart, Shape, Statement } from "../ir/mir.ts";
import { requireStructure } from "./structures.ts";
import { rewriteExpr } from "../ir/rewrite.ts";
import type { Typed, TypedExpr } from "../ir/typed-ast.ts";
import { asInt, asReal, compare, isInt } from "../library/arithmetic.ts";
import { check, nameOf } from "./checks.ts";
import { emit, nested, notAvailable, type Context } from "./context.ts";
import type { SizedShape } from "./declarations.ts";
import { lowerBound } from "./bounds.ts";
import { eachElement } from "./loops.ts";
import { realRange } from "./real-ranges.ts";
import { int } from "../ir/build.ts";
import { provablyTrue } from "./truth.ts";
import { selectFrom } from "./indexing.ts";
import {
  arrayRank,
  asRealContainer,
  container,
  formRank,
  viewOf,
  type Container,
  type Value,
} from "./value.ts";
import { materialise } from "./pull-array.ts";

type BasicType = Extract<SizedType<Typed>, { readonly kind: "basic" }>;

export function innermost(type: SizedType<Typed>): BasicType {
  if (type.kind === "array") return innermost(type.element);
  return type.kind === "basic" ? type : notAvailable("a tuple variable", type.span);
}

const plain = new Set([
  ...["int", "real", "vector", "row_vector", "matrix"],
  ...["complex", "complex_vector", "complex_row_vector", "complex_matrix"],
]);

/** Stan's name of a structured type; null for plain ones. */
export const structureOf = (type: SizedType<Typed>): string | null => {
  const { name } = innermost(type);
  return plain.has(name) ? null : name;
};

// ------------------------------------------------------------------------------------------------------------- declarations

export function toShape({ elem, form, dims }: SizedShape): Shape {
  const outer = dims.slice(0, dims.length - formRank(form));
  const [a, b] = dims.slice(outer.length);
  if (form === "scalar") return { scalar: elem, array: outer, inner: { kind: "scalar" } };
  if (form === "matrix")
    return { scalar: elem, array: outer, inner: { kind: "matrix", rows: a!, columns: b! } };
  return { scalar: elem, array: outer, inner: { kind: form, size: a! } };
}

/** The constraint in terms of the variables as they stand now. */
export function declaredConstraint(ctx: Context, type: SizedType<Typed>): Constraint {
  const structure = structureOf(type);
  if (structure !== null) {
    const isBroken = structure === "simplex" && ctx.options.simplex === "stick-breaking";
    return { kind: "structured", name: isBroken ? "simplex_stick_breaking" : structure };
  }
  const { constraint, name } = innermost(type);
  const bound = (e: TypedExpr | null): Bound | null =>
    e === null ? null : declaredBound(ctx, e, name === "int");
  switch (constraint.kind) {
    case "none":
      return { kind: "none" };
    case "bounds":
      return { kind: "bounds", lower: bound(constraint.lower), upper: bound(constraint.upper) };
    case "affine":
      return { kind: "affine", offset: bound(constraint.offset), multiplier: bound(constraint.multiplier) };
  }
}

function declaredBound(ctx: Context, e: TypedExpr, ofInt: boolean): Bound {
  let value: Value | null = null;
  const statements = nested(ctx, () => (value = lowerBound(ctx, e)));
  return boundOf(ctx, value!, statements, ofInt, e);
}

function boundOf(
  ctx: Context,
  value: Value,
  statements: readonly Statement[],
  ofInt: boolean,
  e: TypedExpr,
): Bound {
  if (value.kind === "scalar") {
    const expr = inlineLets(value.expr, statements);
    if (expr !== null) return { kind: "scalar", value: ofInt ? asInt(expr) : asReal(expr) };
    const cell = { elem: "real" as const, form: "scalar" as const, dims: [int(1)] };
    const single = container({ ...cell, at: () => asReal(value.expr), isData: value.isData });
    return computedBound(ctx, single, statements);
  }
  if (value.kind === "struct") return notAvailable("this bound", e.span);
  if (value.isContiguous && statements.length === 0) {
    const { buffer, index } = viewOf(value);
    const isWhole = index.every((i) => i.kind === "int" && i.value === 0);
    if (isWhole) return { kind: "container", buffer };
  }
  return computedBound(ctx, value, statements);
}

function computedBound(ctx: Context, value: Container, statements: readonly Statement[]): Bound {
  let buffer: Buffer | null = null;
  const body = nested(ctx, () => {
    emit(ctx, ...statements);
    buffer = viewOf(materialise(ctx, asRealContainer(value), "bound")).buffer;
  });
  return { kind: "computed", body, buffer: buffer! };
}

/** The expression with the lets before it put in; null if more than lets stands before it. */
function inlineLets(e: Expr, statements: readonly Statement[]): Expr | null {
  const definitions = new Map<Local, Expr>();
  for (const s of statements) {
    if (s.kind !== "let") return null;
    definitions.set(s.local, rewriteExpr(s.value, { ref: (target) => definitions.get(target) }));
  }
  return rewriteExpr(e, { ref: (target) => definitions.get(target) });
}

// -------------------------------------------------------------------------------------------------------------------- facts

/** Records what a checked or enforced constraint implies; `isOpen`: bounds are never reached (transforms of parameters). */
export function assume(
  ctx: Context,
  target: Local | Buffer,
  constraint: Constraint,
  elem: "int" | "real",
  isOpen: boolean,
): void {
  if (constraint.kind === "structured") return assumeStructure(ctx, target, constraint.name);
  if (constraint.kind !== "bounds") return;
  const value = (bound: Bound | null): Expr | null => (bound?.kind === "scalar" ? bound.value : null);
  const [lower, upper] = [value(constraint.lower), value(constraint.upper)];
  if (elem === "int") {
    if (lower !== null && isInt(lower)) ctx.facts.lower.set(target, lower);
    if (upper !== null && isInt(upper)) ctx.facts.upper.set(target, upper);
    return;
  }
  const [low, high] = [lower, upper].map((bound) => (bound === null ? null : realRange(ctx.facts, bound)));
  ctx.facts.reals.set(target, {
    lower: low?.lower ?? -Infinity,
    upper: high?.upper ?? Infinity,
    lowerOpen: isOpen,
    upperOpen: isOpen,
  });
}

const unit = new Set([
  "simplex",
  "simplex_stick_breaking",
  "column_stochastic_matrix",
  "row_stochastic_matrix",
]);

function assumeStructure(ctx: Context, target: Local | Buffer, name: string): void {
  ctx.facts.structures.set(target, name);
  if (unit.has(name)) ctx.facts.reals.set(target, { lower: 0, upper: 1, lowerOpen: false, upperOpen: false });
  if (name === "positive_ordered")
    ctx.facts.reals.set(target, { lower: 0, upper: Infinity, lowerOpen: false, upperOpen: false });
}

// ------------------------------------------------------------------------------------------------------------------- checks

/** Checks that a transformed quantity meets its declaration. */
export function checkConstraint(ctx: Context, name: string, type: SizedType<Typed>, value: Value): void {
  const structure = structureOf(type);
  if (structure !== null)
    return value.kind === "container" ? checkStructure(ctx, name, structure, value) : undefined;
  const { constraint } = innermost(type);
  if (constraint.kind !== "bounds") return;
  const lower = constraint.lower === null ? null : lowerBound(ctx, constraint.lower);
  const upper = constraint.upper === null ? null : lowerBound(ctx, constraint.upper);
  const at = (bound: Value, index: readonly Expr[]): Expr =>
    bound.kind === "container"
      ? bound.at(index.slice(-bound.dims.length))
      : bound.kind === "scalar"
        ? bound.expr
        : num(NaN);
  const one = (x: Expr, index: readonly Expr[]): void => {
    const what = nameOf({ text: name, index });
    if (lower !== null)
      checkBound(ctx, "ge", x, at(lower, index), [...what, " is ", x, ", but it must be at least "]);
    if (upper !== null)
      checkBound(ctx, "le", x, at(upper, index), [...what, " is ", x, ", but it must be at most "]);
  };
  if (value.kind === "scalar") return one(value.expr, []);
  if (value.kind === "container") eachElement(ctx, value, (index) => one(value.at(index), index));
}

function checkBound(
  ctx: Context,
  comparison: "ge" | "le",
  x: Expr,
  bound: Expr,
  message: readonly MessagePart[],
): void {
  const condition = compare(comparison, x, bound);
  if (!provablyTrue(ctx.facts, condition)) check(ctx, condition, [...message, bound]);
}

function checkStructure(ctx: Context, name: string, structure: string, value: Container): void {
  const arrays = arrayRank(value);
  const outer = { dims: value.dims.slice(0, arrays), form: "scalar" as const };
  eachElement(ctx, outer, (index) => {
    const inner = selectFrom(value, index.map((at) => ({ kind: "single", at }))); // prettier-ignore
    if (inner.kind === "container") requireStructure(ctx, nameOf({ text: name, index }), structure, inner);
  });
}
