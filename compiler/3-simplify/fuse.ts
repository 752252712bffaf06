// Loops over the same elements become one loop, and an array that only carried values from one to the other becomes a name. Two loops
// are fused when both only add to the target, or when everything the first stores is read by such loops alone; never where a
// stored array must survive, because a loop that only accumulates can be reversed in place and one that stores cannot.

import { sameExpr } from "../ir/build.ts";
import { declaredIn, hasEffect, readBy, writtenBy, type Storage } from "../ir/effects.ts";
import * as build from "../ir/build.ts";
import { accessesOf, type Accesses } from "../ir/sites.ts";
import type { Buffer, Local, Statement } from "../ir/mir.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import { mapBodies, mapExprs, mapStatements } from "../ir/walk.ts";
import { sameCellOfIteration } from "./parallel.ts";

type Each = Extract<Statement, { kind: "each" }>;
type Region = Extract<Statement, { kind: "region" }>;

/** One statement with the region it came from. */
interface Item {
  readonly statement: Statement;
  readonly region: Omit<Region, "body"> | null;
}

export function fuseLoops(body: readonly Statement[]): readonly Statement[] {
  const accesses = accessesOf(body);
  const carried = carriedBuffers(accesses);
  return contract(fuseBlock(body, carried));
}

/** Local arrays that are only touched at the own index of loops of one length: they can live in a name once the loops are one. */
function carriedBuffers({ reads, writes }: Accesses): Set<Buffer> {
  const found = new Set<Buffer>();
  for (const [storage, writing] of writes) {
    if (storage.kind !== "buffer" || storage.lifetime !== "call" || storage.dims.length !== 1) continue;
    const all = [...writing, ...(reads.get(storage) ?? [])];
    const loops = all.map((access) => access.frames.at(-1)?.statement);
    const first = loops[0];
    if (first?.kind !== "each") continue;
    const outer = all[0]!.frames.length;
    const ok = all.every((access, i) => {
      const loop = loops[i];
      if (loop?.kind !== "each" || !sameExpr(loop.count, first.count) || access.frames.length !== outer)
        return false;
      return access.statement.kind !== "kernel" && sameCellOfIteration([access], loop.index);
    });
    const stores = writing.filter((w) => w.statement.kind === "store");
    if (ok && stores.length === 1 && writing.length === 1) found.add(storage);
  }
  return found;
}

function fuseBlock(body: readonly Statement[], carried: ReadonlySet<Buffer>): Statement[] {
  const items: Item[] = body.flatMap((s): Item[] => {
    if (s.kind !== "region") return [{ statement: mapBodies(s, (b) => fuseBlock(b, carried)), region: null }];
    const { body: inside, ...region } = s;
    return inside.map((inner) => ({ statement: mapBodies(inner, (b) => fuseBlock(b, carried)), region }));
  });
  for (let at = 1; at < items.length; at++) {
    const fused = fuseWithEarlier(items, at, carried);
    if (fused) at--;
  }
  return regroup(items);
}

/** Fuses the loop at `at` with the nearest earlier one it may join; true if it is gone from its place. */
function fuseWithEarlier(items: Item[], at: number, carried: ReadonlySet<Buffer>): boolean {
  const later = items[at]!.statement;
  if (later.kind !== "each") return false;
  for (let before = at - 1; before >= 0; before--) {
    const earlier = items[before]!.statement;
    if (earlier.kind !== "each" || !sameExpr(earlier.count, later.count)) continue;
    if (!mayJoin(earlier, later, carried)) continue;
    const between = items.slice(before + 1, at).map((item) => item.statement);
    const region = joinRegions(items[before]!.region, items[at]!.region);
    const joined: Item = { statement: join(earlier, later), region };
    if (between.every((m) => commute(m, later))) {
      items.splice(at, 1);
      items[before] = joined;
      return true;
    }
    if (between.every((m) => commute(earlier, m))) {
      items[at] = joined;
      items.splice(before, 1);
      return true;
    }
  }
  return false;
}

function mayJoin(earlier: Each, later: Each, carried: ReadonlySet<Buffer>): boolean {
  const stored = [...writtenOutside(earlier), ...writtenOutside(later)].filter((s) => s.kind === "buffer");
  if (!stored.every((b) => carried.has(b))) return false;
  if (hasEffect([earlier]) && hasEffect([later])) return false;
  // What one of them accumulates, the other may not read: it would see part of the sum.
  const isApart = (writer: Each, reader: Each): boolean => {
    const reads = readBy([reader]);
    return [...writtenOutside(writer)].every((s) => s.kind === "buffer" || !reads.has(s));
  };
  return isApart(earlier, later) && isApart(later, earlier);
}

function writtenOutside(loop: Each): Set<Storage> {
  const own = declaredIn([loop]);
  return new Set([...writtenBy([loop])].filter((s) => s.kind === "buffer" || !own.has(s)));
}

/** `a` then `b` does what `b` then `a` does. */
function commute(a: Statement, b: Statement): boolean {
  if (hasEffect([a]) && hasEffect([b])) return false;
  const declared = declaredIn([a]);
  const readsB = readBy([b]);
  const writesA = writtenBy([a]);
  const writesB = writtenBy([b]);
  if ([...declared].some((local) => readsB.has(local) || writesB.has(local))) return false;
  const readsA = readBy([a]);
  if ([...writesA].some((s) => readsB.has(s)) || [...writesB].some((s) => readsA.has(s))) return false;
  return [...writesA].every((s) => !writesB.has(s) || (onlyAccumulates(a, s) && onlyAccumulates(b, s)));
}

function onlyAccumulates(statement: Statement, storage: Storage): boolean {
  const writes = accessesOf([statement]).writes.get(storage) ?? [];
  return writes.every((w) => w.statement.kind === "accumulate");
}

function join(earlier: Each, later: Each): Each {
  const how = { ref: (local: Local) => (local === later.index ? build.ref(earlier.index) : undefined) };
  return { ...earlier, body: [...earlier.body, ...rewriteStatements(later.body, how)] };
}

function joinRegions(a: Item["region"], b: Item["region"]): Item["region"] {
  if (a === null || b === null || a === b) return a ?? b;
  return a.title === b.title ? a : { ...a, title: `${a.title};  ${b.title}` };
}

function regroup(items: readonly Item[]): Statement[] {
  const out: Statement[] = [];
  let open: { region: Item["region"]; body: Statement[] } | null = null;
  for (const { statement, region } of items) {
    if (region === null) {
      out.push(statement);
      open = null;
      continue;
    }
    if (open === null || open.region !== region) {
      open = { region, body: [] };
      out.push({ ...region, body: open.body });
    }
    open.body.push(statement);
  }
  return out;
}

/** Arrays that now live within one loop become names. */
function contract(body: readonly Statement[]): readonly Statement[] {
  const { reads, writes } = accessesOf(body);
  const names = new Map<Buffer, Local>();
  for (const [storage, writing] of writes) {
    if (storage.kind !== "buffer" || storage.lifetime !== "call" || writing.length !== 1) continue;
    const [write] = writing;
    const loop = write!.frames.at(-1)?.statement;
    if (write!.statement.kind !== "store" || loop?.kind !== "each") continue;
    const all = [write!, ...(reads.get(storage) ?? [])];
    const within = all.every(
      (access) => access.frames.some((f) => f.statement === loop) && access.order >= write!.order,
    );
    if (
      within &&
      all.every((a) => a.statement.kind !== "kernel") &&
      storage.dims.length === 1 &&
      sameCellOfIteration(all, loop.index)
    )
      names.set(storage, build.local(storage.name, storage.elem === "i32" ? "int" : "real"));
  }
  if (names.size === 0) return body;
  const renamed = mapStatements(body, (s) =>
    s.kind === "store" && names.has(s.buffer) ? build.letLocal(names.get(s.buffer)!, s.value) : s,
  );
  return mapExprs(renamed, (e) =>
    e.kind === "load" && names.has(e.buffer) ? build.ref(names.get(e.buffer)!) : e,
  );
}
