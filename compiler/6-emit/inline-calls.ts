// `const logDensity = f(x); target += logDensity;` as `target += f(x);`: the result of a call that the next statement alone reads stands
// in that statement. What the call writes must not be read there: the order of the two would change.

import type { Expr, Local, Statement } from "../ir/mir.ts";
import { childrenOf, expressionsOf } from "../ir/walk.ts";
import type { Printing } from "./printing.ts";

/** The local whose call can be printed in `next`; null if it needs a line of its own. */
export function resultForNext(p: Printing, s: Statement, next: Statement | undefined): Local | null {
  const local =
    s.kind === "kernel" ? s.result : s.kind === "pop" && s.local.scalar !== "bool" ? s.local : null;
  if (local === null || next === undefined || p.uses.readCounts.get(local) !== 1) return null;
  if (!["let", "var", "set", "store", "accumulate"].includes(next.kind)) return null;
  const expressions = expressionsOf(next);
  if (!expressions.some((e) => isPrintedOnce(e, local))) return null;
  const written = s.kind === "kernel" ? writtenBuffers(s) : new Set();
  const reads = (e: Expr): boolean =>
    (e.kind === "load" && written.has(e.buffer)) || childrenOf(e).some(reads);
  return expressions.some(reads) ? null : local;
}

/** `local` stands in `e`, and not in a square, which is printed as a product of itself. */
function isPrintedOnce(e: Expr, local: Local): boolean {
  if (e.kind === "ref") return e.local === local;
  if (e.kind === "op" && e.op === "square" && e.args[0]!.kind === "ref") return false;
  // Only the chosen branch of `c ? a : b` is evaluated.
  if (e.kind === "select") return isPrintedOnce(e.condition, local);
  return childrenOf(e).some((child) => isPrintedOnce(child, local));
}

const writtenBuffers = (s: Extract<Statement, { kind: "kernel" }>): ReadonlySet<unknown> =>
  new Set(s.args.flatMap((arg) => (arg.kind === "out" || arg.kind === "inout" ? [arg.view.buffer] : [])));
