// Loops over the elements of a container: one `each` per dimension, the column loop of a matrix outside the row loop, so that memory is
// walked in order. Dimensions of literal size 1 need no loop; small literal containers are written out.

import { int, local, ref } from "../ir/build.ts";
import { minus } from "../ir/linear.ts";
import type { Expr, Local } from "../ir/mir.ts";
import { emit, nested, type Context } from "./context.ts";
import { conditionally } from "./frames.ts";
import { storageOrder, type Container, type Form } from "./value.ts";

export interface Shape {
  readonly dims: readonly Expr[];
  readonly form: Form;
}

const NAMES = ["i", "j", "k", "l", "m", "n"];

/** A loop over `N` things is over n; others are called i, j, k by depth. */
function indexName(count: Expr, depth: number): string {
  const name = count.kind === "ref" ? count.local.name : "";
  return /^[A-Z]$/.test(name) ? name.toLowerCase() : (NAMES[depth] ?? "i");
}

export interface LoopStyle {
  /** Iterations depend on each other: `for` instead of `each`. */
  readonly inOrder?: boolean;
}

/** One loop over 0 .. count-1. */
export function loopOver(
  ctx: Context,
  count: Expr,
  depth: number,
  body: (index: Expr) => void,
  style: LoopStyle = {},
): void {
  if (count.kind === "int" && count.value === 0) return;
  if (count.kind === "int" && count.value === 1) return body(int(0));
  const index = indexLocal(ctx, indexName(count, depth), int(0), count);
  const inner = nested(ctx, () => conditionally(ctx, () => body(ref(index))));
  if (inner.length === 0) return;
  if (style.inOrder) emit(ctx, { kind: "for", index, from: int(0), to: count, down: false, body: inner });
  else emit(ctx, { kind: "each", index, count, body: inner });
}

/** A loop index with its range on record: `from` .. `to`-1. */
export function indexLocal(ctx: Context, name: string, from: Expr, to: Expr): Local {
  const index = local(name, "int");
  ctx.facts.lower.set(index, from);
  ctx.facts.upper.set(index, minus(to, int(1)));
  return index;
}

/** Calls `body` with the indices, in the user's order, of every element. */
export function eachElement(
  ctx: Context,
  { dims, form }: Shape,
  body: (index: readonly Expr[]) => void,
  style: LoopStyle = {},
): void {
  const order = storageOrder(form, dims.map((dim, k) => ({ dim, k }))); // prettier-ignore
  const index: Expr[] = dims.map(() => int(0));
  const level = (depth: number): void => {
    const next = order[depth];
    if (next === undefined) return body([...index]);
    loopOver(
      ctx,
      next.dim,
      depth,
      (i) => {
        index[next.k] = i;
        level(depth + 1);
      },
      style,
    );
  };
  level(0);
}

const UNROLL = 8;

/** Literal containers of few elements are walked by literal indices: nothing is stored for them. */
export function eachElementOf(
  ctx: Context,
  containers: readonly Container[],
  body: (index: readonly Expr[]) => void,
  style: LoopStyle = {},
): void {
  const [first] = containers;
  const sizes = first!.dims.map((dim) => (dim.kind === "int" ? dim.value : NaN));
  const total = sizes.reduce((a, b) => a * b, 1);
  if (!containers.some((c) => c.isLiteral) || !(total <= UNROLL))
    return eachElement(ctx, first!, body, style);
  const walk = (index: readonly Expr[]): void => {
    if (index.length === sizes.length) return body(index);
    for (let i = 0; i < sizes[index.length]!; i++) walk([...index, int(i)]);
  };
  walk([]);
}
