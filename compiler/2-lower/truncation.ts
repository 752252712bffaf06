// `T[lower, upper]`: the log of the probability of the interval is taken off, and an outcome outside it has density zero. For discrete
// distributions the lower end is included, so its cumulative function is taken one below.

import type { Truncation } from "../../grammar/index.ts";
import { distributions } from "../../runtime/library.ts";
import { bool, int, mul, neg, num, select } from "../ir/build.ts";
import { minus } from "../ir/linear.ts";
import type { Expr } from "../ir/mir.ts";
import type { ResolvedCall, Typed, TypedExpr } from "../ir/typed-ast.ts";
import { asReal, compare, isInt, or } from "../library/arithmetic.ts";
import { callScalar } from "../library/formula.ts";
import type { LibraryCall } from "./calls.ts";
import { sourceText } from "./checks.ts";
import { binder, notAvailable, once, type Context } from "./context.ts";
import { cumulativeValue } from "./cumulative.ts";
import { lowerExpr } from "./expressions.ts";
import { inlineCall } from "./user-functions.ts";
import { eachElementOf } from "./loops.ts";
import { provablyTrue } from "./truth.ts";
import type { Sink } from "./sinks.ts";
import { expectScalar, isDataValue, scalar, sizeOf, type Value } from "./value.ts";

interface Bounds {
  readonly lower: Expr | null;
  readonly upper: Expr | null;
}

/** One `~` with its truncation. */
interface Truncated {
  readonly call: LibraryCall;
  readonly truncation: Truncation<Typed>;
  readonly bounds: Bounds;
}

/** What `~` adds for its truncation: minus infinity outside, and the normalisation. */
export function truncate(ctx: Context, call: LibraryCall, truncation: Truncation<Typed>, sink: Sink): void {
  const bound = (e: TypedExpr | null, name: string): Expr | null =>
    e === null ? null : once(ctx, name, expectScalar(lowerExpr(ctx, e)).expr);
  const bounds = { lower: bound(truncation.lower, "lowest"), upper: bound(truncation.upper, "highest") };
  if (bounds.lower === null && bounds.upper === null) return;
  const of = { call, truncation, bounds };
  const [y, ...params] = call.args;
  outside(ctx, y!, bounds, sink);
  if (!params.some((p) => p.kind === "container" && isElementwise(call.name))) {
    const value = once(ctx, "logProbability", asReal(logProbability(ctx, of, params)));
    return sink.add(neg(y!.kind === "container" ? mul(asReal(sizeOf(y!)), value) : value));
  }
  const containers = call.args.flatMap((v) => (v.kind === "container" ? [v] : []));
  eachElementOf(ctx, containers, (index) => {
    const args = params.map((p) => (p.kind === "container" ? scalar(p.at(index), isDataValue(p)) : p));
    sink.add(neg(asReal(logProbability(ctx, of, args))));
  });
}

/** Users' distributions take their containers as a whole. */
const isElementwise = (family: string): boolean => distributions[family]?.vectorised === "elementwise";

/** log of the probability between the bounds. */
function logProbability(ctx: Context, { call, truncation, bounds }: Truncated, args: readonly Value[]): Expr {
  const calls = ctx.program.truncations.get(truncation);
  const at = (resolved: ResolvedCall | null | undefined, bound: Expr, e: TypedExpr): Expr => {
    const given = [scalar(bound, true), ...args];
    if (resolved?.kind === "user") return expectScalar(inlineCall(ctx, resolved, given, e.span)).expr;
    if (resolved?.kind !== "library") return notAvailable("this truncation", e.span);
    const kind = resolved.name.endsWith("_lccdf") ? "lccdf" : "lcdf";
    const texts = [sourceText(e.span), ...call.texts.slice(1)];
    return expectScalar(
      cumulativeValue(ctx, call.name, kind, { ...call, name: resolved.name, args: given, texts }),
    ).expr;
  };
  const { lower, upper } = bounds;
  const [y] = call.args;
  const isDiscrete = y!.kind === "container" ? y!.elem === "int" : y!.kind === "scalar" && isInt(y!.expr);
  const below = lower === null ? null : isDiscrete ? minus(lower, int(1)) : lower;
  if (below === null) return at(calls?.upper, upper!, truncation.upper!);
  if (upper === null) return at(calls?.lower, below, truncation.lower!);
  const [high, low] = [
    at(calls?.upper, upper, truncation.upper!),
    at(calls?.lower, below, truncation.lower!),
  ];
  return callScalar("log_diff_exp", [high, low], binder(ctx));
}

function outside(ctx: Context, y: Value, { lower, upper }: Bounds, sink: Sink): void {
  const isOutside = (value: Expr): Expr => {
    const isKnown = (inside: Expr): boolean => provablyTrue(ctx.facts, inside);
    const conditions = [
      ...(lower === null || isKnown(compare("ge", value, lower)) ? [] : [compare("lt", value, lower)]),
      ...(upper === null || isKnown(compare("le", value, upper)) ? [] : [compare("gt", value, upper)]),
    ];
    return conditions.reduce(or, bool(false));
  };
  const add = (value: Expr): void => {
    const isNever = isOutside(value);
    if (isNever.kind === "bool" && !isNever.value) return;
    sink.add(select(isOutside(once(ctx, "y", value)), num(-Infinity), num(0)));
  };
  if (y.kind === "scalar") return add(y.expr);
  if (y.kind === "container") eachElementOf(ctx, [y], (index) => add(y.at(index)));
}
