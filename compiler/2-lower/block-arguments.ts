// Arguments in shapes that a routine on blocks does not take, made into those that it does: a row vector of predictors, which stands for the
// same row in every observation; one outcome for every row; a vector of variances, which is a diagonal matrix.

import { int, num, select } from "../ir/build.ts";
import { asReal, compare } from "../library/arithmetic.ts";
import type { LibraryCall } from "./calls.ts";
import type { Context } from "./context.ts";
import { reusable } from "./pull-array.ts";
import { container, expectContainer, expectScalar, type Container } from "./value.ts";

type Adapt = (ctx: Context, call: LibraryCall) => LibraryCall;

/** Arguments y, x, alpha, beta. */
const categoricalRegression: Adapt = (ctx, call) => {
  const [y, x, ...rest] = call.args;
  const given = expectContainer(x!);
  const isOneRow = given.form === "rowVector";
  const outcomes = y!.kind === "container" ? y.dims[0]! : int(1);
  const rows = isOneRow ? outcomes : given.dims[0]!;
  const predictors = isOneRow ? repeated(ctx, given, rows) : given;
  return { ...call, args: [forEachRow(call, rows), predictors, ...rest] };
};

function forEachRow(call: LibraryCall, rows: Container["dims"][number]): Container {
  const [y] = call.args;
  if (y!.kind === "container") return y;
  const { expr } = expectScalar(y!);
  return container({ elem: "int", form: "scalar", dims: [rows], at: () => expr, isData: true });
}

function repeated(ctx: Context, row: Container, rows: Container["dims"][number]): Container {
  const x = reusable(ctx, row);
  return container({
    elem: "real",
    form: "matrix",
    dims: [rows, x.dims[0]!],
    at: ([, column]) => asReal(x.at([column!])),
    isData: x.isData,
  });
}

/** Argument V of y, F, G, V, W, m0, C0. */
const diagonalVariances: Adapt = (ctx, call) => {
  const given = expectContainer(call.args[3]!);
  if (given.form === "matrix") return call;
  const v = reusable(ctx, given);
  const diagonal = container({
    elem: "real",
    form: "matrix",
    dims: [v.dims[0]!, v.dims[0]!],
    at: ([r, c]) => select(compare("eq", r!, c!), asReal(v.at([r!])), num(0)),
    isData: v.isData,
  });
  return { ...call, args: call.args.map((arg, k) => (k === 3 ? diagonal : arg)) };
};

const ADAPTED: Readonly<Record<string, Adapt>> = {
  categorical_logit_glm: categoricalRegression,
  gaussian_dlm_obs: diagonalVariances,
};

/** The call with arguments as the routines of `family` take them. */
export const withBlocks = (ctx: Context, family: string, call: LibraryCall): LibraryCall =>
  Object.hasOwn(ADAPTED, family) ? ADAPTED[family]!(ctx, call) : call;
