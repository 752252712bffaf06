// Bounds of a parameter cut its prior, and the language does not make up for the part cut off. Drawing from the cut distribution is drawing
// from the model only where that part is a constant: where nothing in it depends on other parameters, where nothing is cut off, or where a
// distribution symmetric about zero is cut at zero.

import type { Distribution } from "../../../runtime/descriptor.ts";
import { distributions } from "../../../runtime/library.ts";
import type { Constraint } from "../../../grammar/index.ts";
import type { Typed, TypedExpr } from "../../ir/typed-ast.ts";
import type { Dependence } from "./dependence.ts";
import type { DensityTerm } from "./terms.ts";

type Bounds = Extract<Constraint<Typed>, { readonly kind: "bounds" }>;

/** Where the location stands among the arguments. */
const SYMMETRIC: Readonly<Record<string, number | null>> = {
  std_normal: null,
  normal: 0,
  cauchy: 0,
  double_exponential: 0,
  logistic: 0,
  student_t: 1,
};

export function cutsConstantShare(dependence: Dependence, term: DensityTerm, bounds: Bounds): boolean {
  const { lower, upper } = bounds;
  const parts = [...term.args, ...[lower, upper].filter((e) => e !== null)];
  if (parts.every((e) => !dependence.of(e).parameters)) return true;
  return isWithin(term.family, lower, upper) || isHalf(term, lower, upper);
}

/** Everything the distribution can give lies within the bounds. */
function isWithin(family: string, lower: TypedExpr | null, upper: TypedExpr | null): boolean {
  const d: Distribution | undefined = Object.hasOwn(distributions, family)
    ? distributions[family]
    : undefined;
  const range = [d?.support, d?.requires?.always, d?.requires?.density].join(" ");
  const isPositive = /\by >=? 0\b/.test(range);
  const isUnit = isPositive && /\by <=? 1\b/.test(range);
  const isBelow = lower === null || (isPositive && (literal(lower) ?? 1) <= 0);
  return isBelow && (upper === null || (isUnit && (literal(upper) ?? 0) >= 1));
}

function isHalf(term: DensityTerm, lower: TypedExpr | null, upper: TypedExpr | null): boolean {
  if (!Object.hasOwn(SYMMETRIC, term.family)) return false;
  const bound = lower === null ? upper : upper === null ? lower : null;
  const at = SYMMETRIC[term.family]!;
  const isCentred = at === null || (term.args[at] !== undefined && literal(term.args[at]) === 0);
  return bound !== null && literal(bound) === 0 && isCentred;
}

function literal(e: TypedExpr): number | null {
  switch (e.kind) {
    case "intLiteral":
    case "realLiteral":
      return e.value;
    case "parenthesized":
      return literal(e.inner);
    case "prefix": {
      const value = e.operator === "-" ? literal(e.operand) : null;
      return value === null ? null : -value;
    }
    default:
      return null;
  }
}
