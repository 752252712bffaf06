// Integers have 32 bits. `+ - *` of the user's whose result may need more are checked, unless the ranges of the operands show that it
// cannot: declared bounds, ranges of loops, and sizes, which the memory of containers keeps below 2^30. Arithmetic in the place of an
// index is left alone, since the check of the index catches a result that is too large.

import { bool, int } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { and, compare } from "../library/arithmetic.ts";
import { check } from "./checks.ts";
import type { Context } from "./context.ts";
import type { Facts } from "./facts.ts";

const LEAST = -2147483648;
const MOST = 2147483647;
const LARGEST_SIZE = 2 ** 30;

interface IntRange {
  readonly lower: number;
  readonly upper: number;
}

const ANY_INT: IntRange = { lower: LEAST, upper: MOST };
const DEEPEST = 12;

/** Rejects a result beyond 32 bits; `text` is the operation as the user wrote it. */
export function checkOverflow(ctx: Context, result: Expr, text: string): void {
  if (!ctx.isIndex) checkRange(ctx, result, intRange(ctx.facts, result, DEEPEST), text);
}

/** The same for a sum of so many elements like this one, which were added up unchecked. */
export function checkSumOverflow(ctx: Context, total: Expr, count: Expr, element: Expr, text: string): void {
  const times = intRange(ctx.facts, count, DEEPEST).upper;
  const { lower, upper } = intRange(ctx.facts, element, DEEPEST);
  checkRange(ctx, total, { lower: Math.min(0, times * lower), upper: Math.max(0, times * upper) }, text);
}

function checkRange(ctx: Context, result: Expr, { lower, upper }: IntRange, text: string): void {
  const inside = [
    ...(lower >= LEAST ? [] : [compare("ge", result, int(LEAST))]),
    ...(upper <= MOST ? [] : [compare("le", result, int(MOST))]),
  ].reduce(and, bool(true));
  check(ctx, inside, [`integer overflow: ${text} is `, result, ", which needs more than 32 bits"]);
}

/** Runs `build` where an index stands, or where none does. */
export function asIndex<T>(ctx: Context, isIndex: boolean, build: () => T): T {
  const outer = ctx.isIndex;
  ctx.isIndex = isIndex;
  try {
    return build();
  } finally {
    ctx.isIndex = outer;
  }
}

/** Between which numbers an expression stays, if what it consists of has 32 bits. */
function intRange(facts: Facts, e: Expr, steps: number): IntRange {
  if (steps === 0) return ANY_INT;
  switch (e.kind) {
    case "int":
      return { lower: e.value, upper: e.value };
    case "ref":
    case "load":
      return rangeOfPlace(facts, e, steps);
    case "select": {
      const [a, b] = [intRange(facts, e.then, steps - 1), intRange(facts, e.otherwise, steps - 1)];
      return { lower: Math.min(a.lower, b.lower), upper: Math.max(a.upper, b.upper) };
    }
    case "op":
      return rangeOfOperation(facts, e.op, e.args, steps);
    default:
      return ANY_INT;
  }
}

function rangeOfPlace(facts: Facts, e: Extract<Expr, { kind: "ref" | "load" }>, steps: number): IntRange {
  const key = e.kind === "ref" ? e.local : e.buffer;
  const [low, high] = [facts.lower.get(key), facts.upper.get(key)];
  const definition = e.kind === "ref" ? facts.definitions.get(e.local) : undefined;
  const known = [
    ...(low === undefined ? [] : [{ lower: intRange(facts, low, steps - 1).lower, upper: MOST }]),
    ...(high === undefined ? [] : [{ lower: LEAST, upper: intRange(facts, high, steps - 1).upper }]),
    ...(definition === undefined ? [] : [intRange(facts, definition, steps - 1)]),
    ...(facts.sizes.has(key) ? [{ lower: 0, upper: LARGEST_SIZE }] : []),
  ];
  return known.reduce(
    (a, b) => ({ lower: Math.max(a.lower, b.lower), upper: Math.min(a.upper, b.upper) }),
    ANY_INT,
  );
}

function rangeOfOperation(facts: Facts, op: string, args: readonly Expr[], steps: number): IntRange {
  const at = (k: number): IntRange => intRange(facts, args[k]!, steps - 1);
  switch (op) {
    case "iadd":
      return { lower: at(0).lower + at(1).lower, upper: at(0).upper + at(1).upper };
    case "isub":
      return { lower: at(0).lower - at(1).upper, upper: at(0).upper - at(1).lower };
    case "ineg":
      return { lower: -at(0).upper, upper: -at(0).lower };
    case "imul": {
      const [a, b] = [at(0), at(1)];
      const corners = [a.lower * b.lower, a.lower * b.upper, a.upper * b.lower, a.upper * b.upper];
      return { lower: Math.min(...corners), upper: Math.max(...corners) };
    }
    case "idiv": {
      const { lower, upper } = at(0);
      const largest = Math.max(Math.abs(lower), Math.abs(upper));
      return { lower: lower < 0 || at(1).lower < 0 ? -largest : 0, upper: largest };
    }
    case "imod": {
      const { lower, upper } = at(1);
      const largest = Math.max(Math.abs(lower), Math.abs(upper)) - 1;
      return { lower: at(0).lower < 0 ? -largest : 0, upper: largest };
    }
    case "toInt":
      return { lower: 0, upper: 1 };
    default:
      return ANY_INT;
  }
}
