// Arguments of distributions against their domains. A check is emitted only where the declaration of the argument does not imply it.
// Where terms go to the target, that an argument is finite or not NaN is not checked: such a point ends as a density that is no number
// or minus infinity. Where an expression needs the value, an infinite argument could be lost in it (the logarithm of a sum drops a
// component of minus infinity), so there the whole domain is checked.

import type { ArgumentDomain } from "../../runtime/descriptor.ts";
import { int, num, op } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { and, asReal, compare, isInt } from "../library/arithmetic.ts";
import { check, nameOf, type Element } from "./checks.ts";
import type { Context } from "./context.ts";
import { provablyFinite, realRange } from "./real-ranges.ts";
import { provablyTrue } from "./truth.ts";

interface Interval {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly isOpen: boolean;
  readonly text: string;
  /** Stated only where the whole domain is checked. */
  readonly isFinite?: boolean;
}

const intervals: Partial<Record<ArgumentDomain, Interval>> = {
  real: { lower: null, upper: null, isOpen: false, isFinite: true, text: "finite" },
  positive: { lower: 0, upper: null, isOpen: true, isFinite: true, text: "positive" },
  "positive-any": { lower: 0, upper: null, isOpen: true, text: "positive" },
  nonnegative: { lower: 0, upper: null, isOpen: false, isFinite: true, text: "at least 0" },
  "nonnegative-any": { lower: 0, upper: null, isOpen: false, text: "at least 0" },
  unit: { lower: 0, upper: 1, isOpen: false, text: "between 0 and 1" },
  "open-unit": { lower: 0, upper: 1, isOpen: true, text: "between 0 and 1" },
  count: { lower: 0, upper: null, isOpen: false, text: "at least 0" },
  "positive-int": { lower: 1, upper: null, isOpen: false, text: "at least 1" },
  binary: { lower: 0, upper: 1, isOpen: false, text: "0 or 1" },
};

/** An argument of a call: its value, or that of one element, under the user's name for it. */
export interface Checked extends Element {
  readonly value: Expr;
}

/** `isWhole`: also that it is finite, where the domain says so. */
export function checkDomain(
  ctx: Context,
  argument: Checked,
  domain: ArgumentDomain,
  family: string,
  isWhole: boolean,
): void {
  const interval = intervals[domain];
  if (interval === undefined) return;
  const { value } = argument;
  const { lower, upper, isOpen, text } = interval;
  const mustBeFinite =
    isWhole && interval.isFinite === true && !isInt(value) && !provablyFinite(ctx.facts, value);
  const isInside = isInsideOf(ctx, value, interval);
  if (isInside && !mustBeFinite) return;
  const bound = (n: number): Expr => (isInt(value) ? int(n) : num(n));
  const x = isInt(value) ? value : asReal(value);
  const conditions = [
    ...(lower === null || isInside ? [] : [compare(isOpen ? "gt" : "ge", x, bound(lower))]),
    ...(upper === null || isInside ? [] : [compare(isOpen ? "lt" : "le", x, bound(upper))]),
    ...(mustBeFinite ? [compare("lt", lower === null ? op("abs", x) : x, num(Infinity))] : []),
  ];
  const expected = mustBeFinite && lower !== null ? `${text} and finite` : text;
  check(ctx, conditions.reduce(and), [
    `${family}: `,
    ...nameOf(argument),
    ` must be ${expected}, but it is `,
    value,
  ]);
}

/** Closed bounds are enough for open domains: a scale declared <lower=0> is not checked again. */
function isInsideOf(ctx: Context, value: Expr, { lower, upper }: Interval): boolean {
  if (isInt(value)) {
    const low = lower === null || provablyTrue(ctx.facts, compare("ge", value, int(lower)));
    return low && (upper === null || provablyTrue(ctx.facts, compare("le", value, int(upper))));
  }
  const range = realRange(ctx.facts, value);
  const isLiteral = value.kind === "num";
  if (isLiteral && value.value === lower) return false;
  return (lower === null || range.lower >= lower) && (upper === null || range.upper <= upper);
}
