// Functions of the library that take a function: solvers of differential and algebraic equations, and integrals, as kernels of the runtime
// that call a subprogram back.

import type { Span } from "../../grammar/index.ts";
import { int, num } from "../ir/build.ts";
import { plus } from "../ir/linear.ts";
import type { Expr, KernelArg } from "../ir/mir.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";
import { asInt, asReal } from "../library/arithmetic.ts";
import { lowerCallback, type Callback } from "./callbacks.ts";
import { checkSameSize } from "./checks.ts";
import type { Context } from "./context.ts";
import { lowerExpr } from "./expressions.ts";
import { blockKernel, input, scalarArg, scalarKernel } from "./kernels.ts";
import { mapShards } from "./map-rect.ts";
import { expectContainer, expectScalar, isDataValue, scalar, type Container, type Value } from "./value.ts";

interface HigherOrderCall {
  readonly name: string;
  readonly args: readonly TypedExpr[];
  readonly span: Span;
}

type Lowering = (ctx: Context, call: HigherOrderCall) => Value;

/** A function of the library with a function among its arguments; null if the name is none of these. */
export function lowerHigherOrder(ctx: Context, call: HigherOrderCall): Value | null {
  return Object.hasOwn(lowerings, call.name) ? lowerings[call.name]!(ctx, call) : null;
}

const NO_FUNCTION: KernelArg = { kind: "callback", callee: null, captures: [] };
const ABSENT: KernelArg = { kind: "absent" };

const values = (ctx: Context, args: readonly TypedExpr[]): readonly Value[] =>
  args.map((arg) => lowerExpr(ctx, arg));
const real = (ctx: Context, e: TypedExpr): Expr => asReal(expectScalar(lowerExpr(ctx, e)).expr);
const steps = (ctx: Context, e: TypedExpr): Expr => {
  const value = expectScalar(lowerExpr(ctx, e)).expr;
  return e.type.kind === "int" ? asInt(value) : value;
};

// --------------------------------------------------------------------------------------------------- differential equations

interface Control {
  readonly relative: Expr;
  readonly absolute: Expr;
  readonly maxSteps: Expr;
}

const RUNGE_KUTTA: Control = { relative: num(1e-6), absolute: num(1e-6), maxSteps: int(1000000) };
const MULTISTEP: Control = { relative: num(1e-10), absolute: num(1e-10), maxSteps: int(100000000) };

function controlOf(ctx: Context, args: readonly TypedExpr[], defaults: Control): Control {
  if (args.length < 3) return defaults;
  const [relative, absolute, most] = args;
  return { relative: real(ctx, relative!), absolute: real(ctx, absolute!), maxSteps: steps(ctx, most!) };
}

/** ode_rk45(f, y0, t0, ts, ...) and ode_rk45_tol(f, y0, t0, ts, relative, absolute, steps, ...). */
function ode(kernel: string, defaults: Control, hasControl: boolean): Lowering {
  return (ctx, call) => {
    const [f, y0, t0, ts, ...others] = call.args;
    const control = hasControl ? others.slice(0, 3) : [];
    return solveOde(ctx, kernel, f!, values(ctx, [y0!, t0!, ts!]), values(ctx, others.slice(control.length)), controlOf(ctx, control, defaults), "vector"); // prettier-ignore
  };
}

/** integrate_ode_rk45(f, y0, t0, ts, theta, x_r, x_i[, relative, absolute, steps]): arrays where the others have vectors. */
function oldOde(kernel: string, defaults: Control): Lowering {
  return (ctx, call) => {
    const [f, y0, t0, ts, theta, reals, ints, ...control] = call.args;
    return solveOde(ctx, kernel, f!, values(ctx, [y0!, t0!, ts!]), values(ctx, [theta!, reals!, ints!]), controlOf(ctx, control, defaults), "scalar"); // prettier-ignore
  };
}

/** ode_adjoint_tol_ctl: by forward sensitivities too, so only the tolerances of the forward problem and its solver count. */
const adjointOde: Lowering = (ctx, call) => {
  const [f, y0, t0, ts, relative, absolute, , , , , most, , , solver] = call.args;
  const method = expectScalar(lowerExpr(ctx, solver!)).expr;
  const kernel = method.kind === "int" && method.value === 1 ? "odeAdams" : "odeBdf";
  const tolerance = scalarKernel(ctx, "minimum", [input(ctx, expectContainer(lowerExpr(ctx, absolute!))), scalarArg(expectContainer(lowerExpr(ctx, absolute!)).dims[0]!)], "absolute"); // prettier-ignore
  const control = { relative: real(ctx, relative!), absolute: tolerance, maxSteps: steps(ctx, most!) };
  return solveOde(ctx, kernel, f!, values(ctx, [y0!, t0!, ts!]), values(ctx, call.args.slice(15)), control, "vector"); // prettier-ignore
};

function solveOde(
  ctx: Context,
  kernel: string,
  f: TypedExpr,
  [initial, start, times]: readonly Value[],
  rest: readonly Value[],
  control: Control,
  form: "vector" | "scalar",
): Value {
  const y0 = expectContainer(initial!);
  const ts = expectContainer(times!);
  const t0 = expectScalar(start!);
  const [states, count] = [y0.dims[0]!, ts.dims[0]!];
  const callback = lowerCallback(
    ctx,
    f,
    [
      { name: "t", size: null, form: "scalar" },
      { name: "y", size: states, form },
    ],
    rest,
    { form, size: states },
  );
  const flags = [y0, t0, ts].map((value, k) => (value.isData ? 0 : 2 ** k));
  const parameters = callback.parameters;
  const single = [t0, ts].filter((value) => !value.isData).length;
  const columns = plus(plus(parameters, y0.isData ? int(0) : states), int(single));
  const isData = callback.isData && flags.every((flag) => flag === 0);
  const args = [
    ABSENT,
    input(ctx, y0, "initial"),
    callback.theta,
    scalarArg(asReal(t0.expr)),
    input(ctx, ts, "times"),
    ...[states, count, parameters, columns, int(flags.reduce((a, b) => a + b))].map(scalarArg),
    ...[control.relative, control.absolute, asReal(control.maxSteps)].map(scalarArg),
    callback.arg,
    NO_FUNCTION,
  ];
  const shape = { elem: "real", form, dims: [count, states] } as const;
  return blockKernel(ctx, kernel, shape, args, "solution", isData);
}

/** dae(f, yy0, yp0, t0, ts, ...) and dae_tol(f, yy0, yp0, t0, ts, relative, absolute, steps, ...). */
function implicitOde(hasControl: boolean): Lowering {
  return (ctx, call) => {
    const [f, state, slope, start, times, ...others] = call.args;
    const control = hasControl ? others.slice(0, 3) : [];
    const { relative, absolute, maxSteps } = controlOf(ctx, control, MULTISTEP);
    const [y0, rate0, ts] = [state!, slope!, times!].map((e) => expectContainer(lowerExpr(ctx, e)));
    const t0 = real(ctx, start!);
    const [states, count] = [y0!.dims[0]!, ts!.dims[0]!];
    checkSameSize(ctx, states, rate0!.dims[0]!, "the initial state", "its slope");
    const vector = { size: states, form: "vector" } as const;
    const leading = [{ name: "t", size: null, form: "scalar" }, { name: "y", ...vector }, { name: "rate", ...vector }] as const; // prettier-ignore
    const callback = lowerCallback(ctx, f!, leading, values(ctx, others.slice(control.length)), vector);
    const { parameters } = callback;
    const columns = plus(parameters, y0!.isData ? int(0) : states);
    const args = [
      ABSENT,
      input(ctx, y0!, "initial"),
      input(ctx, rate0!, "slope"),
      callback.theta,
      scalarArg(t0),
      input(ctx, ts!, "times"),
      ...[states, count, parameters, columns, int(y0!.isData ? 0 : 1)].map(scalarArg),
      ...[relative, absolute, asReal(maxSteps)].map(scalarArg),
      callback.arg,
      NO_FUNCTION,
    ];
    const shape = { elem: "real", form: "vector", dims: [count, states] } as const;
    return blockKernel(ctx, "dae", shape, args, "solution", callback.isData && y0!.isData);
  };
}

// ------------------------------------------------------------------------------------------------------ algebraic equations

/** solve_newton(f, guess, ...) and solve_newton_tol(f, guess, step, tolerance, steps, ...). */
function solver(kernel: string, defaults: Control, hasControl: boolean): Lowering {
  return (ctx, call) => {
    const [f, guess, ...others] = call.args;
    const control = hasControl ? others.slice(0, 3) : [];
    const rest = values(ctx, others.slice(control.length));
    return solveAlgebra(ctx, kernel, f!, expectContainer(lowerExpr(ctx, guess!)), rest, controlOf(ctx, control, defaults)); // prettier-ignore
  };
}

/** algebra_solver(f, guess, theta, x_r, x_i[, relative, tolerance, steps]). */
function oldSolver(kernel: string, defaults: Control): Lowering {
  return (ctx, call) => {
    const [f, guess, theta, reals, ints, ...control] = call.args;
    const rest = values(ctx, [theta!, reals!, ints!]);
    return solveAlgebra(ctx, kernel, f!, expectContainer(lowerExpr(ctx, guess!)), rest, controlOf(ctx, control, defaults)); // prettier-ignore
  };
}

function solveAlgebra(
  ctx: Context,
  kernel: string,
  f: TypedExpr,
  guess: Container,
  rest: readonly Value[],
  control: Control,
): Value {
  const unknowns = guess.dims[0]!;
  const callback = lowerCallback(ctx, f, [{ name: "x", size: unknowns, form: "vector" }], rest, {
    form: "vector",
    size: unknowns,
  });
  const args = [
    ABSENT,
    input(ctx, guess, "guess"),
    callback.theta,
    ...[unknowns, callback.parameters].map(scalarArg),
    ...[control.relative, control.absolute, asReal(control.maxSteps)].map(scalarArg),
    callback.arg,
    NO_FUNCTION,
  ];
  const shape = { elem: "real", form: "vector", dims: [unknowns] } as const;
  return blockKernel(ctx, kernel, shape, args, "root", callback.isData);
}

// ---------------------------------------------------------------------------------------------------------------- integrals

const LEADING = [
  { name: "x", size: null, form: "scalar" },
  { name: "xc", size: null, form: "scalar" },
] as const;

/** integrate_1d(f, a, b, theta, x_r, x_i[, relative]). */
const oldIntegral: Lowering = (ctx, call) => {
  const [f, a, b, theta, reals, ints, relative] = call.args;
  const callback = lowerCallback(ctx, f!, LEADING, values(ctx, [theta!, reals!, ints!]), null);
  const tolerance = relative === undefined ? num(Math.sqrt(2 ** -52)) : real(ctx, relative);
  return integrate(ctx, callback, lowerExpr(ctx, a!), lowerExpr(ctx, b!), tolerance, num(0), int(15));
};

/** integrate_1d_double_exponential(f, a, b, ...) and ..._tol(f, a, b, relative, absolute, depth, ...). */
function integral(hasControl: boolean): Lowering {
  return (ctx, call) => {
    const [f, a, b, ...others] = call.args;
    const control = hasControl ? others.slice(0, 3) : [];
    const callback = lowerCallback(ctx, f!, LEADING, values(ctx, others.slice(control.length)), null);
    const [relative, absolute, depth] = control;
    return integrate(
      ctx,
      callback,
      lowerExpr(ctx, a!),
      lowerExpr(ctx, b!),
      relative === undefined ? num(Math.sqrt(2 ** -52)) : real(ctx, relative),
      absolute === undefined ? num(0) : real(ctx, absolute),
      depth === undefined ? int(15) : steps(ctx, depth),
    );
  };
}

function integrate(
  ctx: Context,
  callback: Callback,
  lower: Value,
  upper: Value,
  relative: Expr,
  absolute: Expr,
  depth: Expr,
): Value {
  const parameters = callback.parameters;
  const varying = [lower, upper].reduce((flags, limit, k) => flags + (isDataValue(limit) ? 0 : 2 ** k), 0);
  const limits = [lower, upper].map((limit) => asReal(expectScalar(limit).expr));
  const args = [
    ABSENT,
    ...limits.map(scalarArg),
    callback.theta,
    ...[parameters, plus(parameters, int(2)), int(varying), relative, absolute, depth].map(scalarArg),
    callback.arg,
    NO_FUNCTION,
  ];
  const isData = callback.isData && [lower, upper].every(isDataValue);
  return scalar(scalarKernel(ctx, "integrate1d", args, "integral"), isData);
}

// -------------------------------------------------------------------------------------------------------------------- table

const NEWTON: Control = { relative: num(1e-3), absolute: num(1e-6), maxSteps: int(200) };
const POWELL: Control = { relative: num(1e-10), absolute: num(1e-6), maxSteps: int(200) };

const lowerings: Readonly<Record<string, Lowering>> = {
  ode_rk45: ode("odeRk45", RUNGE_KUTTA, false),
  ode_rk45_tol: ode("odeRk45", RUNGE_KUTTA, true),
  ode_ckrk: ode("odeCkrk", RUNGE_KUTTA, false),
  ode_ckrk_tol: ode("odeCkrk", RUNGE_KUTTA, true),
  ode_bdf: ode("odeBdf", MULTISTEP, false),
  ode_bdf_tol: ode("odeBdf", MULTISTEP, true),
  ode_adams: ode("odeAdams", MULTISTEP, false),
  ode_adams_tol: ode("odeAdams", MULTISTEP, true),
  ode_adjoint_tol_ctl: adjointOde,
  dae: implicitOde(false),
  dae_tol: implicitOde(true),
  integrate_ode: oldOde("odeRk45", RUNGE_KUTTA),
  integrate_ode_rk45: oldOde("odeRk45", RUNGE_KUTTA),
  integrate_ode_bdf: oldOde("odeBdf", MULTISTEP),
  integrate_ode_adams: oldOde("odeAdams", MULTISTEP),
  solve_newton: solver("solveNewton", NEWTON, false),
  solve_newton_tol: solver("solveNewton", NEWTON, true),
  solve_powell: solver("solvePowell", POWELL, false),
  solve_powell_tol: solver("solvePowell", POWELL, true),
  algebra_solver: oldSolver("solvePowell", { ...POWELL, maxSteps: int(1000) }),
  algebra_solver_newton: oldSolver("solveNewton", NEWTON),
  integrate_1d: oldIntegral,
  integrate_1d_double_exponential: integral(false),
  integrate_1d_double_exponential_tol: integral(true),
  integrate_1d_gauss_kronrod: integral(false),
  integrate_1d_gauss_kronrod_tol: integral(true),
  map_rect: (ctx, { args, span }) => mapShards(ctx, args, span),
};
