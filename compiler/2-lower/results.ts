// Places for values that branches compute: one variable or block per part of the value. Where the branches' sizes differ, the place takes
// the size of what is put there.

import { int, local, ref } from "../ir/build.ts";
import { grow, growingBuffer } from "../ir/growing.ts";
import { times } from "../ir/linear.ts";
import type { Buffer, Expr, Local } from "../ir/mir.ts";
import { isInt } from "../library/arithmetic.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { assignContainer } from "./assignments.ts";
import { bindLet, emit, once, temporaryLifetime, type Context } from "./context.ts";
import { newStorage, contentsOf } from "./storage.ts";
import { asRealContainer, isDataValue, type Container, type Value } from "./value.ts";
import { read, type Variable } from "./variables.ts";

/** A place with the shape of the value. Its declarations are emitted. */
export function placeLike(ctx: Context, name: string, value: Value): Variable {
  switch (value.kind) {
    case "scalar":
      return { kind: "mutable", local: newVariable(ctx, name, isInt(value.expr)), isData: value.isData };
    case "container":
      return { kind: "value", value: contentsOf(newStorage(ctx, name, value), isDataValue(value)) };
    case "struct": {
      const slots = value.slots.map((slot) => placeLike(ctx, name, slot));
      if (slots.some((slot) => slot.kind !== "value")) return { kind: "struct", role: value.role, slots };
      return { kind: "value", value: { ...value, slots: slots.map(read) } };
    }
  }
}

function newVariable(ctx: Context, name: string, ofInt: boolean): Local {
  const target = local(name, ofInt ? "int" : "real");
  emit(ctx, { kind: "var", local: target, initial: null });
  ctx.mutable.add(target);
  return target;
}

// ------------------------------------------------------------------------------------------------------ places of any size

/** A place for values of one type and any size. */
export type LoosePlace =
  | { readonly kind: "scalar"; readonly local: Local; readonly isData: boolean }
  | {
      readonly kind: "container";
      readonly buffer: Buffer;
      readonly sizes: readonly Local[];
      readonly like: Container;
    }
  | {
      readonly kind: "struct";
      readonly role: "tuple" | "complex";
      readonly slots: readonly LoosePlace[];
      readonly sizes: readonly Local[];
    };

/** Its declarations are emitted. */
export function loosePlace(ctx: Context, name: string, like: Value): LoosePlace {
  const sizes = (dims: readonly Expr[]): Local[] => dims.map(() => newVariable(ctx, `${name}Size`, true));
  switch (like.kind) {
    case "scalar":
      return { kind: "scalar", local: newVariable(ctx, name, isInt(like.expr)), isData: like.isData };
    case "container": {
      const buffer = growingBuffer(name, like.elem === "int" ? "i32" : "f64", temporaryLifetime(ctx));
      return { kind: "container", buffer, sizes: sizes(like.dims), like };
    }
    case "struct": {
      const slots = like.slots.map((slot) => loosePlace(ctx, name, slot));
      return { kind: "struct", role: like.role, slots, sizes: sizes(like.outer) };
    }
  }
}

/** Puts a value there, with its size. */
export function putInto(ctx: Context, place: LoosePlace, value: Value): void {
  switch (place.kind) {
    case "scalar":
      if (value.kind !== "scalar") return internalError("a container where a scalar belongs");
      return emit(ctx, { kind: "set", local: place.local, value: value.expr });
    case "container": {
      if (value.kind !== "container") return internalError("a scalar where a container belongs");
      const dims = putSizes(ctx, place.sizes, value.dims);
      const { buffer, like } = place;
      emit(ctx, ...grow(buffer, once(ctx, "count", dims.reduce(times, int(1)))));
      const into = contentsOf({ buffer, elem: like.elem, form: like.form, dims, from: int(0) }, value.isData);
      const given = like.elem === "real" ? asRealContainer(value) : value;
      return assignContainer(ctx, into, { ...given, dims }, ["the place", "the value"]);
    }
    case "struct":
      if (value.kind !== "struct") return internalError("no struct where one belongs");
      putSizes(ctx, place.sizes, value.outer);
      return place.slots.forEach((slot, k) => putInto(ctx, slot, value.slots[k]!));
  }
}

/** The sizes as names that keep their values while the value is stored. */
function putSizes(ctx: Context, sizes: readonly Local[], dims: readonly Expr[]): readonly Expr[] {
  return sizes.map((size, k) => {
    const dim = once(ctx, "size", dims[k]!);
    emit(ctx, { kind: "set", local: size, value: dim });
    return dim;
  });
}

/** What was put there. */
export function takeFrom(ctx: Context, place: LoosePlace, isData: boolean): Value {
  const now = (sizes: readonly Local[]): readonly Expr[] =>
    sizes.map((size) => bindLet(ctx, "size", ref(size)));
  switch (place.kind) {
    case "scalar":
      return { kind: "scalar", expr: ref(place.local), isData: place.isData || isData };
    case "container": {
      const { buffer, like, sizes } = place;
      return contentsOf({ buffer, elem: like.elem, form: like.form, dims: now(sizes), from: int(0) }, isData);
    }
    case "struct": {
      const { role, slots, sizes } = place;
      return {
        kind: "struct",
        role,
        slots: slots.map((slot) => takeFrom(ctx, slot, isData)),
        outer: now(sizes),
      };
    }
  }
}
