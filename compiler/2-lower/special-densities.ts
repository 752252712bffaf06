// Densities whose arguments do not meet element by element: generalised linear models (a linear predictor, then the plain density) and
// the categorical family (an index into a vector).

import { add, int } from "../ir/build.ts";
import { minus } from "../ir/linear.ts";
import type { Expr } from "../ir/mir.ts";
import { asReal } from "../library/arithmetic.ts";
import type { LibraryCall } from "./calls.ts";
import { checkIndex } from "./checks.ts";
import { once, type Context } from "./context.ts";
import { density } from "./densities.ts";
import { scalarKernel, input, scalarArg } from "./kernels.ts";
import { loopOver } from "./loops.ts";
import { multiply } from "./products.ts";
import { contiguous, elementwise, reusable } from "./pull-array.ts";
import { weighted, type Sink } from "./sinks.ts";
import { expectContainer, isDataValue, type Value } from "./value.ts";

type Special = (ctx: Context, call: LibraryCall, sink: Sink) => void;

/** The linear predictor x * beta + alpha takes the place of the arguments x, alpha, beta. */
const glm =
  (family: string, xAt: number): Special =>
  (ctx, call, sink) => {
    const [x, alpha, beta] = call.args.slice(xAt, xAt + 3);
    const product = multiply(ctx, expectContainer(x!), expectContainer(beta!));
    const predictor = elementwise(ctx, [product, alpha!], ([a, b]) => add(asReal(a!), asReal(b!)));
    const column = isRow(x!) && product.kind === "scalar" ? predictor : asColumn(predictor);
    const args = [...call.args.slice(0, xAt), column, ...call.args.slice(xAt + 3)];
    const texts = [...call.texts.slice(0, xAt), call.texts[xAt]!, ...call.texts.slice(xAt + 3)];
    density(ctx, family, { ...call, args, texts }, sink);
  };

const isRow = (value: Value): boolean => value.kind === "container" && value.form === "rowVector";
const asColumn = (value: Value): Value => (value.kind === "container" ? { ...value, form: "vector" } : value);

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
  bernoulli_logit_glm: glm("bernoulli_logit", 1),
  binomial_logit_glm: glm("binomial_logit", 2),
  poisson_log_glm: glm("poisson_log", 1),
  neg_binomial_2_log_glm: glm("neg_binomial_2_log", 1),
  normal_id_glm: glm("normal", 1),
  categorical,
  categorical_logit: categoricalLogit,
};
