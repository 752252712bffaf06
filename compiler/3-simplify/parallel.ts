// A `for` loop whose iterations are independent becomes an `each`: it may then be fused, scaled and reversed in place. Proven by
// looking at what outlives an iteration: arrays written only at the own index (and read there only), and accumulations into what the
// loop does not read.

import { declaredIn, readBy } from "../ir/effects.ts";
import { accessesOf, type Access } from "../ir/sites.ts";
import type { Expr, Local, Statement } from "../ir/mir.ts";
import { mapStatements } from "../ir/walk.ts";

export function findParallelLoops(body: readonly Statement[]): readonly Statement[] {
  return mapStatements(body, (s) => {
    if (s.kind !== "for" || s.down || !isZero(s.from) || !isIndependent(s)) return s;
    return { kind: "each", index: s.index, count: s.to, body: s.body };
  });
}

const isZero = (e: Expr): boolean => e.kind === "int" && e.value === 0;

type Loop = Extract<Statement, { kind: "for" | "each" }>;

export function isIndependent(loop: Loop): boolean {
  if (loop.body.some((s) => s.kind === "exitIf")) return false;
  const { reads, writes } = accessesOf(loop.body);
  const own = declaredIn(loop.body);
  const isRead = readBy(loop.body);
  for (const [storage, writing] of writes) {
    if (storage.kind === "local" && own.has(storage)) continue;
    const onlyAccumulated = writing.every((w) => w.statement.kind === "accumulate") && !isRead.has(storage);
    if (onlyAccumulated) continue;
    if (storage.kind === "local") return false;
    const all = [...writing, ...(reads.get(storage) ?? [])];
    if (!sameCellOfIteration(all, loop.index)) return false;
  }
  return true;
}

/** Some dimension carries the loop's index, plain, in every access. */
export function sameCellOfIteration(accesses: readonly Access[], index: Local): boolean {
  const first = accesses[0];
  if (first === undefined || first.index === null) return false;
  return first.index.some((_, dimension) =>
    accesses.every((access) => {
      const at = access.index?.[dimension];
      return at !== undefined && at.kind === "ref" && at.local === index;
    }),
  );
}
