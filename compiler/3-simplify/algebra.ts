// Identities between neighbouring operations of normal form: signs travel outwards and literal factors meet, so that what reverse mode
// writes as `-(-0.5 * (2 * z))` ends as `z`. Only the rounding of literal factors changes.

import * as build from "../ir/build.ts";
import type { Expr, Local } from "../ir/mir.ts";

/** What a name stands for, if it is a single-assignment value of this program. */
export type Definition = (local: Local) => Expr | undefined;

/** Gives an intermediate value a name. */
export type Name = (value: Expr) => Expr;

/** One operation over atoms in; one operation over atoms, or an atom, out. */
export function simplifyOperation(expr: Expr, definition: Definition, name: Name): Expr {
  if (expr.kind !== "op") return expr;
  const [a, b] = expr.args as [Expr, Expr];
  switch (expr.op) {
    case "neg":
      return negated(a, definition) ?? expr;
    case "mul":
      return product(a, b, definition, name) ?? expr;
    case "div":
      return quotient(a, b, definition, name) ?? expr;
    case "add": {
      const joined = joinChoices(a, b, build.add, definition, name);
      if (joined !== null) return joined;
      const minusB = negationOf(b, definition);
      if (minusB !== null) return simplifyOperation(build.sub(a, minusB), definition, name);
      const minusA = negationOf(a, definition);
      return minusA !== null ? build.sub(b, minusA) : expr;
    }
    case "sub": {
      const joined = joinChoices(a, b, build.sub, definition, name);
      if (joined !== null) return joined;
      const minusB = negationOf(b, definition);
      return minusB !== null ? build.add(a, minusB) : expr;
    }
    case "square": {
      const minusA = negationOf(a, definition);
      return minusA !== null ? build.op("square", minusA) : expr;
    }
    default:
      return expr;
  }
}

/** `(c ? x : 0) + (c ? 0 : y)` is `c ? x : y`: no branch may need an addition, because both are computed. */
function joinChoices(
  a: Expr,
  b: Expr,
  combine: (x: Expr, y: Expr) => Expr,
  definition: Definition,
  name: Name,
): Expr | null {
  const [x, y] = [definitionOf(a, definition), definitionOf(b, definition)];
  if (x?.kind !== "select" || y?.kind !== "select" || !build.sameExpr(x.condition, y.condition)) return null;
  const isFree = (p: Expr, q: Expr): boolean => build.isNumber(p, 0) || build.isNumber(q, 0);
  if (!isFree(x.then, y.then) || !isFree(x.otherwise, y.otherwise)) return null;
  const branch = (p: Expr, q: Expr): Expr => {
    const sum = combine(p, q);
    return sum.kind === "op" ? toName(sum, definition, name) : sum;
  };
  return build.select(x.condition, branch(x.then, y.then), branch(x.otherwise, y.otherwise));
}

const definitionOf = (e: Expr, definition: Definition): Expr | undefined =>
  e.kind === "ref" ? definition(e.local) : undefined;

/** x, if `e` is -x. */
function negationOf(e: Expr, definition: Definition): Expr | null {
  const value = definitionOf(e, definition);
  return value?.kind === "op" && value.op === "neg" ? value.args[0]! : null;
}

function negated(a: Expr, definition: Definition): Expr | null {
  const value = definitionOf(a, definition);
  if (value?.kind !== "op") return null;
  if (value.op === "neg") return value.args[0]!;
  if (value.op === "sub") return build.sub(value.args[1]!, value.args[0]!);
  const scaled = literalFactor(value);
  return scaled === null ? null : build.mul(build.num(-scaled.factor), scaled.rest);
}

/** factor * rest */
function literalFactor(value: Expr): { factor: number; rest: Expr } | null {
  if (value.kind !== "op" || value.op !== "mul") return null;
  const [a, b] = value.args as [Expr, Expr];
  if (a.kind === "num") return { factor: a.value, rest: b };
  return b.kind === "num" ? { factor: b.value, rest: a } : null;
}

function product(a: Expr, b: Expr, definition: Definition, name: Name): Expr | null {
  for (const [literal, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (literal.kind !== "num") continue;
    const value = definitionOf(other, definition);
    if (value === undefined) continue;
    const scaled = literalFactor(value);
    if (scaled !== null) return build.mul(build.num(literal.value * scaled.factor), scaled.rest);
    if (value.kind === "op" && value.op === "neg")
      return build.mul(build.num(-literal.value), value.args[0]!);
  }
  for (const [first, second] of [
    [a, b],
    [b, a],
  ] as const) {
    const minus = negationOf(first, definition);
    if (minus !== null) return build.neg(toName(build.mul(minus, second), definition, name));
    // A literal factor of one operand moves outwards, where it may meet another.
    const scaled = definitionOf(first, definition);
    const factor = scaled === undefined ? null : literalFactor(scaled);
    if (factor !== null && second.kind !== "num")
      return build.mul(build.num(factor.factor), toName(build.mul(factor.rest, second), definition, name));
  }
  if (build.sameExpr(a, b) && a.kind === "ref") return build.op("square", a);
  return null;
}

function quotient(a: Expr, b: Expr, definition: Definition, name: Name): Expr | null {
  const minus = negationOf(a, definition);
  return minus === null ? null : build.neg(toName(build.div(minus, b), definition, name));
}

function toName(value: Expr, definition: Definition, name: Name): Expr {
  return name(simplifyOperation(value, definition, name));
}
