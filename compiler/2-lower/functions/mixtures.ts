// Functions of two vectors by kernels: log_mix of vectors of components or arrays of them (two components are a scalar function), and
// hypergeometric series.

import { checkSameSize } from "../checks.ts";
import { elementAt } from "../indexing.ts";
import { input, scalarArg, scalarKernel } from "../kernels.ts";
import { sumOver } from "../products.ts";
import { contiguous } from "../pull-array.ts";
import { expectContainer, scalar } from "../value.ts";
import { allData, containerArg, realArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

/** The series pFq of two vectors of coefficients. */
const series: Rule = (ctx, call) => {
  const [a, b] = [containerArg(call, 0), containerArg(call, 1)];
  const args = [
    input(ctx, a),
    input(ctx, b),
    scalarArg(realArg(call, 2)),
    scalarArg(a.dims[0]!),
    scalarArg(b.dims[0]!),
  ];
  return scalar(scalarKernel(ctx, "hypergeometricSeries", args, "series"), allData(call));
};

export const mixtures: Rules = {
  hypergeometric_3F2: series,
  hypergeometric_pFq: series,
  log_mix: (ctx, call) => {
    if (call.args.length === 3) return null;
    const theta = contiguous(ctx, containerArg(call, 0), "theta");
    const lambda = containerArg(call, 1);
    const size = theta.dims[0]!;
    const isArray = lambda.dims.length === 2;
    checkSameSize(ctx, size, lambda.dims[isArray ? 1 : 0]!, call.texts[0]!, call.texts[1]!);
    const mixture = (components: typeof lambda) =>
      scalarKernel(ctx, "logMixture", [input(ctx, theta), input(ctx, components), scalarArg(size)], "logMix");
    if (!isArray) return scalar(mixture(lambda), allData(call));
    const stored = contiguous(ctx, lambda, "components");
    const total = sumOver(ctx, stored.dims[0]!, "logMix", (i) =>
      mixture(expectContainer(elementAt(stored, i))),
    );
    return scalar(total, allData(call));
  },
};
