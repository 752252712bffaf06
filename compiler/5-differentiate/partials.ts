// What one operation sends back to its arguments: the adjoint of the result times the partial derivative. Arithmetic has its partials in
// ops.ts; scalar functions of the library state theirs as formulas.

import type { ScalarFunction } from "../../runtime/descriptor.ts";
import { scalarFunctions } from "../../runtime/library.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { div, mul, neg, num, select } from "../ir/build.ts";
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
  // The quotient shares `adjoint / divisor` between its two arguments.
  if (op === "div") return k === 0 ? div(adjoint, args[1]!) : neg(mul(div(adjoint, args[1]!), result));
  if (Object.hasOwn(OPS, op)) return mul(adjoint, OPS[op]!.partials![k]!(args, result));
  return times(adjoint, libraryPartial(op, k, args, result));
}

/** Lets a partial that is itself a choice or a quotient take the adjoint in: `a * (1 / b)` is `a / b`. */
function times(adjoint: Expr, partial: Expr): Expr {
  if (
    partial.kind === "op" &&
    partial.op === "div" &&
    partial.args[0]!.kind === "num" &&
    partial.args[0]!.value === 1
  )
    return div(adjoint, partial.args[1]!);
  return mul(adjoint, partial);
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
  return instantiate(parseFormula(formula), bindings, keep);
}

function scalarFunction(op: string): ScalarFunction {
  if (!Object.hasOwn(scalarFunctions, op)) internalError(`unknown operation ${op}`);
  return (scalarFunctions as Record<string, ScalarFunction>)[op]!;
}

/** Contribution of a choice to its branches: the branch not taken gets exactly 0, whatever its partials are. */
export const chosen = (condition: Expr, adjoint: Expr, isThen: boolean): Expr =>
  isThen ? select(condition, adjoint, num(0)) : select(condition, num(0), adjoint);
