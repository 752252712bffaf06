// Densities that are an index into a vector: plain loads instead of a kernel per outcome.

import { int } from "../ir/build.ts";
import { minus } from "../ir/linear.ts";
import type { Expr } from "../ir/mir.ts";
import type { LibraryCall } from "./calls.ts";
import { checkIndex } from "./checks.ts";
import { once, type Context } from "./context.ts";
import { scalarKernel, input, scalarArg } from "./kernels.ts";
import { loopOver } from "./loops.ts";
import { contiguous, reusable } from "./pull-array.ts";
import { weighted, type Sink } from "./sinks.ts";
import { expectContainer, isDataValue } from "./value.ts";

type Special = (ctx: Context, call: LibraryCall, sink: Sink) => void;

/** Sum over outcomes of `term(outcome from 0)`; one outcome or an array of them. */
function eachOutcome(ctx: Context, call: LibraryCall, size: Expr, sink: Sink, term: (k: Expr) => Expr): void {
  const [y, theta] = call.args;
  const isDropped = call.propto && ctx.frame.propto && isDataValue(theta!);
  const one = (outcome: Expr): void => {
    const k = minus(outcome, int(1));
    checkIndex(ctx, k, size, call.texts[1]!);
    sink.add(isDropped ? weighted(ctx, term(k)) : term(k));
  };
  if (y!.kind === "scalar") return one(y!.expr);
  const outcomes = expectContainer(y!);
  loopOver(ctx, outcomes.dims[0]!, 0, (i) => one(once(ctx, "outcome", outcomes.at([i]))));
}

const categorical: Special = (ctx, call, sink) => {
  const theta = reusable(ctx, expectContainer(call.args[1]!), "theta");
  eachOutcome(ctx, call, theta.dims[0]!, sink, (k) => ({ kind: "op", op: "log", args: [theta.at([k])] }));
};

const categoricalLogit: Special = (ctx, call, sink) => {
  const beta = contiguous(ctx, expectContainer(call.args[1]!), "beta");
  const total = scalarKernel(ctx, "logSumExp", [input(ctx, beta), scalarArg(beta.dims[0]!)], "logSumExp");
  eachOutcome(ctx, call, beta.dims[0]!, sink, (k) => ({
    kind: "op",
    op: "sub",
    args: [beta.at([k]), total],
  }));
};

export const specialDensities: Readonly<Record<string, Special>> = {
  categorical,
  categorical_logit: categoricalLogit,
};
