// Constant propagation: variables that are given a value once, by an expression of literals and such variables, stand for that
// value. Anything assigned twice, in parts or in a loop is left alone.

import { walkStatement } from "../../../grammar/index.ts";
import type { TypedExpr, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";

/** The value of an expression; null if it is not known before the program runs. */
export type Constants = (expr: TypedExpr) => number | null;

export function constantsOf(statements: readonly TypedStatement[]): Constants {
  const assigned = new Map<string, (TypedExpr | null)[]>();
  const note = (symbol: string, value: TypedExpr | null) =>
    assigned.set(symbol, [...(assigned.get(symbol) ?? []), value]);
  for (const top of statements)
    walkStatement(top, (statement) => {
      if (statement.kind === "declaration")
        for (const { name, initial } of statement.declarators)
          if (initial !== null) note(keyOf(name.span), initial);
      if (statement.kind === "assignment") noteTargets(statement.target, statement, note);
    });
  const evaluate = (expr: TypedExpr): number | null => valueOf(expr, assigned, 0);
  return evaluate;
}

/** A symbol's declaration is known by its place, which both the declarator and every use can tell. */
function keyOf({ start, source }: VariableSymbol["declaredAt"]["span"]): string {
  return `${source.name}:${start}`;
}

function noteTargets(
  target: TypedExpr,
  { operator, value }: TypedStatement & { readonly kind: "assignment" },
  note: (symbol: string, value: TypedExpr | null) => void,
): void {
  if (target.kind === "tuple")
    for (const element of target.elements) noteTargets(element, { operator, value } as never, note);
  else if (target.kind === "index" || target.kind === "projection")
    noteTargets(target.base, { operator: "+=", value } as never, note);
  else if (target.symbol !== undefined)
    note(keyOf(target.symbol.declaredAt.span), operator === "=" && target.kind === "variable" ? value : null);
}

/** Chains longer than this are no constants that a person had in mind. */
const MAX_CHAIN = 20;

function valueOf(
  expr: TypedExpr,
  assigned: ReadonlyMap<string, readonly (TypedExpr | null)[]>,
  depth: number,
): number | null {
  const inner = (part: TypedExpr) => valueOf(part, assigned, depth + 1);
  if (depth > MAX_CHAIN) return null;
  switch (expr.kind) {
    case "intLiteral":
    case "realLiteral":
      return expr.value;
    case "parenthesized":
      return inner(expr.inner);
    case "prefix": {
      const value = inner(expr.operand);
      return value === null ? null : expr.operator === "-" ? -value : expr.operator === "+" ? value : null;
    }
    case "binary":
      return binaryValue(expr.operator, inner(expr.left), inner(expr.right), expr.type.kind === "int");
    case "variable": {
      const { symbol } = expr;
      if (symbol === undefined || symbol.origin === "loop" || symbol.origin === "argument") return null;
      const values = assigned.get(keyOf(symbol.declaredAt.span)) ?? [];
      const [value] = values;
      return values.length === 1 && value ? inner(value) : null;
    }
    default:
      return null;
  }
}

function binaryValue(
  operator: string,
  left: number | null,
  right: number | null,
  isInt: boolean,
): number | null {
  if (left === null || right === null) return null;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
    case ".*":
      return left * right;
    case "/":
    case "./":
      return right === 0 ? null : isInt ? Math.trunc(left / right) : left / right;
    default:
      return null;
  }
}
