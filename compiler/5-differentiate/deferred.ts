// Rule R2: a loop that only adds to one number whose adjoint is known later (a sum of squares, divided by sigma^2 afterwards) is reversed in
// its own iterations as if that adjoint were 1; what it sends to names outside is collected and scaled when the adjoint is known.
// Only names outside: an array would have to be collected into a second array.

import * as build from "../ir/build.ts";
import { declaredIn, readBy, writtenBy, type Storage } from "../ir/effects.ts";
import type { Local, Statement } from "../ir/mir.ts";
import { decide } from "./in-place.ts";
import type { Block, Sweep } from "./sweep.ts";

export interface Deferred {
  readonly forward: readonly Statement[];
  /** The number whose adjoint scales what was collected. */
  readonly sum: Local;
  readonly collected: readonly { readonly local: Local; readonly unscaled: Local }[];
}

type Loop = Extract<Statement, { kind: "each" | "for" }>;

export function deferSeed(
  loop: Loop,
  block: Block,
  sweep: Sweep,
  reverseInPlace: (loop: Loop, sweep: Sweep) => readonly Statement[],
): Deferred | null {
  const sum = onlySum(loop, sweep);
  if (sum === null || !block.inPlace || readsActiveArrays(loop, sweep)) return null;
  const adjoints = new Map([...sweep.adjoints].filter(([storage]) => storage.kind === "buffer"));
  const seeded: Sweep = { ...sweep, target: sum, targetIsRead: false, terminal: new Map(), adjoints };
  if (!decide(loop, block, seeded)) return null;
  const body = reverseInPlace(loop, seeded);
  const own = declaredIn([loop]);
  const collected: { local: Local; unscaled: Local }[] = [];
  const declarations: Statement[] = [];
  for (const [storage, adjoint] of adjoints) {
    if (storage.kind === "buffer") sweep.adjoints.set(storage, adjoint);
    else if (!own.has(storage) && adjoint.kind === "local") {
      declarations.push({ kind: "var", local: adjoint, initial: build.num(0) });
      collected.push({ local: storage, unscaled: adjoint });
    }
  }
  return { forward: [...declarations, ...body], sum, collected };
}

/** The one active name outside that the loop writes, if it only adds to it. */
function onlySum(loop: Loop, sweep: Sweep): Local | null {
  const own = declaredIn([loop]);
  const outside = [...writtenBy([loop])].filter(
    (s) => sweep.isActive(s) && (s.kind === "buffer" || !own.has(s)),
  );
  const sums = outside.filter((s): s is Local => s.kind === "local");
  const [sum] = sums;
  if (sums.length !== 1 || sum === sweep.target || readBy([loop]).has(sum!)) return null;
  const writes = (sweep.accesses.writes.get(sum!) ?? []).filter(({ frames }) =>
    frames.some((frame) => frame.statement === loop),
  );
  return writes.every(({ statement }) => statement.kind === "accumulate") ? sum! : null;
}

function readsActiveArrays(loop: Loop, sweep: Sweep): boolean {
  const written = writtenBy([loop]);
  return [...readBy([loop])].some(
    (s: Storage) => s.kind === "buffer" && sweep.isActive(s) && !written.has(s),
  );
}
