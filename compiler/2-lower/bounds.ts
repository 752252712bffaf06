// Bounds of declarations. What needs more than an expression (a minimum, a computed vector) and depends on data only is computed once, in
// `prepareData`, and serves the layout, the transform and the checks alike.

import { local, letLocal, ref } from "../ir/build.ts";
import type { Statement } from "../ir/mir.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { scalarType } from "../ir/scalar-type.ts";
import { declaredDirectly } from "../ir/verify.ts";
import { nested, type Context } from "./context.ts";
import { lowerExpr } from "./expressions.ts";
import { topFrame } from "./frames.ts";
import { materialise } from "./pull-array.ts";
import { scalar, viewOf, type Value } from "./value.ts";

/** The value of a bound; at data level it can stand in every program of the model. */
export function lowerBound(ctx: Context, e: TypedExpr): Value {
  if (e.level !== "data" || ctx.stage === "prepareData") return lowerExpr(ctx, e);
  const known = ctx.bounds.get(e);
  if (known !== undefined) return known;
  const value = atBind(ctx, e);
  ctx.bounds.set(e, value);
  return value;
}

function atBind(ctx: Context, e: TypedExpr): Value {
  const { stage, frame, depth } = ctx;
  ctx.stage = "prepareData";
  ctx.frame = topFrame(true);
  ctx.depth = 0;
  let value: Value | null = null;
  const statements = nested(ctx, () => (value = settled(ctx, e)));
  ctx.stage = stage;
  ctx.frame = frame;
  ctx.depth = depth;
  hoist(ctx, statements);
  return value!;
}

/** Expressions stay expressions; what took statements gets a name, computed containers a buffer. */
function settled(ctx: Context, e: TypedExpr): Value {
  const before = ctx.out.length;
  const value = lowerExpr(ctx, e);
  if (value.kind === "container") {
    const stored = value.isContiguous ? value : materialise(ctx, value, "bound");
    ctx.dataBuffers.add(viewOf(stored).buffer);
    return stored;
  }
  if (value.kind === "struct" || ctx.out.length === before) return value;
  const named = local("bound", scalarType(value.expr));
  ctx.out.push(letLocal(named, value.expr));
  return scalar(ref(named), true);
}

function hoist(ctx: Context, statements: readonly Statement[]): void {
  for (const declared of declaredDirectly(statements)) ctx.bindLevel.add(declared);
  ctx.hoisted.push(...statements);
}
