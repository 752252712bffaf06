// Blocks that a kernel read or wrote and that change before the reverse sweep asks for them: copied around the call, into one copy per
// iteration of the loops around where their number is known when data is bound, else cell by cell onto the stack.

import * as build from "../ir/build.ts";
import { enlarged, isGrowing } from "../ir/growing.ts";
import type { Expr, Statement, View } from "../ir/mir.ts";
import { blockIndex, isLoop } from "../ir/sites.ts";
import { mapStatements } from "../ir/walk.ts";
import { iterationSpace } from "./save.ts";
import type { Block, SavedView, Sweep } from "./sweep.ts";

/** Where the adjoint kernel of `s` finds what `view` held. An output is copied after the call, an input before it. */
export function savedView(view: View, isOutput: boolean, s: Statement, block: Block, sweep: Sweep): View {
  const rows = blockIndex(view).length;
  const from: View = { buffer: view.buffer, index: view.index.slice(0, rows) };
  const list = sweep.savedViews.get(s) ?? [];
  sweep.savedViews.set(s, list);
  let saved = list.find((known) => known.isOutput === isOutput && sameView(known.from, from));
  if (saved === undefined) list.push((saved = newSavedView(from, isOutput, block, sweep)));
  return { buffer: saved.whole.buffer, index: [...saved.whole.index, ...view.index.slice(rows)] };
}

const sameView = (a: View, b: View): boolean =>
  a.buffer === b.buffer &&
  a.index.length === b.index.length &&
  a.index.every((e, d) => build.sameExpr(e, b.index[d]!));

function newSavedView(from: View, isOutput: boolean, block: Block, sweep: Sweep): SavedView {
  const loops = block.frames.slice(block.root.length).filter(isLoop);
  const space = isGrowing(from.buffer) ? null : iterationSpace(loops, sweep);
  const inner = from.buffer.dims.slice(from.index.length);
  const extents = [...(space?.extents ?? []), ...inner];
  const copy = build.buffer(`${from.buffer.name}Saved`, "f64", extents, sweep.memory);
  return {
    from,
    whole: { buffer: copy, index: space?.position ?? [] },
    inner,
    isOutput,
    isStacked: space === null,
  };
}

/** The forward sweep with the copies around the calls. */
export function withSavedViews(body: readonly Statement[], sweep: Sweep): readonly Statement[] {
  if (sweep.savedViews.size === 0) return body;
  return mapStatements(body, (s) => {
    const saved = sweep.savedViews.get(sweep.replaced.get(s) ?? s);
    if (saved === undefined) return s;
    const kept = (isOutput: boolean): Statement[] =>
      saved
        .filter((view) => view.isOutput === isOutput)
        .flatMap((view) => (view.isStacked ? pushed(view) : [copied(view)]));
    return [...kept(false), s, ...kept(true)];
  });
}

const copied = ({ from, whole, inner }: SavedView): Statement => ({
  kind: "copy",
  to: whole,
  from,
  count: build.product(inner),
});

/** An array that grows may have grown when it is asked for again: its size lies above its cells. */
const pushed = ({ from, inner }: SavedView): Statement[] => [
  overCells(inner, false, (index) => ({
    kind: "push",
    value: build.load(from.buffer, [...from.index, ...index]),
  })),
  ...(isGrowing(from.buffer) ? [{ kind: "push", value: inner[0]! } as const] : []),
];

/** What brings the stacked blocks of a call back, to stand before its adjoint: the opposite order of the pushes. */
export function poppedViews(s: Statement, sweep: Sweep): Statement[] {
  const stacked = (sweep.savedViews.get(s) ?? []).filter((view) => view.isStacked);
  const pushes = [...stacked.filter((view) => !view.isOutput), ...stacked.filter((view) => view.isOutput)];
  return pushes.reverse().flatMap(({ from, whole, inner }) => {
    const cell = build.local("cell", "real");
    const size = isGrowing(from.buffer) ? build.local("size", "int") : null;
    const popped = overCells(size === null ? inner : [build.ref(size)], true, (index) => [
      { kind: "pop", local: cell },
      { kind: "store", buffer: whole.buffer, index, value: build.ref(cell) },
    ]);
    if (size === null) return [popped];
    return [{ kind: "pop", local: size }, enlarged(whole.buffer, build.ref(size)), popped];
  });
}

/** Loops over all cells of a block, in order or in the opposite one. */
export function overCells(
  dims: readonly Expr[],
  down: boolean,
  body: (index: readonly Expr[]) => Statement | readonly Statement[],
): Statement {
  const indices = dims.map(() => build.local("cell", "int"));
  const inside = body(indices.map(build.ref));
  return dims.reduceRight<readonly Statement[]>(
    (statements, to, d) => [
      { kind: "for", index: indices[d]!, from: build.int(0), to, down, body: statements },
    ],
    Array.isArray(inside) ? (inside as readonly Statement[]) : [inside as Statement],
  )[0]!;
}

/** Whether the call leaves something on the stack. */
export const isStacked = (s: Statement, sweep: Sweep): boolean =>
  sweep.replaced.has(s) || (sweep.savedViews.get(s) ?? []).some((view) => view.isStacked);
