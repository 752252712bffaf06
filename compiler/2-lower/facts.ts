// What is known of values without running the program: bounds of loop variables and declared integers, definitions of integer lets,
// ranges of reals. Index checks and argument checks vanish where these prove them; nothing here may ever be wrong, it may only be silent.

import { int } from "../ir/build.ts";
import { addLinear, linearOf, minus, type Linear } from "../ir/linear.ts";
import type { Buffer, Expr, Local } from "../ir/mir.ts";
import { rewriteExpr } from "../ir/rewrite.ts";

/** Numbers a real value lies between; `lowerOpen`: strictly above `lower`. */
export interface RealRange {
  readonly lower: number;
  readonly upper: number;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
}

export interface Facts {
  /** Inclusive bounds of an integer, or of every cell of an integer buffer. */
  readonly lower: Map<Local | Buffer, Expr>;
  readonly upper: Map<Local | Buffer, Expr>;
  /** Integers that size a container: not negative, and bounded by what memory holds. */
  readonly sizes: Set<Local | Buffer>;
  readonly definitions: Map<Local, Expr>;
  readonly reals: Map<Local | Buffer, RealRange>;
  /** Structured types of declarations (`simplex`), also of every element of an array of them. */
  readonly structures: Map<Local | Buffer, string>;
  /** Of changing integers with a bound that holds for the moment: what holds always. */
  readonly momentary: Map<Local, { readonly lower: Expr | null; readonly upper: Expr | null }>;
  /** What names of passing values were computed from; for bounds only, since it does not stand in any program. */
  readonly snapshots: Map<Local, Expr>;
}

export const noFacts = (): Facts => ({
  lower: new Map(),
  upper: new Map(),
  sizes: new Set(),
  definitions: new Map(),
  reals: new Map(),
  structures: new Map(),
  momentary: new Map(),
  snapshots: new Map(),
});

/** Definitions of integer lets put in, as deep as they go. */
export function expandDefinitions(facts: Facts, e: Expr): Expr {
  return rewriteExpr(e, {
    ref: (local) => {
      const definition = facts.definitions.get(local);
      return definition === undefined ? undefined : expandDefinitions(facts, definition);
    },
  });
}

const MAX_STEPS = 6;

export function provablyNonNegative(facts: Facts, e: Expr): boolean {
  return prove(facts, linearOf(expandDefinitions(facts, e)), MAX_STEPS);
}

export const provablyLess = (facts: Facts, a: Expr, b: Expr): boolean =>
  provablyNonNegative(facts, minus(minus(b, a), int(1)));

export const provablyAtMost = (facts: Facts, a: Expr, b: Expr): boolean =>
  provablyNonNegative(facts, minus(b, a));

/** Replaces one atom after the other by its bound until a constant is left. */
function prove(facts: Facts, sum: Linear, steps: number): boolean {
  if (sum.terms.length === 0) return sum.constant >= 0;
  if (steps === 0) return false;
  return sum.terms.some(({ atom, factor }) => {
    const bound = factor > 0 ? lowerBound(facts, atom) : upperBound(facts, atom);
    if (bound === null) return false;
    const without = addLinear(sum, { constant: 0, terms: [{ atom, factor: 1 }] }, -factor);
    return prove(facts, addLinear(without, linearOf(expandDefinitions(facts, bound)), factor), steps - 1);
  });
}

function lowerBound(facts: Facts, atom: Expr): Expr | null {
  if (atom.kind === "ref") return facts.lower.get(atom.local) ?? null;
  if (atom.kind === "load") return facts.lower.get(atom.buffer) ?? null;
  if (atom.kind !== "op") return null;
  const [a, b] = atom.args;
  const both = (): boolean => provablyNonNegative(facts, a!) && provablyNonNegative(facts, b!);
  if (atom.op === "toInt") return int(0);
  if ((atom.op === "imul" || atom.op === "idiv") && both()) return int(0);
  return atom.op === "imod" && provablyNonNegative(facts, a!) ? int(0) : null;
}

function upperBound(facts: Facts, atom: Expr): Expr | null {
  if (atom.kind === "ref") return facts.upper.get(atom.local) ?? null;
  if (atom.kind === "load") return facts.upper.get(atom.buffer) ?? null;
  if (atom.kind !== "op") return null;
  const [a, b] = atom.args;
  if (atom.op === "toInt") return int(1);
  if (atom.op === "idiv" && provablyNonNegative(facts, a!) && b!.kind === "int" && b!.value >= 1) return a!;
  return atom.op === "imod" && b!.kind === "int" && b!.value > 0 ? int(b!.value - 1) : null;
}
