// map_rect: a loop over the shards, the results of all of them one after another in one vector.

import type { Span } from "../../grammar/index.ts";
import { int, letLocal, local, ref } from "../ir/build.ts";
import { plus, times } from "../ir/linear.ts";
import type { Expr, Local } from "../ir/mir.ts";
import { rewriteExpr } from "../ir/rewrite.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { someExpr } from "../ir/walk.ts";
import { assignContainer } from "./assignments.ts";
import { emit, nested, notAvailable, type Context } from "./context.ts";
import { lowerExpr } from "./expressions.ts";
import { expandDefinitions } from "./facts.ts";
import { conditionally } from "./frames.ts";
import { selectFrom } from "./indexing.ts";
import { indexLocal } from "./loops.ts";
import { materialise, reusable } from "./pull-array.ts";
import { isBindLevel } from "./sizes.ts";
import { contentsOf, newStorage } from "./storage.ts";
import { inlineCall } from "./user-functions.ts";
import { expectContainer, type Container, type Value } from "./value.ts";

/** map_rect(f, phi, thetas, reals, ints). */
export function mapShards(ctx: Context, args: readonly TypedExpr[], span: Span): Value {
  const callee = args[0]!.call;
  if (callee?.kind !== "user") return notAvailable("this function as an argument", span);
  const [phi, ...perShard] = args
    .slice(1)
    .map((arg) => reusable(ctx, expectContainer(lowerExpr(ctx, arg)), "shards")) as [
    Container,
    ...Container[],
  ];
  const count = perShard[0]!.dims[0]!;
  const shard = indexLocal(ctx, "shard", int(0), count);
  const at = (c: Container): Value => selectFrom(c, [{ kind: "single", at: ref(shard) }]);
  let result!: Container;
  const body = nested(ctx, () =>
    conditionally(ctx, () => {
      const value = expectContainer(inlineCall(ctx, callee, [phi, ...perShard.map(at)], span));
      result = materialise(ctx, value, "part");
    }),
  );
  const size = expandDefinitions(ctx.facts, result.dims[0]!);
  const varies = someExpr(size, (e) => e.kind === "ref" && e.local === shard);
  const total = varies ? sumAtBind(ctx, size, shard, count) : times(count, size);
  const all = contentsOf(
    newStorage(ctx, "results", { elem: "real", form: "vector", dims: [total] }),
    [phi, ...perShard].every((c) => c.isData),
  );
  const start = local("start", "int");
  const from = varies ? ref(start) : times(ref(shard), size);
  if (varies) {
    emit(ctx, { kind: "var", local: start, initial: int(0) });
    ctx.mutable.add(start);
  }
  const store = nested(ctx, () =>
    conditionally(ctx, () => {
      assignContainer(ctx, blockOf(all, from, result.dims[0]!), result, ["map_rect", "a shard"]);
      if (varies) emit(ctx, { kind: "set", local: start, value: plus(ref(start), result.dims[0]!) });
    }),
  );
  emit(ctx, { kind: "for", index: shard, from: int(0), to: count, down: false, body: [...body, ...store] });
  return { ...all, isFresh: true };
}

function blockOf(all: Container, from: Expr, size: Expr): Container {
  return selectFrom(all, [{ kind: "range", from, count: size }]) as Container;
}

/** The sum of the sizes over all shards, computed once. */
function sumAtBind(ctx: Context, size: Expr, shard: Local, count: Expr): Expr {
  const copy = local(shard.name, "int");
  const own = rewriteExpr(size, { ref: (l) => (l === shard ? ref(copy) : undefined) });
  ctx.bindLevel.add(copy);
  if (!isBindLevel(ctx, own))
    return notAvailable("map_rect with results whose size is not known once data are bound");
  const sum = local("totalSize", "int");
  const total = local("total", "int");
  ctx.hoisted.push(
    { kind: "var", local: sum, initial: int(0) },
    { kind: "for", index: copy, from: int(0), to: count, down: false, body: [{ kind: "set", local: sum, value: plus(ref(sum), own) }] }, // prettier-ignore
    letLocal(total, ref(sum)),
  );
  ctx.bindLevel.add(total);
  return ref(total);
}
