// Who may call what: a function's suffix says which blocks and which other functions may use it.

import type { Expr, Located, Name, Span } from "../../grammar/index.ts";
import * as say from "../diagnostics/calls.ts";
import { sizeFromRng } from "../diagnostics/declarations.ts";
import { firstComma } from "../diagnostics/migration.ts";
import * as warn from "../diagnostics/warnings.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { report, type Checker } from "./checker.ts";
import { isDataOnly } from "./levels.ts";
import { isConditional, suffixOf } from "./names.ts";

/** `target +=`, `~` and calls of `_lp` functions. */
export function mayIncrementTarget(checker: Checker): boolean {
  return checker.block === "model" || checker.function?.suffix === "lp";
}

export function mayReadTarget(checker: Checker): boolean {
  return mayIncrementTarget(checker) || checker.block === "transformed parameters";
}

export function mayIncrementJacobian(checker: Checker): boolean {
  return checker.block === "transformed parameters" || checker.function?.suffix === "jacobian";
}

export function mayDrawRandom(checker: Checker): boolean {
  return (
    checker.block === "transformed data" ||
    checker.block === "generated quantities" ||
    checker.function?.suffix === "rng"
  );
}

export function mayCallUnnormalized(checker: Checker): boolean {
  const suffix = checker.function?.suffix;
  return checker.block === "model" || suffix === "lpdf" || suffix === "lpmf";
}

/** Reports a call that its suffix forbids here; true if it is allowed. */
export function checkCallScope(
  checker: Checker,
  name: Name,
  args: readonly TypedExpr[],
  span: Span,
): boolean {
  const problem = scopeProblem(checker, name, span);
  if (problem !== null) {
    report(checker, problem);
    return false;
  }
  const suffix = suffixOf(name.text);
  if (suffix === "lp" && checker.block === "transformed parameters")
    report(checker, warn.lpInTransformedParameters(span, name.text));
  if (suffix === "jacobian" && args.every(({ level }) => isDataOnly(level)))
    report(checker, warn.jacobianOfData(span, name.text));
  return true;
}

function scopeProblem(checker: Checker, name: Name, span: Span) {
  switch (suffixOf(name.text)) {
    case "lp": {
      const isAllowed = mayIncrementTarget(checker) || checker.block === "transformed parameters";
      return isAllowed ? null : say.targetNotHere(span, `'${name.text}' changes the target and`);
    }
    case "jacobian":
      return mayIncrementJacobian(checker) ? null : say.jacobianNotHere(span, `'${name.text}'`);
    case "rng":
      if (checker.isInSize) return sizeFromRng(span, name.text);
      return mayDrawRandom(checker) ? null : say.rngNotHere(span, name.text);
    case "lupdf":
    case "lupmf":
      return mayCallUnnormalized(checker) ? null : say.unnormalizedNotHere(name, span);
    default:
      return null;
  }
}

/** Densities and cdfs separate their first argument with a bar, other functions do not. */
export function checkBar(checker: Checker, call: Expr<Located> & { readonly kind: "call" }): boolean {
  const name = call.callee.text;
  if (isConditional(suffixOf(name)) === call.bar) return true;
  report(
    checker,
    call.bar ? say.barNotAllowed(call.span, name) : say.barRequired(call.span, name, firstComma(call.args)),
  );
  return false;
}
