// Array, row vector, matrix and tuple literals, and the conditional operator: forms whose type is the common type of their parts.

import type { Expr, Located } from "../../grammar/index.ts";
import * as say from "../diagnostics/expressions.ts";
import { COMPLEX_MATRIX, COMPLEX_ROW_VECTOR, MATRIX, REAL, ROW_VECTOR, type Type } from "../ir/type.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { commonType } from "../library/resolve.ts";
import { broken, wrong, type Checker } from "./checker.ts";
import { checkExprs } from "./expressions.ts";
import { joinLevels, levelOfResult } from "./levels.ts";

type Node<K extends Expr<Located>["kind"]> = Expr<Located> & { readonly kind: K };

export function checkTernary(checker: Checker, expr: Node<"ternary">): TypedExpr {
  const { typed, isSound } = checkExprs(checker, [expr.condition, expr.then, expr.otherwise]);
  const [condition, then, otherwise] = typed as [TypedExpr, TypedExpr, TypedExpr];
  if (!isSound) return broken(expr);
  if (condition.type.kind !== "int")
    return wrong(checker, expr, say.ternaryCondition(expr.span, condition.type));
  if (then.type.kind === "function" || otherwise.type.kind === "function")
    return wrong(checker, expr, say.ternaryOfFunctions(expr.span));
  const type = commonType(then.type, otherwise.type);
  if (type === null) return wrong(checker, expr, say.ternaryBranches(expr.span, then.type, otherwise.type));
  return {
    ...expr,
    condition,
    then,
    otherwise,
    type,
    level: joinLevels(type, [then.level, otherwise.level]),
  };
}

export function checkArray(checker: Checker, expr: Node<"array">): TypedExpr {
  const { typed: elements, isSound } = checkExprs(checker, expr.elements);
  if (!isSound) return broken(expr);
  let element: Type = elements[0]!.type;
  for (const { type, span } of elements) {
    if (type.kind === "function")
      return wrong(checker, expr, say.functionInLiteral(span, "array-literal-types"));
    const common = commonType(element, type);
    if (common === null) return wrong(checker, expr, say.arrayElements(span, element, type));
    element = common;
  }
  const type: Type = { kind: "array", element };
  return {
    ...expr,
    elements,
    type,
    level: joinLevels(
      type,
      elements.map(({ level }) => level),
    ),
  };
}

/** `[]` is a row vector of size zero; the first element decides between row vector and matrix. */
export function checkRowVector(checker: Checker, expr: Node<"rowVector">): TypedExpr {
  const { typed: elements, isSound } = checkExprs(checker, expr.elements);
  if (!isSound) return broken(expr);
  const first = elements[0]?.type.kind;
  const isMatrix = first === "rowVector" || first === "complexRowVector";
  let element: Type = isMatrix ? ROW_VECTOR : REAL;
  for (const { type, span } of elements) {
    const common = commonType(element, type);
    if (common === null) return wrong(checker, expr, say.rowVectorElements(span, type));
    element = common;
  }
  const isComplex = element.kind === "complex" || element.kind === "complexRowVector";
  const type = isMatrix ? (isComplex ? COMPLEX_MATRIX : MATRIX) : isComplex ? COMPLEX_ROW_VECTOR : ROW_VECTOR;
  return {
    ...expr,
    elements,
    type,
    level: levelOfResult(
      type,
      elements.map(({ level }) => level),
    ),
  };
}

export function checkTuple(checker: Checker, expr: Node<"tuple">): TypedExpr {
  const { typed: elements, isSound } = checkExprs(checker, expr.elements);
  if (!isSound) return broken(expr);
  const aFunction = elements.find(({ type }) => type.kind === "function");
  if (aFunction !== undefined)
    return wrong(checker, expr, say.functionInLiteral(aFunction.span, "tuple-literal-types"));
  const type: Type = { kind: "tuple", slots: elements.map((element) => element.type) };
  return { ...expr, elements, type, level: elements.map(({ level }) => level) };
}
