// `const logDensity = f(x); target += logDensity;` as `target += f(x);`: the result of a call that the next statement alone reads stands
// in that statement. What the call writes must not be read there: the order of the two would change. Taking an adjoint, `const a = x[i];
// x[i] = 0;`, counts as a call.

import { isNumber, sameExpr } from "../ir/build.ts";
import type { Expr, Local, Statement } from "../ir/mir.ts";
import { childrenOf, expressionsOf } from "../ir/walk.ts";
import type { Printing } from "./printing.ts";

type Store = Extract<Statement, { kind: "store" }>;

export interface Call {
  readonly local: Local;
  /** The cell that is taken by two statements; null for a call that is one. */
  readonly cell: Store | null;
}

/** The call at `i` if it can be printed in the statement after it; null if it needs a line of its own. */
export function callForNext(p: Printing, statements: readonly Statement[], i: number): Call | null {
  const s = statements[i]!;
  const cell = takenCell(s, statements[i + 1]);
  const local = cell === null ? resultOf(s) : (s as Extract<Statement, { kind: "let" }>).local;
  const next = statements[cell === null ? i + 1 : i + 2];
  if (local === null || next === undefined || p.uses.readCounts.get(local) !== 1) return null;
  if (!["let", "var", "set", "store", "accumulate"].includes(next.kind)) return null;
  const expressions = expressionsOf(next);
  if (!expressions.some((e) => isPrintedOnce(e, local))) return null;
  const written = cell === null ? writtenBuffers(s) : new Set<unknown>([cell.buffer]);
  const reads = (e: Expr): boolean =>
    (e.kind === "load" && written.has(e.buffer)) || childrenOf(e).some(reads);
  if (expressions.some(reads) || writesTo(next, written)) return null;
  return { local, cell };
}

function resultOf(s: Statement): Local | null {
  if (s.kind === "kernel") return s.result;
  return s.kind === "pop" && s.local.scalar !== "bool" ? s.local : null;
}

/** `s` reads a cell and `next` sets it to zero. */
function takenCell(s: Statement, next: Statement | undefined): Store | null {
  if (s.kind !== "let" || s.value.kind !== "load" || next?.kind !== "store") return null;
  const { buffer, index } = s.value;
  const isSame = next.buffer === buffer && next.index.every((e, d) => sameExpr(e, index[d]!));
  return isSame && isNumber(next.value, 0) ? next : null;
}

function writesTo(s: Statement, buffers: ReadonlySet<unknown>): boolean {
  if (s.kind === "store") return buffers.has(s.buffer);
  return s.kind === "accumulate" && s.into.kind === "cell" && buffers.has(s.into.buffer);
}

/** `local` stands in `e`, and not in a square, which is printed as a product of itself. */
function isPrintedOnce(e: Expr, local: Local): boolean {
  if (e.kind === "ref") return e.local === local;
  if (e.kind === "op" && e.op === "square" && e.args[0]!.kind === "ref") return false;
  // Only the chosen branch of `c ? a : b` is evaluated.
  if (e.kind === "select") return isPrintedOnce(e.condition, local);
  return childrenOf(e).some((child) => isPrintedOnce(child, local));
}

function writtenBuffers(s: Statement): ReadonlySet<unknown> {
  if (s.kind !== "kernel") return new Set();
  return new Set(
    s.args.flatMap((arg) => (arg.kind === "out" || arg.kind === "inout" ? [arg.view.buffer] : [])),
  );
}
