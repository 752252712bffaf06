// Arguments of distributions against their domains. A check is emitted only where the declaration of the argument does not imply it.
// That an argument is finite or not NaN is not checked here: such a point ends as a density that is no number, which rejects it too.

import type { ArgumentDomain } from "../../runtime/descriptor.ts";
import { int, num } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { and, asReal, compare, isInt } from "../library/arithmetic.ts";
import { check } from "./checks.ts";
import type { Context } from "./context.ts";
import { realRange } from "./real-ranges.ts";
import { provablyTrue } from "./truth.ts";

interface Interval {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly isOpen: boolean;
  readonly text: string;
}

const intervals: Partial<Record<ArgumentDomain, Interval>> = {
  positive: { lower: 0, upper: null, isOpen: true, text: "positive" },
  "positive-any": { lower: 0, upper: null, isOpen: true, text: "positive" },
  nonnegative: { lower: 0, upper: null, isOpen: false, text: "at least 0" },
  unit: { lower: 0, upper: 1, isOpen: false, text: "between 0 and 1" },
  "open-unit": { lower: 0, upper: 1, isOpen: true, text: "between 0 and 1" },
  count: { lower: 0, upper: null, isOpen: false, text: "at least 0" },
  "positive-int": { lower: 1, upper: null, isOpen: false, text: "at least 1" },
  binary: { lower: 0, upper: 1, isOpen: false, text: "0 or 1" },
};

/** `what` is the argument as the user wrote it. */
export function checkDomain(
  ctx: Context,
  value: Expr,
  domain: ArgumentDomain,
  family: string,
  what: string,
): void {
  const interval = intervals[domain];
  if (interval === undefined || isInside(ctx, value, interval)) return;
  const { lower, upper, isOpen, text } = interval;
  const bound = (n: number): Expr => (isInt(value) ? int(n) : num(n));
  const x = isInt(value) ? value : asReal(value);
  const conditions = [
    ...(lower === null ? [] : [compare(isOpen ? "gt" : "ge", x, bound(lower))]),
    ...(upper === null ? [] : [compare(isOpen ? "lt" : "le", x, bound(upper))]),
  ];
  check(ctx, conditions.reduce(and), [`${family}: ${what} must be ${text}, but it is `, value]);
}

/** Closed bounds are enough for open domains: a scale declared <lower=0> is not checked again. */
function isInside(ctx: Context, value: Expr, { lower, upper }: Interval): boolean {
  if (isInt(value)) {
    const low = lower === null || provablyTrue(ctx.facts, compare("ge", value, int(lower)));
    return low && (upper === null || provablyTrue(ctx.facts, compare("le", value, int(upper))));
  }
  const range = realRange(ctx.facts, value);
  const isLiteral = value.kind === "num";
  if (isLiteral && value.value === lower) return false;
  return (lower === null || range.lower >= lower) && (upper === null || range.upper <= upper);
}
