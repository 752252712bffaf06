// Interval arithmetic on reals, just precise enough to see that `exp(x)`, `sqrt(a)`, a parameter declared <lower=0> or their products are
// fit to be a scale. Ranges ignore rounding: a product of positives may underflow to 0, where the density is NaN or -infinity anyway.

import type { Expr } from "../ir/mir.ts";
import { sameExpr } from "../ir/build.ts";
import { expandDefinitions, type Facts, type RealRange } from "./facts.ts";

const range = (lower: number, upper: number, lowerOpen = false, upperOpen = false): RealRange => ({
  lower,
  upper,
  lowerOpen,
  upperOpen,
});
export const ANY = range(-Infinity, Infinity);
const NONNEGATIVE = range(0, Infinity);
const POSITIVE = range(0, Infinity, true);
const UNIT = range(0, 1);
const OPEN_UNIT = range(0, 1, true, true);

const byFunction: Readonly<Record<string, RealRange>> = {
  exp: POSITIVE,
  exp2: POSITIVE,
  inv_logit: OPEN_UNIT,
  Phi: UNIT,
  Phi_approx: UNIT,
  inv_cloglog: UNIT,
  sqrt: NONNEGATIVE,
  abs: NONNEGATIVE,
  log1p_exp: POSITIVE,
  cosh: range(1, Infinity),
  tgamma: ANY,
};

export function realRange(facts: Facts, e: Expr): RealRange {
  switch (e.kind) {
    case "num":
    case "int":
      return range(e.value, e.value);
    case "ref":
      return facts.reals.get(e.local) ?? intRange(facts, e);
    case "load":
      return facts.reals.get(e.buffer) ?? intRange(facts, e);
    case "select": {
      const [a, b] = [realRange(facts, e.then), realRange(facts, e.otherwise)];
      return hull(a, b);
    }
    case "op":
      return operation(facts, e.op, e.args);
    default:
      return ANY;
  }
}

/** Literal bounds of an integer. */
function intRange(facts: Facts, e: Expr): RealRange {
  const key = e.kind === "ref" ? e.local : e.kind === "load" ? e.buffer : null;
  if (key === null) return ANY;
  const [lower, upper] = [facts.lower.get(key), facts.upper.get(key)];
  return range(
    lower === undefined ? -Infinity : realRange(facts, expandDefinitions(facts, lower)).lower,
    upper === undefined ? Infinity : realRange(facts, expandDefinitions(facts, upper)).upper,
  );
}

function hull(a: RealRange, b: RealRange): RealRange {
  const lower = Math.min(a.lower, b.lower);
  const upper = Math.max(a.upper, b.upper);
  return range(
    lower,
    upper,
    (a.lower > lower || a.lowerOpen) && (b.lower > lower || b.lowerOpen),
    (a.upper < upper || a.upperOpen) && (b.upper < upper || b.upperOpen),
  );
}

function operation(facts: Facts, op: string, args: readonly Expr[]): RealRange {
  const at = (k: number): RealRange => realRange(facts, args[k]!);
  switch (op) {
    case "add":
    case "iadd":
      return sum(at(0), at(1));
    case "sub":
    case "isub":
      return sum(at(0), negated(at(1)));
    case "neg":
    case "ineg":
      return negated(at(0));
    case "mul":
    case "imul":
      return sameExpr(args[0]!, args[1]!) ? NONNEGATIVE : product(at(0), at(1));
    case "div":
      return quotient(at(0), at(1));
    case "square": {
      const { lower, lowerOpen } = at(0);
      return lower > 0 || (lower === 0 && lowerOpen) ? POSITIVE : NONNEGATIVE;
    }
    case "sqrt": {
      const { lower, lowerOpen } = at(0);
      return lower > 0 || (lower === 0 && lowerOpen) ? POSITIVE : NONNEGATIVE;
    }
    case "toReal":
      return at(0);
    case "toInt":
      return UNIT;
    default:
      return Object.hasOwn(byFunction, op) ? byFunction[op]! : ANY;
  }
}

const negated = (r: RealRange): RealRange => range(-r.upper, -r.lower, r.upperOpen, r.lowerOpen);

/** Sums of finite numbers may overflow: an infinite end is never open. */
function sum(a: RealRange, b: RealRange): RealRange {
  const [lower, upper] = [a.lower + b.lower, a.upper + b.upper];
  const isOpen = (end: number, either: boolean): boolean => Number.isFinite(end) && either;
  return range(
    lower,
    upper,
    isOpen(lower, a.lowerOpen || b.lowerOpen),
    isOpen(upper, a.upperOpen || b.upperOpen),
  );
}

/** Whether the value is certainly finite: it has finite bounds, or is one of the numbers that a point consists of. */
export function provablyFinite(facts: Facts, e: Expr): boolean {
  const { lower, upper, lowerOpen, upperOpen } = realRange(facts, e);
  const isBelow = Number.isFinite(upper) || (upperOpen && lower === -Infinity);
  return isBelow && (Number.isFinite(lower) || (lowerOpen && upper === Infinity));
}

const isPositive = (r: RealRange): boolean => r.lower > 0 || (r.lower === 0 && r.lowerOpen);
const isNonNegative = (r: RealRange): boolean => r.lower >= 0;

function product(a: RealRange, b: RealRange): RealRange {
  if (!isNonNegative(a) && a.upper <= 0) return negated(product(negated(a), b));
  if (!isNonNegative(b) && b.upper <= 0) return negated(product(a, negated(b)));
  if (!isNonNegative(a) || !isNonNegative(b)) return ANY;
  const lower = a.lower * b.lower;
  const upper = a.upper * b.upper;
  return range(lower, Number.isNaN(upper) ? Infinity : upper, isPositive(a) && isPositive(b), false);
}

function quotient(a: RealRange, b: RealRange): RealRange {
  if (!isNonNegative(b)) return ANY;
  if (isPositive(a)) return range(0, Infinity, true);
  return isNonNegative(a) ? NONNEGATIVE : ANY;
}
