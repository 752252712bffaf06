// Which storage of a program depends on data only. Everything is taken to be data until something says otherwise: the parameters, a
// value computed from them, a write under a condition that depends on them. Storage that is written more than once only counts when
// all its writes come before all its reads, because hoisting moves the writes together.

import type { Storage } from "../ir/effects.ts";
import { accessesOf, commonLoops, type Accesses, type Frame } from "../ir/sites.ts";
import type { Buffer, Expr, Local, Statement, View } from "../ir/mir.ts";
import { someExpr, viewsOf } from "../ir/walk.ts";

export interface DataLevel {
  readonly accesses: Accesses;
  isData(storage: Storage): boolean;
  isDataExpr(expr: Expr): boolean;
  /** Every loop and branch around runs alike at every point. */
  isDataPath(frames: readonly Frame[]): boolean;
}

export function findDataLevel(body: readonly Statement[], target: Local): DataLevel {
  const accesses = accessesOf(body);
  const varying = new Set<Storage>([target]);
  const isData = (storage: Storage): boolean =>
    !varying.has(storage) && !(storage.kind === "buffer" && isGiven(storage));
  const isDataExpr = (expr: Expr): boolean =>
    !someExpr(
      expr,
      (e) => (e.kind === "ref" && !isData(e.local)) || (e.kind === "load" && !isData(e.buffer)),
    );
  const isDataPath = (frames: readonly Frame[]): boolean =>
    frames.every(({ statement: s }) => {
      if (s.kind === "loop") return false;
      if (s.kind === "if") return isDataExpr(s.condition);
      return s.kind === "each" ? isDataExpr(s.count) : isDataExpr(s.from) && isDataExpr(s.to);
    });
  const level: DataLevel = { accesses, isData, isDataExpr, isDataPath };
  markUnordered(accesses, varying);
  for (let before = -1; before !== varying.size;) {
    before = varying.size;
    for (const site of accesses.sites) markVarying(site.statement, site.frames, level, varying);
  }
  return level;
}

const isGiven = (buffer: Buffer): boolean => buffer.lifetime === "input" || buffer.lifetime === "output";

function markVarying(s: Statement, frames: readonly Frame[], level: DataLevel, varying: Set<Storage>): void {
  const { isData, isDataExpr, isDataPath } = level;
  const viewIsData = (view: View): boolean => isData(view.buffer) && view.index.every(isDataExpr);
  const mark = (storage: Storage, ok: boolean): void => {
    if (!ok) varying.add(storage);
  };
  switch (s.kind) {
    case "let":
      return mark(s.local, isDataExpr(s.value));
    case "var": {
      // In a loop it starts anew each time, so it cannot stand before the loop.
      const isOnce = frames.every((f) => f.statement.kind === "if");
      return mark(s.local, isOnce && (s.initial === null || isDataExpr(s.initial)));
    }
    case "set":
      return mark(s.local, isDataExpr(s.value) && isDataPath(frames));
    case "store":
      return mark(s.buffer, isDataExpr(s.value) && s.index.every(isDataExpr) && isDataPath(frames));
    case "accumulate": {
      const ok = isDataExpr(s.value) && isDataPath(frames);
      if (s.into.kind === "local") return mark(s.into.local, ok);
      return mark(s.into.buffer, ok && s.into.index.every(isDataExpr));
    }
    case "fill":
      return mark(
        s.view.buffer,
        isDataExpr(s.value) && isDataExpr(s.count) && viewIsData(s.view) && isDataPath(frames),
      );
    case "copy":
      return mark(
        s.to.buffer,
        viewIsData(s.from) && viewIsData(s.to) && isDataExpr(s.count) && isDataPath(frames),
      );
    case "each":
      return mark(s.index, isDataExpr(s.count));
    case "for":
      return mark(s.index, isDataExpr(s.from) && isDataExpr(s.to));
    case "pop":
      return mark(s.local, false);
    case "kernel": {
      // A result is a name: moved under loops and branches of its own, nothing outside them could see it.
      const isVisible = s.result === null || frames.length === 0;
      const ok =
        isVisible &&
        isDataPath(frames) &&
        s.args.every((arg) =>
          arg.kind === "scalar" ? isDataExpr(arg.value) : viewsOf(arg).every(viewIsData),
        );
      for (const arg of s.args) if (arg.kind === "out" || arg.kind === "inout") mark(arg.view.buffer, ok);
      if (s.result !== null) mark(s.result, ok);
      return;
    }
    default:
      return;
  }
}

function markUnordered({ reads, writes }: Accesses, varying: Set<Storage>): void {
  for (const [storage, writing] of writes) {
    const ordered = (reads.get(storage) ?? []).every((read) =>
      writing.every((write) => write.order < read.order && commonLoops(write, read).length === 0),
    );
    if (!ordered) varying.add(storage);
  }
}
