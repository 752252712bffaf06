// Solving linear systems, inverses, determinants and decompositions: each name of the language is one kernel with the sizes it wants.

import { int, mul, num, select } from "../../ir/build.ts";
import type { Expr, KernelArg } from "../../ir/mir.ts";
import { asReal, compare } from "../../library/arithmetic.ts";
import type { LibraryCall } from "../calls.ts";
import { check, checkSameSize } from "../checks.ts";
import { emit, type Context } from "../context.ts";
import { blockKernel, input, scalarArg, scalarKernel } from "../kernels.ts";
import { eachElement, loopOver } from "../loops.ts";
import { multiply } from "../products.ts";
import { broadcast, materialise, reusable } from "../pull-array.ts";
import { contentsOf, copyBlock, newStorage, storeInto } from "../storage.ts";
import {
  container,
  expectContainer,
  expectScalar,
  mapContainer,
  scalar,
  viewOf,
  type Container,
  type Form,
  type Value,
} from "../value.ts";
import { checkRows, checkSimplex } from "../argument-structures.ts";
import { allData, containerArg, intArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

function checkSquare(ctx: Context, m: Container, what: string): void {
  checkSameSize(ctx, m.dims[0]!, m.dims[1]!, `the rows of ${what}`, "its columns");
}

/** `A \ B`: the solution has the shape of B. */
function solveLeft(ctx: Context, kernel: string, a: Container, b: Container, what: readonly string[]): Value {
  checkSquare(ctx, a, what[0]!);
  checkSameSize(ctx, a.dims[1]!, b.dims[0]!, what[0]!, what[1]!);
  const [n, m] = [b.dims[0]!, b.dims[1] ?? int(1)];
  const args = [input(ctx, a), input(ctx, b), scalarArg(n), scalarArg(m)];
  return blockKernel(
    ctx,
    kernel,
    { elem: "real", form: b.form, dims: b.dims },
    args,
    "solution",
    a.isData && b.isData,
  );
}

/** `B / A`: the solution has the shape of B. */
function solveRight(
  ctx: Context,
  kernel: string,
  b: Container,
  a: Container,
  what: readonly string[],
): Value {
  checkSquare(ctx, a, what[1]!);
  checkSameSize(ctx, b.dims[b.dims.length - 1]!, a.dims[0]!, what[0]!, what[1]!);
  const isRow = b.form === "rowVector";
  const [m, n] = isRow ? [int(1), b.dims[0]!] : [b.dims[0]!, b.dims[1]!];
  const args = [input(ctx, b), input(ctx, a), scalarArg(m), scalarArg(n)];
  return blockKernel(
    ctx,
    kernel,
    { elem: "real", form: b.form, dims: b.dims },
    args,
    "solution",
    a.isData && b.isData,
  );
}

const names = ["the left side", "the right side"];
export const divideLeft = (ctx: Context, a: Container, b: Container): Value =>
  solveLeft(ctx, "mdivideLeft", a, b, names);
export const divideRight = (ctx: Context, b: Container, a: Container): Value =>
  solveRight(ctx, "mdivideRight", b, a, names);

const left =
  (kernel: string): Rule =>
  (ctx, call) =>
    solveLeft(ctx, kernel, containerArg(call, 0), containerArg(call, 1), call.texts);
const right =
  (kernel: string): Rule =>
  (ctx, call) =>
    solveRight(ctx, kernel, containerArg(call, 0), containerArg(call, 1), call.texts);

/** A square matrix to a matrix of the same size, or to its diagonal's size. */
const ofSquare =
  (kernel: string, name: string, form: Form = "matrix"): Rule =>
  (ctx, call) => {
    const a = containerArg(call, 0);
    checkSquare(ctx, a, call.texts[0]!);
    const n = a.dims[0]!;
    const dims = form === "matrix" ? [n, n] : [n];
    return blockKernel(
      ctx,
      kernel,
      { elem: "real", form, dims },
      [input(ctx, a), scalarArg(n)],
      name,
      a.isData,
    );
  };

const numberOfSquare =
  (kernel: string, name: string): Rule =>
  (ctx, call) => {
    const a = containerArg(call, 0);
    checkSquare(ctx, a, call.texts[0]!);
    return scalar(scalarKernel(ctx, kernel, [input(ctx, a), scalarArg(a.dims[0]!)], name), a.isData);
  };

const smaller = (a: Expr, b: Expr): Expr => select(compare("lt", a, b), a, b);

type Sizes = (m: Expr, n: Expr) => { readonly dims: readonly Expr[]; readonly extra?: Expr };

/** An m x n matrix to another, whose sizes `sizes` gives. */
const ofRectangle =
  (kernel: string, name: string, sizes: Sizes): Rule =>
  (ctx, call) => {
    const a = containerArg(call, 0);
    const [m, n] = a.dims;
    const { dims, extra } = sizes(m!, n!);
    const form = dims.length === 1 ? ("vector" as const) : ("matrix" as const);
    const args: KernelArg[] = [input(ctx, a), scalarArg(m!), scalarArg(n!)];
    if (extra !== undefined) args.push(scalarArg(extra));
    return blockKernel(ctx, kernel, { elem: "real", form, dims }, args, name, a.isData);
  };

const qr = {
  Q: (m: Expr) => ({ dims: [m, m], extra: m }),
  R: (m: Expr, n: Expr) => ({ dims: [m, n], extra: m }),
  thinQ: (m: Expr, n: Expr) => ({ dims: [m, smaller(m, n)], extra: smaller(m, n) }),
  thinR: (m: Expr, n: Expr) => ({ dims: [smaller(m, n), n], extra: smaller(m, n) }),
};

/** Several rules on the same argument as a tuple. */
const pair =
  (...parts: readonly Rule[]): Rule =>
  (ctx, call) => ({ kind: "struct", role: "tuple", slots: parts.map((part) => part(ctx, call)!), outer: [] });

const hmm = (ctx: Context, call: LibraryCall): readonly KernelArg[] => {
  const [omega, gamma, rho] = [0, 1, 2].map((k) => containerArg(call, k));
  checkSquare(ctx, gamma!, call.texts[1]!);
  checkSameSize(ctx, omega!.dims[0]!, gamma!.dims[0]!, call.texts[0]!, call.texts[1]!);
  checkSameSize(ctx, omega!.dims[0]!, rho!.dims[0]!, call.texts[0]!, call.texts[2]!);
  checkRows(ctx, gamma!, call.texts[1]!);
  checkSimplex(ctx, rho!, call.texts[2]!);
  const sizes = omega!.dims.map(scalarArg);
  return [input(ctx, omega!), input(ctx, gamma!), input(ctx, rho!), ...sizes];
};

/** A to a power known when the model is compiled, as products by repeated squaring. */
const matrixPower: Rule = (ctx, call) => {
  const power = intArg(call, 1);
  const base = containerArg(call, 0);
  checkSquare(ctx, base, call.texts[0]!);
  if (power.kind !== "int" || power.value < 0) return repeatedProduct(ctx, base, power);
  const raise = (n: number): Container => {
    if (n === 1) return base;
    const half = raise(Math.floor(n / 2));
    const squared = expectContainer(multiply(ctx, half, half));
    return n % 2 === 0 ? squared : expectContainer(multiply(ctx, squared, base));
  };
  return power.value === 0 ? identityLike(base) : raise(power.value);
};

/** A power that data decide. */
function repeatedProduct(ctx: Context, base: Container, power: Expr): Container {
  check(ctx, compare("ge", power, int(0)), ["the power of a matrix must not be negative, it is ", power]);
  const factor = reusable(ctx, base, "base");
  const result = materialise(ctx, identityLike(base), "power");
  const whole = { ...result, isData: base.isData };
  loopOver(
    ctx,
    power,
    0,
    () => {
      const product = expectContainer(multiply(ctx, whole, factor));
      copyBlock(ctx, whole, viewOf(product));
    },
    { inOrder: true },
  );
  return whole;
}

function identityLike(m: Container): Container {
  return container({
    elem: "real",
    form: "matrix",
    dims: m.dims,
    at: ([r, c]) => select(compare("eq", r!, c!), num(1), num(0)),
    isData: true,
  });
}

/** L L' of the lower triangle of L. */
const lowerSelfTranspose: Rule = (ctx, call) => {
  const m = containerArg(call, 0);
  const lower = contentsOf(
    newStorage(ctx, "lower", { elem: "real", form: "matrix", dims: m.dims }),
    m.isData,
  );
  eachElement(ctx, m, (index) => {
    const value = select(compare("ge", index[0]!, index[1]!), m.at(index), num(0));
    emit(ctx, storeInto(lower.at(index), value));
  });
  const transposed = { ...lower, dims: [lower.dims[1]!, lower.dims[0]!], isContiguous: false };
  return multiply(ctx, lower, { ...transposed, at: ([r, c]) => lower.at([c!, r!]) });
};

const svd = {
  U: ofRectangle("svdU", "U", (m, n) => ({ dims: [m, smaller(m, n)] })),
  values: ofRectangle("singularValues", "singularValues", (m, n) => ({ dims: [smaller(m, n)] })),
  V: ofRectangle("svdV", "V", (m, n) => ({ dims: [n, smaller(m, n)] })),
};

/** exp(t A) B; the scale t is the first argument of three. */
const expMultiply: Rule = (ctx, call) => {
  const isScaled = call.args.length === 3;
  const [a, b] = (isScaled ? [1, 2] : [0, 1]).map((k) => containerArg(call, k));
  const scale = isScaled ? broadcast(ctx, expectScalar(call.args[0]!)) : num(1);
  const scaled = mapContainer(a!, "real", (e) => mul(asReal(scale), asReal(e)));
  const n = a!.dims[0]!;
  const shape = { elem: "real" as const, form: "matrix" as const, dims: [n, n] };
  const exponential = blockKernel(
    ctx,
    "matrixExp",
    shape,
    [input(ctx, scaled), scalarArg(n)],
    "exponential",
    allData(call),
  );
  return multiply(ctx, exponential, b!);
};

export const solving: Rules = {
  matrix_exp_multiply: expMultiply,
  scale_matrix_exp_multiply: expMultiply,
  mdivide_left: left("mdivideLeft"),
  mdivide_left_spd: left("mdivideLeftSpd"),
  mdivide_left_tri_low: left("mdivideLeftTriLow"),
  mdivide_right: right("mdivideRight"),
  mdivide_right_spd: right("mdivideRightSpd"),
  mdivide_right_tri_low: right("mdivideRightTriLow"),
  cholesky_decompose: ofSquare("choleskyDecompose", "factor"),
  chol2inv: ofSquare("cholToInverse", "inverse"),
  inverse: ofSquare("inverseMatrix", "inverse"),
  inverse_spd: ofSquare("inverseSpd", "inverse"),
  matrix_exp: ofSquare("matrixExp", "exponential"),
  matrix_power: matrixPower,
  multiply_lower_tri_self_transpose: lowerSelfTranspose,
  determinant: numberOfSquare("determinant", "determinant"),
  log_determinant: numberOfSquare("logDeterminant", "logDeterminant"),
  log_determinant_spd: numberOfSquare("logDeterminantSpd", "logDeterminant"),
  eigenvalues_sym: ofSquare("eigenvaluesSym", "eigenvalues", "vector"),
  eigenvectors_sym: ofSquare("eigenvectorsSym", "eigenvectors"),
  eigendecompose_sym: pair(
    ofSquare("eigenvectorsSym", "eigenvectors"),
    ofSquare("eigenvaluesSym", "eigenvalues", "vector"),
  ),
  generalized_inverse: ofRectangle("generalizedInverse", "inverse", (m, n) => ({ dims: [n, m] })),
  singular_values: svd.values,
  svd: pair(svd.U, svd.values, svd.V),
  svd_U: svd.U,
  svd_V: svd.V,
  qr_Q: ofRectangle("qrQ", "Q", qr.Q),
  qr_R: ofRectangle("qrR", "R", qr.R),
  qr_thin_Q: ofRectangle("qrQ", "Q", qr.thinQ),
  qr_thin_R: ofRectangle("qrR", "R", qr.thinR),
  qr: pair(ofRectangle("qrQ", "Q", qr.Q), ofRectangle("qrR", "R", qr.R)),
  qr_thin: pair(ofRectangle("qrQ", "Q", qr.thinQ), ofRectangle("qrR", "R", qr.thinR)),
  hmm_marginal: (ctx, call) =>
    scalar(scalarKernel(ctx, "hmmMarginal", hmm(ctx, call), "logMarginal"), allData(call)),
  hmm_hidden_state_prob: (ctx, call) => {
    const { dims } = containerArg(call, 0);
    return blockKernel(ctx, "hmmHiddenStateProb", { elem: "real", form: "matrix", dims }, hmm(ctx, call), "probabilities", true); // prettier-ignore
  },
};
