// Expressions of the language to values. Statements that an expression needs (checks, kernels, loops of reductions, bound subterms) are
// appended to the context's output before the value is used.

import { num } from "../ir/build.ts";
import { int } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { assertNever, internalError } from "../diagnostics/internal-error.ts";
import { asBool } from "../library/arithmetic.ts";
import { lowerCall } from "./calls.ts";
import { imaginary } from "./complex/operators.ts";
import type { Context } from "./context.ts";
import { lowerIndexing, nameOfExpr } from "./indexing.ts";
import { lowerArrayLiteral, lowerRowVectorLiteral } from "./literals.ts";
import { lowerBinary, lowerPrefix, lowerTernary } from "./operators.ts";
import { transpose } from "./pull-array.ts";
import { expectContainer, expectScalar, scalar, type Value } from "./value.ts";
import { readSymbol } from "./variables.ts";

export function lowerExpr(ctx: Context, e: TypedExpr): Value {
  switch (e.kind) {
    case "intLiteral":
      return scalar(int(e.value), true);
    case "realLiteral":
      return scalar(num(e.value), true);
    case "imaginaryLiteral":
      return imaginary(e.value);
    case "variable":
      if (e.symbol === undefined) return internalError(`${e.name.text} names no variable`, e.span);
      return readSymbol(ctx, e.symbol);
    case "parenthesized":
      return lowerExpr(ctx, e.inner);
    case "binary":
      return lowerBinary(ctx, e);
    case "prefix":
      return lowerPrefix(ctx, e.operator, e.operand);
    case "transpose":
      return lowerTranspose(lowerExpr(ctx, e.operand));
    case "ternary":
      return lowerTernary(ctx, e);
    case "call":
      return lowerCall(ctx, e);
    case "index":
      return e.indices.length === 0
        ? lowerExpr(ctx, e.base)
        : lowerIndexing(ctx, lowerExpr(ctx, e.base), e.indices, nameOfExpr(e.base));
    case "projection": {
      const base = lowerExpr(ctx, e.base);
      return base.kind === "struct"
        ? base.slots[e.slot - 1]!
        : internalError("a projection of no tuple", e.span);
    }
    case "array":
      return lowerArrayLiteral(ctx, e);
    case "rowVector":
      return lowerRowVectorLiteral(ctx, e);
    case "tuple":
      return {
        kind: "struct",
        role: "tuple",
        slots: e.elements.map((slot) => lowerExpr(ctx, slot)),
        outer: [],
      };
    default:
      return assertNever(e);
  }
}

function lowerTranspose(value: Value): Value {
  if (value.kind === "struct") return { ...value, slots: value.slots.map(lowerTranspose) };
  return transpose(expectContainer(value));
}

export const lowerInt = (ctx: Context, e: TypedExpr): Expr => expectScalar(lowerExpr(ctx, e)).expr;
export const lowerCondition = (ctx: Context, e: TypedExpr): Expr =>
  asBool(expectScalar(lowerExpr(ctx, e)).expr);
