// Integer expressions of the language as sums of multiples of variables that do not change, for proofs on the syntax tree alone.

import type { TypedExpr } from "../ir/typed-ast.ts";
import type { Usage } from "./usage.ts";

/** Keys are names: a variable that is visible twice under one name cannot exist in the language. */
export interface SyntaxLinear {
  readonly constant: number;
  readonly terms: ReadonlyMap<string, number>;
}

/** null where the expression is no such sum. */
export function linearSyntax(usage: Usage, e: TypedExpr): SyntaxLinear | null {
  switch (e.kind) {
    case "intLiteral":
      return { constant: e.value, terms: new Map() };
    case "parenthesized":
      return linearSyntax(usage, e.inner);
    case "variable": {
      const isFixed =
        e.symbol !== undefined && e.symbol.type.kind === "int" && (usage.assignments.get(e.symbol) ?? 0) <= 1;
      return isFixed ? { constant: 0, terms: new Map([[e.name.text, 1]]) } : null;
    }
    case "prefix": {
      const inner = e.operator === "-" ? linearSyntax(usage, e.operand) : null;
      return inner === null ? null : scaled(inner, -1);
    }
    case "binary":
      return binary(usage, e);
    case "call": {
      const [arg] = e.args;
      const isQuery = ["size", "rows", "cols", "num_elements"].includes(e.callee.text) && e.args.length === 1;
      if (!isQuery || arg!.kind !== "variable") return null;
      return { constant: 0, terms: new Map([[`${e.callee.text}(${arg!.name.text})`, 1]]) };
    }
    default:
      return null;
  }
}

function binary(usage: Usage, e: Extract<TypedExpr, { readonly kind: "binary" }>): SyntaxLinear | null {
  const [a, b] = [linearSyntax(usage, e.left), linearSyntax(usage, e.right)];
  if (a === null || b === null) return null;
  if (e.operator === "+") return sum(a, b, 1);
  if (e.operator === "-") return sum(a, b, -1);
  if (e.operator === "*" && a.terms.size === 0) return scaled(b, a.constant);
  return e.operator === "*" && b.terms.size === 0 ? scaled(a, b.constant) : null;
}

function sum(a: SyntaxLinear, b: SyntaxLinear, times: number): SyntaxLinear {
  const terms = new Map(a.terms);
  for (const [name, factor] of b.terms) {
    const total = (terms.get(name) ?? 0) + times * factor;
    if (total === 0) terms.delete(name);
    else terms.set(name, total);
  }
  return { constant: a.constant + times * b.constant, terms };
}

function scaled({ constant, terms }: SyntaxLinear, by: number): SyntaxLinear {
  if (by === 0) return { constant: 0, terms: new Map() };
  return { constant: constant * by, terms: new Map([...terms].map(([name, factor]) => [name, factor * by])) };
}

export const plusConstant = (a: SyntaxLinear, by: number): SyntaxLinear => ({
  ...a,
  constant: a.constant + by,
});

/** a - b where that is a number; null if it depends on variables. */
export function constantDifference(a: SyntaxLinear, b: SyntaxLinear): number | null {
  const difference = sum(a, b, -1);
  return difference.terms.size === 0 ? difference.constant : null;
}
