// Conditions that need no check because declarations and ranges already imply them.

import { int } from "../ir/build.ts";
import { minus } from "../ir/linear.ts";
import type { Expr } from "../ir/mir.ts";
import { sameExpr } from "../ir/build.ts";
import { scalarType } from "../ir/scalar-type.ts";
import { provablyNonNegative, type Facts } from "./facts.ts";
import { realRange } from "./real-ranges.ts";

export function provablyTrue(facts: Facts, condition: Expr): boolean {
  if (condition.kind === "bool") return condition.value;
  if (condition.kind !== "op") return false;
  const [a, b] = condition.args;
  switch (condition.op) {
    case "and":
      return provablyTrue(facts, a!) && provablyTrue(facts, b!);
    case "or":
      return provablyTrue(facts, a!) || provablyTrue(facts, b!) || coversRange(facts, condition);
    case "ge":
      return atLeast(facts, a!, b!, false);
    case "gt":
      return atLeast(facts, a!, b!, true);
    case "le":
      return atLeast(facts, b!, a!, false);
    case "lt":
      return atLeast(facts, b!, a!, true);
    default:
      return false;
  }
}

function atLeast(facts: Facts, a: Expr, b: Expr, strictly: boolean): boolean {
  if (scalarType(a) === "int" && scalarType(b) === "int")
    return provablyNonNegative(facts, strictly ? minus(minus(a, b), int(1)) : minus(a, b));
  const [x, y] = [realRange(facts, a), realRange(facts, b)];
  if (x.lower > y.upper) return true;
  if (x.lower !== y.upper) return false;
  return x.lowerOpen || y.upperOpen || (!strictly && Number.isFinite(x.lower));
}

/** `n == 0 || n == 1` for an integer known to be 0 or 1. */
function coversRange(facts: Facts, condition: Expr): boolean {
  const values = equalities(condition);
  if (values === null) return false;
  const { of, among } = values;
  for (const lowest of among) {
    let highest = lowest;
    while (among.includes(highest + 1)) highest++;
    const inside =
      provablyNonNegative(facts, minus(of, int(lowest))) &&
      provablyNonNegative(facts, minus(int(highest), of));
    if (inside) return true;
  }
  return false;
}

function equalities(e: Expr): { readonly of: Expr; readonly among: readonly number[] } | null {
  if (e.kind !== "op") return null;
  const [a, b] = e.args;
  if (e.op === "eq" && b?.kind === "int" && scalarType(a!) === "int") return { of: a!, among: [b.value] };
  if (e.op !== "or") return null;
  const [left, right] = [equalities(a!), equalities(b!)];
  if (left === null || right === null || !sameExpr(left.of, right.of)) return null;
  return { of: left.of, among: [...left.among, ...right.among] };
}
