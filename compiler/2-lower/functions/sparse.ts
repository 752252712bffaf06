// Compressed sparse rows: w the non-zero values row by row, v their columns, u where each row starts (both from 1).

import { int, local, num, ref } from "../../ir/build.ts";
import { minus, plus } from "../../ir/linear.ts";
import type { Expr, KernelArg, Statement } from "../../ir/mir.ts";
import { and, asInt, asReal, compare } from "../../library/arithmetic.ts";
import type { LibraryCall } from "../calls.ts";
import { check, checkIndex, checkSameSize } from "../checks.ts";
import { bindLet, emit, nested, type Context } from "../context.ts";
import { conditionally } from "../frames.ts";
import { anyInput, blockKernel, input, scalarArg } from "../kernels.ts";
import { loopOver } from "../loops.ts";
import { reusable } from "../pull-array.ts";
import { contentsOf, newStorage, storeInto } from "../storage.ts";
import { sizeOf, type Container } from "../value.ts";
import { allData, containerArg, intArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

/** Runs `visit` for every non-zero element, row by row; `row` after each row. */
function eachNonZero(
  ctx: Context,
  a: Container,
  visit: (r: Expr, c: Expr) => void,
  row?: (r: Expr) => void,
): void {
  const inOrder = { inOrder: true };
  loopOver(
    ctx,
    a.dims[0]!,
    0,
    (r) => {
      loopOver(
        ctx,
        a.dims[1]!,
        1,
        (c) => {
          const then = nested(ctx, () => conditionally(ctx, () => visit(r, c)));
          emit(ctx, {
            kind: "if",
            condition: compare("ne", asReal(a.at([r, c])), num(0)),
            then,
            otherwise: [],
          });
        },
        inOrder,
      );
      row?.(r);
    },
    inOrder,
  );
}

function counter(ctx: Context): { readonly count: Expr; readonly increase: Statement } {
  const target = local("count", "int");
  emit(ctx, { kind: "var", local: target, initial: int(0) });
  ctx.mutable.add(target);
  return { count: ref(target), increase: { kind: "set", local: target, value: plus(ref(target), int(1)) } };
}

function nonZeros(ctx: Context, a: Container): Expr {
  const { count, increase } = counter(ctx);
  eachNonZero(ctx, a, () => emit(ctx, increase));
  const found = bindLet(ctx, "nonZeros", count);
  // Where the elements are not data, room is made for all of them.
  if (found.kind === "ref" && ctx.stage !== "prepareData") {
    ctx.facts.lower.set(found.local, int(0));
    ctx.facts.upper.set(found.local, sizeOf(a));
  }
  return found;
}

const extract =
  (part: "w" | "v"): Rule =>
  (ctx, call) => {
    const a = reusable(ctx, containerArg(call, 0));
    const elem = part === "w" ? ("real" as const) : ("int" as const);
    const form = part === "w" ? ("vector" as const) : ("scalar" as const);
    const storage = newStorage(ctx, part, { elem, form, dims: [nonZeros(ctx, a)] });
    const result = contentsOf(storage, a.isData);
    const { count, increase } = counter(ctx);
    eachNonZero(ctx, a, (r, c) =>
      emit(ctx, storeInto(result.at([count]), part === "w" ? a.at([r, c]) : plus(c, int(1))), increase),
    );
    return { ...result, isFresh: true };
  };

const extractStarts: Rule = (ctx, call) => {
  const a = reusable(ctx, containerArg(call, 0));
  const dims = [plus(a.dims[0]!, int(1))];
  const result = contentsOf(newStorage(ctx, "u", { elem: "int", form: "scalar", dims }), true);
  const { count, increase } = counter(ctx);
  emit(ctx, storeInto(result.at([int(0)]), int(1)));
  const row = (r: Expr): void => emit(ctx, storeInto(result.at([plus(r, int(1))]), plus(count, int(1))));
  eachNonZero(ctx, a, () => emit(ctx, increase), row);
  return { ...result, isFresh: true };
};

/** w, v and u as inputs, after the question whether they describe an m x n matrix. */
function partsOf(ctx: Context, call: LibraryCall, m: Expr, n: Expr): readonly KernelArg[] {
  const [w, v, u] = [2, 3, 4].map((k) => reusable(ctx, containerArg(call, k)));
  const [ofW, ofV, ofU] = call.texts.slice(2, 5) as [string, string, string];
  const count = w!.dims[0]!;
  checkSameSize(ctx, count, v!.dims[0]!, ofW, ofV);
  checkSameSize(ctx, u!.dims[0]!, plus(m, int(1)), ofU, "one more than the rows");
  loopOver(ctx, count, 0, (i) => checkIndex(ctx, minus(asInt(v!.at([i])), int(1)), n, "the columns"));
  const start = (i: Expr): Expr => asInt(u!.at([i]));
  const isWhole = and(compare("eq", start(int(0)), int(1)), compare("eq", start(m), plus(count, int(1))));
  check(ctx, isWhole, [`${ofU} must begin with 1 and end with ${ofW}'s size + 1, but it has `, start(int(0)), " and ", start(m)]); // prettier-ignore
  loopOver(
    ctx,
    m,
    0,
    (i) =>
    check(ctx, compare("le", start(i), start(plus(i, int(1)))), [`${ofU} must not decrease, but row `, plus(i, int(1)), " starts at ", start(i), " and the next at ", start(plus(i, int(1)))]), // prettier-ignore
  );
  return [input(ctx, w!), anyInput(ctx, v!), anyInput(ctx, u!)];
}

const timesVector: Rule = (ctx, call) => {
  const [m, n] = [intArg(call, 0), intArg(call, 1)];
  const b = containerArg(call, 5);
  checkSameSize(ctx, n, b.dims[0]!, call.texts[1]!, call.texts[5]!);
  const shape = { elem: "real" as const, form: "vector" as const, dims: [m] };
  const args = [...partsOf(ctx, call, m, n), input(ctx, b), scalarArg(m)];
  return blockKernel(ctx, "csrMatrixTimesVector", shape, args, "product", allData(call));
};

const toDense: Rule = (ctx, call) => {
  const [m, n] = [intArg(call, 0), intArg(call, 1)];
  const shape = { elem: "real" as const, form: "matrix" as const, dims: [m, n] };
  const args = [...partsOf(ctx, call, m, n), scalarArg(m), scalarArg(n)];
  return blockKernel(ctx, "csrToDenseMatrix", shape, args, "dense", allData(call));
};

const extractW = extract("w");
const extractV = extract("v");

export const sparse: Rules = {
  csr_extract_w: extractW,
  csr_extract_v: extractV,
  csr_extract_u: extractStarts,
  csr_extract: (ctx, call) => ({
    kind: "struct",
    role: "tuple",
    slots: [extractW, extractV, extractStarts].map((rule) => rule(ctx, call)!),
    outer: [],
  }),
  csr_matrix_times_vector: timesVector,
  csr_to_dense_matrix: toDense,
};
