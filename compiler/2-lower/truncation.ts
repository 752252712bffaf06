// `T[lower, upper]`: the log of the probability of the interval is taken off, and an outcome outside it has density zero. For discrete
// distributions the lower end is included, so its cumulative function is taken one below.

import type { Truncation } from "../../grammar/index.ts";
import { distributions } from "../../runtime/library.ts";
import { bool, int, mul, neg, num, select } from "../ir/build.ts";
import { minus } from "../ir/linear.ts";
import type { Expr } from "../ir/mir.ts";
import type { Typed } from "../ir/typed-ast.ts";
import { asReal, compare, or } from "../library/arithmetic.ts";
import { callScalar } from "../library/formula.ts";
import type { LibraryCall } from "./calls.ts";
import { sourceText } from "./checks.ts";
import { binder, once, type Context } from "./context.ts";
import { cumulativeValue } from "./cumulative.ts";
import { lowerExpr } from "./expressions.ts";
import { eachElementOf } from "./loops.ts";
import { provablyTrue } from "./truth.ts";
import type { Sink } from "./sinks.ts";
import { expectScalar, isDataValue, scalar, sizeOf, type Value } from "./value.ts";

interface Bounds {
  readonly lower: Expr | null;
  readonly upper: Expr | null;
}

/** What `~` adds for its truncation: the normalisation, and -infinity outside. */
export function truncate(
  ctx: Context,
  family: string,
  call: LibraryCall,
  truncation: Truncation<Typed>,
  sink: Sink,
): void {
  const bound = (e: typeof truncation.lower): Expr | null => {
    if (e === null) return null;
    const value = expectScalar(lowerExpr(ctx, e)).expr;
    return once(ctx, e === truncation.lower ? "lowest" : "highest", value);
  };
  const bounds = { lower: bound(truncation.lower), upper: bound(truncation.upper) };
  if (bounds.lower === null && bounds.upper === null) return;
  const [y, ...params] = call.args;
  const isElementwise = params.some((p) => p.kind === "container");
  const isDiscrete = Object.values(distributions[family]?.over ?? {})[0] === "int";
  const texts = (e: typeof truncation.lower): string => (e === null ? "" : sourceText(e.span));
  const correction = (args: readonly Value[]): Expr => {
    const at = (kind: "lcdf" | "lccdf", value: Expr, text: string): Expr =>
      expectScalar(
        cumulativeValue(ctx, family, kind, { ...call, name: `${family}_${kind}`, args: [scalar(value, true), ...args], texts: [text, ...call.texts.slice(1)] }),
      ).expr; // prettier-ignore
    const { lower, upper } = bounds;
    const below = lower === null ? null : isDiscrete ? minus(lower, int(1)) : lower;
    if (below === null) return at("lcdf", upper!, texts(truncation.upper));
    if (upper === null) return at("lccdf", below, texts(truncation.lower));
    const bind = binder(ctx);
    const [high, low] = [
      at("lcdf", upper, texts(truncation.upper)),
      at("lcdf", below, texts(truncation.lower)),
    ];
    return callScalar("log_diff_exp", [high, low], bind);
  };
  outside(ctx, y!, bounds, sink);
  if (!isElementwise) {
    const value = once(ctx, "logProbability", asReal(correction(params)));
    return sink.add(neg(y!.kind === "container" ? mul(asReal(sizeOf(y!)), value) : value));
  }
  const containers = call.args.flatMap((v) => (v.kind === "container" ? [v] : []));
  eachElementOf(ctx, containers, (index) => {
    const args = params.map((p) => (p.kind === "container" ? scalar(p.at(index), isDataValue(p)) : p));
    sink.add(neg(asReal(correction(args))));
  });
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
