// Expressions: one typed node for each node, dispatched by kind. Levels and types come from the parts; the rules of each form are
// in the file named after it.

import type { Expr, Located } from "../../grammar/index.ts";
import * as say from "../diagnostics/expressions.ts";
import { sizeNotData } from "../diagnostics/declarations.ts";
import { unnormalizedNotHere } from "../diagnostics/calls.ts";
import { assertNever } from "../diagnostics/internal-error.ts";
import { COMPLEX, INT, REAL, type Type } from "../ir/type.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { checkCall } from "./calls.ts";
import { broken, isBroken, wrong, type Checker } from "./checker.ts";
import { candidatesNamed, typeOfCandidate } from "./function-values.ts";
import { checkIndexing } from "./indexing.ts";
import { levelOf } from "./levels.ts";
import { checkArray, checkRowVector, checkTernary, checkTuple } from "./literals.ts";
import { mayCallUnnormalized } from "./call-scope.ts";
import { isUnnormalized, normalizedName } from "./names.ts";
import { checkBinary, checkPrefix, checkTranspose } from "./operators.ts";
import { checkName } from "./scopes.ts";
import { isSpeciallyTyped } from "../library/special-functions.ts";
import { unknownVariable } from "./unknown-names.ts";

const LARGEST_INT = 2147483647;

export function checkExpr(checker: Checker, expr: Expr<Located>): TypedExpr {
  switch (expr.kind) {
    case "intLiteral":
      if (expr.value > LARGEST_INT) return wrong(checker, expr, say.integerTooBig(expr.span, expr.text));
      return { ...expr, type: INT, level: "data" };
    case "realLiteral":
      return { ...expr, type: REAL, level: "data" };
    case "imaginaryLiteral":
      return { ...expr, type: COMPLEX, level: "data" };
    case "variable":
      return checkVariable(checker, expr);
    case "binary":
      return checkBinary(checker, expr);
    case "prefix":
      return checkPrefix(checker, expr);
    case "transpose":
      return checkTranspose(checker, expr);
    case "ternary":
      return checkTernary(checker, expr);
    case "call":
      return checkCall(checker, expr);
    case "index":
      return checkIndexing(checker, expr);
    case "projection":
      return checkProjection(checker, expr);
    case "array":
      return checkArray(checker, expr);
    case "rowVector":
      return checkRowVector(checker, expr);
    case "tuple":
      return checkTuple(checker, expr);
    case "parenthesized": {
      const inner = checkExpr(checker, expr.inner);
      return { ...expr, inner, type: inner.type, level: inner.level };
    }
    default:
      return assertNever(expr);
  }
}

/** A list of expressions, and whether all of them have a type. */
export function checkExprs(
  checker: Checker,
  exprs: readonly Expr<Located>[],
): { typed: TypedExpr[]; isSound: boolean } {
  const typed = exprs.map((expr) => checkExpr(checker, expr));
  return { typed, isSound: typed.every(({ type }) => !isBroken(type)) };
}

type Variable = Expr<Located> & { readonly kind: "variable" };

export function checkVariable(checker: Checker, expr: Variable): TypedExpr {
  const symbol = checker.variables.get(expr.name.text);
  if (!checkName(checker, expr.name) && symbol === undefined) return broken(expr);
  if (symbol === undefined) return checkFunctionName(checker, expr);
  if (isBroken(symbol.type)) return broken(expr);
  const isFitted =
    symbol.origin === "parameters" ||
    symbol.origin === "transformed parameters" ||
    symbol.origin === "generated quantities";
  if (checker.isInSize && isFitted) return wrong(checker, expr, sizeNotData(expr.span, expr.name.text));
  const level = checker.block === "generated quantities" ? levelOf(symbol.type, "data") : symbol.level;
  return { ...expr, type: symbol.type, level, symbol };
}

function checkFunctionName(checker: Checker, expr: Variable): TypedExpr {
  const name = expr.name.text;
  const [candidate] = candidatesNamed(checker, name);
  if (candidate === undefined) {
    const type: Type = { kind: "function", args: [], result: REAL };
    if (isSpeciallyTyped(normalizedName(name))) return { ...expr, type, level: "data" };
    return wrong(checker, expr, unknownVariable(checker, expr.name));
  }
  if (isUnnormalized(name) && !mayCallUnnormalized(checker) && checker.function?.suffix !== "lp")
    return wrong(checker, expr, unnormalizedNotHere(expr.name, expr.span));
  return { ...expr, type: typeOfCandidate(candidate), level: "data" };
}

function checkProjection(checker: Checker, expr: Expr<Located> & { readonly kind: "projection" }): TypedExpr {
  const base = checkExpr(checker, expr.base);
  if (isBroken(base.type)) return broken(expr);
  if (base.type.kind !== "tuple") return wrong(checker, expr, say.notATuple(expr.span, base.type));
  const type = base.type.slots[expr.slot - 1];
  if (type === undefined)
    return wrong(checker, expr, say.tupleSlotRange(expr.span, expr.slot, base.type.slots.length));
  const level = typeof base.level === "string" ? base.level : base.level[expr.slot - 1]!;
  return { ...expr, base, type, level };
}

/** An expression that must be int; `what` begins the sentence of the message. */
export function checkInt(checker: Checker, expr: Expr<Located>, what: string): TypedExpr {
  const typed = checkExpr(checker, expr);
  if (isBroken(typed.type) || typed.type.kind === "int") return typed;
  return wrong(checker, typed, say.intExpected(expr, what, typed.type));
}

export function checkCondition(checker: Checker, expr: Expr<Located>, what: string): TypedExpr {
  const typed = checkExpr(checker, expr);
  if (isBroken(typed.type) || typed.type.kind === "int") return typed;
  return wrong(checker, typed, say.conditionNotInt(expr, what, typed.type));
}
