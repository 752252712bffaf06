// Functions that take functions. A partial sum is its callee on the whole slice at once.

import type { Span } from "../../grammar/index.ts";
import { int } from "../ir/build.ts";
import type { ResolvedCall, TypedExpr } from "../ir/typed-ast.ts";
import { notAvailable, type Context } from "./context.ts";
import { lowerExpr } from "./expressions.ts";
import { lowerHigherOrder } from "./higher-order.ts";
import { lowerLaplace } from "./laplace.ts";
import { inlineCall } from "./user-functions.ts";
import { expectContainer, scalar, type Value } from "./value.ts";

type Variadic = Extract<ResolvedCall, { readonly kind: "variadic" }>;

export function lowerVariadic(ctx: Context, call: Variadic, args: readonly TypedExpr[], span: Span): Value {
  const callee = args[0]?.call;
  const isSum = call.name === "reduce_sum" || call.name === "reduce_sum_static";
  if (!isSum || callee?.kind !== "user")
    return (
      lowerLaplace(ctx, call, args, span) ??
      lowerHigherOrder(ctx, { name: call.name, args, span }) ??
      notAvailable(`function ${call.name}`, span)
    );
  const slice = lowerExpr(ctx, args[1]!);
  const size = slice.kind === "struct" ? slice.outer[0]! : expectContainer(slice).dims[0]!;
  const rest = args.slice(3).map((arg) => lowerExpr(ctx, arg));
  return inlineCall(ctx, callee, [slice, scalar(int(1), true), scalar(size, true), ...rest], span);
}
