// Getting values of the forward sweep into the reverse sweep of a loop body or branch, which is a different scope. Per value: computed
// again if that is cheap and its inputs survived, else saved where the forward sweep has it, one cell per iteration of the loops
// between here and the place reversed as one; on a stack where their number is not known beforehand.

import { opCost } from "../ir/cost.ts";
import * as build from "../ir/build.ts";
import { declaredBy, declaredIn, readBy, type Storage } from "../ir/effects.ts";
import type { Buffer, Expr, Local, Statement } from "../ir/mir.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import { isLoop, type Frame } from "../ir/sites.ts";
import { someExpr, visitExpr } from "../ir/walk.ts";
import { isStable, isWrittenOnce } from "./stability.ts";
import type { Block, Sweep } from "./sweep.ts";

/** A value dearer than this is saved rather than computed again: a division is recomputed, an exponential is not. */
const RECOMPUTE_BELOW = 8;

export interface Closed {
  /** To append to the forward body. */
  readonly saves: readonly Statement[];
  /** The reverse body, complete with the values it needs. */
  readonly reverse: readonly Statement[];
}

export function closeOver(
  body: readonly Statement[],
  reverse: readonly Statement[],
  block: Block,
  sweep: Sweep,
): Closed {
  const definitions = definedDirectly(body);
  const closing: Closing = {
    body: directStatements(body),
    definitions,
    block,
    sweep,
    renamed: new Map(),
    prelude: [],
    saved: [],
  };
  const own = declaredIn(reverse);
  for (const storage of readBy(reverse))
    if (storage.kind === "local" && !own.has(storage)) resolve(storage, closing);
  const { saves, restores } = storeSaved(closing);
  const ref = (local: Local): Expr | undefined => {
    const renamed = closing.renamed.get(local);
    return renamed === undefined ? undefined : build.ref(renamed);
  };
  return { saves, reverse: [...restores, ...closing.prelude, ...rewriteStatements(reverse, { ref })] };
}

interface Closing {
  readonly body: readonly Statement[];
  readonly definitions: ReadonlyMap<Local, Statement>;
  readonly block: Block;
  readonly sweep: Sweep;
  /** Names of the forward body and what they are called in the reverse body. */
  readonly renamed: Map<Local, Local>;
  readonly prelude: Statement[];
  readonly saved: Local[];
}

const directStatements = (body: readonly Statement[]): readonly Statement[] =>
  body.flatMap((s) => (s.kind === "region" ? directStatements(s.body) : [s]));

function definedDirectly(
  body: readonly Statement[],
  into = new Map<Local, Statement>(),
): Map<Local, Statement> {
  for (const s of body) {
    const local = declaredBy(s);
    if (local !== null && s.kind !== "each" && s.kind !== "for") into.set(local, s);
    if (s.kind === "region") definedDirectly(s.body, into);
  }
  return into;
}

function resolve(local: Local, closing: Closing): void {
  const definition = closing.definitions.get(local);
  if (definition === undefined || closing.renamed.has(local)) return;
  // As temporary as the original: computed again for one use, it goes back into the formula that uses it.
  const twin: Local = { ...local };
  closing.renamed.set(local, twin);
  const stored = storedCell(local, closing);
  if (stored !== null) {
    closing.prelude.push(build.letLocal(twin, stored));
    return;
  }
  if (definition.kind !== "let" || !isRecomputable(definition, closing)) {
    closing.saved.push(local);
    return;
  }
  visitExpr(definition.value, (e) => {
    if (e.kind === "ref") resolve(e.local, closing);
  });
  const ref = (l: Local): Expr | undefined => {
    const renamed = closing.renamed.get(l);
    return renamed === undefined ? undefined : build.ref(renamed);
  };
  closing.prelude.push(...rewriteStatements([{ ...definition, local: twin }], { ref }));
}

/** The value as the forward sweep stored it, where that cell keeps it: an array written once is its own tape (rule R4). */
function storedCell(local: Local, { body, block, sweep }: Closing): Expr | null {
  const store = body.find((s) => s.kind === "store" && s.value.kind === "ref" && s.value.local === local);
  if (store?.kind !== "store" || !isWrittenOnce(store.buffer, sweep.accesses)) return null;
  const indices = new Set(
    block.frames.flatMap(({ statement: f }) => (f.kind === "each" || f.kind === "for" ? [f.index] : [])),
  );
  const isPlain = (e: Expr): boolean =>
    !someExpr(
      e,
      (x) => x.kind === "load" || (x.kind === "ref" && sweep.ownLocals.has(x.local) && !indices.has(x.local)),
    );
  return store.index.every(isPlain) ? build.load(store.buffer, store.index) : null;
}

function isRecomputable(definition: Extract<Statement, { kind: "let" }>, closing: Closing): boolean {
  const { sweep, block } = closing;
  const site = sweep.accesses.siteOf.get(definition);
  const { value } = definition;
  if (value.kind === "op" && opCost(value.op) >= RECOMPUTE_BELOW) return false;
  return !someExpr(value, (e) => {
    const storage: Storage | null = e.kind === "ref" ? e.local : e.kind === "load" ? e.buffer : null;
    if (storage === null || !sweep.accesses.writes.has(storage)) return false;
    if (site === undefined) return true;
    return !isStable(
      storage,
      { ...site, index: e.kind === "load" ? e.index : null },
      block.root,
      sweep.accesses,
    );
  });
}

// ------------------------------------------------------------------------------------------------------------ saved values

function storeSaved(closing: Closing): { saves: Statement[]; restores: Statement[] } {
  const saves: Statement[] = [];
  const restores: Statement[] = [];
  const loops = closing.block.frames.slice(closing.block.root.length).filter(isLoop);
  const space = iterationSpace(loops, closing.sweep);
  for (const local of closing.saved) {
    const twin = closing.renamed.get(local)!;
    if (space === null) {
      saves.push({ kind: "push", value: build.ref(local) });
      restores.unshift({ kind: "pop", local: twin });
    } else if (loops.length === 0) {
      const slot = build.local(`${local.name}Saved`, local.scalar);
      closing.sweep.declarations.push({ kind: "var", local: slot, initial: null });
      saves.push({ kind: "set", local: slot, value: build.ref(local) });
      restores.push(build.letLocal(twin, build.ref(slot)));
    } else {
      const tape = tapeFor(local, space.extents);
      saves.push({ kind: "store", buffer: tape, index: space.position, value: asNumber(local) });
      restores.push(build.letLocal(twin, fromNumber(local, build.load(tape, space.position))));
    }
  }
  return { saves, restores };
}

const tapeFor = (local: Local, extents: readonly Expr[]): Buffer =>
  build.buffer(`${local.name}Saved`, local.scalar === "real" ? "f64" : "i32", extents, "call");
const asNumber = (local: Local): Expr =>
  local.scalar === "bool" ? build.op("toInt", build.ref(local)) : build.ref(local);
const fromNumber = (local: Local, stored: Expr): Expr =>
  local.scalar === "bool" ? build.op("ne", stored, build.int(0)) : stored;

/** Sizes and position in the loops between a block and its root, if a rectangle known when data is bound. */
export function iterationSpace(
  loops: readonly Frame[],
  sweep: Sweep,
): { extents: readonly Expr[]; position: readonly Expr[] } | null {
  // How often a subprogram runs is never known.
  if (sweep.memory === "frame") return null;
  const extents: Expr[] = [];
  const position: Expr[] = [];
  for (const { statement: loop } of loops) {
    if (loop.kind !== "each" && loop.kind !== "for") return null;
    const extent = loop.kind === "each" ? loop.count : build.isub(loop.to, loop.from);
    if (someExpr(extent, (e) => (e.kind === "ref" && sweep.ownLocals.has(e.local)) || e.kind === "load"))
      return null;
    extents.push(extent);
    position.push(
      loop.kind === "each" ? build.ref(loop.index) : build.isub(build.ref(loop.index), loop.from),
    );
  }
  return { extents, position };
}
