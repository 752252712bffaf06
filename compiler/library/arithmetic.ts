// The arithmetic of the language on scalar MIR expressions: what `+`, `/`, `^`, `<` mean for ints and reals. Used for users' expressions
// and for the formulas of descriptors alike, so both mean the same. Integers become reals by an explicit `toReal`.

import { add, bool, div, int, isNumber, mul, neg, num, op, sub, toReal } from "../ir/build.ts";
import { minus, negated, plus, times } from "../ir/linear.ts";
import type { Expr } from "../ir/mir.ts";
import { scalarType } from "../ir/scalar-type.ts";

export const isInt = (e: Expr): boolean => scalarType(e) !== "real";

/** As a real; truth values count as 0 and 1. */
export function asReal(e: Expr): Expr {
  const type = scalarType(e);
  return type === "real" ? e : toReal(asInt(e));
}

export function asInt(e: Expr): Expr {
  if (e.kind === "bool") return int(e.value ? 1 : 0);
  return scalarType(e) === "bool" ? op("toInt", e) : e;
}

/** As a truth value: an int is true unless it is 0. */
export function asBool(e: Expr): Expr {
  if (e.kind === "int") return bool(e.value !== 0);
  if (e.kind === "op" && e.op === "toInt") return e.args[0]!;
  const type = scalarType(e);
  return type === "bool" ? e : compare("ne", e, type === "int" ? int(0) : num(0));
}

type Binary = (a: Expr, b: Expr) => Expr;

const mixed =
  (ofInts: Binary, ofReals: Binary): Binary =>
  (a, b) =>
    isInt(a) && isInt(b) ? ofInts(asInt(a), asInt(b)) : ofReals(asReal(a), asReal(b));

export const sum = mixed(plus, add);
export const difference = mixed(minus, sub);
export const product = mixed(times, multiply);
/** Division of ints truncates; whoever calls has excluded a zero divisor. */
export const quotient = mixed(truncatedQuotient, div);
export const negative = (a: Expr): Expr => (isInt(a) ? negated(asInt(a)) : neg(a));

function multiply(a: Expr, b: Expr): Expr {
  return a.kind === "ref" && b.kind === "ref" && a.local === b.local ? op("square", a) : mul(a, b);
}

function truncatedQuotient(a: Expr, b: Expr): Expr {
  if (a.kind === "int" && b.kind === "int" && b.value !== 0) return int(Math.trunc(a.value / b.value));
  return isNumber(b, 1) ? a : op("idiv", a, b);
}

export function remainder(a: Expr, b: Expr): Expr {
  const [x, y] = [asInt(a), asInt(b)];
  if (x.kind === "int" && y.kind === "int" && y.value !== 0) return int(x.value % y.value);
  return op("imod", x, y);
}

/** Small literal powers become products and roots; `pow` is for the others. */
export function power(a: Expr, b: Expr): Expr {
  const base = asReal(a);
  switch (b.kind === "int" || b.kind === "num" ? b.value : NaN) {
    case 0:
      return num(1);
    case 1:
      return base;
    case 2:
      return square(base);
    case 3:
      return mul(square(base), base);
    case 4:
      return square(square(base));
    case 0.5:
      return op("sqrt", base);
    case -0.5:
      return div(num(1), op("sqrt", base));
    case -1:
      return div(num(1), base);
    case -2:
      return div(num(1), square(base));
    default:
      return op("pow", base, asReal(b));
  }
}

export function square(a: Expr): Expr {
  return a.kind === "num" ? num(a.value * a.value) : op("square", a);
}

export type Comparison = "lt" | "le" | "gt" | "ge" | "eq" | "ne";

export function compare(name: Comparison, a: Expr, b: Expr): Expr {
  const [x, y] = isInt(a) && isInt(b) ? [asInt(a), asInt(b)] : [asReal(a), asReal(b)];
  const known = knownDifference(x, y);
  if (known === null) return op(name, x, y);
  return bool(decide[name](known));
}

const decide: Readonly<Record<Comparison, (difference: number) => boolean>> = {
  lt: (d) => d < 0,
  le: (d) => d <= 0,
  gt: (d) => d > 0,
  ge: (d) => d >= 0,
  eq: (d) => d === 0,
  ne: (d) => d !== 0,
};

/** x - y where it is a constant, up to its sign for reals; null if unknown. */
function knownDifference(x: Expr, y: Expr): number | null {
  if (x.kind === "num" && y.kind === "num") return x.value === y.value ? 0 : x.value - y.value;
  if (scalarType(x) !== "int") return null;
  const known = minus(x, y);
  return known.kind === "int" ? known.value : null;
}

export function and(a: Expr, b: Expr): Expr {
  if (a.kind === "bool") return a.value ? b : a;
  return b.kind === "bool" && b.value ? a : op("and", a, b);
}

export function or(a: Expr, b: Expr): Expr {
  if (a.kind === "bool") return a.value ? a : b;
  return b.kind === "bool" && !b.value ? a : op("or", a, b);
}

export function not(a: Expr): Expr {
  if (a.kind === "bool") return bool(!a.value);
  if (a.kind !== "op") return op("not", a);
  if (a.op === "not") return a.args[0]!;
  const areInts = a.args.every((arg) => scalarType(arg) === "int");
  const opposite = a.op === "eq" || a.op === "ne" || areInts ? opposites[a.op] : undefined;
  return opposite === undefined ? op("not", a) : op(opposite, ...a.args);
}

/** Of reals only equality has an opposite: every ordering of a NaN is false. */
const opposites: Readonly<Record<string, string>> = {
  eq: "ne",
  ne: "eq",
  lt: "ge",
  ge: "lt",
  gt: "le",
  le: "gt",
};
