// Solvers, integrators and reduce_sum: a function, some control arguments, then whatever else the function takes. The callback's
// leading types must match exactly; its own trailing arguments follow the usual promotion.

import { ambiguousCall } from "../diagnostics/calls.ts";
import * as say from "../diagnostics/higher-order.ts";
import { INT, REAL, type ArgumentType, type Type } from "../ir/type.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { acceptsFunction, fit, type Mismatch } from "../library/resolve.ts";
import { actualsOf, type Call, type Meaning } from "./calls.ts";
import { report, type Checker } from "./checker.ts";
import {
  asFunction,
  functionsMeant,
  suffixOfFunction,
  typeOfCandidate,
  type Candidate,
} from "./function-values.ts";
import { elementBelowArrays } from "./levels.ts";
import { isUnnormalized, type Suffix } from "./names.ts";
import { variadicFunctions, type VariadicFunction } from "../library/special-functions.ts";

export function checkVariadic(checker: Checker, call: Call, args: readonly TypedExpr[]): Meaning | null {
  const rules = variadicFunctions.get(call.callee.text)!;
  return forward(checker, call, args, () => rules, []);
}

/**
 * `rulesFor`: what is asked of a callback, which for reduce_sum depends on the callback itself; `suffixes`: roles a callback may
 * have beside none.
 */
function forward(
  checker: Checker,
  call: Call,
  args: readonly TypedExpr[],
  rulesFor: (candidate: Candidate | null) => VariadicFunction,
  suffixes: readonly Suffix[],
): Meaning | null {
  const caller = call.callee.text;
  const [callback, ...rest] = args;
  const candidates = callback === undefined ? null : functionsMeant(checker, callback);
  if (
    callback === undefined ||
    callback.kind !== "variable" ||
    candidates === null ||
    candidates.length === 0
  ) {
    report(
      checker,
      say.functionExpected((callback ?? call).span, caller, required(rulesFor(null)), callback?.type ?? null),
    );
    return null;
  }
  const suffix = suffixOfFunction(callback);
  if (suffix !== null && !suffixes.includes(suffix)) {
    report(checker, say.functionWithRole(callback.span, caller, callback.name.text, suffix));
    return null;
  }
  const tried = candidates.map((candidate) => attempt(checker, candidate, rulesFor(candidate), rest));
  const fitting = tried.filter(({ outcome }) => typeof outcome === "number");
  fitting.sort((a, b) => (a.outcome as number) - (b.outcome as number));
  const [best, second] = fitting;
  if (best === undefined) {
    reportAttempt(checker, call, callback, rest, tried[0]!);
    return null;
  }
  if (second?.outcome === best.outcome) {
    const tied = fitting.filter(({ outcome }) => outcome === best.outcome).map(({ candidate }) => candidate);
    report(
      checker,
      ambiguousCall(
        call.span,
        callback.name.text,
        rest.map(({ type }) => type),
        tied,
      ),
    );
    return null;
  }
  return {
    call: {
      kind: "variadic",
      name: caller,
      result: best.rules.result,
      propto: isUnnormalized(callback.name.text),
    },
    args: [asFunction(callback, best.candidate), ...rest],
  };
}

interface Attempt {
  readonly candidate: Candidate;
  readonly rules: VariadicFunction;
  readonly expected: readonly ArgumentType[];
  /** Promotion cost, what does not fit, or that the callback itself is unsuitable. */
  readonly outcome: number | Mismatch | "callback";
}

function attempt(
  checker: Checker,
  candidate: Candidate,
  rules: VariadicFunction,
  rest: readonly TypedExpr[],
): Attempt {
  const leading = candidate.args.slice(0, rules.callback.length);
  const expected = [...rules.control, ...candidate.args.slice(rules.callback.length)];
  const asked: Type = { kind: "function", args: rules.callback, result: rules.callbackResult };
  const isSuitable = acceptsFunction(asked, { kind: "function", args: leading, result: candidate.result });
  return {
    candidate,
    rules,
    expected,
    outcome: isSuitable ? fit(expected, actualsOf(checker, rest)) : "callback",
  };
}

function reportAttempt(
  checker: Checker,
  call: Call,
  callback: TypedExpr & { readonly kind: "variable" },
  rest: readonly TypedExpr[],
  { candidate, rules, expected, outcome }: Attempt,
): void {
  const caller = call.callee.text;
  if (outcome === "callback")
    report(
      checker,
      say.wrongFunction(
        callback.span,
        caller,
        callback.name.text,
        required(rules),
        typeOfCandidate(candidate),
      ),
    );
  else if (typeof outcome === "object")
    report(
      checker,
      say.wrongForwarded(placeOf(call, [callback, ...rest], outcome), caller, expected, outcome, 1),
    );
}

/** Missing arguments are reported at the last one given, superfluous ones at the first of them. */
function placeOf(call: Call, args: readonly TypedExpr[], mismatch: Mismatch): Call["span"] {
  if (mismatch.kind !== "count") return args[mismatch.index + 1]!.span;
  const index = mismatch.expected > mismatch.found ? mismatch.found : mismatch.expected + 1;
  return (args[index] ?? call).span;
}

function required(rules: VariadicFunction): say.Required {
  return { args: rules.callback, result: rules.callbackResult };
}

const sliceable = new Set(["int", "real", "vector", "rowVector", "matrix"]);

export function checkReduceSum(checker: Checker, call: Call, args: readonly TypedExpr[]): Meaning | null {
  const sliced = args[1];
  if (sliced !== undefined && args[0]!.type.kind === "function") {
    const element = elementBelowArrays(sliced.type);
    if (sliced.type.kind !== "array") {
      report(checker, say.sliceNotArray(sliced.span, call.callee.text, sliced.type));
      return null;
    }
    if (!sliceable.has(element.kind)) {
      report(checker, say.sliceElement(sliced.span, call.callee.text, element));
      return null;
    }
  }
  return forward(checker, call, args, reduceSumRules, ["lpdf", "lpmf"]);
}

/** The callback's first argument decides what is sliced. */
function reduceSumRules(candidate: Candidate | null): VariadicFunction {
  const first = candidate?.args[0] ?? { isData: false, type: { kind: "array", element: REAL } };
  const slice: ArgumentType = { isData: first.isData, type: first.type };
  const bound: ArgumentType = { isData: true, type: INT };
  return {
    callback: [slice, bound, bound],
    callbackResult: REAL,
    control: [slice, { isData: false, type: INT }],
    result: REAL,
  };
}
