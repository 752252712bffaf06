// Size queries: nothing is computed, sizes are part of what is known of a container.

import { int } from "../../ir/build.ts";
import type { Expr } from "../../ir/mir.ts";
import { literal } from "../pull-array.ts";
import { scalar, sizeOf, type Value } from "../value.ts";
import type { Rule, Rules } from "./rules.ts";

/** Dimensions of a value; a complex number counts as a scalar. */
function dimsOf(value: Value): readonly Expr[] {
  if (value.kind === "scalar") return [];
  if (value.kind === "container") return value.dims;
  const [slot] = value.slots;
  return value.role === "complex" && slot !== undefined ? dimsOf(slot) : value.outer;
}

const total = (value: Value): Expr => (value.kind === "container" ? sizeOf(value) : int(1));
const rows: Rule = (_, { args: [x] }) => {
  const isRow = x!.kind === "container" && x!.form === "rowVector";
  return scalar(isRow ? int(1) : dimsOf(x!)[0]!, true);
};
const cols: Rule = (_, { args: [x] }) => {
  const isVector = x!.kind === "container" && x!.form === "vector";
  return scalar(isVector ? int(1) : dimsOf(x!).at(-1)!, true);
};

export const sizes: Rules = {
  size: (_, { args: [x] }) => {
    const isMatrix = x!.kind === "container" && x!.form === "matrix" && x!.dims.length === 2;
    return scalar(isMatrix ? total(x!) : (dimsOf(x!)[0] ?? int(1)), true);
  },
  num_elements: (_, { args: [x] }) => scalar(total(x!), true),
  rows,
  cols,
  dims: (_, { args: [x] }) => ({ ...literal(dimsOf(x!), "scalar", true), elem: "int" }),
};
