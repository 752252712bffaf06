// Arrays whose size only a run can tell. One has a cell that holds its size, the largest so far, which is its only dimension; where it is
// needed, `enlarged` sees to that many cells. What it held before stays, and new cells are zero, so its adjoint may grow along.

import * as build from "./build.ts";
import type { Buffer, Expr, Lifetime, Statement } from "./mir.ts";

export const ENLARGED = "enlarged";
const SIZE = "Size";

/** An array without cells yet. */
export function growingBuffer(name: string, elem: Buffer["elem"], lifetime: Lifetime): Buffer {
  const size = build.buffer(`${name}${SIZE}`, "i32", [build.int(1)], lifetime);
  return build.buffer(name, elem, [build.load(size, [build.int(0)])], lifetime);
}

/** Other sizes are read from memory too, where data hold them (`vector[k[1]] v`): those are of data, which no run changes. */
export function isGrowing({ dims }: Buffer): boolean {
  const [size] = dims;
  if (size?.kind !== "load") return false;
  const { lifetime, name, dims: cells } = size.buffer;
  const isCell = cells.length === 1 && cells[0]!.kind === "int" && cells[0]!.value === 1;
  return lifetime !== "bind" || (isCell && name.endsWith(SIZE));
}

/** From here on the array has so many cells. */
export function grow(target: Buffer, count: Expr): Statement[] {
  const [size] = target.dims;
  if (size?.kind !== "load" || !isGrowing(target)) return [];
  const store: Statement = { kind: "store", buffer: size.buffer, index: size.index, value: count };
  return [
    { kind: "if", condition: build.op("gt", count, size), then: [store], otherwise: [] },
    enlarged(target, count),
  ];
}

/** The same of an array that shares its size with another, which has grown. */
export const enlarged = (target: Buffer, count: Expr): Statement => ({
  kind: "kernel",
  kernel: ENLARGED,
  result: null,
  args: [
    { kind: "out", view: { buffer: target, index: [] } },
    { kind: "scalar", value: count },
  ],
});

/** The array that the statement enlarges; null if it is another statement. */
export function enlargedBy(s: Statement): { readonly target: Buffer; readonly count: Expr } | null {
  if (s.kind !== "kernel" || s.kernel !== ENLARGED) return null;
  const [array, count] = s.args;
  return array?.kind === "out" && count?.kind === "scalar"
    ? { target: array.view.buffer, count: count.value }
    : null;
}
