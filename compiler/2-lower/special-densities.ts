// Densities that are an index into a vector: plain loads instead of a kernel per outcome.

import { bool, int } from "../ir/build.ts";
import { minus } from "../ir/linear.ts";
import type { Expr } from "../ir/mir.ts";
import type { LibraryCall } from "./calls.ts";
import { and, compare } from "../library/arithmetic.ts";
import { checkSimplex } from "./argument-structures.ts";
import { check, nameOf } from "./checks.ts";
import type { Checked } from "./domains.ts";
import { provablyTrue } from "./truth.ts";
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
  const one = (outcome: Expr, index: readonly Expr[]): void => {
    const k = minus(outcome, int(1));
    checkOutcome(ctx, call, { value: outcome, text: call.texts[0]!, index }, size);
    sink.add(isDropped ? weighted(ctx, term(k)) : term(k));
  };
  if (y!.kind === "scalar") return one(y!.expr, []);
  const outcomes = expectContainer(y!);
  loopOver(ctx, outcomes.dims[0]!, 0, (i) => one(once(ctx, "outcome", outcomes.at([i])), [i]));
}

function checkOutcome(ctx: Context, call: LibraryCall, outcome: Checked, size: Expr): void {
  const { value } = outcome;
  const isInside = [compare("ge", value, int(1)), compare("le", value, size)]
    .filter((condition) => !provablyTrue(ctx.facts, condition))
    .reduce(and, bool(true));
  const family = call.name.replace(/_l?u?pmf$/, "");
  check(ctx, isInside, [
    `${family}: `,
    ...nameOf(outcome),
    ` must lie between 1 and the size of ${call.texts[1]!}, `,
    size,
    ", but it is ",
    value,
  ]);
}

const categorical: Special = (ctx, call, sink) => {
  const theta = reusable(ctx, expectContainer(call.args[1]!), "theta");
  checkSimplex(ctx, theta, call.texts[1]!);
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
