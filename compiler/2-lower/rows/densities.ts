// Log densities of containers with an entry per row: which of them are sums of one term per row.

import { distributions } from "../../../runtime/library.ts";
import type { TypedExpr } from "../../ir/typed-ast.ts";
import { type Kind, mixed, SUM, together } from "./kind.ts";

/** One observation per entry of the variate; parameters may be shared or an array, one per observation. */
const PER_ENTRY = new Set([
  "multi_normal",
  "multi_normal_prec",
  "multi_normal_cholesky",
  "multi_student_t",
  "multi_student_t_cholesky",
  "categorical",
  "categorical_logit",
  "ordered_logistic",
  "ordered_probit",
]);
/** Generalised linear models whose intercept may be a vector with one entry per row. */
const ROW_INTERCEPT = new Set([
  "normal_id_glm",
  "bernoulli_logit_glm",
  "poisson_log_glm",
  "neg_binomial_2_log_glm",
]);

/** Kinds in the order of `values`: the variate, then the parameters. */
export function densityKind(
  family: string,
  isUser: boolean,
  values: readonly TypedExpr[],
  kinds: readonly Kind[],
  text: string,
): Kind {
  if (!kinds.some(({ kind }) => kind === "rows")) return together(kinds, text);
  const bad = kinds.find(({ kind }) => kind !== "rows" && kind !== "free");
  if (bad !== undefined) return together(kinds, text);
  if (isUser) return mixed(`${text} is the function of a user, who may combine rows`);
  if (kinds[0]!.kind !== "rows") return mixed(`${text} combines all rows in one observation`);
  const isFree = (k: number): boolean => kinds[k]!.kind === "free";
  const isScalar = (k: number): boolean => /^(int|real)$/.test(values[k]!.type.kind);
  const positions = values.map((_, k) => k);
  if (family.endsWith("_glm")) {
    if (isFree(1)) return mixed(`${text} has predictors that are not one row per observation`);
    const stray = ROW_INTERCEPT.has(family) && isFree(2) && !isScalar(2);
    const weights = values.length > 3 && !isFree(3);
    return stray || weights ? mixed(`${text} has parameters of another size than the rows`) : SUM;
  }
  if (PER_ENTRY.has(family)) {
    if (!isEntries(values[0]!)) return mixed(`${text} combines all rows in one observation`);
    const isShared = (k: number): boolean =>
      values[k]!.type.kind !== "array" && !(family.startsWith("ordered_") && k === 1 && !isScalar(k));
    return positions.slice(1).every((k) => (isFree(k) ? isShared(k) : isPerRow(family, values[k]!, k)))
      ? SUM
      : mixed(`${text} has parameters of another size than the rows`);
  }
  const isElementwise =
    Object.hasOwn(distributions, family) && distributions[family]!.vectorised === "elementwise";
  if (!isElementwise) return mixed(`${text} combines all rows in one observation`);
  return positions.every((k) => !isFree(k) || isScalar(k))
    ? SUM
    : mixed(`${text} has a parameter of another size than the rows`);
}

/** An array of observations. */
const isEntries = ({ type }: TypedExpr): boolean => type.kind === "array";

/** A parameter with an entry per row: an array of vectors, or of `ordered_logistic` the vector of locations. */
function isPerRow(family: string, value: TypedExpr, position: number): boolean {
  if (family.startsWith("ordered_") && position === 1) return value.type.kind === "vector";
  return value.type.kind === "array";
}
