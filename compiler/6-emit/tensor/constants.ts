// Data inside dimensions become constant tensors; loads become slices or gathers. Equal constants are made once.

import { iadd, imul, int, ref, sameExpr } from "../../ir/build.ts";
import { addLinear, fromLinear, type Linear, linearOf } from "../../ir/linear.ts";
import type { Buffer, Expr, Local } from "../../ir/mir.ts";
import { scalarType } from "../../ir/scalar-type.ts";
import { mapExpr, someExpr } from "../../ir/walk.ts";
import type { Argument, Axis, Constant, Node, Tensor } from "./program.ts";
import { type At, levelOf, NO_AXES, refuse, resolved, type Translation } from "./translation.ts";

/** A tensor of data: what `e` is at each element of the dimensions it varies along. */
export function constantTensor(t: Translation, at: At, e: Expr, name: string): Tensor {
  const axes = axesMentioned(at, e);
  const what = scalarType(e) === "bool" ? "mask" : "constant";
  return { node: { kind: "constant", constant: constantOf(t, at, what, e, axes, name) }, axes };
}

function constantOf(
  t: Translation,
  at: At,
  what: Constant["what"],
  value: Expr,
  axes: ReadonlySet<number>,
  name: string,
): Constant {
  const shape = shapeOf(t, at, axes);
  const indices = shape.map((_, d): Local => at.axes[d]?.index ?? { ...unused });
  const isBound = [value, ...shape].every((e) => isKnownAtBind(t, at, e));
  const known = t.constants.find((c) => isBound && c.what === what && isSame(c, { shape, indices, value }));
  if (known !== undefined) return known;
  const made: Constant = {
    local: { kind: "local", name, scalar: "real" },
    what,
    shape,
    indices,
    value,
    isBound,
  };
  if (isBound) t.constants.push(made);
  return made;
}

const unused: Local = { kind: "local", name: "_", scalar: "int" };

type Table = Pick<Constant, "shape" | "indices" | "value">;

/** The same numbers, whatever the loops' own names. */
function isSame(a: Table, b: Table): boolean {
  const renamed = mapExpr(b.value, (e) => {
    const d = e.kind === "ref" ? b.indices.indexOf(e.local) : -1;
    return d < 0 ? e : ref(a.indices[d]!);
  });
  return sameExpr(a.value, renamed) && a.shape.every((size, d) => sameExpr(size, b.shape[d]!));
}

function isKnownAtBind(t: Translation, { axes }: At, e: Expr): boolean {
  return !someExpr(e, (node) => {
    if (node.kind === "load") return node.buffer.lifetime !== "bind" && !t.boundLevel.has(node.buffer);
    if (node.kind !== "ref") return false;
    return !t.boundLevel.has(node.local) && !axes.some(({ index }) => index === node.local);
  });
}

const axesMentioned = ({ axes }: At, e: Expr): ReadonlySet<number> =>
  new Set(
    axes.flatMap(({ index }, d) =>
      someExpr(e, (node) => node.kind === "ref" && node.local === index) ? [d] : [],
    ),
  );

/** One size per dimension: 1 where the value does not vary. */
export function shapeOf(t: Translation, at: At, axes: ReadonlySet<number>): readonly Expr[] {
  return Array.from({ length: t.depth }, (_, d) => (axes.has(d) ? at.axes[d]!.count : int(1)));
}

// ------------------------------------------------------------------------------------------------------------------- places

/** Where in an array of cells something stands: a start, or a table of places; and the shape of what is there. */
export interface Where {
  readonly isTable: boolean;
  readonly args: readonly [Argument, Argument];
  readonly axes: ReadonlySet<number>;
}

export function placeIn(t: Translation, at: At, buffer: Buffer, index: readonly Expr[]): Where {
  let flat: Expr = int(0);
  for (const [k, dim] of buffer.dims.entries()) flat = iadd(imul(flat, dim), index[k] ?? int(0));
  const place = resolved(t, flat);
  const level = levelOf(t, at, place);
  if (level === "draw") refuse(at, `an index of ${buffer.name} depends on parameters`);
  if (level === "host") return whereStart(t, at, place, NO_AXES);
  const axes = axesMentioned(at, place);
  const start = contiguousStart(at, place, axes);
  if (start !== null) return whereStart(t, at, start, axes);
  const table = constantOf(t, at, "places", place, axes, `${buffer.name}Places`);
  const shape: Argument = { kind: "shape", sizes: shapeOf(t, at, axes) };
  return { isTable: true, args: [{ kind: "constant", constant: table }, shape], axes };
}

function whereStart(t: Translation, at: At, start: Expr, axes: ReadonlySet<number>): Where {
  const shape: Argument = { kind: "shape", sizes: shapeOf(t, at, axes) };
  return { isTable: false, args: [{ kind: "host", value: start }, shape], axes };
}

/** The first place if the dimensions walk through the array without gaps, the last one fastest; null otherwise. */
function contiguousStart(at: At, place: Expr, axes: ReadonlySet<number>): Expr | null {
  const within = [...axes].sort((a, b) => b - a).map((d) => at.axes[d]!);
  let rest: Linear = linearOf(place);
  let step: Expr = int(1);
  for (const axis of within) {
    rest = addLinear(rest, linearOf(imul(step, ref(axis.index))), -1);
    step = imul(axis.count, step);
  }
  const start = fromLinear(rest);
  if (!within.some((axis) => mentions(start, axis))) return start;
  return horner(at, place, within);
}

/** `(start + i) * K + k` and the like: products of loop indices by sizes that are not literals. */
function horner(at: At, place: Expr, within: readonly Axis[]): Expr | null {
  if (within.length !== 2 || place.kind !== "op" || place.op !== "iadd") return null;
  const [inner, outer] = within as [Axis, Axis];
  const [row, last] = place.args as [Expr, Expr];
  if (last.kind !== "ref" || last.local !== inner.index) return null;
  if (row.kind !== "op" || row.op !== "imul" || !sameExpr(row.args[1]!, inner.count)) return null;
  const first = contiguousStart(at, row.args[0]!, new Set([at.axes.indexOf(outer)]));
  return first === null ? null : imul(first, inner.count);
}

const mentions = (e: Expr, { index }: Axis): boolean =>
  someExpr(e, (node) => node.kind === "ref" && node.local === index);

export function loadTensor(t: Translation, at: At, buffer: Buffer, index: readonly Expr[]): Tensor {
  const { isTable, args, axes } = placeIn(t, at, buffer, index);
  const node: Node = { kind: "cells", buffer, method: isTable ? "gather" : "get", args };
  return { node, axes };
}

/** How many elements the dimensions from `from` on have, without those in `except`; 1 is left out. */
export function countOf(at: At, from: number, except: ReadonlySet<number>): Expr {
  let count: Expr = int(1);
  at.axes.forEach(({ count: size }, d) => {
    if (d >= from && !except.has(d)) count = imul(count, size);
  });
  return count;
}
