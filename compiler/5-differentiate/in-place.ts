// Rule R1: a statement whose derivatives reach nothing but the target can be reversed where it stands, because the adjoint of the target
// is known to be 1 from the start. A loop is reversed inside its own iterations then, and nothing of it has to be stored.

import { declaredIn, readBy, writtenBy, type Storage } from "../ir/effects.ts";
import { sameExpr } from "../ir/build.ts";
import type { Buffer, Local, Statement } from "../ir/mir.ts";
import { isLoop, type Access } from "../ir/sites.ts";
import { visitStatements } from "../ir/walk.ts";
import { isStable } from "./stability.ts";
import type { Block, Sweep } from "./sweep.ts";

/** Asked several times per statement, always for the one block it stands in: the answer is kept. */
export function isTerminal(s: Statement, block: Block, sweep: Sweep): boolean {
  let known = sweep.terminal.get(s);
  if (known === undefined) sweep.terminal.set(s, (known = decide(s, block, sweep)));
  return known;
}

export function decide(s: Statement, block: Block, sweep: Sweep): boolean {
  if (sweep.targetIsRead) return false;
  if (s.kind !== "each" && s.kind !== "for" && s.kind !== "if" && s.kind !== "region") return false;
  const inside = statementsIn(s);
  const declared = declaredIn([s]);
  const touched = [...writtenBy([s]), ...declared].filter((storage) => sweep.isActive(storage));
  if (!touched.some((storage) => storage === sweep.target)) return false;
  for (const storage of touched) {
    if (storage === sweep.target) continue;
    const reads = sweep.accesses.reads.get(storage) ?? [];
    if (reads.some((read) => !inside.has(read.statement))) return false;
    if (storage.kind === "local" && !declared.has(storage)) return false;
    if (storage.kind === "buffer" && isCarried(storage, s, block, sweep)) return false;
  }
  if ((s.kind === "each" || s.kind === "for") && !hasIndependentIterations(s, touched, declared, sweep))
    return false;
  if (readsWhatChanges(inside, new Set(touched), block, sweep)) return false;
  return block.inPlace || !readsLocalsOf(s, block, sweep);
}

function statementsIn(s: Statement): Set<Statement> {
  const found = new Set<Statement>();
  visitStatements([s], (inner) => {
    found.add(inner);
  });
  return found;
}

/** An array that a loop around `s` might bring values of an earlier iteration in. */
function isCarried(buffer: Buffer, s: Statement, block: Block, sweep: Sweep): boolean {
  const isInLoop = block.frames.slice(block.root.length).some(isLoop);
  return isInLoop && readBy([s]).has(buffer);
}

function hasIndependentIterations(
  loop: Extract<Statement, { kind: "each" | "for" }>,
  touched: readonly Storage[],
  declared: ReadonlySet<Local>,
  sweep: Sweep,
): boolean {
  return touched.every((storage) => {
    if (storage === sweep.target) return true;
    if (storage.kind === "local") return declared.has(storage);
    const accesses = [
      ...(sweep.accesses.writes.get(storage) ?? []),
      ...(sweep.accesses.reads.get(storage) ?? []),
    ];
    return accesses.every((a) => carriesIndex(a, loop.index)) || isRewrittenFirst(storage, loop, sweep);
  });
}

const carriesIndex = (access: Access, index: Local): boolean =>
  (access.index ?? []).some((e) => e.kind === "ref" && e.local === index);

/** Every iteration fills the whole array before it reads any of it, so iterations share only the space. */
function isRewrittenFirst(
  buffer: Buffer,
  loop: Extract<Statement, { kind: "each" | "for" }>,
  { accesses }: Sweep,
): boolean {
  const reads = accesses.reads.get(buffer) ?? [];
  const first = (accesses.writes.get(buffer) ?? [])[0];
  const body = first?.frames.findIndex((f) => f.statement === loop) ?? -1;
  if (first === undefined || body < 0 || !reads.every((r) => r.order > first.order)) return false;
  return coversAll(first, buffer, body + 1);
}

/** The write reaches every cell: a whole block, or loops over the full range of each dimension. */
export function coversAll(write: Access, buffer: Buffer, fromFrame: number): boolean {
  const loops = write.frames.slice(fromFrame);
  if (loops.some((f) => f.statement.kind === "if" || f.statement.kind === "loop")) return false;
  const index = write.index;
  if (index === null || index.length < buffer.dims.length)
    return index !== null && index.length === 0 && loops.length === 0;
  return index.every((e, d) =>
    loops.some(({ statement: l }) => {
      if (l.kind !== "each" && l.kind !== "for") return false;
      if (e.kind !== "ref" || e.local !== l.index) return false;
      if (l.kind === "each") return sameExpr(l.count, buffer.dims[d]!);
      return l.from.kind === "int" && l.from.value === 0 && sameExpr(l.to, buffer.dims[d]!);
    }),
  );
}

/**
 * Reads an active value that a later write replaces. Its adjoint cell belongs to the last value until the reverse sweep has passed that
 * write, so nothing may be added to it before.
 */
function readsWhatChanges(
  inside: ReadonlySet<Statement>,
  own: ReadonlySet<Storage>,
  block: Block,
  { accesses, readBy, isActive }: Sweep,
): boolean {
  for (const s of inside)
    for (const { storage, access } of readBy.get(s) ?? []) {
      if (own.has(storage) || !isActive(storage)) continue;
      if (!isStable(storage, access, block.root, accesses)) return true;
    }
  return false;
}

/** Reads an active name that lives only in one iteration of the forward sweep: its adjoint has to wait for the reverse sweep. */
function readsLocalsOf(s: Statement, block: Block, sweep: Sweep): boolean {
  const own = declaredIn([s]);
  for (const storage of readBy([s])) {
    if (storage.kind !== "local" || own.has(storage) || !sweep.isActive(storage)) continue;
    const frames = sweep.declaredAt.get(storage)?.frames;
    if (frames !== undefined && frames.length > block.root.length) return true;
  }
  return false;
}
