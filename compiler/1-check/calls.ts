// Calls of functions, library and user: resolve the overload, then check that the call may stand here. A call with a wrong argument
// is not judged at all, so the message is about the argument.

import type { Expr, Located, Name } from "../../grammar/index.ts";
import * as say from "../diagnostics/calls.ts";
import { deprecatedLkjCov, deprecatedOde } from "../diagnostics/warnings.ts";
import { REAL } from "../ir/type.ts";
import type { ResolvedCall, TypedExpr } from "../ir/typed-ast.ts";
import { resolve, type Actual } from "../library/resolve.ts";
import { checkBar, checkCallScope, mayReadTarget } from "./call-scope.ts";
import { broken, report, wrong, type Checker } from "./checker.ts";
import { checkExprs } from "./expressions.ts";
import {
  asFunction,
  candidatesNamed,
  functionsMeant,
  resolvedAs,
  suffixOfFunction,
  typeOfCandidate,
  type Candidate,
} from "./function-values.ts";
import { checkLaplace } from "./laplace.ts";
import { levelOf, levelOfResult } from "./levels.ts";
import { acceptsFunction } from "../library/resolve.ts";
import { checkName } from "./scopes.ts";
import { isReduceSum, laplaceFunction, variadicFunctions } from "../library/special-functions.ts";
import { normalizedName } from "./names.ts";
import { unknownFunction } from "./unknown-functions.ts";
import { checkReduceSum, checkVariadic } from "./variadic.ts";

export type Call = Expr<Located> & { readonly kind: "call" };

/** What a call means once its arguments are known. */
export interface Meaning {
  readonly call: ResolvedCall;
  /** The arguments, function names among them now standing for one function. */
  readonly args: readonly TypedExpr[];
}

export function checkCall(checker: Checker, expr: Call): TypedExpr {
  if (expr.callee.text === "target" && expr.args.length === 0) return checkTargetRead(checker, expr);
  const { typed, isSound } = checkExprs(checker, expr.args);
  if (!isSound) return broken(expr);
  const meaning = meaningOf(checker, expr, typed);
  if (meaning === null) return broken(expr);
  checkName(checker, expr.callee);
  if (meaning.call.kind !== "target" && meaning.call.result.kind === "void")
    return wrong(checker, expr, say.valueExpected(expr.span, expr.callee.text));
  if (!checkBar(checker, expr) || !checkCallScope(checker, expr.callee, meaning.args, expr.span))
    return broken(expr);
  warnOfDeprecation(checker, expr);
  const type = meaning.call.kind === "target" ? REAL : meaning.call.result;
  return {
    ...expr,
    args: meaning.args,
    type,
    level: levelOfResult(
      type,
      meaning.args.map(({ level }) => level),
    ),
    call: meaning.call,
  };
}

function checkTargetRead(checker: Checker, expr: Call): TypedExpr {
  if (!mayReadTarget(checker)) return wrong(checker, expr, say.targetReadNotHere(expr.span));
  return { ...expr, args: [], type: REAL, level: levelOf(REAL, "autodiff"), call: { kind: "target" } };
}

/** Resolves a call by its name's own rules; null (after a report) if nothing fits. */
export function meaningOf(checker: Checker, expr: Call, args: readonly TypedExpr[]): Meaning | null {
  const name = normalizedName(expr.callee.text);
  if (variadicFunctions.has(name)) return checkVariadic(checker, expr, args);
  if (isReduceSum(name)) return checkReduceSum(checker, expr, args);
  if (laplaceFunction(name) !== undefined) return checkLaplace(checker, expr, args);
  const candidates = candidatesNamed(checker, name);
  const isShadowed = checker.variables.has(name) && !candidates.some(({ user }) => user === null);
  if (isShadowed) return refuse(checker, say.notAFunction(expr.span, expr.callee.text));
  if (candidates.length === 0) return refuse(checker, unknownFunction(checker, expr));
  return choose(checker, expr.callee, expr, candidates, args);
}

function refuse(checker: Checker, problem: Parameters<typeof report>[1]): null {
  report(checker, problem);
  return null;
}

/** Overload resolution with a report when there is not exactly one best candidate. */
export function choose(
  checker: Checker,
  callee: Name,
  place: { readonly span: Call["span"] },
  candidates: readonly Candidate[],
  args: readonly TypedExpr[],
): Meaning | null {
  const resolution = resolve(candidates, actualsOf(checker, args));
  const types = args.map(({ type }) => type);
  switch (resolution.kind) {
    case "match":
      return {
        call: resolvedAs(resolution.candidate, callee.text),
        args: withFunctions(checker, args, resolution.candidate),
      };
    case "ambiguous":
      return refuse(checker, say.ambiguousCall(place.span, callee.text, types, resolution.candidates));
    case "none":
      return refuse(
        checker,
        say.badArguments(place.span, callee.text, types, resolution.closest, resolution.total),
      );
  }
}

/** Only functions without a special role can be passed to the library's solvers. */
export function actualsOf(checker: Checker, args: readonly TypedExpr[]): Actual[] {
  return args.map((arg) => {
    const functions = functionsMeant(checker, arg);
    if (functions === null) return { type: arg.type, level: arg.level };
    const isPlain = arg.kind === "variable" && suffixOfFunction(arg) === null;
    return { type: arg.type, level: arg.level, functions: isPlain ? functions.map(typeOfCandidate) : [] };
  });
}

function withFunctions(checker: Checker, args: readonly TypedExpr[], chosen: Candidate): TypedExpr[] {
  return args.map((arg, i) => {
    const formal = chosen.args[i]!.type;
    if (formal.kind !== "function" || arg.kind !== "variable") return arg;
    const candidate = functionsMeant(checker, arg)?.find((f) => acceptsFunction(formal, typeOfCandidate(f)));
    return candidate === undefined ? arg : asFunction(arg, candidate);
  });
}

function warnOfDeprecation(checker: Checker, { callee, span }: Call): void {
  if (callee.text.startsWith("integrate_ode")) report(checker, deprecatedOde(span, callee.text));
  if (callee.text.startsWith("lkj_cov_")) report(checker, deprecatedLkjCov(span));
}
