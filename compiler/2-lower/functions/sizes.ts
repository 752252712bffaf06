// Size queries: nothing is computed, sizes are part of what is known of a container.

import { int } from "../../ir/build.ts";
import { times } from "../../ir/linear.ts";
import type { Expr } from "../../ir/mir.ts";
import { literal } from "../pull-array.ts";
import { scalar, type Value } from "../value.ts";
import type { Rule, Rules } from "./rules.ts";

/** Dimensions of a value; a complex number counts as a scalar. */
function dimsOf(value: Value): readonly Expr[] {
  if (value.kind === "scalar") return [];
  if (value.kind === "container") return value.dims;
  const [slot] = value.slots;
  return value.role === "complex" && slot !== undefined ? dimsOf(slot) : value.outer;
}

const total = (value: Value): Expr => dimsOf(value).reduce(times, int(1));

/** Complex vectors and matrices have the shape of their real parts. */
const shapeOf = (value: Value): Value =>
  value.kind === "struct" && value.role === "complex" ? value.slots[0]! : value;
const rows: Rule = (_, { args: [given] }) => {
  const x = shapeOf(given!);
  const isRow = x.kind === "container" && x.form === "rowVector";
  return scalar(isRow ? int(1) : dimsOf(x)[0]!, true);
};
const cols: Rule = (_, { args: [given] }) => {
  const x = shapeOf(given!);
  const isVector = x.kind === "container" && x.form === "vector";
  return scalar(isVector ? int(1) : dimsOf(x).at(-1)!, true);
};

export const sizes: Rules = {
  size: (_, { args: [given] }) => {
    const x = shapeOf(given!);
    const isMatrix = x.kind === "container" && x.form === "matrix" && x.dims.length === 2;
    return scalar(isMatrix ? total(x) : (dimsOf(x)[0] ?? int(1)), true);
  },
  num_elements: (_, { args: [x] }) => scalar(total(x!), true),
  rows,
  cols,
  dims: (_, { args: [x] }) => ({ ...literal(dimsOf(x!), "scalar", true), elem: "int" }),
};
