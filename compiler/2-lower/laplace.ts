// Laplace approximations of latent values theta ~ normal(0, K): the covariance is a call of its function like any other, the likelihood a
// callback or one of the counts that the runtime knows. Draws are those of the normal approximation at the mode.

import type { Span } from "../../grammar/index.ts";
import { int, num } from "../ir/build.ts";
import { plus, times } from "../ir/linear.ts";
import type { Expr, KernelArg } from "../ir/mir.ts";
import type { ResolvedCall, TypedExpr } from "../ir/typed-ast.ts";
import { VECTOR } from "../ir/type.ts";
import { asInt, asReal } from "../library/arithmetic.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { libraryCall } from "./calls.ts";
import { callFunction, lowerCallback } from "./callbacks.ts";
import { checkSameSize, sourceText } from "./checks.ts";
import { emit, type Context } from "./context.ts";
import { lowerExpr } from "./expressions.ts";
import { LAPLACE_DEFAULTS } from "./functions/laplace-options.ts";
import { anyInput, input, output, scalarArg, scalarKernel } from "./kernels.ts";
import { generate } from "./generators.ts";
import { contiguous } from "./pull-array.ts";
import { contentsOf, newStorage } from "./storage.ts";
import {
  expectContainer,
  expectScalar,
  isDataValue,
  scalar,
  vectorOfZeros,
  type Container,
  type Struct,
  type Value,
} from "./value.ts";

type Variadic = Extract<ResolvedCall, { readonly kind: "variadic" }>;

/** What is asked: the number, a draw, or mode and covariance; of a function or of counts. */
const NAME =
  /^laplace_(marginal|latent)(?:_solve)?(_tol)?(?:_(bernoulli_logit|poisson_log|neg_binomial_2_log))?(?:_(lpmf|rng))?$/;

/** As the runtime numbers them. */
const FAMILIES = ["bernoulli_logit", "poisson_log", "neg_binomial_2_log"];

interface Control {
  readonly start: Container;
  readonly tolerance: Expr;
  readonly maxSteps: Expr;
  readonly maxHalvings: Expr;
}

/** Null if the name is no Laplace function's. */
export function lowerLaplace(
  ctx: Context,
  call: Variadic,
  args: readonly TypedExpr[],
  span: Span,
): Value | null {
  const match = NAME.exec(call.name);
  if (match === null) return null;
  const [, kind, hasTolerances, counts] = match;
  const own = counts === undefined ? 2 : counts === "neg_binomial_2_log" ? 4 : 3;
  const [block, covariance, tuple, tolerances] = args.slice(own);
  const K = covarianceOf(ctx, covariance!, tuple!);
  const n = K.dims[0]!;
  checkSameSize(ctx, n, K.dims[1]!, "the rows of the covariance matrix", "its columns");
  const control = controlOf(ctx, hasTolerances === undefined ? undefined : tolerances, n);
  const blockSize = asInt(expectScalar(lowerExpr(ctx, block!)).expr);
  const problem =
    counts === undefined
      ? ofFunction(ctx, args[0]!, args[1]!, K, blockSize, control)
      : ofCounts(ctx, counts, args.slice(0, own), K, control);
  if (kind === "marginal") return problem.marginal();
  const [mode, spread] = problem.mode();
  if (call.name.includes("_solve"))
    return { kind: "struct", role: "tuple", slots: [mode, spread], outer: [] };
  const texts = ["the mode", "its covariance"];
  return generate(ctx, "multi_normal", { name: call.name, args: [mode, spread], texts, result: call.result, propto: false, span }); // prettier-ignore
}

const slotsOf = (ctx: Context, tuple: TypedExpr): readonly Value[] => (lowerExpr(ctx, tuple) as Struct).slots;

function covarianceOf(ctx: Context, fn: TypedExpr, tuple: TypedExpr): Container {
  const { call } = fn;
  if (call === undefined) return internalError("a covariance that is no function", fn.span);
  return contiguous(ctx, expectContainer(callFunction(ctx, call, slotsOf(ctx, tuple), fn)), "K");
}

function controlOf(ctx: Context, tuple: TypedExpr | undefined, n: Expr): Control {
  const { tolerance, steps, halvings } = LAPLACE_DEFAULTS;
  if (tuple === undefined)
    return {
      start: vectorOfZeros(n),
      tolerance: num(tolerance),
      maxSteps: int(steps),
      maxHalvings: int(halvings),
    };
  const slots = slotsOf(ctx, tuple);
  const number = (k: number): Expr => expectScalar(slots[k]!).expr;
  const start = expectContainer(slots[0]!);
  checkSameSize(ctx, start.dims[0]!, n, "the initial values", "the covariance matrix");
  return { start, tolerance: asReal(number(1)), maxSteps: asInt(number(2)), maxHalvings: asInt(number(4)) };
}

interface Problem {
  readonly marginal: () => Value;
  readonly mode: () => readonly [Container, Container];
}

const controlArgs = ({ tolerance, maxSteps, maxHalvings }: Control): readonly KernelArg[] =>
  [tolerance, maxSteps, maxHalvings].map(scalarArg);

/** A kernel whose first outputs are mode and covariance. */
function modeBy(
  ctx: Context,
  kernel: string,
  n: Expr,
  args: readonly KernelArg[],
): readonly [Container, Container] {
  const mode = contentsOf(newStorage(ctx, "mode", { elem: "real", form: "vector", dims: [n] }), true);
  const spread = contentsOf(
    newStorage(ctx, "covariance", { elem: "real", form: "matrix", dims: [n, n] }),
    true,
  );
  emit(ctx, { kind: "kernel", kernel, result: null, args: [output(mode), output(spread), ...args] });
  return [mode, spread];
}

const ABSENT: KernelArg = { kind: "absent" };
const NO_FUNCTION: KernelArg = { kind: "callback", callee: null, captures: [] };

function ofFunction(
  ctx: Context,
  fn: TypedExpr,
  tuple: TypedExpr,
  K: Container,
  block: Expr,
  control: Control,
): Problem {
  const n = K.dims[0]!;
  const theta = { name: "theta", size: n, form: "vector" } as const;
  const callback = lowerCallback(ctx, fn, [theta], slotsOf(ctx, tuple), null);
  const { parameters } = callback;
  const args = (columns: Expr): readonly KernelArg[] => [
    ABSENT,
    input(ctx, K, "K"),
    input(ctx, control.start, "start"),
    callback.theta,
    ...[n, parameters, columns, block].map(scalarArg),
    ...controlArgs(control),
    callback.arg,
    NO_FUNCTION,
  ];
  const isData = callback.isData && K.isData;
  return {
    marginal: () =>
      scalar(
        scalarKernel(ctx, "laplaceMarginal", args(plus(times(n, n), parameters)), "logMarginal"),
        isData,
      ),
    mode: () => modeBy(ctx, "laplaceMode", n, args(int(0))),
  };
}

function below(ctx: Context, a: Container, b: Container, span: Span): Container {
  const args = [a, b];
  const call = { name: "append_row", args, texts: ["offsets", "precisions"], result: VECTOR, propto: false };
  return expectContainer(libraryCall(ctx, { ...call, span }));
}

/** Counts, their groups, offsets of theta, and before these the precisions of negative binomials. */
function ofCounts(
  ctx: Context,
  family: string,
  given: readonly TypedExpr[],
  K: Container,
  control: Control,
): Problem {
  const n = K.dims[0]!;
  const [y, group, ...rest] = given.map((e) => expectContainer(lowerExpr(ctx, e)));
  const offset = rest.at(-1)!;
  const precision = rest.length === 2 ? rest[0]! : null;
  checkSameSize(ctx, offset.dims[0]!, n, sourceText(given.at(-1)!.span), "the covariance matrix");
  checkSameSize(ctx, y!.dims[0]!, group!.dims[0]!, sourceText(given[0]!.span), sourceText(given[1]!.span));
  const parameters = precision === null ? offset : below(ctx, offset, precision, given[0]!.span);
  const precisions = precision === null ? int(0) : precision.dims[0]!;
  const args: readonly KernelArg[] = [
    input(ctx, K, "K"),
    input(ctx, control.start, "start"),
    input(ctx, parameters, "offsets"),
    anyInput(ctx, y!),
    anyInput(ctx, group!),
    ...[int(FAMILIES.indexOf(family)), n, y!.dims[0]!, precisions].map(scalarArg),
    ...controlArgs(control),
  ];
  return {
    marginal: () => {
      const weights = contentsOf(
        newStorage(ctx, "weights", { elem: "real", form: "vector", dims: [n] }),
        false,
      );
      const isData = [K, parameters].every(isDataValue);
      return scalar(scalarKernel(ctx, "laplaceCounts", [output(weights), ...args], "logMarginal"), isData);
    },
    mode: () => modeBy(ctx, "laplaceCountsMode", n, args),
  };
}
