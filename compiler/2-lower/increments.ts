// `~` and `target +=`. Sums of terms are added one by one, calls of densities go straight to the target: no variable stands between a
// density and the target, so later passes see plain accumulations.

import type { Statement as SyntaxStatement } from "../../grammar/index.ts";
import { accumulateLocal, neg } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import type { Typed, TypedExpr } from "../ir/typed-ast.ts";
import { asReal } from "../library/arithmetic.ts";
import { REAL } from "../ir/type.ts";
import { evaluate } from "./calls.ts";
import { sourceText } from "./checks.ts";
import { emit, notAvailable, type Context } from "./context.ts";
import { densityToTarget } from "./densities.ts";
import { lowerExpr } from "./expressions.ts";
import { sumElements } from "./functions/reductions.ts";
import { eachElementOf } from "./loops.ts";
import { targetSink } from "./sinks.ts";
import { truncate } from "./truncation.ts";
import { asRealContainer, type Value } from "./value.ts";
import { inlineCall } from "./user-functions.ts";
import { lowerVariadic } from "./variadic.ts";
import { walkExpression } from "../../grammar/index.ts";

type Tilde = Extract<SyntaxStatement<Typed>, { readonly kind: "tilde" }>;

export function lowerTilde(ctx: Context, s: Tilde): void {
  const call = ctx.program.calls.get(s);
  const args = [s.variate, ...s.args];
  switch (call?.kind) {
    case "library": {
      const evaluated = evaluate(ctx, { ...call, propto: true }, args, s.span);
      densityToTarget(ctx, s.distribution.text, evaluated);
      const named = { ...evaluated, name: s.distribution.text };
      if (s.truncation !== null) truncate(ctx, named, s.truncation, targetSink(ctx));
      return;
    }
    case "user": {
      const values = args.map((arg) => lowerExpr(ctx, arg));
      addValue(ctx, inlineCall(ctx, { ...call, propto: true }, values, s.span), false);
      if (s.truncation === null) return;
      const texts = args.map((arg) => sourceText(arg.span));
      const evaluated = {
        name: s.distribution.text,
        args: values,
        texts,
        result: REAL,
        propto: true,
        span: s.span,
      };
      return truncate(ctx, evaluated, s.truncation, targetSink(ctx));
    }
    case "variadic":
      return addValue(ctx, lowerVariadic(ctx, { ...call, propto: true }, args, s.span), false);
    default:
      return notAvailable(`distribution ${s.distribution.text}`, s.span);
  }
}

export function lowerTargetIncrement(ctx: Context, e: TypedExpr): void {
  if (readsTarget(e)) return emit(ctx, accumulateLocal(ctx.target, reductionSum(ctx, lowerExpr(ctx, e))));
  addToTarget(ctx, e, false);
}

function readsTarget(e: TypedExpr): boolean {
  let found = false;
  walkExpression(e, (node) => {
    if (node.kind === "call" && (node as TypedExpr).call?.kind === "target") found = true;
    return !found;
  });
  return found;
}

/** Term by term; chains of sums are walked, not recursed into. */
export function addToTarget(ctx: Context, e: TypedExpr, isNegative: boolean): void {
  const pending = [{ term: e, isNegative }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { term, isNegative: sign } = next;
    if (term.kind === "parenthesized") pending.push({ term: term.inner, isNegative: sign });
    else if (term.kind === "prefix" && term.operator === "-")
      pending.push({ term: term.operand, isNegative: !sign });
    else if (isSum(term)) {
      pending.push({ term: term.right, isNegative: term.operator === "-" ? !sign : sign });
      pending.push({ term: term.left, isNegative: sign });
    } else addTerm(ctx, term, sign);
  }
}

const isSum = (e: TypedExpr): e is TypedExpr & { readonly kind: "binary" } =>
  e.kind === "binary" && (e.operator === "+" || e.operator === "-") && isReal(e.left) && isReal(e.right);

function addTerm(ctx: Context, e: TypedExpr, isNegative: boolean): void {
  if (e.kind === "call" && e.call?.kind === "library") {
    if (/_(lpdf|lpmf)$/.test(e.call.name)) {
      const family = e.call.name.replace(/_(lpdf|lpmf)$/, "");
      return densityToTarget(ctx, family, evaluate(ctx, e.call, e.args, e.span), isNegative);
    }
    if (e.call.name === "sum" && e.call.result.kind === "real")
      return addValue(ctx, lowerExpr(ctx, e.args[0]!), isNegative);
  }
  addValue(ctx, lowerExpr(ctx, e), isNegative);
}

const isReal = (e: TypedExpr): boolean => e.type.kind === "real" || e.type.kind === "int";

/** Adds a scalar, or every element of a container. */
function addValue(ctx: Context, value: Value, isNegative: boolean): void {
  const signed = (term: Expr): Expr => (isNegative ? neg(asReal(term)) : asReal(term));
  if (value.kind === "struct") return notAvailable("a sum of tuples");
  if (value.kind === "scalar") return emit(ctx, accumulateLocal(ctx.target, signed(value.expr)));
  const natural = value.unflattened ?? value;
  eachElementOf(ctx, [natural], (index) => emit(ctx, accumulateLocal(ctx.target, signed(natural.at(index)))));
}

/** The sum of all elements as one expression. */
export function reductionSum(ctx: Context, value: Value): Expr {
  if (value.kind === "scalar") return asReal(value.expr);
  if (value.kind === "struct") return notAvailable("a sum of tuples");
  return sumElements(ctx, asRealContainer(value), "sum", (e) => e);
}
