// `log(sigma) ~ normal(0, 1)` gives sigma no log-normal prior unless the Jacobian of the transform is added. Linear functions need none.

import type { Problem } from "../../../grammar/index.ts";
import * as say from "../../diagnostics/pedantic.ts";
import type { TypedExpr } from "../../ir/typed-ast.ts";
import type { Facts } from "./facts.ts";

export function nonlinearWarnings(facts: Facts): Problem[] {
  return facts.densities
    .filter(
      ({ isAdditive, block }) => isAdditive && block !== "functions" && block !== "generated quantities",
    )
    .filter(({ variate }) => !isLinear(facts, variate))
    .map(({ variate }) => say.nonlinearVariate(variate.span));
}

/** Functions that are linear in all their arguments together. */
const linear: ReadonlySet<string> = new Set(
  `sum append_row append_col append_array block sub_row sub_col row col head tail segment reverse diagonal transpose minus plus add
   subtract to_vector to_row_vector to_matrix to_array_1d to_array_2d rep_array rep_vector rep_row_vector rep_matrix`.split(
    /\s+/,
  ),
);
/** Functions that are linear in one argument while the others are constant. */
const products: ReadonlySet<string> = new Set(["multiply", "elt_multiply", "divide", "elt_divide", "fma"]);

function isLinear(facts: Facts, expr: TypedExpr): boolean {
  const linearIn = (part: TypedExpr) => isLinear(facts, part);
  if (isConstant(facts, expr)) return true;
  switch (expr.kind) {
    case "variable":
      return true;
    case "parenthesized":
      return linearIn(expr.inner);
    case "index":
    case "projection":
      return linearIn(expr.base);
    case "transpose":
    case "prefix":
      return expr.kind === "transpose" || expr.operator !== "!" ? linearIn(expr.operand) : false;
    case "array":
    case "rowVector":
    case "tuple":
      return expr.elements.every(linearIn);
    case "binary":
      return isLinearOperation(facts, expr);
    case "ternary":
      return isConstant(facts, expr.condition) && linearIn(expr.then) && linearIn(expr.otherwise);
    case "call":
      if (linear.has(expr.callee.text)) return expr.args.every(linearIn);
      return products.has(expr.callee.text) && isProductOf(facts, expr.args);
    default:
      return false;
  }
}

function isLinearOperation(
  facts: Facts,
  { operator, left, right }: TypedExpr & { readonly kind: "binary" },
): boolean {
  switch (operator) {
    case "+":
    case "-":
      return isLinear(facts, left) && isLinear(facts, right);
    case "*":
    case ".*":
      return isProductOf(facts, [left, right]);
    case "/":
    case "./":
      return isConstant(facts, right) && isLinear(facts, left);
    case "\\":
      return isConstant(facts, left) && isLinear(facts, right);
    default:
      return false;
  }
}

function isProductOf(facts: Facts, parts: readonly TypedExpr[]): boolean {
  const [varying, second] = parts.filter((part) => !isConstant(facts, part));
  return second === undefined && (varying === undefined || isLinear(facts, varying));
}

function isConstant({ flow, parameters }: Facts, expr: TypedExpr): boolean {
  return ![...flow.sources(expr)].some((symbol) => parameters.has(symbol));
}
