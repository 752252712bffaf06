// Where terms of a density go: to the target as they come, or to a value that an expression needs.

import { accumulateLocal, add, local, mul, neg, num, ref } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { emit, type Context } from "./context.ts";

export interface Sink {
  /** An expression needs the value, so it may be lost in one: everything that rejects must do so where the terms are computed. */
  readonly isNeeded: boolean;
  /** Called inside loops too. */
  add(term: Expr): void;
}

export const targetSink = (ctx: Context, isNegative = false): Sink => ({
  isNeeded: false,
  add: (term) => emit(ctx, accumulateLocal(ctx.target, isNegative ? neg(term) : term)),
});

/** A variable that the terms are added to. */
export function variableSink(ctx: Context, name: string): { readonly sink: Sink; readonly total: Expr } {
  const total = local(name, "real");
  emit(ctx, { kind: "var", local: total, initial: num(0) });
  const sink: Sink = { isNeeded: true, add: (term) => emit(ctx, accumulateLocal(total, term)) };
  return { sink, total: ref(total) };
}

/** The terms as one sum; only for terms that are all added at one place. */
export function sumSink(): { readonly sink: Sink; readonly total: () => Expr } {
  let total: Expr = num(0);
  const sink: Sink = { isNeeded: true, add: (term) => void (total = add(total, term)) };
  return { sink, total: () => total };
}

/** Terms that `~` may drop carry the weight of constants. */
export const weighted = (ctx: Context, term: Expr): Expr => mul(ref(ctx.constantWeight), term);
