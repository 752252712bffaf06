// Parts of containers by position: heads, tails, segments, blocks, rows and columns. All of them are selections with a check of the
// bounds.

import { int } from "../../ir/build.ts";
import { minus, plus } from "../../ir/linear.ts";
import type { Expr } from "../../ir/mir.ts";
import { and, compare } from "../../library/arithmetic.ts";
import type { LibraryCall } from "../calls.ts";
import { check, checkIndex } from "../checks.ts";
import type { Context } from "../context.ts";
import { provablyAtMost, provablyNonNegative } from "../facts.ts";
import { selectFrom, type Selector } from "../indexing.ts";
import { container } from "../value.ts";
import { containerArg, intArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

/** `count` things from position `from` (from 0), which must lie inside `size`. */
function span(ctx: Context, call: LibraryCall, from: Expr, count: Expr, size: Expr): Selector {
  const end = plus(from, count);
  const known = [from, count].every((e) => provablyNonNegative(ctx.facts, e));
  if (!known || !provablyAtMost(ctx.facts, end, size)) {
    const inside = [
      compare("ge", from, int(0)),
      compare("ge", count, int(0)),
      compare("le", end, size),
    ].reduce(and);
    check(ctx, inside, [`${call.name}: `, count, " elements from ", plus(from, int(1)), ` do not lie in ${call.texts[0]}, which has size `, size]); // prettier-ignore
  }
  return { kind: "range", from, count };
}

function single(ctx: Context, call: LibraryCall, k: number, size: Expr): Selector {
  const at = minus(intArg(call, k), int(1));
  checkIndex(ctx, at, size, call.texts[0]!);
  return { kind: "single", at };
}

const all: Selector = { kind: "all" };
const head: Rule = (ctx, call) => {
  const x = containerArg(call, 0);
  return selectFrom(x, [span(ctx, call, int(0), intArg(call, 1), x.dims[0]!)]);
};
const tail: Rule = (ctx, call) => {
  const x = containerArg(call, 0);
  const count = intArg(call, 1);
  return selectFrom(x, [span(ctx, call, minus(x.dims[0]!, count), count, x.dims[0]!)]);
};
const segment: Rule = (ctx, call) => {
  const x = containerArg(call, 0);
  const count = intArg(call, 2);
  const isEmpty = count.kind === "int" && count.value === 0;
  const from = isEmpty ? int(0) : minus(intArg(call, 1), int(1));
  return selectFrom(x, [segmentSpan(ctx, call, from, count, x.dims[0]!)]);
};

/** A segment of no elements may start anywhere. */
function segmentSpan(ctx: Context, call: LibraryCall, from: Expr, count: Expr, size: Expr): Selector {
  const known = [from, count].every((e) => provablyNonNegative(ctx.facts, e));
  if (known && provablyAtMost(ctx.facts, plus(from, count), size)) return { kind: "range", from, count };
  const inside = [
    compare("ge", from, int(0)),
    compare("ge", count, int(0)),
    compare("le", plus(from, count), size),
  ].reduce(and);
  const condition: Expr = { kind: "op", op: "or", args: [compare("eq", count, int(0)), inside] };
  check(ctx, condition, ["segment: ", count, " elements from ", plus(from, int(1)), ` do not lie in ${call.texts[0]}, which has size `, size]); // prettier-ignore
  return { kind: "range", from, count };
}

export const slicing: Rules = {
  head,
  tail,
  segment,
  row: (ctx, call) => {
    const m = containerArg(call, 0);
    return selectFrom(m, [single(ctx, call, 1, m.dims[0]!), all]);
  },
  col: (ctx, call) => {
    const m = containerArg(call, 0);
    return selectFrom(m, [all, single(ctx, call, 1, m.dims[1]!)]);
  },
  block: (ctx, call) => {
    const m = containerArg(call, 0);
    const rows = span(ctx, call, minus(intArg(call, 1), int(1)), intArg(call, 3), m.dims[0]!);
    return selectFrom(m, [
      rows,
      span(ctx, call, minus(intArg(call, 2), int(1)), intArg(call, 4), m.dims[1]!),
    ]);
  },
  sub_col: (ctx, call) => {
    const m = containerArg(call, 0);
    const rows = span(ctx, call, minus(intArg(call, 1), int(1)), intArg(call, 3), m.dims[0]!);
    return selectFrom(m, [rows, single(ctx, call, 2, m.dims[1]!)]);
  },
  sub_row: (ctx, call) => {
    const m = containerArg(call, 0);
    const columns = span(ctx, call, minus(intArg(call, 2), int(1)), intArg(call, 3), m.dims[1]!);
    return selectFrom(m, [single(ctx, call, 1, m.dims[0]!), columns]);
  },
  reverse: (_, call) => {
    const x = containerArg(call, 0);
    const last = minus(x.dims[0]!, int(1));
    return container({
      elem: x.elem,
      form: x.form,
      dims: x.dims,
      at: ([i, ...rest]) => x.at([minus(last, i!), ...rest]),
      isData: x.isData,
      isCheap: x.isCheap,
      ...(x.isLiteral ? { isLiteral: true } : {}),
    });
  },
};
