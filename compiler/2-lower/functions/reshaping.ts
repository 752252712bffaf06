// The same elements in another shape, or several containers joined.

import { int, num, op, select } from "../../ir/build.ts";
import { minus, plus, times } from "../../ir/linear.ts";
import type { Expr } from "../../ir/mir.ts";
import { and, asInt, asReal, compare, isInt } from "../../library/arithmetic.ts";
import { check, checkSameSize } from "../checks.ts";
import { once, type Context } from "../context.ts";
import {
  flatten,
  literal,
  mapIndexed,
  reshapeBlock,
  materialise,
  reusable,
  transpose,
} from "../pull-array.ts";
import {
  asRealContainer,
  container,
  expectContainer,
  sizeOf,
  type Container,
  type Form,
  type Value,
} from "../value.ts";
import { containerArg, intArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

const flattenTo =
  (form: Form): Rule =>
  (_, call) =>
    asRealContainer(flatten(containerArg(call, 0), form));

/** An array keeps its element type; arrays of arrays go row by row, matrices column by column. */
const toArray1d: Rule = (_, call) => flatten(containerArg(call, 0), "scalar");

const toMatrix: Rule = (ctx, call) => {
  const x = asRealContainer(containerArg(call, 0));
  if (call.args.length === 1) return asMatrix(x);
  const [rows, columns] = [intArg(call, 1), intArg(call, 2)];
  checkSameSize(ctx, times(rows, columns), sizeOf(x), "the matrix", call.texts[0]!);
  const flat = flatten(x, "vector");
  const isRowMajor = call.args.length === 4 ? compare("eq", intArg(call, 3), int(0)) : null;
  if (isRowMajor === null || (isRowMajor.kind === "bool" && !isRowMajor.value))
    return reshapeBlock(flat, "matrix", [rows, columns]);
  const byRows = transpose(reshapeBlock(flat, "matrix", [columns, rows]));
  if (isRowMajor.kind === "bool") return byRows;
  const byColumns = reshapeBlock(flat, "matrix", [rows, columns]);
  const chosen = once(ctx, "isRowMajor", isRowMajor);
  const at = (index: readonly Expr[]): Expr => select(chosen, byRows.at(index), byColumns.at(index));
  return container({ elem: "real", form: "matrix", dims: [rows, columns], at, isData: x.isData });
};

function asMatrix(x: Container): Container {
  if (x.form === "matrix") return x;
  if (x.dims.length === 2) return mapIndexed(x, "matrix", x.dims, (index) => index);
  const isColumn = x.form === "vector";
  const [size] = x.dims;
  return mapIndexed(x, "matrix", isColumn ? [size!, int(1)] : [int(1), size!], ([r, c]) => [
    isColumn ? r! : c!,
  ]);
}

/** Joins along one dimension of two containers of equal rank. */
function join(a: Container, b: Container, axis: number, form: Form): Container {
  const edge = a.dims[axis]!;
  const elem = a.elem === "int" && b.elem === "int" ? ("int" as const) : ("real" as const);
  const convert = (e: Expr): Expr => (elem === "int" ? e : asReal(e));
  const at = (index: readonly Expr[]): Expr => {
    const i = index[axis]!;
    const after = index.map((e, k) => (k === axis ? minus(e, edge) : e));
    const inFirst = compare("lt", i, edge);
    if (inFirst.kind === "bool") return convert(inFirst.value ? a.at(index) : b.at(after));
    return select(inFirst, convert(a.at(index)), convert(b.at(after)));
  };
  return container({
    elem,
    form,
    dims: a.dims.map((dim, k) => (k === axis ? plus(dim, b.dims[axis]!) : dim)),
    at,
    isData: a.isData && b.isData,
    isCheap: a.isCheap && b.isCheap,
    ...(a.isLiteral && b.isLiteral ? { isLiteral: true } : {}),
  });
}

const toContainer = (value: Value, form: Form): Container =>
  value.kind === "scalar" ? literal([asReal(value.expr)], form, value.isData) : expectContainer(value);

const append =
  (axis: 0 | 1, alongForm: Form): Rule =>
  (ctx, call) => {
    const [a, b] = call.args.map((arg) => toContainer(arg, alongForm));
    if (a!.form === alongForm && b!.form === alongForm) return join(a!, b!, 0, alongForm);
    const [x, y] = [asMatrix(a!), asMatrix(b!)];
    checkSameSize(ctx, x.dims[1 - axis]!, y.dims[1 - axis]!, call.texts[0]!, call.texts[1]!);
    return join(x, y, axis, "matrix");
  };

const appendArray: Rule = (_, call) =>
  join(containerArg(call, 0), containerArg(call, 1), 0, containerArg(call, 0).form);

const diagonal: Rule = (_, call) => {
  const m = containerArg(call, 0);
  const [rows, columns] = m.dims;
  const size = select(compare("lt", rows!, columns!), rows!, columns!);
  return mapIndexed(m, "vector", [size], ([i]) => [i!, i!]);
};

const diagMatrix: Rule = (_, call) => {
  const v = containerArg(call, 0);
  const at = ([r, c]: readonly Expr[]): Expr => select(compare("eq", r!, c!), asReal(v.at([r!])), num(0));
  return container({ elem: "real", form: "matrix", dims: [v.dims[0]!, v.dims[0]!], at, isData: v.isData });
};

const symmetrize: Rule = (ctx, call) => {
  const m = reusable(ctx, containerArg(call, 0));
  const at = ([r, c]: readonly Expr[]): Expr => select(compare("ge", r!, c!), m.at([r!, c!]), m.at([c!, r!]));
  return container({ elem: "real", form: "matrix", dims: m.dims, at, isData: m.isData, isCheap: true });
};

const toInt: Rule = (ctx, call) => {
  const truncated = (e: Expr): Expr => (isInt(e) ? asInt(e) : truncate(ctx, e, call.texts[0]!));
  const [x] = call.args;
  if (x!.kind === "scalar") return { ...x!, expr: truncated(x!.expr), isData: true };
  const result = containerArg(call, 0);
  // In memory: every element is checked where it is computed, not wherever it is read.
  return result.elem === "int" ? result : materialise(ctx, mapElements(result, truncated), "ints");
};

function truncate(ctx: Context, e: Expr, what: string): Expr {
  const value = once(ctx, "real", e);
  const fits = and(compare("gt", value, num(-2147483649)), compare("lt", value, num(2147483648)));
  check(ctx, fits, [`to_int: ${what} is `, value, ", which no int can hold"]);
  return op("to_int", value);
}

function mapElements(x: Container, f: (e: Expr) => Expr): Container {
  return container({ elem: "int", form: x.form, dims: x.dims, at: (index) => f(x.at(index)), isData: true });
}

export const reshaping: Rules = {
  to_vector: flattenTo("vector"),
  to_row_vector: flattenTo("rowVector"),
  to_array_1d: toArray1d,
  to_array_2d: (_, call) =>
    mapIndexed(containerArg(call, 0), "scalar", containerArg(call, 0).dims, (index) => index),
  to_matrix: toMatrix,
  to_int: toInt,
  append_row: append(0, "vector"),
  append_col: append(1, "rowVector"),
  append_array: appendArray,
  transpose: (_, call) => transpose(containerArg(call, 0)),
  diagonal,
  diag_matrix: diagMatrix,
  symmetrize_from_lower_tri: symmetrize,
};
