// Calls: a rule of the library by structure, a probability function, a generator, a scalar function lifted over containers, or a user's
// function inlined. What none of these knows is reported as not available.

import type { Expr as SyntaxExpr, Span } from "../../grammar/index.ts";
import { ref } from "../ir/build.ts";
import type { Type } from "../ir/type.ts";
import type { ResolvedCall, Typed, TypedExpr } from "../ir/typed-ast.ts";
import { asInt } from "../library/arithmetic.ts";
import { callScalar, isScalarFunction } from "../library/formula.ts";
import { sourceText } from "./checks.ts";
import { binder, notAvailable, type Context } from "./context.ts";
import { structCall } from "./complex/functions.ts";
import { densityValue } from "./densities.ts";
import { cumulativeValue } from "./cumulative.ts";
import { lowerExpr } from "./expressions.ts";
import { generate } from "./generators.ts";
import { lowerHigherOrder } from "./higher-order.ts";
import { asIndex } from "./int-ranges.ts";
import { rules } from "./functions/rules.ts";
import { elementwise } from "./pull-array.ts";
import { lowerVariadic } from "./variadic.ts";
import { inlineCall } from "./user-functions.ts";
import { scalar, type Value } from "./value.ts";

type CallExpr = Extract<SyntaxExpr<Typed>, { readonly kind: "call" }>;

/** A library call with its evaluated arguments; `texts` are their sources, for messages. */
export interface LibraryCall {
  readonly name: string;
  readonly args: readonly Value[];
  readonly texts: readonly string[];
  readonly result: Type;
  readonly propto: boolean;
  readonly span: Span;
}

export function lowerCall(ctx: Context, e: CallExpr): Value {
  const call = e.call;
  if (call === undefined) return notAvailable(`function ${e.callee.text}`, e.span);
  return lowerResolved(ctx, call, e.args, e.span);
}

export function lowerResolved(
  ctx: Context,
  call: ResolvedCall,
  args: readonly TypedExpr[],
  span: Span,
): Value {
  return asIndex(ctx, false, () => lowerResolvedCall(ctx, call, args, span));
}

function lowerResolvedCall(ctx: Context, call: ResolvedCall, args: readonly TypedExpr[], span: Span): Value {
  switch (call.kind) {
    case "target":
      if (ctx.stage !== "logJoint") return notAvailable("target() outside the log density", span);
      return scalar(ref(ctx.target), false);
    case "library":
      return (
        lowerHigherOrder(ctx, { name: call.name, args, span }) ??
        libraryCall(ctx, evaluate(ctx, call, args, span))
      );
    case "variadic":
      return lowerVariadic(ctx, call, args, span);
    case "user":
      return inlineCall(ctx, call, args.map((arg) => lowerExpr(ctx, arg)), span); // prettier-ignore
  }
}

export function evaluate(
  ctx: Context,
  call: Extract<ResolvedCall, { readonly kind: "library" }>,
  args: readonly TypedExpr[],
  span: Span,
): LibraryCall {
  const { name, result, propto } = call;
  if (args.some((arg) => arg.kind === "variable" && arg.symbol === undefined))
    return notAvailable(`function ${name}`, span);
  const values = args.map((arg) => lowerExpr(ctx, arg));
  return { name, args: values, texts: args.map((arg) => sourceText(arg.span)), result, propto, span };
}

const suffix = /^(.*)_(lpdf|lpmf|cdf|lcdf|lccdf|rng|lcdf_unnorm|lccdf_unnorm)$/;

const CUMULATIVE = {
  cdf: "cdf",
  lcdf: "lcdf",
  lccdf: "lccdf",
  lcdf_unnorm: "lcdfUnnorm",
  lccdf_unnorm: "lccdfUnnorm",
} as const;

export function libraryCall(ctx: Context, call: LibraryCall): Value {
  const ofParts = structCall(ctx, call);
  if (ofParts !== null) return ofParts;
  if (Object.hasOwn(rules, call.name)) {
    const value = rules[call.name]!(ctx, call);
    if (value !== null) return value;
  }
  const probability = suffix.exec(call.name);
  if (probability !== null) {
    const [, family, kind] = probability;
    if (kind === "rng") return generate(ctx, family!, call);
    if (kind === "lpdf" || kind === "lpmf") return densityValue(ctx, family!, call);
    return cumulativeValue(ctx, family!, CUMULATIVE[kind as keyof typeof CUMULATIVE], call);
  }
  if (!isScalarFunction(call.name)) return notAvailable(`function ${call.name}`, call.span);
  if (call.args.some((arg) => arg.kind === "struct"))
    return notAvailable(`function ${call.name} of complex numbers`, call.span);
  const bind = binder(ctx);
  return elementwise(ctx, call.args, (elements) => asInt(callScalar(call.name, elements, bind)), call.texts);
}
