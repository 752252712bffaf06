// Products of vectors and matrices. A matrix by a vector and a matrix by a matrix are written as loops over the result with an inner
// sum: the passes fuse and differentiate them like any other loop, and recognise the shape where a kernel is faster.

import { add, int, local, mul, num, ref } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { asReal } from "../library/arithmetic.ts";
import { checkSameSize } from "./checks.ts";
import { emit, type Context } from "./context.ts";
import { eachElement, loopOver } from "./loops.ts";
import { reusable } from "./pull-array.ts";
import { contentsOf, newStorage, storeInto } from "./storage.ts";
import { container, scalar, type Container, type Form, type Value } from "./value.ts";

/** Sum of `term(i)` over `count` things. */
export function sumOver(ctx: Context, count: Expr, name: string, term: (i: Expr) => Expr): Expr {
  if (count.kind === "int" && count.value <= 4) {
    let total: Expr = num(0);
    for (let i = 0; i < count.value; i++) total = add(total, term(int(i)));
    return total;
  }
  const total = local(name, "real");
  emit(ctx, { kind: "var", local: total, initial: num(0) });
  loopOver(ctx, count, 0, (i) =>
    emit(ctx, { kind: "accumulate", into: { kind: "local", local: total }, value: term(i) }),
  );
  return ref(total);
}

export function dotProduct(ctx: Context, a: Container, b: Container, names: readonly string[] = []): Value {
  checkSameSize(ctx, a.dims[0]!, b.dims[0]!, names[0] ?? "the left side", names[1] ?? "the right side");
  const total = sumOver(ctx, a.dims[0]!, "dot", (i) => mul(asReal(a.at([i])), asReal(b.at([i]))));
  return scalar(total, a.isData && b.isData);
}

/** `*` where at least one side is a vector or matrix and neither is a scalar. */
export function multiply(ctx: Context, a: Container, b: Container): Value {
  if (a.form === "rowVector" && b.form === "vector") return dotProduct(ctx, a, b);
  if (a.form === "vector" && b.form === "rowVector") return outerProduct(ctx, a, b);
  const [left, right] = [reusable(ctx, a), reusable(ctx, b)];
  const inner = left.dims[left.dims.length - 1]!;
  checkSameSize(ctx, inner, right.dims[0]!, "the left side's columns", "the right side's rows");
  const form: Form = left.form === "rowVector" ? "rowVector" : right.form === "vector" ? "vector" : "matrix";
  const rows = left.form === "rowVector" ? [] : [left.dims[0]!];
  const columns = right.form === "vector" ? [] : [right.dims[1]!];
  const isData = a.isData && b.isData;
  const result = contentsOf(
    newStorage(ctx, "product", { elem: "real", form, dims: [...rows, ...columns] }),
    isData,
  );
  eachElement(ctx, result, (index) => {
    const row = left.form === "rowVector" ? [] : [index[0]!];
    const column = right.form === "vector" ? [] : [index[index.length - 1]!];
    const total = sumOver(ctx, inner, "sum", (k) =>
      mul(asReal(left.at([...row, k])), asReal(right.at([k, ...column]))),
    );
    emit(ctx, storeInto(result.at(index), total));
  });
  return { ...result, isFresh: true };
}

function outerProduct(ctx: Context, a: Container, b: Container): Value {
  const [left, right] = [reusable(ctx, a), reusable(ctx, b)];
  return container({
    elem: "real",
    form: "matrix",
    dims: [left.dims[0]!, right.dims[0]!],
    at: ([r, c]) => mul(asReal(left.at([r!])), asReal(right.at([c!]))),
    isData: a.isData && b.isData,
    isCheap: true,
  });
}
