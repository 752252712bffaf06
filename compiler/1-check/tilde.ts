// `y ~ d(a, b) T[l, u]`: the density or mass function of d at (y, a, b), and where truncated the cumulative functions at the bounds.

import type { Expr, Located, Statement, Truncation } from "../../grammar/index.ts";
import * as sayCall from "../diagnostics/calls.ts";
import * as say from "../diagnostics/statements.ts";
import { deprecatedLkjCov } from "../diagnostics/warnings.ts";
import { showTypes } from "../diagnostics/show-type.ts";
import type { ResolvedCall, Typed, TypedExpr, TypedStatement } from "../ir/typed-ast.ts";
import { REAL } from "../ir/type.ts";
import { resolve, type Resolution } from "../library/resolve.ts";
import { distributionFamilies } from "../library/signatures.ts";
import { isIntegral } from "./ast-types.ts";
import { mayIncrementTarget } from "./call-scope.ts";
import { actualsOf } from "./calls.ts";
import { broken, isBroken, report, type Checker } from "./checker.ts";
import { checkExpr, checkExprs } from "./expressions.ts";
import { candidatesNamed, resolvedAs, type Candidate } from "./function-values.ts";
import { checkLaplace } from "./laplace.ts";
import { splitSuffix } from "./names.ts";
import { checkName } from "./scopes.ts";
import { laplaceFunction } from "../library/special-functions.ts";
import { nearestNames } from "./spelling.ts";
import { isFunction } from "./unknown-functions.ts";

type Tilde = Statement<Located> & { readonly kind: "tilde" };

export function checkTilde(checker: Checker, statement: Tilde): TypedStatement {
  const { typed, isSound } = checkExprs(checker, [statement.variate, ...statement.args]);
  const [variate, ...args] = typed as [TypedExpr, ...TypedExpr[]];
  const truncation = statement.truncation && checkTruncation(checker, statement.truncation);
  const result: TypedStatement = { ...statement, variate, args, truncation };
  if (!isSound || !isSoundTruncation(truncation) || !checkPlace(checker, statement)) return result;
  const density = densityMeant(checker, statement, typed);
  if (density === null) return result;
  const resolved: TypedStatement = { ...result, variate: density.args[0]!, args: density.args.slice(1) };
  checker.calls.set(resolved, density.call);
  if (truncation !== null) resolveTruncation(checker, statement, truncation, args);
  if (statement.distribution.text === "lkj_cov") report(checker, deprecatedLkjCov(statement.span));
  return resolved;
}

function checkTruncation(checker: Checker, truncation: Truncation<Located>): Truncation<Typed> {
  const bound = (expr: Expr<Located> | null) => {
    if (expr === null) return null;
    const typed = checkExpr(checker, expr);
    if (isBroken(typed.type) || typed.type.kind === "int" || typed.type.kind === "real") return typed;
    report(checker, say.truncationBound(expr, typed.type));
    return broken(typed);
  };
  return { ...truncation, lower: bound(truncation.lower), upper: bound(truncation.upper) };
}

function isSoundTruncation(truncation: Truncation<Typed> | null): boolean {
  return [truncation?.lower, truncation?.upper].every((bound) => !bound || !isBroken(bound.type));
}

/** The name's spelling and where `~` may stand. */
function checkPlace(checker: Checker, { distribution, span }: Tilde): boolean {
  const name = distribution.text;
  checkName(checker, distribution);
  const [stem, suffix] = splitSuffix(name);
  const isDensity = suffix === "lpdf" || suffix === "lpmf" || suffix === "lupdf" || suffix === "lupmf";
  if (isDensity) report(checker, say.tildeSuffix(distribution.span, name, stem));
  else if (!mayIncrementTarget(checker)) report(checker, sayCall.targetNotHere(span, "'~'"));
  else if (/_l?c?cdf$/.test(name)) report(checker, say.tildeCumulative(span, name));
  else return true;
  return false;
}

interface Density {
  readonly call: ResolvedCall;
  readonly args: readonly TypedExpr[];
}

const preference = { match: 0, ambiguous: 1, none: 2 } as const;

/** A match of either ending wins over an ambiguity, that over a misfit; the mass function is tried first. */
function densityMeant(
  checker: Checker,
  { distribution, span }: Tilde,
  args: readonly TypedExpr[],
): Density | null {
  const name = distribution.text;
  const actuals = actualsOf(checker, args);
  const attempts = ["lpmf", "lpdf"]
    .map((suffix) => ({ suffix, candidates: candidatesNamed(checker, `${name}_${suffix}`) }))
    .filter(({ candidates }) => candidates.length > 0)
    .map(({ suffix, candidates }) => ({
      suffix,
      resolution: resolve(candidates, actuals) as Resolution<Candidate>,
    }))
    .sort((a, b) => preference[a.resolution.kind] - preference[b.resolution.kind]);
  const [best] = attempts;
  if (best === undefined) return laplaceDensity(checker, distribution, span, args);
  const types = args.map(({ type }) => type);
  const { resolution, suffix } = best;
  if (resolution.kind === "match")
    return { call: resolvedAs(resolution.candidate, `${name}_${suffix.replace("lp", "lup")}`), args };
  if (resolution.kind === "ambiguous")
    report(checker, sayCall.ambiguousCall(span, name, types, resolution.candidates));
  else report(checker, sayCall.badArguments(span, name, types, resolution.closest, resolution.total));
  return null;
}

function laplaceDensity(
  checker: Checker,
  distribution: Tilde["distribution"],
  span: Tilde["span"],
  args: readonly TypedExpr[],
): Density | null {
  const name = `${distribution.text}_lupmf`;
  if (laplaceFunction(`${distribution.text}_lpmf`) !== undefined)
    return checkLaplace(
      checker,
      { kind: "call", callee: { text: name, span: distribution.span }, args, bar: true, span },
      args,
    );
  const [old] = checker.functions.get(`${distribution.text}_log`) ?? [];
  if (old !== undefined) {
    const suffix = isIntegral(old.args[0]?.type ?? REAL) ? "lpmf" : "lpdf";
    report(checker, say.tildeOldDensity(distribution, old.source.name, suffix));
    return null;
  }
  const near = nearestNames(distribution.text, distributionNames(checker));
  report(
    checker,
    say.tildeUnknown(distribution.span, distribution.text, near, isFunction(checker, distribution.text)),
  );
  return null;
}

function distributionNames(checker: Checker): string[] {
  const users = [...checker.functions.keys()].flatMap((name) => {
    const [stem, suffix] = splitSuffix(name);
    return suffix === "lpdf" || suffix === "lpmf" ? [stem] : [];
  });
  return [...users, ...distributionFamilies()];
}

/** Both cumulative functions must take each bound, as the language asks, though only one of them is then used. */
function resolveTruncation(
  checker: Checker,
  { distribution, span }: Tilde,
  truncation: Truncation<Typed>,
  args: readonly TypedExpr[],
): void {
  const name = distribution.text;
  const cumulative = (bound: TypedExpr | null | undefined, used: "lcdf" | "lccdf") => {
    if (!bound) return null;
    const actuals = actualsOf(checker, [bound, ...args]);
    const [lower, upper] = ["lcdf", "lccdf"].map((suffix) =>
      resolve(candidatesNamed(checker, `${name}_${suffix}`), actuals),
    );
    if (lower!.kind === "match" && upper!.kind === "match")
      return resolvedAs((used === "lcdf" ? lower! : upper!).candidate, `${name}_${used}`);
    report(
      checker,
      say.truncationWithoutCdf(span, name, showTypes([bound, ...args].map(({ type }) => type))),
    );
    return null;
  };
  if (truncation.lower === null && truncation.upper === null) return;
  const lower = cumulative(truncation.lower, truncation.upper === null ? "lccdf" : "lcdf");
  const upper = truncation.lower !== null && lower === null ? null : cumulative(truncation.upper, "lcdf");
  checker.truncations.set(truncation, { lower, upper });
}
