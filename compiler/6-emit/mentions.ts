// Which locals and buffers a piece of the program mentions, dimensions of buffers included: what decides where a buffer is allocated and
// which names a function must not shadow.

import type { Buffer, Callee, Expr, Shape, Statement, View } from "../ir/mir.ts";
import { expressionsOf, viewsOf, visitExpr, visitStatements } from "../ir/walk.ts";
import type { Named } from "./names.ts";

export function mentionedBy(statements: readonly Statement[], into = new Set<Named>()): Set<Named> {
  visitStatements(statements, (s) => {
    for (const buffer of buffersOf(s)) mentionBuffer(buffer, into);
    if ("local" in s) into.add(s.local);
    if (s.kind === "accumulate" && s.into.kind === "local") into.add(s.into.local);
    for (const callee of calleesOf(s)) into.add(callee);
    for (const e of expressionsOf(s)) mentionedByExpr(e, into);
  });
  return into;
}

/** Subprograms that the statement calls or hands on. */
export function calleesOf(s: Statement): readonly Callee[] {
  if (s.kind !== "kernel") return [];
  const handed = s.args.flatMap((arg) => (arg.kind === "callback" ? (arg.callee ?? []) : []));
  return typeof s.kernel === "string" ? handed : [s.kernel, ...handed];
}

export function mentionedByExpr(e: Expr, into = new Set<Named>()): Set<Named> {
  visitExpr(e, (node) => {
    if (node.kind === "ref") into.add(node.local);
    if (node.kind === "load") mentionBuffer(node.buffer, into);
  });
  return into;
}

function mentionBuffer(buffer: Buffer, into: Set<Named>): void {
  if (into.has(buffer)) return;
  into.add(buffer);
  for (const dim of buffer.dims) mentionedByExpr(dim, into);
}

function buffersOf(s: Statement): readonly Buffer[] {
  const views = (...list: readonly View[]): readonly Buffer[] => list.map((view) => view.buffer);
  switch (s.kind) {
    case "store":
      return [s.buffer];
    case "accumulate":
      return s.into.kind === "cell" ? [s.into.buffer] : [];
    case "fill":
      return views(s.view);
    case "copy":
      return views(s.to, s.from);
    case "kernel":
      return s.args.flatMap((arg) => viewsOf(arg).map((view) => view.buffer));
    case "check":
    case "reject":
    case "print":
      return s.message.flatMap((part) =>
        typeof part !== "string" && part.kind === "contents" ? [part.view.buffer] : [],
      );
    default:
      return [];
  }
}

export function sizesOf({ array, inner }: Shape): readonly Expr[] {
  if (inner.kind === "scalar") return array;
  return inner.kind === "matrix" ? [...array, inner.rows, inner.columns] : [...array, inner.size];
}
