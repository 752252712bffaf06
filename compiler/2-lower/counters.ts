// Bounds of integers that change, so that locals sized by them have a largest size: what a counter can reach from its first value by the
// additions in the loops that follow it, and what the condition of a `while` says of a variable until the body assigns it.

import { childStatements, walkStatement } from "../../grammar/index.ts";
import { int, local, ref, select } from "../ir/build.ts";
import { minus, plus, times } from "../ir/linear.ts";
import type { Expr, Local } from "../ir/mir.ts";
import { rewriteExpr } from "../ir/rewrite.ts";
import type { TypedExpr, TypedStatement, VariableSymbol } from "../ir/typed-ast.ts";
import { asInt, compare } from "../library/arithmetic.ts";
import { emit, nested, NotAvailable, type Context } from "./context.ts";
import { lowerExpr } from "./expressions.ts";
import { provablyNonNegative } from "./facts.ts";
import { isKnownAtBind } from "./sizes.ts";
import { isStable } from "./stability.ts";
import { assignedSymbols } from "./usage.ts";
import { sizeOf } from "./value.ts";

// ----------------------------------------------------------------------------------------------------------------- counters

/** How often a statement runs at most: an expression known at bind, or null. */
type Trips = Expr | null;

interface Range {
  lower: Expr | null;
  upper: Expr | null;
}

/** Records between what values a counter stays, from its declaration with `initial` through the statements after it. */
export function boundCounter(ctx: Context, symbol: VariableSymbol, target: Local, initial: Expr): void {
  const scope = ctx.usage.scopes.get(symbol);
  if (scope === undefined || !isKnownAtBind(ctx, initial)) return;
  const range: Range = { lower: initial, upper: initial };
  for (const s of scope.list.slice(scope.at + 1)) follow(ctx, symbol, s, int(1), range);
  if (range.lower !== null) ctx.facts.lower.set(target, range.lower);
  if (range.upper !== null) ctx.facts.upper.set(target, range.upper);
}

function follow(ctx: Context, symbol: VariableSymbol, s: TypedStatement, trips: Trips, range: Range): void {
  if (s.kind === "assignment" && assignedSymbols(s.target).includes(symbol)) {
    const step = s.target.kind === "variable" ? stepOf(symbol, s.operator, s.value) : null;
    if (step === null) range.lower = range.upper = null;
    if (step === null || range.upper === null) return;
    range.upper = trips === null ? null : plus(range.upper, times(trips, int(step)));
    return;
  }
  const inside = trips === null ? null : repeated(ctx, s, trips);
  for (const child of childStatements(s)) follow(ctx, symbol, child, inside, range);
}

/** By how much an assignment raises the counter at most; null if it is no such step. */
function stepOf(symbol: VariableSymbol, operator: string, value: TypedExpr): number | null {
  if (operator === "+=") return amountOf(value);
  if (operator !== "=" || value.kind !== "binary" || value.operator !== "+") return null;
  const isSelf = (e: TypedExpr): boolean => e.kind === "variable" && e.symbol === symbol;
  if (isSelf(value.left)) return amountOf(value.right);
  return isSelf(value.right) ? amountOf(value.left) : null;
}

const truths = new Set(["<", "<=", ">", ">=", "==", "!=", "&&", "||"]);

/** A number that is not negative, or the outcome of a comparison. */
function amountOf(e: TypedExpr): number | null {
  switch (e.kind) {
    case "parenthesized":
      return amountOf(e.inner);
    case "intLiteral":
      return e.value;
    case "binary":
      return truths.has(e.operator) ? 1 : null;
    case "prefix":
      return e.operator === "!" ? 1 : null;
    default:
      return null;
  }
}

function repeated(ctx: Context, s: TypedStatement, trips: Expr): Trips {
  if (s.kind === "while") return null;
  if (s.kind !== "for" && s.kind !== "foreach") return trips;
  const count = quietly(ctx, () => {
    if (s.kind === "for") {
      const [from, to] = [s.lower, s.upper].map((e) => scalarOf(ctx, e));
      return minus(to!, minus(from!, int(1)));
    }
    const value = lowerExpr(ctx, s.container);
    return value.kind === "container" ? (value.form === "matrix" && value.dims.length === 2 ? sizeOf(value) : value.dims[0]!) : null; // prettier-ignore
  });
  if (count === null || !isKnownAtBind(ctx, count)) return null;
  // The loop may not run at all; a negative count would lower the bound.
  const isCount = provablyNonNegative(ctx.facts, count);
  return times(trips, isCount ? count : select(compare("gt", count, int(0)), count, int(0)));
}

function scalarOf(ctx: Context, e: TypedExpr): Expr {
  const value = lowerExpr(ctx, e);
  return value.kind === "scalar" ? asInt(value.expr) : int(0);
}

/** A value that needs no statements; null where it needs some, or what it mentions is not declared yet. */
function quietly(ctx: Context, build: () => Expr | null): Expr | null {
  const { out, depth, frame, variables } = ctx;
  const problems = ctx.problems.length;
  let value: Expr | null = null;
  try {
    const statements = nested(ctx, () => (value = build()));
    return statements.length === 0 ? value : null;
  } catch (error) {
    if (!(error instanceof NotAvailable) && !isUndeclared(error)) throw error;
    Object.assign(ctx, { out, depth, frame, variables });
    ctx.problems.length = problems;
    return null;
  }
}

const isUndeclared = (error: unknown): boolean =>
  error instanceof Error && /has no place/.test(error.message);

// --------------------------------------------------------------------------------------------------------------- conditions

/** What holds at the start of a body that runs only while `condition` is true. */
export function assumeCondition(ctx: Context, condition: Expr): void {
  if (condition.kind !== "op") return;
  const [a, b] = condition.args;
  switch (condition.op) {
    case "and":
      assumeCondition(ctx, a!);
      return assumeCondition(ctx, b!);
    case "lt":
      return below(ctx, a!, minus(b!, int(1)), plus(a!, int(1)), b!);
    case "le":
      return below(ctx, a!, b!, a!, b!);
    case "gt":
      return below(ctx, b!, minus(a!, int(1)), plus(b!, int(1)), a!);
    case "ge":
      return below(ctx, b!, a!, b!, a!);
    default:
  }
}

/** `x <= most` and `least <= y`. */
function below(ctx: Context, x: Expr, most: Expr, least: Expr, y: Expr): void {
  if (isChanging(ctx, x) && isKnownAtBind(ctx, most)) momentarily(ctx, x.local, "upper", most);
  if (isChanging(ctx, y) && isKnownAtBind(ctx, least)) momentarily(ctx, y.local, "lower", least);
}

const isChanging = (ctx: Context, e: Expr): e is Expr & { readonly kind: "ref" } =>
  e.kind === "ref" && e.local.scalar === "int" && ctx.mutable.has(e.local);

function momentarily(ctx: Context, target: Local, side: "lower" | "upper", bound: Expr): void {
  const { lower, upper, momentary } = ctx.facts;
  if (!momentary.has(target))
    momentary.set(target, { lower: lower.get(target) ?? null, upper: upper.get(target) ?? null });
  ctx.facts[side].set(target, bound);
}

/** The variable is assigned: only what always holds of it is still known. */
export function forgetMoment(ctx: Context, target: Local): void {
  const always = ctx.facts.momentary.get(target);
  if (always === undefined) return;
  ctx.facts.momentary.delete(target);
  for (const side of ["lower", "upper"] as const) {
    const bound = always[side];
    if (bound === null) ctx.facts[side].delete(target);
    else ctx.facts[side].set(target, bound);
  }
}

/** Before a body that runs again and again: what it assigns may have changed. */
export function forgetAssigned(ctx: Context, body: TypedStatement): void {
  walkStatement(body, (s) => {
    if (s.kind !== "assignment") return;
    for (const symbol of assignedSymbols(s.target)) {
      const variable = ctx.variables.get(symbol);
      if (variable?.kind === "mutable") forgetMoment(ctx, variable.local);
    }
  });
}

// ---------------------------------------------------------------------------------------------------------------- snapshots

/** The integer's value now, whatever happens later: its name remembers how large it can be. */
export const settledInt = (ctx: Context, name: string, e: Expr): Expr =>
  isStable(ctx, e) ? e : snapshot(ctx, name, e);

function snapshot(ctx: Context, name: string, e: Expr): Expr {
  const target = local(name, "int");
  emit(ctx, { kind: "let", local: target, value: e });
  const { lower, upper, snapshots } = ctx.facts;
  const then = rewriteExpr(e, {
    ref: (changing) => {
      if (!ctx.mutable.has(changing)) return undefined;
      const stood = local(changing.name, "int");
      const [least, most] = [lower.get(changing), upper.get(changing)];
      if (least !== undefined) lower.set(stood, least);
      if (most !== undefined) upper.set(stood, most);
      return ref(stood);
    },
  });
  snapshots.set(target, then);
  return ref(target);
}
