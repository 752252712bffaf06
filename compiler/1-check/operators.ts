// Operators are library functions under another spelling, so their types are looked up in the same tables. A sum of thousands of
// terms is a tree as deep as it is long: the left spine is walked in a loop, not by recursion.

import type { BinaryOperator, Expr, Located } from "../../grammar/index.ts";
import * as say from "../diagnostics/expressions.ts";
import * as warn from "../diagnostics/warnings.ts";
import { INT, type Type } from "../ir/type.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { resolve } from "../library/resolve.ts";
import { signaturesOf } from "../library/signatures.ts";
import { broken, isBroken, report, wrong, type Checker } from "./checker.ts";
import { checkExpr } from "./expressions.ts";
import { levelOfResult } from "./levels.ts";

const functionsOf: Record<Exclude<BinaryOperator, "%/%">, readonly string[]> = {
  "||": ["logical_or"],
  "&&": ["logical_and"],
  "==": ["logical_eq"],
  "!=": ["logical_neq"],
  "<": ["logical_lt"],
  "<=": ["logical_lte"],
  ">": ["logical_gt"],
  ">=": ["logical_gte"],
  "+": ["add"],
  "-": ["subtract"],
  "*": ["multiply"],
  "/": ["mdivide_right", "divide"],
  "%": ["modulus"],
  ".*": ["elt_multiply"],
  "./": ["elt_divide"],
  "\\": ["mdivide_left"],
  "^": ["pow"],
  ".^": ["pow"],
};

type Binary = Expr<Located> & { readonly kind: "binary" };

export function checkBinary(checker: Checker, expr: Binary): TypedExpr {
  const spine: Binary[] = [];
  let leftmost: Expr<Located> = expr;
  for (; leftmost.kind === "binary"; leftmost = leftmost.left) spine.push(leftmost);
  let left = checkExpr(checker, leftmost);
  while (spine.length > 0) left = combine(checker, spine.pop()!, left);
  return left;
}

function combine(checker: Checker, expr: Binary, left: TypedExpr): TypedExpr {
  const right = checkExpr(checker, expr.right);
  if (isBroken(left.type) || isBroken(right.type)) return broken(expr);
  warnAbout(checker, expr, left, right);
  const type = typeOfBinary(expr.operator, left.type, right.type);
  if (type === null)
    return wrong(checker, expr, say.badBinaryOperands(expr.span, expr.operator, left.type, right.type));
  return { ...expr, left, right, type, level: levelOfResult(type, [left.level, right.level]) };
}

/** Results for types without parts, which are nearly all: filled as they are met. */
const known = new Map<string, Type | null>();

export function typeOfBinary(operator: BinaryOperator, left: Type, right: Type): Type | null {
  if (operator === "%/%") return left.kind === "int" && right.kind === "int" ? INT : null;
  if (hasParts(left) || hasParts(right)) return lookUp(functionsOf[operator], [left, right]);
  const key = `${left.kind} ${operator} ${right.kind}`;
  let type = known.get(key);
  if (type === undefined) known.set(key, (type = lookUp(functionsOf[operator], [left, right])));
  return type;
}

function hasParts(type: Type): boolean {
  return type.kind === "array" || type.kind === "tuple" || type.kind === "function";
}

/** The result of the first of the functions that takes these operands; operators ask nothing about levels. */
function lookUp(names: readonly string[], operands: readonly Type[]): Type | null {
  const actuals = operands.map((type) => ({ type, level: "data" as const }));
  for (const name of names) {
    const resolution = resolve(signaturesOf(name), actuals);
    if (resolution.kind === "match") return resolution.candidate.result;
  }
  return null;
}

const comparisons: readonly BinaryOperator[] = ["==", "!=", "<", "<=", ">", ">="];

function warnAbout(checker: Checker, expr: Binary, left: TypedExpr, right: TypedExpr): void {
  const { operator } = expr;
  if (operator === "/" && left.type.kind === "int" && right.type.kind === "int")
    report(checker, warn.intDivision(expr.span, left, right));
  else if (
    operator === "^" &&
    isMatrixLike(left.type) &&
    (right.type.kind === "int" || right.type.kind === "real")
  )
    report(checker, warn.matrixPower(expr.span));
  else if (
    comparisons.includes(operator) &&
    expr.left.kind === "binary" &&
    comparisons.includes(expr.left.operator)
  )
    report(checker, warn.chainedComparison(expr.span));
}

function isMatrixLike(type: Type): boolean {
  return type.kind === "matrix" || (type.kind === "array" && type.element.kind === "matrix");
}

const prefixFunction = { "!": "logical_negation", "-": "minus", "+": "plus" } as const;

export function checkPrefix(checker: Checker, expr: Expr<Located> & { readonly kind: "prefix" }): TypedExpr {
  const operand = checkExpr(checker, expr.operand);
  if (isBroken(operand.type)) return broken(expr);
  const type = lookUp([prefixFunction[expr.operator]], [operand.type]);
  if (type === null)
    return wrong(checker, expr, say.badPrefixOperand(expr.span, expr.operator, operand.type));
  return { ...expr, operand, type, level: levelOfResult(type, [operand.level]) };
}

export function checkTranspose(
  checker: Checker,
  expr: Expr<Located> & { readonly kind: "transpose" },
): TypedExpr {
  const operand = checkExpr(checker, expr.operand);
  if (isBroken(operand.type)) return broken(expr);
  const type = lookUp(["transpose"], [operand.type]);
  if (type === null) return wrong(checker, expr, say.badTranspose(expr.span, operand.type));
  return { ...expr, operand, type, level: levelOfResult(type, [operand.level]) };
}
