// Integer expressions as sums of multiples: `t + 1 - 1` is `t`, `T - (t + 1) - 1` is `T - t - 2`. Indices are written from 1 by users
// and from 0 by us, so without this every index would carry a pair of ones. Exact in the range that checks guarantee.

import { iadd, imul, int, isub, op, sameExpr } from "./build.ts";
import type { Expr } from "./mir.ts";

export interface Linear {
  readonly constant: number;
  /** Different atoms, no factor 0. */
  readonly terms: readonly Term[];
}

export interface Term {
  readonly atom: Expr;
  readonly factor: number;
}

export function linearOf(e: Expr): Linear {
  switch (e.kind) {
    case "int":
      return { constant: e.value, terms: [] };
    case "op": {
      const [a, b] = e.args;
      if (e.op === "iadd") return addLinear(linearOf(a!), linearOf(b!), 1);
      if (e.op === "isub") return addLinear(linearOf(a!), linearOf(b!), -1);
      if (e.op === "ineg") return scale(linearOf(a!), -1);
      if (e.op === "imul" && b!.kind === "int") return scale(linearOf(a!), b!.value);
      if (e.op === "imul" && a!.kind === "int") return scale(linearOf(b!), a!.value);
      return atom(e);
    }
    default:
      return atom(e);
  }
}

const atom = (e: Expr): Linear => ({ constant: 0, terms: [{ atom: e, factor: 1 }] });

function scale({ constant, terms }: Linear, by: number): Linear {
  if (by === 0) return { constant: 0, terms: [] };
  return { constant: constant * by, terms: terms.map((t) => ({ atom: t.atom, factor: t.factor * by })) };
}

/** a + times * b. */
export function addLinear(a: Linear, b: Linear, times: number): Linear {
  const terms = [...a.terms];
  for (const { atom, factor } of b.terms) {
    const at = terms.findIndex((t) => sameExpr(t.atom, atom));
    if (at < 0) terms.push({ atom, factor: factor * times });
    else terms[at] = { atom, factor: terms[at]!.factor + factor * times };
  }
  return { constant: a.constant + times * b.constant, terms: terms.filter((t) => t.factor !== 0) };
}

/** Positive terms first, then negative ones, the constant last. */
export function fromLinear({ constant, terms }: Linear): Expr {
  const size = ({ atom, factor }: Term): Expr => imul(int(Math.abs(factor)), atom);
  let sum: Expr | null = null;
  for (const t of terms) if (t.factor > 0) sum = sum === null ? size(t) : iadd(sum, size(t));
  for (const t of terms) {
    if (t.factor > 0) continue;
    if (sum !== null) sum = isub(sum, size(t));
    else if (constant !== 0) return remaining(int(constant), terms);
    else sum = op("ineg", size(t));
  }
  return sum === null ? int(constant) : iadd(sum, int(constant));
}

/** All terms are negative: `5 - a - b`. */
function remaining(from: Expr, terms: readonly Term[]): Expr {
  return terms.reduce((sum, t) => isub(sum, imul(int(-t.factor), t.atom)), from);
}

/** Integer sums, differences and products in normal form. */
export const plus = (a: Expr, b: Expr): Expr => fromLinear(addLinear(linearOf(a), linearOf(b), 1));
export const minus = (a: Expr, b: Expr): Expr => fromLinear(addLinear(linearOf(a), linearOf(b), -1));
export const times = (a: Expr, b: Expr): Expr => {
  if (a.kind === "int") return fromLinear(scale(linearOf(b), a.value));
  return b.kind === "int" ? fromLinear(scale(linearOf(a), b.value)) : imul(a, b);
};
export const negated = (a: Expr): Expr => fromLinear(scale(linearOf(a), -1));

/** Equal for all values of what occurs in them, as far as linear arithmetic shows. */
export function sameInt(a: Expr, b: Expr): boolean {
  if (sameExpr(a, b)) return true;
  const difference = addLinear(linearOf(a), linearOf(b), -1);
  return difference.constant === 0 && difference.terms.length === 0;
}
