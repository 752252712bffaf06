// Arrays of a few cells that are only touched at literal positions, one after another, become names: `dydt[1] = ...; return dydt` is three
// formulas and no array.

import * as build from "../ir/build.ts";
import { accessesOf, type Accesses } from "../ir/sites.ts";
import type { Buffer, Expr, Local, Statement, View } from "../ir/mir.ts";
import { mapExprs, mapStatements } from "../ir/walk.ts";

/** Copies of up to this many cells are written out. */
const MOST_CELLS = 12;

export function nameCells(given: readonly Statement[]): readonly Statement[] {
  const body = writeOutCopies(given);
  const accesses = accessesOf(body);
  const names = new Map<Buffer, Map<number, Local>>();
  for (const buffer of accesses.writes.keys())
    if (buffer.kind === "buffer" && areNames(buffer, accesses)) names.set(buffer, new Map());
  if (names.size === 0) return given;
  const named = (buffer: Buffer, [at]: readonly Expr[]): Local | null => {
    const cells = names.get(buffer);
    if (cells === undefined || at?.kind !== "int") return null;
    let local = cells.get(at.value);
    if (local === undefined)
      cells.set(at.value, (local = build.local(`${buffer.name}${at.value + 1}`, "real")));
    return local;
  };
  const stored = mapStatements(body, (s) => {
    if (s.kind === "fill" && names.has(s.view.buffer)) return [];
    const local = s.kind === "store" ? named(s.buffer, s.index) : null;
    return s.kind === "store" && local !== null ? build.letLocal(local, s.value) : s;
  });
  return mapExprs(stored, (e) => {
    const local = e.kind === "load" ? named(e.buffer, e.index) : null;
    return local === null ? e : build.ref(local);
  });
}

function writeOutCopies(body: readonly Statement[]): readonly Statement[] {
  return mapStatements(body, (s) => {
    if (s.kind !== "copy" || s.count.kind !== "int" || s.count.value > MOST_CELLS) return s;
    if (s.to.buffer === s.from.buffer || s.to.buffer.dims.length !== 1 || s.from.buffer.dims.length !== 1)
      return s;
    const at = (view: View, k: number): Expr[] => [build.iadd(view.index[0] ?? build.int(0), build.int(k))];
    return Array.from({ length: s.count.value }, (_, k): Statement => {
      const value = build.load(s.from.buffer, at(s.from, k));
      return { kind: "store", buffer: s.to.buffer, index: at(s.to, k), value };
    });
  });
}

/** A local array of reals whose cells are each stored once, outside of loops and branches, before they are read. */
function areNames(buffer: Buffer, { reads, writes }: Accesses): boolean {
  if (buffer.elem !== "f64" || buffer.dims.length !== 1) return false;
  if (buffer.lifetime !== "call" && buffer.lifetime !== "frame" && buffer.lifetime !== "bind") return false;
  const stores = (writes.get(buffer) ?? []).filter(({ statement: s }) => s.kind !== "fill");
  const stored = new Map<number, number>();
  for (const { statement: s, frames, index, order } of stores) {
    const at = index?.[0];
    if (s.kind !== "store" || frames.length > 0 || at?.kind !== "int" || stored.has(at.value)) return false;
    stored.set(at.value, order);
  }
  return (reads.get(buffer) ?? []).every(({ statement: s, index, order }) => {
    const at = index?.[0];
    if (s.kind === "kernel" || s.kind === "copy" || at?.kind !== "int") return false;
    const since = stored.get(at.value);
    return since !== undefined && since < order;
  });
}
