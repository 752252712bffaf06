// Sorting, permutations and ranks, all by kernels.

import { minus } from "../../ir/linear.ts";
import { int } from "../../ir/build.ts";
import type { Expr } from "../../ir/mir.ts";
import { asReal } from "../../library/arithmetic.ts";
import { emit } from "../context.ts";
import { loopOver } from "../loops.ts";
import { contentsOf, newStorage, storeInto } from "../storage.ts";
import { anyInput, blockKernel, input, scalarArg, scalarKernel } from "../kernels.ts";
import { checkIndex } from "../checks.ts";
import { checkDomain } from "../domains.ts";
import { scalar, sizeOf } from "../value.ts";
import { containerArg, intArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

const sorted =
  (kernel: string): Rule =>
  (ctx, call) => {
    const c = containerArg(call, 0);
    return blockKernel(ctx, kernel, c, [anyInput(ctx, c), scalarArg(sizeOf(c))], "sorted", c.isData);
  };

const order =
  (kernel: string): Rule =>
  (ctx, call) => {
    const c = containerArg(call, 0);
    const shape = { elem: "int" as const, form: "scalar" as const, dims: c.dims };
    return blockKernel(ctx, kernel, shape, [anyInput(ctx, c), scalarArg(sizeOf(c))], "order", true);
  };

/** Quantiles of data, at one probability or at several. */
const quantile: Rule = (ctx, call) => {
  const x = containerArg(call, 0);
  const at = (p: Expr, index: readonly Expr[]): Expr => {
    checkDomain(ctx, { value: p, text: call.texts[1]!, index }, "unit", "quantile", true);
    return scalarKernel(
      ctx,
      "sampleQuantile",
      [input(ctx, x), scalarArg(asReal(p)), scalarArg(sizeOf(x))],
      "quantile",
    );
  };
  const [, p] = call.args;
  if (p!.kind === "scalar") return scalar(at(p!.expr, []), true);
  const probabilities = containerArg(call, 1);
  const result = contentsOf(newStorage(ctx, "quantiles", { ...probabilities, elem: "real" }), true);
  loopOver(ctx, probabilities.dims[0]!, 0, (i) =>
    emit(ctx, storeInto(result.at([i]), at(probabilities.at([i]), [i]))),
  );
  return result;
};

export const sorting: Rules = {
  quantile,
  sort_asc: sorted("sortAsc"),
  sort_desc: sorted("sortDesc"),
  sort_indices_asc: order("sortIndicesAsc"),
  sort_indices_desc: order("sortIndicesDesc"),
  rank: (ctx, call) => {
    const c = containerArg(call, 0);
    const position = intArg(call, 1);
    checkIndex(ctx, minus(position, int(1)), c.dims[0]!, call.texts[0]!);
    const args = [anyInput(ctx, c), scalarArg(sizeOf(c)), scalarArg(position)];
    return scalar(scalarKernel(ctx, "rank", args, "rank", "int"), true);
  },
};
