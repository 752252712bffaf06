// Sizes of buffers must be known once data are bound. A size that depends on a loop index becomes its maximum over the loop's range,
// computed once in `prepareData`; the length in use stays the expression itself.

import { int, local, ref, select } from "../ir/build.ts";
import { linearOf, plus } from "../ir/linear.ts";
import type { Expr, Local, Statement } from "../ir/mir.ts";
import { rewriteExpr } from "../ir/rewrite.ts";
import { compare } from "../library/arithmetic.ts";
import { someExpr, visitExpr } from "../ir/walk.ts";
import { bindLet, notAvailable, type Context } from "./context.ts";

export interface BindSize {
  readonly largest: Expr;
  /** The size in use may be smaller. */
  readonly varies: boolean;
}

export function isBindLevel(ctx: Context, e: Expr): boolean {
  return !someExpr(
    e,
    (node) =>
      (node.kind === "ref" && !ctx.bindLevel.has(node.local)) ||
      (node.kind === "load" && node.buffer.lifetime !== "bind"),
  );
}

/** The same once definitions are put in. */
export const isKnownAtBind = (ctx: Context, e: Expr): boolean => isBindLevel(ctx, expandLocal(ctx, e));

export function sizeAtBind(ctx: Context, size: Expr): BindSize {
  const known = knownSize(ctx, size);
  return known ?? notAvailable("a local variable whose size is not known once data are bound");
}

/** null where only a run can tell, without a bound. */
export function knownSize(ctx: Context, size: Expr): BindSize | null {
  const known = expandLocal(ctx, size);
  if (isBindLevel(ctx, known)) return { largest: known, varies: false };
  if (ctx.stage === "prepareData" && ctx.depth === 0) {
    const now = size.kind === "ref" && !ctx.mutable.has(size.local) ? size : bindLet(ctx, "size", size);
    if (now.kind === "ref") ctx.bindLevel.add(now.local);
    return { largest: now, varies: false };
  }
  const indices = loopIndices(ctx, known);
  if (indices === null) return known.kind === "select" ? eitherSize(ctx, known) : null;
  return { largest: largestByEnds(ctx, known) ?? largestByLoops(ctx, known, indices), varies: true };
}

/** Of two sizes the larger one, whichever is chosen. */
function eitherSize(ctx: Context, e: Extract<Expr, { kind: "select" }>): BindSize | null {
  const [a, b] = [knownSize(ctx, e.then), knownSize(ctx, e.otherwise)];
  if (a === null || b === null) return null;
  return { largest: select(compare("gt", a.largest, b.largest), a.largest, b.largest), varies: true };
}

/** Definitions put in for locals of the current evaluation. */
function expandLocal(ctx: Context, e: Expr): Expr {
  return rewriteExpr(e, {
    ref: (target) => {
      if (ctx.bindLevel.has(target)) return undefined;
      const definition = ctx.facts.definitions.get(target) ?? ctx.facts.snapshots.get(target);
      return definition === undefined ? undefined : expandLocal(ctx, definition);
    },
  });
}

/** Loop indices in the expression, outer ones first; null if anything else in it is unknown at bind. */
function loopIndices(ctx: Context, e: Expr): readonly Local[] | null {
  const found: Local[] = [];
  let isKnown = true;
  const meet = (node: Expr): void => {
    if (node.kind === "load" && node.buffer.lifetime !== "bind") isKnown = false;
    if (node.kind !== "ref" || ctx.bindLevel.has(node.local) || found.includes(node.local)) return;
    const [lower, upper] = [ctx.facts.lower.get(node.local), ctx.facts.upper.get(node.local)];
    if (lower === undefined || upper === undefined) return void (isKnown = false);
    for (const bound of [lower, upper]) visitExpr(expandLocal(ctx, bound), meet);
    found.push(node.local);
  };
  visitExpr(e, meet);
  return isKnown ? found : null;
}

/** A sum of multiples is largest at an end of each index's range. */
function largestByEnds(ctx: Context, e: Expr): Expr | null {
  let result = e;
  for (const { atom, factor } of linearOf(e).terms) {
    if (isBindLevel(ctx, atom)) continue;
    if (atom.kind !== "ref") return null;
    const end = (factor > 0 ? ctx.facts.upper : ctx.facts.lower).get(atom.local);
    if (end === undefined) return null;
    result = rewriteExpr(result, {
      ref: (target) => (target === atom.local ? expandLocal(ctx, end) : undefined),
    });
  }
  return isBindLevel(ctx, result) ? result : null;
}

function largestByLoops(ctx: Context, e: Expr, indices: readonly Local[]): Expr {
  const largest = local("largest", "int");
  const renamed = new Map<Local, Local>();
  const own = (value: Expr): Expr =>
    rewriteExpr(expandLocal(ctx, value), {
      ref: (target) => (renamed.has(target) ? ref(renamed.get(target)!) : undefined),
    });
  const loops = indices.map((index) => {
    const [from, to] = [own(ctx.facts.lower.get(index)!), own(ctx.facts.upper.get(index)!)];
    const copy = local(index.name, "int");
    renamed.set(index, copy);
    return { copy, from, to: plus(to, int(1)) };
  });
  const value = own(e);
  let body: Statement[] = [
    {
      kind: "if",
      condition: compare("gt", value, ref(largest)),
      then: [{ kind: "set", local: largest, value }],
      otherwise: [],
    },
  ];
  for (const { copy, from, to } of [...loops].reverse())
    body = [{ kind: "for", index: copy, from, to, down: false, body }];
  ctx.hoisted.push({ kind: "var", local: largest, initial: int(0) }, ...body);
  const result = local("largestSize", "int");
  ctx.hoisted.push({ kind: "let", local: result, value: ref(largest) });
  ctx.bindLevel.add(result);
  return ref(result);
}
