// Places for values that branches compute: one variable or block per part of the value.

import { local } from "../ir/build.ts";
import { isInt } from "../library/arithmetic.ts";
import { emit, type Context } from "./context.ts";
import { newStorage, contentsOf } from "./storage.ts";
import { isDataValue, type Value } from "./value.ts";
import { read, type Variable } from "./variables.ts";

/** A place with the shape of the value. Its declarations are emitted. */
export function placeLike(ctx: Context, name: string, value: Value): Variable {
  switch (value.kind) {
    case "scalar": {
      const target = local(name, isInt(value.expr) ? "int" : "real");
      emit(ctx, { kind: "var", local: target, initial: null });
      ctx.mutable.add(target);
      return { kind: "mutable", local: target, isData: value.isData };
    }
    case "container":
      return { kind: "value", value: contentsOf(newStorage(ctx, name, value), isDataValue(value)) };
    case "struct": {
      const slots = value.slots.map((slot) => placeLike(ctx, name, slot));
      if (slots.some((slot) => slot.kind !== "value")) return { kind: "struct", role: value.role, slots };
      return { kind: "value", value: { ...value, slots: slots.map(read) } };
    }
  }
}
