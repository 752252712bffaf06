// Assignments. The right side is complete before the first store whenever it may read what is written: an element may be read only at the
// very cell that is being assigned, everything else goes through a temporary.

import type { AssignOperator, Statement as SyntaxStatement } from "../../grammar/index.ts";
import { accumulateLocal, local, neg, ref } from "../ir/build.ts";
import { sameExpr } from "../ir/build.ts";
import type { Buffer, Expr, Statement } from "../ir/mir.ts";
import type { Typed, TypedExpr } from "../ir/typed-ast.ts";
import { readsOfExpr, visitExpr, visitStatements, expressionsOf } from "../ir/walk.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { asInt, asReal, isInt } from "../library/arithmetic.ts";
import { sourceText } from "./checks.ts";
import { bindLet, emit, nested, type Context } from "./context.ts";
import { forgetMoment } from "./counters.ts";
import { frozen } from "./stability.ts";
import { lowerExpr } from "./expressions.ts";
import { lowerIndexing, nameOfExpr } from "./indexing.ts";
import { eachElementOf } from "./loops.ts";
import { applyOperator } from "./operators.ts";
import { checkSameShape, materialise } from "./pull-array.ts";
import { storeInto, copyBlock } from "./storage.ts";
import {
  asComplex,
  asRealContainer,
  expectContainer,
  viewOf,
  type Container,
  type Struct,
  type Value,
} from "./value.ts";
import { defineLet, read, variableOf, type Variable } from "./variables.ts";

type Assignment = Extract<SyntaxStatement<Typed>, { readonly kind: "assignment" }>;

export function lowerAssignment(ctx: Context, s: Assignment): void {
  if (s.target.kind === "tuple") return assignPack(ctx, s.target.elements, lowerExpr(ctx, s.value));
  const place = placeOf(ctx, s.target);
  const operator = binaryOperator(s.operator);
  const names = [sourceText(s.target.span), sourceText(s.value.span)];
  if (operator === null) return assign(ctx, place, lowerExpr(ctx, s.value), names);
  const value = lowerExpr(ctx, s.value);
  const current = currentValue(place);
  if ((operator === "+" || operator === "-") && accumulate(ctx, current, value, operator === "-")) return;
  assign(ctx, place, applyOperator(ctx, operator, current, value, names), names);
}

function binaryOperator(
  operator: AssignOperator,
): Exclude<Parameters<typeof applyOperator>[1], never> | null {
  switch (operator) {
    case "=":
      return null;
    case "+=":
      return "+";
    case "-=":
      return "-";
    case "*=":
      return "*";
    case "/=":
      return "/";
    case ".*=":
      return ".*";
    case "./=":
      return "./";
  }
}

// ------------------------------------------------------------------------------------------------------------------- places

/** Something that can be assigned: a whole variable, or elements of one, as the value that they have now. */
type Place =
  | {
      readonly kind: "variable";
      readonly target: TypedExpr & { readonly kind: "variable" };
      readonly variable: Variable;
    }
  | { readonly kind: "part"; readonly variable: Variable }
  | { readonly kind: "elements"; readonly value: Value; readonly isOrdered: boolean };

function placeOf(ctx: Context, target: TypedExpr): Place {
  switch (target.kind) {
    case "variable": {
      const variable = variableOf(ctx, target.symbol!);
      return { kind: "variable", target, variable };
    }
    case "parenthesized":
      return placeOf(ctx, target.inner);
    case "projection": {
      const base = placeOf(ctx, target.base);
      if (base.kind !== "elements" && base.variable.kind === "struct")
        return { kind: "part", variable: base.variable.slots[target.slot - 1]! };
      const value = currentValue(base);
      if (value.kind !== "struct") return internalError("a projection of no tuple", target.span);
      return { kind: "elements", value: value.slots[target.slot - 1]!, isOrdered: false };
    }
    case "index": {
      const base = placeOf(ctx, target.base);
      const value = lowerIndexing(ctx, currentValue(base), target.indices, nameOfExpr(target.base));
      const isMulti = target.indices.some(
        (index) => index.kind === "single" && index.value.type.kind === "array",
      );
      return { kind: "elements", value, isOrdered: isMulti || (base.kind === "elements" && base.isOrdered) };
    }
    default:
      return internalError("an expression that cannot be assigned", target.span);
  }
}

const currentValue = (place: Place): Value =>
  place.kind === "elements" ? place.value : read(place.variable);

function assign(ctx: Context, place: Place, value: Value, names: readonly string[]): void {
  if (place.kind === "elements") return assignElements(ctx, place.value, value, names, place.isOrdered);
  const { variable } = place;
  if (variable.kind === "undefined" && place.kind === "variable") return define(ctx, place, value);
  assignVariable(ctx, variable, value, names);
}

export function assignVariable(
  ctx: Context,
  variable: Variable,
  value: Value,
  names: readonly string[],
): void {
  switch (variable.kind) {
    case "mutable": {
      const expr = scalarOf(value);
      const isReal = variable.local.scalar === "real";
      forgetMoment(ctx, variable.local);
      return emit(ctx, { kind: "set", local: variable.local, value: isReal ? asReal(expr) : asInt(expr) });
    }
    case "value":
      return assignElements(ctx, variable.value, value, names, false);
    case "struct": {
      const settled = slotsFor(variable, value).map((slot) => settle(ctx, slot));
      return variable.slots.forEach((slot, k) => assignVariable(ctx, slot, settled[k]!, names));
    }
    case "undefined":
      return internalError("an assignment to a variable without a place");
  }
}

/** The first assignment of a scalar declares it. */
function define(ctx: Context, place: Extract<Place, { readonly kind: "variable" }>, value: Value): void {
  const { target, variable } = place;
  if (variable.kind !== "undefined") return internalError("a variable is defined twice", target.span);
  const expr = variable.elem === "int" ? asInt(scalarOf(value)) : asReal(scalarOf(value));
  const symbol = target.symbol!;
  const home = local(symbol.name, variable.elem);
  if ((ctx.usage.assignments.get(symbol) ?? 0) <= 1)
    return defineLet(ctx, symbol, home, expr, variable.isData);
  emit(ctx, { kind: "var", local: home, initial: expr });
  ctx.mutable.add(home);
  ctx.variables.set(symbol, { kind: "mutable", local: home, isData: variable.isData });
}

function scalarOf(value: Value): Expr {
  return value.kind === "scalar" ? value.expr : internalError(`a ${value.kind} where a scalar is assigned`);
}

function assignElements(
  ctx: Context,
  to: Value,
  value: Value,
  names: readonly string[],
  isOrdered: boolean,
): void {
  switch (to.kind) {
    case "scalar":
      return emit(ctx, storeInto(to.expr, scalarOf(value)));
    case "container":
      return assignContainer(ctx, to, expectContainer(value), names, isOrdered);
    case "struct": {
      // No slot is stored before all are known: each may be computed from the others' old values.
      const settled = slotsFor(to, value).map((slot) => settle(ctx, slot));
      return to.slots.forEach((slot, k) => assignElements(ctx, slot, settled[k]!, names, isOrdered));
    }
  }
}

function slotsFor(to: Pick<Struct, "role">, value: Value): readonly Value[] {
  if (value.kind === "struct") return value.slots;
  return to.role === "complex" ? asComplex(value).slots : internalError("a tuple is assigned what is none");
}

/** A value that later stores cannot change. */
export function settle(ctx: Context, value: Value, name = "slot"): Value {
  if (value.kind === "scalar") return { ...value, expr: settledScalar(ctx, name, value.expr) };
  return value.kind === "container"
    ? value.isFresh
      ? value
      : materialise(ctx, value, name)
    : { ...value, slots: value.slots.map((s, k) => settle(ctx, s, name + slotSuffix(value, k))) };
}

function settledScalar(ctx: Context, name: string, e: Expr): Expr {
  const stable = frozen(ctx, name, e);
  return stable.kind === "op" || stable.kind === "select" ? bindLet(ctx, name, stable) : stable;
}

const slotSuffix = ({ role }: Struct, k: number): string =>
  role === "tuple" ? String(k + 1) : k === 0 ? "Real" : "Imag";

function assignPack(ctx: Context, targets: readonly TypedExpr[], value: Value): void {
  if (value.kind !== "struct") return internalError("a pack is assigned what is no tuple");
  const settled = value.slots.map((slot) => settle(ctx, slot));
  targets.forEach((target, k) => {
    if (target.kind === "tuple") return assignPack(ctx, target.elements, settled[k]!);
    assign(ctx, placeOf(ctx, target), settled[k]!, [sourceText(target.span), "the tuple's slot"]);
  });
}

/** `x += e` of reals adds in place, which later passes may reorder and fuse; not where `e` reads `x`. */
function accumulate(ctx: Context, current: Value, value: Value, isMinus: boolean): boolean {
  if (current.kind !== "scalar" || value.kind !== "scalar" || isInt(current.expr)) return false;
  const amount = isMinus ? neg(asReal(value.expr)) : asReal(value.expr);
  const reads = readsOfExpr(amount);
  if (current.expr.kind === "ref" && !reads.locals.has(current.expr.local)) {
    emit(ctx, accumulateLocal(current.expr.local, amount));
    return true;
  }
  if (current.expr.kind !== "load" || reads.buffers.has(current.expr.buffer)) return false;
  const { buffer, index } = current.expr;
  emit(ctx, { kind: "accumulate", into: { kind: "cell", buffer, index }, value: amount });
  return true;
}

// --------------------------------------------------------------------------------------------------------------- containers

/** Stores every element; `isOrdered`: a cell may be assigned twice, the last one counts. */
export function assignContainer(
  ctx: Context,
  to: Container,
  value: Container,
  names: readonly string[],
  isOrdered = false,
): void {
  checkSameShape(ctx, [to, value], names);
  const from = to.elem === "real" ? asRealContainer(value) : value;
  if (to.isContiguous && from.isContiguous) return copyBlock(ctx, to, viewOf(from));
  const stores = (source: Container): Statement[] =>
    nested(
      ctx,
      () =>
      eachElementOf(ctx, [{ ...to, isLiteral: source.isLiteral ?? false }, source], (index) =>
        emit(ctx, storeInto(to.at(index), source.at(index))), { inOrder: isOrdered }), // prettier-ignore
    );
  const direct = stores(from);
  const target = to.at(to.dims.map(() => ref(local("i", "int"))));
  const isAliased = target.kind === "load" && readsOtherCells(direct, target.buffer);
  if (!isAliased) return emit(ctx, ...direct);
  const copy = materialise(ctx, from, "copy");
  if (to.isContiguous) return copyBlock(ctx, to, viewOf(copy));
  emit(ctx, ...stores(copy));
}

/** Whether the statements read a cell of the buffer other than the one they store to. */
function readsOtherCells(statements: readonly Statement[], into: Buffer): boolean {
  const stored: (readonly Expr[])[] = [];
  visitStatements(statements, (s) => {
    if (s.kind === "store" && s.buffer === into) stored.push(s.index);
  });
  let reads = false;
  visitStatements(statements, (s) => {
    const own = s.kind === "store" && s.buffer === into ? s.index : stored.length === 1 ? stored[0]! : null;
    for (const e of expressionsOf(s))
      visitExpr(e, (node) => {
        if (node.kind !== "load" || node.buffer !== into) return;
        if (own === null || !node.index.every((i, k) => sameExpr(i, own[k]!))) reads = true;
      });
  });
  return reads;
}
