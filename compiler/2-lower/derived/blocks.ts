// Statements that stand in the way of a derived program. The first reason given for a statement counts; a program with any is not built.

import { positionOf, type Span } from "../../../grammar/index.ts";
import { sourceText } from "../checks.ts";
import { type Context, NotAvailable } from "../context.ts";

export interface Blocks {
  readonly found: Map<number, string>;
  /** The statement being derived: named instead of a part of it. */
  statement: Span | null;
}

export const noBlocks = (): Blocks => ({ found: new Map(), statement: null });

/** Names the statement and ends its lowering. */
export function blocked(blocks: Blocks, span: Span, why: string): never {
  block(blocks, span, why);
  throw new NotAvailable("");
}

export function block(blocks: Blocks, place: Span, why: string): void {
  const span = blocks.statement ?? place;
  if (blocks.found.has(span.start)) return;
  const { line } = positionOf(span.source, span.start);
  const text = sourceText(span).replace(/;$/, "");
  const shown = text.length > 100 ? `${text.slice(0, 97)}...` : text;
  blocks.found.set(span.start, `line ${line}: \`${shown}\`: ${why}`);
}

/** Runs `build`; what lowering could not do in it blocks too. Returns the reasons, in the order of the text. */
export function collecting(ctx: Context, blocks: Blocks, build: () => void): readonly string[] {
  const { variables, frame, depth, stage, target, derive } = ctx;
  const before = ctx.problems.length;
  try {
    build();
  } catch (error) {
    if (!(error instanceof NotAvailable)) throw error;
    if (error.what !== "" && error.span !== undefined)
      block(blocks, error.span, `${error.what} is not available yet`);
  } finally {
    Object.assign(ctx, { variables, frame, depth, stage, target, derive });
  }
  for (const { span, message } of ctx.problems.splice(before)) block(blocks, span, message);
  return [...blocks.found].sort(([a], [b]) => a - b).map(([, text]) => text);
}
