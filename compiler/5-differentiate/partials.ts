// What one operation sends back to its arguments: the adjoint of the result times the partial derivative. Arithmetic has its partials in
// ops.ts; scalar functions of the library state theirs as formulas.

import type { ScalarFunction } from "../../runtime/descriptor.ts";
import { scalarFunctions } from "../../runtime/library.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { div, isNumber, mul, neg, num, select } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { OPS } from "../ir/ops.ts";
import { instantiate, parseFormula } from "../library/formula.ts";

/** Whether the result of `op` has a derivative in its k-th argument. */
export function isDifferentiable(op: string, k: number): boolean {
  if (Object.hasOwn(OPS, op)) return OPS[op]!.partials !== null;
  const { partials, args } = scalarFunction(op);
  const name = Object.keys(args)[k];
  return partials !== undefined && name !== undefined && Object.hasOwn(partials, name);
}

/** adjoint * d op(args) / d args[k]. `result` is the value of the operation. */
export function contribution(
  op: string,
  k: number,
  args: readonly Expr[],
  result: Expr,
  adjoint: Expr,
): Expr {
  const partial = Object.hasOwn(OPS, op)
    ? OPS[op]!.partials![k]!(args, result)
    : libraryPartial(op, k, args, result);
  return times(adjoint, partial, result);
}

/**
 * Lets a partial that is itself a quotient take the adjoint in: `a * (1 / b)` is `a / b`, and `a * (result / b)` is `(a / b) * result`,
 * so that the two arguments of a quotient share `a / b`.
 */
function times(adjoint: Expr, partial: Expr, result: Expr): Expr {
  if (partial.kind !== "op") return mul(adjoint, partial);
  if (partial.op === "neg") return neg(times(adjoint, partial.args[0]!, result));
  if (partial.op !== "div") return mul(adjoint, partial);
  const [numerator, divisor] = partial.args as [Expr, Expr];
  if (isNumber(numerator, 1)) return div(adjoint, divisor);
  return numerator === result ? mul(div(adjoint, divisor), result) : mul(adjoint, partial);
}

function libraryPartial(op: string, k: number, args: readonly Expr[], result: Expr): Expr {
  const descriptor = scalarFunction(op);
  const names = Object.keys(descriptor.args);
  const formula = descriptor.partials?.[names[k]!];
  if (formula === undefined) internalError(`${op} has no derivative in ${names[k] ?? `argument ${k + 1}`}`);
  const bindings = new Map(names.map((name, i) => [name, args[i]!]));
  bindings.set("result", result);
  // Shared subterms are found by normalisation afterwards, so nothing needs a name here.
  const keep = (_: string, value: Expr): Expr => value;
  for (const [name, text] of Object.entries(descriptor.where ?? {}))
    bindings.set(name, instantiate(parseFormula(text), bindings, keep));
  return asReal(instantiate(parseFormula(formula), bindings, keep));
}

/** `x > y ? 1 : 0` in a formula is a choice of ints. */
function asReal(e: Expr): Expr {
  if (e.kind === "int") return num(e.value);
  return e.kind === "select" ? select(e.condition, asReal(e.then), asReal(e.otherwise)) : e;
}

function scalarFunction(op: string): ScalarFunction {
  if (!Object.hasOwn(scalarFunctions, op)) internalError(`unknown operation ${op}`);
  return (scalarFunctions as Record<string, ScalarFunction>)[op]!;
}

/** Contribution of a choice to its branches: the branch not taken gets exactly 0, whatever its partials are. */
export const chosen = (condition: Expr, adjoint: Expr, isThen: boolean): Expr =>
  isThen ? select(condition, adjoint, num(0)) : select(condition, num(0), adjoint);
