// Run-time checks and their messages. A check is emitted only where the facts do not prove it; its message names the variable as the
// user wrote it, what was found and what was expected, with indices from 1, and ends with the line of the statement.

import type { Span } from "../../grammar/index.ts";
import { positionOf, textOf } from "../../grammar/index.ts";
import { int } from "../ir/build.ts";
import { plus, sameInt } from "../ir/linear.ts";
import type { Expr, MessagePart } from "../ir/mir.ts";
import { and, compare } from "../library/arithmetic.ts";
import { emit, type Context } from "./context.ts";
import { provablyTrue } from "./truth.ts";
import { provablyLess, provablyNonNegative } from "./facts.ts";

export function check(ctx: Context, condition: Expr, message: readonly MessagePart[]): void {
  if (provablyTrue(ctx.facts, condition)) return;
  emit(ctx, { kind: "check", condition, message: located(ctx, message) });
}

/** The message with the place of the statement, and of the call where that is inside a function; loop variables that it mentions. */
export function located(ctx: Context, message: readonly MessagePart[]): readonly MessagePart[] {
  if (ctx.place === null) return message;
  const places = [whereIs(ctx.place)];
  let called: Span | null = null;
  for (let at = ctx.frame.inlined; at !== null; at = at.caller) called = at.calledIn ?? called;
  if (called !== null) places.push(`called in line ${positionOf(called.source, called.start).line}`);
  return [...message, ` (${places.join(", ")}`, ...loopsMentioned(ctx, message), ")"];
}

function loopsMentioned(ctx: Context, message: readonly MessagePart[]): readonly MessagePart[] {
  const words = new Set(message.flatMap((part) => (typeof part === "string" ? part.split(/\W+/) : [])));
  return ctx.loops.flatMap(({ name, value }) => (words.has(name) ? [`, ${name} = `, value] : []));
}

function whereIs({ source, start }: Span): string {
  return `${source.name.replace(/^.*[/\\]/, "")}, line ${positionOf(source, start).line}`;
}

/** What a message names: an argument as the user wrote it, or one element of it. */
export interface Element {
  readonly text: string;
  /** Indices from 0; none where it is the whole. */
  readonly index: readonly Expr[];
}

export function nameOf({ text, index }: Element): readonly MessagePart[] {
  if (index.length === 0) return [text];
  const base = /^[\w.]+(\[[^[\]]*\]|\([^()]*\))*$/.test(text) ? text : `(${text})`;
  const shown = index.flatMap((i, k): MessagePart[] => (k === 0 ? [fromOne(i)] : [",", fromOne(i)]));
  return [`${base}[`, ...shown, "]"];
}

/** An index as the user counts: from 1. */
export const fromOne = (index: Expr): Expr => plus(index, int(1));

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

/** Source text on one line, as if it had been written on one. */
export const sourceText = (span: Span): string =>
  textOf(span)
    .replace(/\s+/g, " ")
    .replace(/([([{]) /g, "$1")
    .replace(/(?<!,) ([)\]}])/g, "$1")
    .trim();
