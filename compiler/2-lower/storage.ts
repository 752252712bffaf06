// Buffers behind variables and temporaries. A buffer is addressed by the variable's own indices in storage order, unless its size varies
// (a local sized by a loop index): then it is one flat block of the largest size, addressed by position, so that the part in use
// stays contiguous.

import { buffer, int, load } from "../ir/build.ts";
import { grow, growingBuffer } from "../ir/growing.ts";
import { plus, times } from "../ir/linear.ts";
import type { Buffer, Expr, Statement, View } from "../ir/mir.ts";
import { asInt, asReal } from "../library/arithmetic.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { emit, notAvailable, once, temporaryLifetime, type Context } from "./context.ts";
import { settledInt } from "./counters.ts";
import { knownSize } from "./sizes.ts";
import { container, sizeOf, storageOrder, viewOf, type Container, type Form } from "./value.ts";

export interface Storage {
  readonly buffer: Buffer;
  readonly elem: "int" | "real";
  readonly form: Form;
  /** In the user's order. */
  readonly dims: readonly Expr[];
  /** Position of the first element where the buffer is addressed by position; null where it is addressed by indices. */
  readonly from: Expr | null;
}

export function newStorage(
  ctx: Context,
  name: string,
  like: { readonly elem: "int" | "real"; readonly form: Form; readonly dims: readonly Expr[] },
  lifetime: Buffer["lifetime"] = temporaryLifetime(ctx),
): Storage {
  const { elem, form, dims } = like;
  const known = storageOrder(form, dims).map((dim) => knownSize(ctx, dim));
  const kind = elem === "int" ? "i32" : "f64";
  const sizes = known.filter((size) => size !== null);
  if (sizes.length < known.length) return grownStorage(ctx, name, like, lifetime);
  if (sizes.every((size) => !size.varies) || sizes.length === 1) {
    const target = buffer(name, kind, sizes.map((s) => s.largest), lifetime); // prettier-ignore
    return { buffer: target, elem, form, dims, from: null };
  }
  const total = sizes.map((s) => s.largest).reduce(times, int(1));
  return { buffer: buffer(name, kind, [total], lifetime), elem, form, dims, from: int(0) };
}

/** An array that grows to what each run needs. */
function grownStorage(
  ctx: Context,
  name: string,
  { elem, form, dims }: Pick<Storage, "elem" | "form" | "dims">,
  lifetime: Buffer["lifetime"],
): Storage {
  // Activations of a function that calls itself take their memory when they begin.
  if (ctx.entry !== null)
    return notAvailable("a local variable of a recursive function whose size is not known when it is called");
  const sizes = dims.map((dim) => settledInt(ctx, "size", dim));
  const target = growingBuffer(name, elem === "int" ? "i32" : "f64", lifetime);
  emit(ctx, ...grow(target, once(ctx, "count", sizes.reduce(times, int(1)))));
  return { buffer: target, elem, form, dims: sizes, from: int(0) };
}

/** Indices of the cell of an element. */
export function cellOf({ form, dims, from }: Storage, index: readonly Expr[]): readonly Expr[] {
  const order = storageOrder(form, index);
  return from === null ? order : [plus(from, position(storageOrder(form, dims), order))];
}

/** Row-major position. */
export function position(dims: readonly Expr[], index: readonly Expr[]): Expr {
  return index.reduce((at, i, k) => (k === 0 ? i : plus(times(at, dims[k]!), i)), int(0));
}

export function contentsOf(storage: Storage, isData: boolean): Container {
  const { buffer: source, elem, form, dims, from } = storage;
  const isFlat = from !== null || dims.length === 1;
  return container({
    elem,
    form,
    dims,
    at: (index) => load(source, cellOf(storage, index)),
    isData,
    isCheap: true,
    isContiguous: true,
    ...(isFlat ? { flatAt: (at: Expr) => load(source, [plus(from ?? int(0), at)]) } : {}),
  });
}

/** `cell = value`, where `cell` is the element of a variable as its container yields it. */
export function storeInto(cell: Expr, value: Expr): Statement {
  if (cell.kind !== "load") return internalError("an element that cannot be assigned");
  const { buffer: into, index } = cell;
  return { kind: "store", buffer: into, index, value: into.elem === "i32" ? asInt(value) : asReal(value) };
}

export function fill(ctx: Context, c: Container, value: Expr): void {
  emit(ctx, { kind: "fill", view: viewOf(c), count: sizeOf(c), value });
}

export function copyBlock(ctx: Context, to: Container, from: View): void {
  emit(ctx, { kind: "copy", to: viewOf(to), from, count: sizeOf(to) });
}
