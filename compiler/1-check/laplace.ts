// Laplace approximations: a likelihood (a function and a tuple of its arguments, or the arguments of a built-in one), the block size
// of the Hessian, a covariance function with its tuple, and for the `_tol` forms a tuple of tolerances.

import type { Expr, Located, Span, Statement } from "../../grammar/index.ts";
import { ambiguousCall } from "../diagnostics/calls.ts";
import * as say from "../diagnostics/higher-order.ts";
import { MATRIX, REAL, VECTOR, sameType, type ArgumentType, type Type } from "../ir/type.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { acceptsFunction, fit, isDataOnly, resolve, type Actual, type Mismatch } from "../library/resolve.ts";
import { actualsOf, type Call, type Meaning } from "./calls.ts";
import { report, type Checker } from "./checker.ts";
import {
  asFunction,
  functionsMeant,
  suffixOfFunction,
  typeOfCandidate,
  type Candidate,
} from "./function-values.ts";
import { isUnnormalized, normalizedName } from "./names.ts";
import {
  LAPLACE_TOLERANCES,
  isReduceSum,
  laplaceFunction,
  variadicFunctions,
  type LaplaceFunction,
} from "../library/special-functions.ts";

/** A message that ends the check of this call. */
class Refusal {
  readonly problem: Parameters<typeof report>[1];
  constructor(problem: Parameters<typeof report>[1]) {
    this.problem = problem;
  }
}

export function checkLaplace(checker: Checker, call: Call, args: readonly TypedExpr[]): Meaning | null {
  const name = normalizedName(call.callee.text);
  const rules = laplaceFunction(name)!;
  try {
    const typed = checkParts(checker, call, rules, args);
    if (rules.isDataOnly && !args.every(({ level }) => isDataOnly(level)))
      throw new Refusal(say.laplaceNeedsData(call.span, name));
    const propto = isUnnormalized(call.callee.text);
    return { call: { kind: "variadic", name, result: rules.result, propto }, args: typed };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    report(checker, refusal.problem);
    return null;
  }
}

function checkParts(
  checker: Checker,
  call: Call,
  rules: LaplaceFunction,
  args: readonly TypedExpr[],
): TypedExpr[] {
  const likelihood =
    rules.likelihood === null
      ? ownLikelihood(checker, call, args)
      : builtIn(checker, call, rules.likelihood, args);
  const [blockSize, covariance, covarianceArgs, ...control] = args.slice(likelihood.length);
  const last = likelihood.at(-1);
  if (blockSize === undefined)
    throw new Refusal(say.laplaceBlockSize(endOf(last ?? call), normalizedName(call.callee.text), null));
  if (blockSize.type.kind !== "int")
    throw new Refusal(say.laplaceBlockSize(blockSize.span, normalizedName(call.callee.text), blockSize.type));
  if (covariance?.kind !== "variable" || covarianceArgs === undefined)
    throw new Refusal(generalShape(call, rules));
  const callback = forwardedTo(checker, call, covariance, covarianceArgs, [], MATRIX);
  checkTolerances(call, rules, control);
  return [...likelihood, blockSize, callback, covarianceArgs, ...control];
}

function endOf({ span }: { readonly span: Span }): Span {
  return { ...span, start: span.end };
}

function generalShape(call: Call, { likelihood, hasTolerances }: LaplaceFunction) {
  const first =
    likelihood === null
      ? "likelihood, (its arguments)"
      : likelihood.map((_, i) => `argument ${i + 1}`).join(", ");
  const tolerances = hasTolerances ? ", (tolerances)" : "";
  return say.laplaceArguments(
    call.span,
    call.callee.text,
    `${first}, block size, covariance, (its arguments)${tolerances}`,
  );
}

function builtIn(
  checker: Checker,
  call: Call,
  formals: readonly ArgumentType[],
  args: readonly TypedExpr[],
): TypedExpr[] {
  const given = args.slice(0, formals.length);
  const outcome = fit(formals, actualsOf(checker, given));
  if (typeof outcome === "number") return given;
  const place = outcome.kind === "count" ? (given.at(-1) ?? call) : given[outcome.index]!;
  throw new Refusal(
    say.wrongForwarded(place.span, normalizedName(call.callee.text), formals, outcome, 0, "fn-laplace"),
  );
}

function ownLikelihood(checker: Checker, call: Call, args: readonly TypedExpr[]): TypedExpr[] {
  const [likelihood, tuple] = args;
  const rules = laplaceFunction(normalizedName(call.callee.text))!;
  if (likelihood?.kind !== "variable" || tuple === undefined) throw new Refusal(generalShape(call, rules));
  checker.laplaceCallbacks.push({ name: likelihood.name.text, span: likelihood.span });
  return [forwardedTo(checker, call, likelihood, tuple, [{ isData: false, type: VECTOR }], REAL), tuple];
}

/** The callback, if it takes the leading arguments exactly and then the slots of the tuple. */
function forwardedTo(
  checker: Checker,
  call: Call,
  callback: TypedExpr & { readonly kind: "variable" },
  tuple: TypedExpr,
  leading: readonly ArgumentType[],
  result: Type,
): TypedExpr {
  const caller = normalizedName(call.callee.text);
  const name = callback.name.text;
  if (tuple.type.kind !== "tuple")
    throw new Refusal(say.tupleExpected(tuple.span, `What '${caller}' passes on to '${name}'`, tuple.type));
  const slots = actualsOfTuple(tuple, tuple.type.slots);
  const candidates = functionsMeant(checker, callback) ?? [];
  const required = { args: leading, result };
  const isSuitable = (candidate: Candidate) =>
    suffixOfFunction(callback) === null &&
    sameType(candidate.result, result) &&
    acceptsFunction(
      { kind: "function", args: leading, result },
      { kind: "function", args: candidate.args.slice(0, leading.length), result },
    );
  const suitable = candidates.filter(isSuitable);
  if (suitable.length === 0)
    throw new Refusal(
      say.laplaceCallback(
        callback.span,
        caller,
        name,
        required,
        candidates[0] ? typeOfCandidate(candidates[0]) : callback.type,
      ),
    );
  const forwarded = suitable.map((candidate) => ({ candidate, args: candidate.args.slice(leading.length) }));
  const resolution = resolve(forwarded, slots);
  switch (resolution.kind) {
    case "match":
      return asFunction(callback, resolution.candidate.candidate);
    case "ambiguous": {
      const tied = resolution.candidates.map(({ candidate }) => candidate);
      throw new Refusal(ambiguousCall(callback.span, name, tuple.type.slots, tied));
    }
    case "none":
      throw new Refusal(say.laplaceForwarded(tuple.span, caller, name, forwarded[0]!.args, tuple.type.slots));
  }
}

function actualsOfTuple(tuple: TypedExpr, slots: readonly Type[]): Actual[] {
  return slots.map((type, i) => ({
    type,
    level: typeof tuple.level === "string" ? tuple.level : tuple.level[i]!,
  }));
}

function checkTolerances(
  call: Call,
  { hasTolerances }: LaplaceFunction,
  control: readonly TypedExpr[],
): void {
  const caller = normalizedName(call.callee.text);
  const [tolerances, ...extra] = control;
  const unexpected = hasTolerances ? extra : control;
  if (unexpected.length > 0)
    throw new Refusal(say.laplaceExtraArguments(unexpected[0]!.span, caller, unexpected.length));
  if (!hasTolerances) return;
  if (tolerances === undefined)
    throw new Refusal(say.laplaceTolerances(call.span, caller, LAPLACE_TOLERANCES, null));
  if (tolerances.type.kind !== "tuple")
    throw new Refusal(say.tupleExpected(tolerances.span, `The tolerances of '${caller}'`, tolerances.type));
  const outcome = fit(LAPLACE_TOLERANCES, actualsOfTuple(tolerances, tolerances.type.slots));
  if (typeof outcome === "number") return;
  const slot =
    (tolerances.kind === "tuple" ? tolerances.elements[offending(outcome)] : undefined) ?? tolerances;
  throw new Refusal(say.laplaceTolerances(slot.span, caller, LAPLACE_TOLERANCES, tolerances.type.slots));
}

/** The slot that does not fit; the last one if some are missing, the first one too many otherwise. */
function offending(mismatch: Mismatch): number {
  if (mismatch.kind !== "count") return mismatch.index;
  return mismatch.expected > mismatch.found ? mismatch.found - 1 : mismatch.expected;
}

const withoutSecondDerivatives =
  /^(algebra_solver|integrate_1d|integrate_ode|map_rect|hmm_marginal$|hmm_hidden_state_prob$)/;

function lacksSecondDerivatives(name: string): boolean {
  return (
    withoutSecondDerivatives.test(name) ||
    variadicFunctions.has(name) ||
    isReduceSum(name) ||
    laplaceFunction(name) !== undefined
  );
}

export interface LaplaceCallback {
  readonly name: string;
  readonly span: Span;
}

/** What a likelihood calls, directly or through other user functions, must have second derivatives. By name, so overloads count together. */
export function checkLaplaceCallbacks(checker: Checker): void {
  for (const { name, span } of checker.laplaceCallbacks) {
    const forbidden = findForbidden(checker, name, new Set());
    if (forbidden !== null) report(checker, say.laplaceHigherOrder(span, name, forbidden));
  }
}

function findForbidden(checker: Checker, name: string, visited: Set<string>): string | null {
  if (visited.has(name)) return null;
  visited.add(name);
  for (const { source } of checker.functions.get(name) ?? [])
    for (const used of namesUsedIn(source.body ?? [])) {
      if (lacksSecondDerivatives(used)) return used;
      const below = findForbidden(checker, used, visited);
      if (below !== null) return below;
    }
  return null;
}

/** Every function name that is called or passed in some statements; a walk over the plain objects of the tree. */
function namesUsedIn(body: readonly Statement<Located>[]): Set<string> {
  const names = new Set<string>();
  const stack: unknown[] = [...body];
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node !== "object" || node === null) continue;
    if (Array.isArray(node)) {
      stack.push(...node);
      continue;
    }
    const shape = node as Partial<Expr<Located> & { callee: { text: string }; name: { text: string } }>;
    if (shape.kind === "call" || (shape as { kind?: string }).kind === "callStatement")
      names.add(normalizedName(shape.callee!.text));
    if (shape.kind === "variable") names.add(normalizedName(shape.name!.text));
    for (const [key, value] of Object.entries(node)) if (key !== "span") stack.push(value);
  }
  return names;
}
