// Containers to one number: sums and products of elements as loops, extremes and spreads as kernels.

import { add, div, int, local, mul, num, op, ref, select, sub } from "../../ir/build.ts";
import type { Expr } from "../../ir/mir.ts";
import { asInt, asReal, compare, square, sum as sumOf } from "../../library/arithmetic.ts";
import type { LibraryCall } from "../calls.ts";
import { check, checkSameSize } from "../checks.ts";
import { emit, once, type Context } from "../context.ts";
import { checkSumOverflow } from "../int-ranges.ts";
import { anyInput, blockKernel, input, output, scalarArg, scalarKernel } from "../kernels.ts";
import { eachElement, eachElementOf, loopOver } from "../loops.ts";
import { dotProduct, sumOver } from "../products.ts";
import { contiguous, reusable } from "../pull-array.ts";
import { contentsOf, newStorage, storeInto } from "../storage.ts";
import {
  asRealContainer,
  container,
  scalar,
  selectPrefix,
  sizeOf,
  type Container,
  type Value,
} from "../value.ts";
import { allData, containerArg, realArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

/** Sum of `f` of all elements; literals and constant small sizes are written out. */
export function sumElements(ctx: Context, c: Container, name: string, f: (e: Expr) => Expr): Expr {
  const natural = c.unflattened ?? c;
  const size = sizeOf(natural);
  if (size.kind === "int" && size.value <= (natural.isLiteral ? 8 : 3)) {
    let total: Expr = num(0);
    const unrolled = { ...natural, isLiteral: true };
    eachElementOf(ctx, [unrolled], (index) => (total = add(total, f(natural.at(index)))));
    return total;
  }
  const total = local(name, "real");
  emit(ctx, { kind: "var", local: total, initial: num(0) });
  eachElement(ctx, natural, (index) =>
    emit(ctx, { kind: "accumulate", into: { kind: "local", local: total }, value: f(natural.at(index)) }),
  );
  return ref(total);
}

const sum: Rule = (ctx, call) => {
  const c = containerArg(call, 0);
  if (c.elem === "real")
    return scalar(
      sumElements(ctx, c, "sum", (e) => e),
      c.isData,
    );
  const total = local("sum", "int");
  emit(ctx, { kind: "var", local: total, initial: int(0) });
  // What an element may need computed before it stands in the loop, so that is where it is looked at.
  let element: Expr = int(0);
  eachElement(
    ctx,
    c,
    (index) => {
      element = c.at(index);
      emit(ctx, { kind: "set", local: total, value: sumOf(ref(total), element) });
    },
    { inOrder: true },
  );
  checkSumOverflow(ctx, ref(total), sizeOf(c), element, `sum(${call.texts[0]})`);
  return scalar(ref(total), true);
};

const mean: Rule = (ctx, call) => {
  const c = asRealContainer(containerArg(call, 0));
  notEmpty(ctx, call, sizeOf(c));
  return scalar(
    div(
      sumElements(ctx, c, "sum", (e) => e),
      asReal(sizeOf(c)),
    ),
    c.isData,
  );
};

function notEmpty(ctx: Context, call: LibraryCall, size: Expr): void {
  if (size.kind === "int" ? size.value > 0 : false) return;
  check(ctx, compare("gt", size, int(0)), [`${call.name}: ${call.texts[0]} has no elements`]);
}

const byKernel =
  (kernel: string, name: string, mayBeEmpty: boolean): Rule =>
  (ctx, call) => {
    const c = containerArg(call, 0);
    const size = sizeOf(c);
    if (!mayBeEmpty) notEmpty(ctx, call, size);
    const args = c.elem === "int" ? anyInput(ctx, c) : input(ctx, c);
    const keepsInts = c.elem === "int" && call.result.kind === "int";
    return scalar(
      scalarKernel(ctx, kernel, [args, scalarArg(size)], name, keepsInts ? "int" : "real"),
      c.isData,
    );
  };

/** `min` and `max` of two ints, or of a container. */
const extreme =
  (kernel: string, name: string, comparison: "lt" | "gt"): Rule =>
  (ctx, call) => {
    const [a, b] = call.args;
    if (b === undefined) return byKernel(kernel, name, call.result.kind !== "int")(ctx, call);
    if (a!.kind !== "scalar" || b.kind !== "scalar") return null;
    const [x, y] = [once(ctx, "a", asInt(a!.expr)), once(ctx, "b", asInt(b.expr))];
    return scalar(select(compare(comparison, y, x), y, x), true);
  };

const norm1: Rule = (ctx, call) => {
  const c = asRealContainer(containerArg(call, 0));
  return scalar(
    sumElements(ctx, c, "norm", (e) => op("abs", e)),
    c.isData,
  );
};

const dotSelf: Rule = (ctx, call) => {
  const c = asRealContainer(containerArg(call, 0));
  return scalar(
    sumElements(ctx, c, "dot", (e) => square(e)),
    c.isData,
  );
};

function squaredDistance(ctx: Context, call: LibraryCall): Expr {
  const [a, b] = call.args;
  if (a!.kind === "scalar") return square(sub(realArg(call, 0), realArg(call, 1)));
  const [x, y] = [a as Container, b as Container].map(asRealContainer);
  checkSameSize(ctx, x!.dims[0]!, y!.dims[0]!, call.texts[0]!, call.texts[1]!);
  return sumOver(ctx, x!.dims[0]!, "distance", (i) => square(sub(x!.at([i]), y!.at([i]))));
}

/** Running sums; each needs the one before, so the loop is in order. */
const cumulativeSum: Rule = (ctx, call) => {
  const c = containerArg(call, 0);
  const result = contentsOf(newStorage(ctx, "cumulative", c), c.isData);
  const total = local("total", c.elem);
  emit(ctx, { kind: "var", local: total, initial: c.elem === "int" ? int(0) : num(0) });
  loopOver(
    ctx,
    c.dims[0]!,
    0,
    (i) => {
      emit(ctx, { kind: "set", local: total, value: sumOf(ref(total), c.at([i])) });
      emit(ctx, storeInto(result.at([i]), ref(total)));
    },
    { inOrder: true },
  );
  return result;
};

/** Of one vector, or of each vector of an array by itself. */
const softmaxLike =
  (kernel: string): Rule =>
  (ctx, call) => {
    const c = containerArg(call, 0);
    const arrays = c.dims.slice(0, -1);
    if (arrays.length === 0)
      return blockKernel(
        ctx,
        kernel,
        { ...c, elem: "real" },
        [input(ctx, c), scalarArg(sizeOf(c))],
        call.name,
        c.isData,
      );
    const vectors = contiguous(ctx, asRealContainer(c));
    const result = contentsOf(newStorage(ctx, call.name, { ...c, elem: "real" }), c.isData);
    eachElement(ctx, { dims: arrays, form: "scalar" }, (index) => {
      const args = [
        output(selectPrefix(result, index)),
        input(ctx, selectPrefix(vectors, index)),
        scalarArg(c.dims.at(-1)!),
      ];
      emit(ctx, { kind: "kernel", kernel, result: null, args });
    });
    return { ...result, isFresh: true };
  };

const logSumExp: Rule = (ctx, call) =>
  call.args.length === 1 ? byKernel("logSumExp", "logSumExp", true)(ctx, call) : null;

const trace: Rule = (ctx, call) => {
  const m = reusable(ctx, containerArg(call, 0));
  return scalar(
    sumOver(ctx, m.dims[0]!, "trace", (i) => asReal(m.at([i, i]))),
    m.isData,
  );
};

const dot: Rule = (ctx, call): Value => {
  const [a, b] = [containerArg(call, 0), containerArg(call, 1)];
  return dotProduct(ctx, a, b, call.texts);
};

/** Dot products of matching columns (or rows) of two matrices. */
const slicewise =
  (along: "columns" | "rows", ofSelf: boolean): Rule =>
  (ctx, call) => {
    const a = reusable(ctx, containerArg(call, 0));
    const b = ofSelf ? a : reusable(ctx, containerArg(call, 1));
    a.dims.forEach((size, axis) => checkSameSize(ctx, size, b.dims[axis]!, call.texts[0]!, call.texts[1] ?? "")); // prettier-ignore
    if (a.form !== "matrix") return vectorwise(ctx, call, a, b, along);
    const [rows, columns] = a.dims;
    const [outer, inner] = along === "columns" ? [columns!, rows!] : [rows!, columns!];
    const form = along === "columns" ? ("rowVector" as const) : ("vector" as const);
    const result = contentsOf(
      newStorage(ctx, "dots", { elem: "real", form, dims: [outer] }),
      a.isData && b.isData,
    );
    loopOver(ctx, outer, 0, (i) => {
      const at = (k: Expr): readonly Expr[] => (along === "columns" ? [k, i] : [i, k]);
      const total = sumOver(ctx, inner, "dot", (k) => mul(asReal(a.at(at(k))), asReal(b.at(at(k)))));
      emit(ctx, storeInto(result.at([i]), total));
    });
    return result;
  };

/** A vector is a matrix of one column, a row vector one of one row. */
function vectorwise(
  ctx: Context,
  call: LibraryCall,
  a: Container,
  b: Container,
  along: "columns" | "rows",
): Value {
  const form = along === "columns" ? ("rowVector" as const) : ("vector" as const);
  if ((a.form === "vector") === (along === "columns")) {
    const total = sumOver(ctx, a.dims[0]!, "dot", (i) => mul(asReal(a.at([i])), asReal(b.at([i]))));
    return container({ elem: "real", form, dims: [int(1)], at: () => total, isData: allData(call) });
  }
  return container({
    elem: "real",
    form,
    dims: a.dims,
    at: (i) => mul(asReal(a.at(i)), asReal(b.at(i))),
    isData: allData(call),
  });
}

export const reductions: Rules = {
  sum,
  mean,
  prod: byKernel("product", "product", true),
  min: extreme("minimum", "smallest", "lt"),
  max: extreme("maximum", "largest", "gt"),
  sd: byKernel("standardDeviation", "sd", false),
  variance: byKernel("variance", "variance", false),
  norm1,
  norm2: byKernel("norm2", "norm", true),
  dot_product: dot,
  dot_self: dotSelf,
  squared_distance: (ctx, call) => scalar(squaredDistance(ctx, call), allData(call)),
  distance: (ctx, call) => scalar(op("sqrt", squaredDistance(ctx, call)), allData(call)),
  cumulative_sum: cumulativeSum,
  log_sum_exp: logSumExp,
  softmax: softmaxLike("softmax"),
  log_softmax: softmaxLike("logSoftmax"),
  trace,
  columns_dot_product: slicewise("columns", false),
  rows_dot_product: slicewise("rows", false),
  columns_dot_self: slicewise("columns", true),
  rows_dot_self: slicewise("rows", true),
};
