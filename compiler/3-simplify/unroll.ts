// Loops over two things written out, for the arrays of at most four cells that such loops fill: after that the arrays are only touched
// at literal positions, and `small-arrays` makes names of their cells. A 2 x 2 filter then is formulas, as a person would write it.

import * as build from "../ir/build.ts";
import { declaredIn } from "../ir/effects.ts";
import type { Buffer, Expr, Local, Statement, View } from "../ir/mir.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import { accessesOf, type Access } from "../ir/sites.ts";
import { bodiesOf, mapBodies, mapExprs } from "../ir/walk.ts";

const MOST_CELLS = 4;
const MOST_ITERATIONS = 2;

type Loop = Extract<Statement, { kind: "each" | "for" }>;

export interface Unrolled {
  readonly body: readonly Statement[];
  /** Arrays that are touched only at literal positions now, one cell at a time. */
  readonly small: ReadonlySet<Buffer>;
}

/** `isOpen`: the surroundings see the array too, or the user declared it as a parameter. */
export function unrollSmall(body: readonly Statement[], isOpen: (buffer: Buffer) => boolean): Unrolled {
  const small = findSmall(body, isOpen);
  return { body: small.size === 0 ? body : unrolled(body, small), small };
}

// ---------------------------------------------------------------------------------------------------------------- which arrays

function findSmall(body: readonly Statement[], isOpen: (buffer: Buffer) => boolean): ReadonlySet<Buffer> {
  const { reads, writes } = accessesOf(body);
  const small = new Set<Buffer>();
  for (const buffer of writes.keys())
    if (buffer.kind === "buffer" && hasFewCells(buffer) && !isOpen(buffer)) small.add(buffer);
  const accesses = (buffer: Buffer): readonly Access[] => [
    ...(reads.get(buffer) ?? []),
    ...(writes.get(buffer) ?? []),
  ];
  for (const buffer of small)
    if (!accesses(buffer).every((access) => isLiteralOnceUnrolled(access, buffer))) small.delete(buffer);
  return small;
}

const hasFewCells = ({ elem, lifetime, dims }: Buffer): boolean =>
  elem === "f64" && lifetime === "call" && cellsOf(dims) <= MOST_CELLS;

const cellsOf = (dims: readonly Expr[]): number =>
  dims.reduce((count, dim) => (dim.kind === "int" ? count * dim.value : Infinity), 1);

function isLiteralOnceUnrolled({ statement: s, frames, index }: Access, buffer: Buffer): boolean {
  if (s.kind === "fill") return s.view.buffer === buffer && isWhole(s.view, s.count);
  if (s.kind === "copy") return isWholeCopy(s, buffer);
  if (s.kind === "kernel" || s.kind === "check" || s.kind === "reject" || s.kind === "print") return false;
  const indices = new Set<Local>();
  for (const { statement: loop } of frames)
    if ((loop.kind === "each" || loop.kind === "for") && isUnrollable(loop)) indices.add(loop.index);
  const isKnown = (e: Expr): boolean =>
    e.kind === "int" ||
    (e.kind === "ref" && indices.has(e.local)) ||
    (e.kind === "op" && ["iadd", "isub", "imul"].includes(e.op) && e.args.every(isKnown));
  const used = s.kind === "store" && s.buffer === buffer ? s.index : index;
  return used !== null && used.length === buffer.dims.length && used.every(isKnown);
}

const isWhole = ({ buffer, index }: View, count: Expr): boolean =>
  index.every((e) => build.isNumber(e, 0)) && build.isNumber(count, cellsOf(buffer.dims));

/** All cells of the array from or to as many of another, whose cells can be told one by one. */
function isWholeCopy(s: Extract<Statement, { kind: "copy" }>, buffer: Buffer): boolean {
  const [own, other] = s.to.buffer === buffer ? [s.to, s.from] : [s.from, s.to];
  if (own.buffer === other.buffer || !isWhole(own, s.count)) return false;
  return other.buffer.dims.length === 1 || isWhole(other, s.count);
}

/** Twice at most, and made of plain values: what has effects or calls something is read better as a loop. */
function isUnrollable(loop: Loop): boolean {
  const [from, to] = boundsOf(loop);
  if (from?.kind !== "int" || to?.kind !== "int" || to.value - from.value > MOST_ITERATIONS) return false;
  return loop.body.every(isPlain);
}

function isPlain(s: Statement): boolean {
  if (s.kind === "each" || s.kind === "for") return isUnrollable(s);
  if (s.kind === "region" || s.kind === "if") return bodiesOf(s).every((body) => body.every(isPlain));
  return ["let", "var", "set", "store", "accumulate"].includes(s.kind);
}

const boundsOf = (loop: Loop): readonly [Expr, Expr] =>
  loop.kind === "each" ? [build.int(0), loop.count] : [loop.from, loop.to];

// ------------------------------------------------------------------------------------------------------------------ unrolling

function unrolled(body: readonly Statement[], small: ReadonlySet<Buffer>): readonly Statement[] {
  return body.flatMap((s): readonly Statement[] => {
    if (s.kind === "fill" && small.has(s.view.buffer)) return cellByCell(s.view, () => s.value);
    if (s.kind === "copy" && (small.has(s.to.buffer) || small.has(s.from.buffer)))
      return cellByCell(s.to, (k) => build.load(s.from.buffer, cellIndex(s.from, k)), s.count);
    const inside = mapBodies(s, (inner) => unrolled(inner, small));
    if (inside.kind !== "each" && inside.kind !== "for") return [inside];
    return isUnrollable(inside) && touches(inside, small) ? iterations(inside) : [inside];
  });
}

function touches(loop: Loop, small: ReadonlySet<Buffer>): boolean {
  const { reads, writes } = accessesOf(loop.body);
  return [...reads.keys(), ...writes.keys()].some((s) => s.kind === "buffer" && small.has(s));
}

function cellByCell(to: View, value: (k: number) => Expr, count?: Expr): Statement[] {
  const cells = count?.kind === "int" ? count.value : cellsOf(to.buffer.dims);
  return Array.from({ length: cells }, (_, k) => ({
    kind: "store",
    buffer: to.buffer,
    index: cellIndex(to, k),
    value: value(k),
  }));
}

/** Where the k-th cell of a view stands. */
function cellIndex({ buffer, index }: View, k: number): readonly Expr[] {
  if (buffer.dims.length === 1) return [build.iadd(index[0] ?? build.int(0), build.int(k))];
  const found: Expr[] = [];
  let rest = k;
  for (const dim of [...buffer.dims].reverse()) {
    const size = (dim as Extract<Expr, { kind: "int" }>).value;
    found.unshift(build.int(rest % size));
    rest = Math.floor(rest / size);
  }
  return found;
}

/** The body for each index in turn, each time with names of its own. */
function iterations(loop: Loop): readonly Statement[] {
  const [from, to] = boundsOf(loop).map((e) => (e as Extract<Expr, { kind: "int" }>).value) as [
    number,
    number,
  ];
  const order = Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
  if (loop.kind === "for" && loop.down) order.reverse();
  return order.flatMap((i) => {
    const copies = new Map<Local, Local>(
      [...declaredIn(loop.body)].map((local): [Local, Local] => [local, { ...local }]),
    );
    const ref = (local: Local): Expr | undefined => {
      if (local === loop.index) return build.int(i);
      const copy = copies.get(local);
      return copy === undefined ? undefined : build.ref(copy);
    };
    const declared = (local: Local): Local => copies.get(local) ?? local;
    return mapExprs(rewriteStatements(loop.body, { ref, declared }), foldIndex);
  });
}

/** `0 * 2 + 1` is 1: cells are told apart by literals. */
function foldIndex(e: Expr): Expr {
  if (e.kind !== "op") return e;
  const [a, b] = e.args as [Expr, Expr];
  if (e.op === "iadd") return build.iadd(a, b);
  if (e.op === "isub") return build.isub(a, b);
  return e.op === "imul" ? build.imul(a, b) : e;
}
