// Run-time checks and their messages. A check is emitted only where the facts do not prove it; its message names the variable as the
// user wrote it, what was found and what was expected, with indices from 1.

import type { Span } from "../../grammar/index.ts";
import { textOf } from "../../grammar/index.ts";
import { int } from "../ir/build.ts";
import { plus, sameInt } from "../ir/linear.ts";
import type { Expr, MessagePart } from "../ir/mir.ts";
import { and, compare } from "../library/arithmetic.ts";
import { emit, type Context } from "./context.ts";
import { provablyTrue } from "./truth.ts";
import { provablyLess, provablyNonNegative } from "./facts.ts";

export function check(ctx: Context, condition: Expr, message: readonly MessagePart[]): void {
  if (provablyTrue(ctx.facts, condition)) return;
  emit(ctx, { kind: "check", condition, message });
}

/** `index` counts from 0; the message counts from 1. */
export function checkIndex(ctx: Context, index: Expr, size: Expr, what: string): void {
  const low = provablyNonNegative(ctx.facts, index);
  const high = provablyLess(ctx.facts, index, size);
  if (low && high) return;
  const shown = plus(index, int(1));
  const inside = [
    ...(low ? [] : [compare("ge", shown, int(1))]),
    ...(high ? [] : [compare("le", shown, size)]),
  ].reduce(and);
  check(ctx, inside, ["index ", shown, " is out of range for ", what, ", which has size ", size]);
}

export function checkSameSize(ctx: Context, a: Expr, b: Expr, nameA: string, nameB: string): void {
  if (sameInt(a, b)) return;
  check(ctx, compare("eq", a, b), ["size mismatch: ", nameA, " has ", a, ", ", nameB, " has ", b]);
}

/** Source text on one line. */
export const sourceText = (span: Span): string => textOf(span).replace(/\s+/g, " ").trim();
