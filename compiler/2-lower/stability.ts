// Which expressions keep their value: facts, sizes and loop bounds may only be remembered for those. What can change are mutable scalars
// and buffers that the running program writes.

import type { Expr } from "../ir/mir.ts";
import { someExpr } from "../ir/walk.ts";
import { bindLet, type Context } from "./context.ts";

export function isStable(ctx: Context, e: Expr): boolean {
  return !someExpr(e, (node) => {
    if (node.kind === "ref") return ctx.mutable.has(node.local);
    return node.kind === "load" && !ctx.dataBuffers.has(node.buffer);
  });
}

/** The value now, whatever happens later. */
export const frozen = (ctx: Context, name: string, e: Expr): Expr =>
  isStable(ctx, e) ? e : bindLet(ctx, name, e);
