// Where storage is read and written: each access with the loops and branches around it and its place in program order. Hoisting and
// differentiation both ask "can this value have changed between here and there?", and both answer from these.

import * as build from "./build.ts";
import { forEachView, ownWrites, type Storage } from "./effects.ts";
import type { Expr, Statement, View } from "./mir.ts";
import { bodiesOf, expressionsOf, visitExpr } from "./walk.ts";

/** A loop or a branch around a statement. */
export interface Frame {
  readonly statement: Extract<Statement, { kind: "each" | "for" | "loop" | "if" }>;
  /** Which body of it. */
  readonly branch: number;
}

export interface Site {
  readonly statement: Statement;
  readonly frames: readonly Frame[];
  readonly order: number;
}

export interface Access extends Site {
  /** Index expressions of the cell, or of the block (fewer than the buffer's dimensions); null for locals. */
  readonly index: readonly Expr[] | null;
}

export interface Accesses {
  readonly sites: readonly Site[];
  readonly reads: ReadonlyMap<Storage, readonly Access[]>;
  readonly writes: ReadonlyMap<Storage, readonly Access[]>;
  readonly siteOf: ReadonlyMap<Statement, Site>;
}

const at = ({ statement, frames, order }: Site, index: Access["index"]): Access => ({
  statement,
  frames,
  order,
  index,
});

export function accessesOf(body: readonly Statement[]): Accesses {
  const sites: Site[] = [];
  const reads = new Map<Storage, Access[]>();
  const writes = new Map<Storage, Access[]>();
  const siteOf = new Map<Statement, Site>();
  const add = (map: Map<Storage, Access[]>, storage: Storage, access: Access): void => {
    const list = map.get(storage);
    if (list === undefined) map.set(storage, [access]);
    else list.push(access);
  };
  const visit = (statements: readonly Statement[], frames: readonly Frame[]): void => {
    for (const statement of statements) {
      const site: Site = { statement, frames, order: sites.length };
      sites.push(site);
      siteOf.set(statement, site);
      for (const own of expressionsOf(statement))
        visitExpr(own, (e) => {
          if (e.kind === "ref") add(reads, e.local, at(site, null));
          else if (e.kind === "load") add(reads, e.buffer, at(site, e.index));
        });
      if (bodiesOf(statement).length === 0)
        forEachView([statement], (view, role) => {
          if (role !== "out") add(reads, view.buffer, at(site, blockIndex(view)));
        });
      for (const storage of ownWrites(statement))
        add(writes, storage, at(site, writtenIndex(statement, storage)));
      const isFrame = statement.kind !== "region";
      bodiesOf(statement).forEach((inner, branch) =>
        visit(inner, isFrame ? [...frames, { statement: statement as Frame["statement"], branch }] : frames),
      );
    }
  };
  visit(body, []);
  return { sites, reads, writes, siteOf };
}

function writtenIndex(s: Statement, storage: Storage): readonly Expr[] | null {
  if (s.kind === "store") return s.index;
  if (s.kind === "accumulate") return s.into.kind === "cell" ? s.into.index : null;
  if (s.kind === "fill") return blockIndex(s.view);
  if (s.kind === "copy") return blockIndex(s.to);
  if (s.kind !== "kernel") return null;
  const outputs = s.args.flatMap((arg) =>
    (arg.kind === "out" || arg.kind === "inout") && arg.view.buffer === storage ? [arg.view] : [],
  );
  return outputs.length === 1 ? blockIndex(outputs[0]!) : null;
}

/**
 * Indices of the smallest block that holds the view. Fewer indices than dimensions name a block exactly. A full set of indices is only
 * where the view starts: it may reach over the rest of the last dimension that does not start at zero, and all after it.
 */
export function blockIndex({ buffer, index }: View): readonly Expr[] {
  if (index.length < buffer.dims.length) return index;
  let length = index.length;
  while (length > 0 && build.isNumber(index[length - 1]!, 0)) length--;
  return index.slice(0, Math.max(0, length - 1));
}

export const isLoop = (frame: Frame): boolean => frame.statement.kind !== "if";

/** Loops around both, outermost first. */
export function commonLoops(a: Site, b: Site): readonly Frame[] {
  const common: Frame[] = [];
  for (let i = 0; i < Math.min(a.frames.length, b.frames.length); i++) {
    const frame = a.frames[i]!;
    if (frame.statement !== b.frames[i]!.statement || frame.branch !== b.frames[i]!.branch) break;
    if (isLoop(frame)) common.push(frame);
  }
  return common;
}
