// Containers made from sizes and a value: elements are computed where they are read, nothing is filled.

import { add, div, int, mul, num, select, sub } from "../../ir/build.ts";
import { minus, plus } from "../../ir/linear.ts";
import type { Expr } from "../../ir/mir.ts";
import { asReal, compare } from "../../library/arithmetic.ts";
import { check, checkIndex } from "../checks.ts";
import type { LibraryCall } from "../calls.ts";
import type { Context } from "../context.ts";
import { provablyNonNegative } from "../facts.ts";
import { broadcast } from "../pull-array.ts";
import { container, type Container, type Form, type Value } from "../value.ts";
import { allData, intArg, realArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

function filled(
  dims: readonly Expr[],
  form: Form,
  value: Expr,
  elem: "int" | "real",
  isData: boolean,
): Container {
  return container({ elem, form, dims, at: () => value, isData, isCheap: true, flatAt: () => value });
}

/** A size that the user computed must not be negative. */
export function sizeArg(ctx: Context, call: LibraryCall, k: number): Expr {
  const size = intArg(call, k);
  if (!provablyNonNegative(ctx.facts, size) && size.kind !== "ref")
    check(ctx, compare("ge", size, int(0)), [
      `${call.name}: the size ${call.texts[k]} must not be negative, it is `,
      size,
    ]);
  return size;
}

const rep =
  (form: Form, sizesFrom: number): Rule =>
  (ctx, call) => {
    const [value] = call.args;
    if (value!.kind !== "scalar") return null;
    const dims = call.args.slice(sizesFrom).map((_, k) => sizeArg(ctx, call, sizesFrom + k));
    return filled(
      dims,
      form,
      broadcast(ctx, { ...value!, expr: asReal(value!.expr) }),
      "real",
      value!.isData,
    );
  };

const constant =
  (form: Form, elem: "int" | "real", value: number): Rule =>
  (ctx, call) =>
    filled([sizeArg(ctx, call, 0)], form, elem === "int" ? int(value) : num(value), elem, true);

const oneHot =
  (form: Form, elem: "int" | "real"): Rule =>
  (ctx, call) => {
    const hot = minus(intArg(call, 1), int(1));
    const size = sizeArg(ctx, call, 0);
    checkIndex(ctx, hot, size, call.name);
    const [one, zero] = elem === "int" ? [int(1), int(0)] : [num(1), num(0)];
    const at = ([i]: readonly Expr[]): Expr => select(compare("eq", i!, hot), one, zero);
    return container({ elem, form, dims: [size], at, isData: true, flatAt: (i) => at([i]) });
  };

const linspaced =
  (form: Form): Rule =>
  (ctx, call) => {
    const size = sizeArg(ctx, call, 0);
    const [low, high] = [realArg(call, 1), realArg(call, 2)];
    checkOrder(ctx, call, low, high);
    const step = div(sub(high, low), asReal(minus(size, int(1))));
    const last = minus(size, int(1));
    const at = ([i]: readonly Expr[]): Expr =>
      select(compare("eq", i!, last), high, add(low, mul(asReal(i!), step)));
    return container({ elem: "real", form, dims: [size], at, isData: allData(call), flatAt: (i) => at([i]) });
  };

function checkOrder(ctx: Context, call: LibraryCall, low: Expr, high: Expr): void {
  const [, from, to] = call.texts;
  check(ctx, compare("ge", high, low), [`${call.name}: it goes from ${from!} (`, low, `) to ${to!} (`, high, "), which is less"]); // prettier-ignore
}

/** Whole steps: the upper bound is lowered to the last one that is reached. */
const linspacedInts: Rule = (ctx, call) => {
  const size = sizeArg(ctx, call, 0);
  const [low, high] = [intArg(call, 1), intArg(call, 2)];
  checkOrder(ctx, call, low, high);
  const last = minus(size, int(1));
  const at = ([i]: readonly Expr[]): Expr => {
    const step: Expr = { kind: "op", op: "idiv", args: [minus(high, low), last] };
    return select(compare("eq", last, int(0)), high, plus(low, { kind: "op", op: "imul", args: [i!, step] }));
  };
  return container({ elem: "int", form: "scalar", dims: [size], at, isData: true, flatAt: (i) => at([i]) });
};

/** `rep_array` of a scalar or of a container: the new dimensions lead. */
const repArray: Rule = (ctx, call) => {
  const [value] = call.args;
  const outer = call.args.slice(1).map((_, k) => sizeArg(ctx, call, k + 1));
  return repeat(ctx, value!, outer);
};

function repeat(ctx: Context, value: Value, outer: readonly Expr[]): Value {
  switch (value.kind) {
    case "scalar": {
      const expr = broadcast(ctx, value);
      const elem = asReal(expr) === expr ? "real" : "int";
      return filled(outer, "scalar", expr, elem, value.isData);
    }
    case "container":
      return container({
        elem: value.elem,
        form: value.form,
        dims: [...outer, ...value.dims],
        at: (index) => value.at(index.slice(outer.length)),
        isData: value.isData,
        isCheap: value.isCheap,
      });
    case "struct":
      return {
        ...value,
        slots: value.slots.map((s) => repeat(ctx, s, outer)),
        outer: [...outer, ...value.outer],
      };
  }
}

/** `rep_matrix(x, m, n)`, or of a vector as columns, or of a row vector as rows. */
const repMatrix: Rule = (ctx, call) => {
  const [value] = call.args;
  if (value!.kind !== "container") return rep("matrix", 1)(ctx, call);
  const count = sizeArg(ctx, call, 1);
  const isColumn = value!.form === "vector";
  const own = value!.dims[0]!;
  return container({
    elem: "real",
    form: "matrix",
    dims: isColumn ? [own, count] : [count, own],
    at: ([r, c]) => value!.at([isColumn ? r! : c!]),
    isData: value!.isData,
    isCheap: value!.isCheap,
  });
};

const identity: Rule = (ctx, call) => {
  const size = sizeArg(ctx, call, 0);
  const at = ([r, c]: readonly Expr[]): Expr => select(compare("eq", r!, c!), num(1), num(0));
  return container({ elem: "real", form: "matrix", dims: [size, size], at, isData: true });
};

export const construction: Rules = {
  rep_vector: rep("vector", 1),
  rep_row_vector: rep("rowVector", 1),
  rep_matrix: repMatrix,
  rep_array: repArray,
  zeros_array: constant("scalar", "real", 0),
  zeros_int_array: constant("scalar", "int", 0),
  zeros_vector: constant("vector", "real", 0),
  zeros_row_vector: constant("rowVector", "real", 0),
  ones_array: constant("scalar", "real", 1),
  ones_int_array: constant("scalar", "int", 1),
  ones_vector: constant("vector", "real", 1),
  ones_row_vector: constant("rowVector", "real", 1),
  one_hot_array: oneHot("scalar", "real"),
  one_hot_int_array: oneHot("scalar", "int"),
  one_hot_vector: oneHot("vector", "real"),
  one_hot_row_vector: oneHot("rowVector", "real"),
  linspaced_array: linspaced("scalar"),
  linspaced_int_array: linspacedInts,
  linspaced_vector: linspaced("vector"),
  linspaced_row_vector: linspaced("rowVector"),
  identity_matrix: identity,
  uniform_simplex: (ctx, call) => {
    const size = sizeArg(ctx, call, 0);
    return filled([size], "vector", div(num(1), asReal(size)), "real", true);
  },
};
