// The promise of `each`: its iterations could run in any order. Proven by shape: every write goes to a cell whose index mentions the
// loop's own index, a written buffer is read only at cells the same iteration wrote, outer accumulators are not read, and nothing is set
// or pushed that outlives the iteration.

import { int, sameExpr } from "./build.ts";
import type { Buffer, Expr, Local, Statement, View } from "./mir.ts";
import { mapBodies, someExpr, visitExprs, visitStatements } from "./walk.ts";

type Each = Extract<Statement, { readonly kind: "each" }>;

export function verifyEach({ index, body }: Each, fail: (why: string) => void): void {
  const own = ownLocals(body);
  const varying = varyingLocals(index, body);
  const varies = (e: Expr): boolean => someExpr(e, (node) => node.kind === "ref" && varying.has(node.local));
  const accumulated = new Set<Local | Buffer>();
  const written: { readonly buffer: Buffer; readonly index: readonly Expr[] }[] = [];
  const write = ({ buffer, index: at }: View): void => {
    if (!at.some(varies)) fail(`each iteration writes the same cells of ${buffer.name}`);
    written.push({ buffer, index: at });
  };
  visitStatements(body, (s) => {
    if (s.kind === "set" && !own.has(s.local)) fail(`${s.local.name} is set in each iteration`);
    if (s.kind === "push" || s.kind === "pop") fail("a stack is used inside each");
    if (s.kind === "accumulate" && s.into.kind === "local" && !own.has(s.into.local))
      accumulated.add(s.into.local);
    if (s.kind === "accumulate" && s.into.kind === "cell" && !s.into.index.some(varies))
      accumulated.add(s.into.buffer);
    if (s.kind === "store") write({ buffer: s.buffer, index: s.index });
    if (s.kind === "fill") write(s.view);
    if (s.kind === "copy") write(s.to);
    if (s.kind === "kernel")
      for (const arg of s.args) if (arg.kind === "out" || arg.kind === "inout") write(arg.view);
  });
  visitExprs(body, (e) => {
    if (e.kind === "ref" && accumulated.has(e.local))
      fail(`${e.local.name} is read while each iteration adds to it`);
    if (e.kind !== "load") return;
    if (accumulated.has(e.buffer)) fail(`${e.buffer.name} is read while each iteration adds to it`);
    const writes = written.filter((w) => w.buffer === e.buffer);
    const isOwn = (at: readonly Expr[]): boolean =>
      at.some((i, k) => varies(i) && e.index[k] !== undefined && sameExpr(i, e.index[k]));
    if (writes.length > 0 && !writes.some((w) => isOwn(w.index)))
      fail(`${e.buffer.name} is written by each iteration and read at another iteration's cells`);
  });
}

/** Loops whose iterations some pass has made dependent, by memory they share, say so: they run in order. */
export const withOrder = (body: readonly Statement[]): readonly Statement[] => body.map(ordered);

function ordered(given: Statement): Statement {
  const s = mapBodies(given, withOrder);
  if (s.kind !== "each") return s;
  let isIndependent = true;
  verifyEach(s, () => {
    isIndependent = false;
  });
  return isIndependent
    ? s
    : { kind: "for", index: s.index, from: int(0), to: s.count, down: false, body: s.body };
}

function ownLocals(body: readonly Statement[]): ReadonlySet<Local> {
  const own = new Set<Local>();
  visitStatements(body, (s) => {
    if (s.kind === "let" || s.kind === "var" || s.kind === "pop") own.add(s.local);
  });
  return own;
}

/** The index and every `let` that depends on it. */
function varyingLocals(index: Local, body: readonly Statement[]): ReadonlySet<Local> {
  const varying = new Set<Local>([index]);
  visitStatements(body, (s) => {
    if (s.kind === "let" && someExpr(s.value, (e) => e.kind === "ref" && varying.has(e.local)))
      varying.add(s.local);
  });
  return varying;
}
