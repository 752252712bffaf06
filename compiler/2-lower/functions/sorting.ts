// Sorting, permutations and ranks, all by kernels.

import { minus } from "../../ir/linear.ts";
import { int } from "../../ir/build.ts";
import { anyInput, blockKernel, scalarArg, scalarKernel } from "../kernels.ts";
import { checkIndex } from "../checks.ts";
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

export const sorting: Rules = {
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
