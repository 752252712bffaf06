// Removes what nothing reads: names, local arrays that are only written, empty loops and branches. Works backwards once, so chains of
// dead values go in one pass; runs to a fixed point only across loops.

import type { Storage } from "../ir/effects.ts";
import { hasEffect, ownWrites } from "../ir/effects.ts";
import type { Buffer, Local, Statement } from "../ir/mir.ts";
import { expressionsOf, mapBodies, visitExpr, visitStatements } from "../ir/walk.ts";
import { forEachView } from "../ir/effects.ts";

/** `kept`: storage that the surroundings read afterwards (target, outputs, gradient). Kernels are kept while one of their outputs is. */
export function removeDead(
  body: readonly Statement[],
  kept: (storage: Storage) => boolean,
): readonly Statement[] {
  let current = body;
  for (;;) {
    const live = liveStorage(current, kept);
    const next = sweep(current, live, kept);
    if (countStatements(next) === countStatements(current)) return next;
    current = next;
  }
}

/** Storage that some statement with an effect on the outside depends on. */
function liveStorage(body: readonly Statement[], kept: (storage: Storage) => boolean): Set<Storage> {
  const needs = new Map<Storage, Set<Storage>>();
  const live = new Set<Storage>();
  const pending: Storage[] = [];
  const demand = (storage: Storage): void => {
    if (live.has(storage)) return;
    live.add(storage);
    pending.push(storage);
    // A live array needs the names in its sizes.
    if (storage.kind === "buffer")
      for (const size of storage.dims)
        visitExpr(size, (e) =>
          e.kind === "ref" ? demand(e.local) : e.kind === "load" ? demand(e.buffer) : undefined,
        );
  };
  visitStatements(body, (s) => {
    const reads = ownReads(s);
    const results: Storage[] = [...ownWrites(s)];
    if (s.kind === "let" || s.kind === "var" || s.kind === "pop") results.push(s.local);
    if (s.kind === "kernel" && s.result !== null) results.push(s.result);
    if (results.length === 0 || results.some(kept) || s.kind === "pop" || isRandom(s)) reads.forEach(demand);
    for (const result of results) {
      const set = needs.get(result) ?? new Set();
      reads.forEach((r) => set.add(r));
      needs.set(result, set);
    }
  });
  while (pending.length > 0) for (const storage of needs.get(pending.pop()!) ?? []) demand(storage);
  return live;
}

function ownReads(s: Statement): Set<Storage> {
  const reads = new Set<Storage>();
  for (const e of expressionsOf(s))
    visitExpr(e, (x) => {
      if (x.kind === "ref") reads.add(x.local);
      else if (x.kind === "load") reads.add(x.buffer);
    });
  if (
    s.kind === "kernel" ||
    s.kind === "copy" ||
    s.kind === "check" ||
    s.kind === "reject" ||
    s.kind === "print"
  )
    forEachView([s], (view, role) => {
      if (role !== "out") reads.add(view.buffer);
    });
  return reads;
}

function sweep(
  body: readonly Statement[],
  live: ReadonlySet<Storage>,
  kept: (storage: Storage) => boolean,
): readonly Statement[] {
  const isWanted = (storage: Local | Buffer): boolean => live.has(storage) || kept(storage);
  const out: Statement[] = [];
  for (const s of body) {
    const inside = mapBodies(s, (b) => sweep(b, live, kept));
    if (isUseful(inside, isWanted)) out.push(inside);
  }
  return out;
}

function isUseful(s: Statement, isWanted: (storage: Storage) => boolean): boolean {
  switch (s.kind) {
    case "let":
    case "var":
      return isWanted(s.local);
    case "set":
    case "store":
    case "accumulate":
    case "fill":
    case "copy":
      return ownWrites(s).some(isWanted);
    case "kernel":
      return ownWrites(s).some(isWanted) || (s.result !== null && isWanted(s.result)) || isRandom(s);
    case "each":
    case "for":
    case "region":
      return s.body.length > 0;
    case "if":
      return s.then.length + s.otherwise.length > 0;
    case "loop":
      return s.body.some((inner) => inner.kind !== "exitIf" && inner.kind !== "let") || hasEffect(s.body);
    default:
      return true;
  }
}

/** A draw advances the stream, so it stays even if nobody looks at it. */
const isRandom = (s: Statement): boolean =>
  s.kind === "kernel" && (typeof s.kernel !== "string" || s.kernel.endsWith("Rng"));

function countStatements(body: readonly Statement[]): number {
  let total = 0;
  visitStatements(body, () => {
    total++;
  });
  return total;
}
