// Which declared constraints make sure that a value lies in the domain of an argument. An open end is as good as a closed one: a
// parameter declared with lower=0 is zero with probability zero.

import type { ArgumentDomain, Distribution } from "../../../runtime/library.ts";
import type { Constants } from "./constants.ts";
import { literalBounds, type BasicSizedType } from "./parameters.ts";

export interface Range {
  readonly lower: number;
  readonly upper: number;
  readonly isOpen: boolean;
}

/** The interval of a scalar domain; null for domains that are no proper interval. */
export function rangeOf(domain: ArgumentDomain): Range | null {
  switch (domain) {
    case "positive":
    case "positive-any":
    case "positive-vector":
      return { lower: 0, upper: Infinity, isOpen: true };
    case "nonnegative":
    case "nonnegative-any":
    case "count":
      return { lower: 0, upper: Infinity, isOpen: false };
    case "positive-int":
      return { lower: 1, upper: Infinity, isOpen: false };
    case "unit":
    case "binary":
      return { lower: 0, upper: 1, isOpen: false };
    case "open-unit":
      return { lower: 0, upper: 1, isOpen: true };
    default:
      return null;
  }
}

export function contains({ lower, upper, isOpen }: Range, value: number): boolean {
  return isOpen ? value > lower && value < upper : value >= lower && value <= upper;
}

/** Types whose elements lie in [0, 1], and those that are positive. */
const unitTypes: ReadonlySet<string> = new Set([
  "simplex",
  "column_stochastic_matrix",
  "row_stochastic_matrix",
]);
const positiveTypes: ReadonlySet<string> = new Set([...unitTypes, "positive_ordered"]);

/** Types that have the structure which a domain asks for. */
const structured: Partial<Record<ArgumentDomain, readonly string[]>> = {
  simplex: ["simplex"],
  ordered: ["ordered", "positive_ordered"],
  covariance: ["cov_matrix", "corr_matrix"],
  correlation: ["corr_matrix"],
  "cholesky-covariance": ["cholesky_factor_cov", "cholesky_factor_corr"],
  "cholesky-correlation": ["cholesky_factor_corr"],
};

export function satisfies(type: BasicSizedType, domain: ArgumentDomain, constants: Constants): boolean {
  const names = structured[domain];
  if (names !== undefined) return names.includes(type.name);
  const range = rangeOf(domain);
  if (range === null) return true;
  if (range.lower >= 0 && range.upper === Infinity && positiveTypes.has(type.name)) return true;
  if (unitTypes.has(type.name)) return true;
  if (type.constraint.kind !== "bounds") return false;
  // A bound that is not known before the program runs is trusted.
  const { lower, upper } = type.constraint;
  const [from, to] = literalBounds(type.constraint, constants);
  const isAbove = lower !== null && (from === null || from >= range.lower);
  const isBelow = range.upper === Infinity || (upper !== null && (to === null || to <= range.upper));
  return isAbove && isBelow;
}

/** The domain of the variate: declared as such for kernels, otherwise read off the conditions `y > 0`, `y <= 1` of its support. */
export function variateDomain({ over, params, support, requires }: Distribution): ArgumentDomain | null {
  const [name, domain] = Object.entries(over)[0]!;
  if (domain !== "real") return domain === "int" ? null : domain;
  const conditions = [support, requires?.always, requires?.density].flatMap(
    (text) => text?.split("&&") ?? [],
  );
  let [isPositive, isClosed, isUnit] = [false, false, false];
  for (const condition of conditions) {
    const match = /^\s*(\w+) (>|>=|<=|<) (\w+)\s*$/.exec(condition);
    if (match === null || match[1] !== name) continue;
    const [, , relation, limit] = match;
    const isZero = limit === "0" || params[limit!] === "positive" || params[limit!] === "nonnegative";
    if (relation!.startsWith(">") && isZero) [isPositive, isClosed] = [true, isClosed || relation === ">="];
    if (relation!.startsWith("<") && limit === "1") isUnit = true;
  }
  if (!isPositive) return null;
  return isUnit ? "unit" : isClosed ? "nonnegative" : "positive";
}
