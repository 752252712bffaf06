// What the compiler knows of the solvers. Each takes a function of the model, with derivatives where they are wanted or the method needs
// them, and leaves the derivatives of its result in a block that its adjoint reads.

import type { Kernel, KernelParameter } from "../descriptor.ts";

const FUNCTIONS: readonly KernelParameter[] = [
  { name: "f", role: "callback" },
  { name: "df", role: "callback" },
];

const integers = (...names: readonly string[]): KernelParameter[] =>
  names.map((name) => ({ name, role: "int" }));
const reals = (...names: readonly string[]): KernelParameter[] =>
  names.map((name) => ({ name, role: "real" }));
const inputs = (...names: readonly string[]): KernelParameter[] =>
  names.map((name) => ({ name, role: "in" }));
const outputs = (...names: readonly string[]): KernelParameter[] =>
  names.map((name) => ({ name, role: "out" }));

const ode = (name: string, always: boolean): Kernel => ({
  name,
  params: [
    ...outputs("z", "jacobian"),
    ...inputs("y0", "theta"),
    ...reals("t0"),
    ...inputs("ts"),
    ...integers("states", "count", "parameters", "columns", "varying"),
    ...reals("relative", "absolute", "maxSteps"),
    ...FUNCTIONS,
  ],
  adjoint: {
    name: "odeAdjoint",
    args: [
      ...["y0.adj", "theta.adj", "t0.adj", "ts.adj", "z.adj", "jacobian"],
      ...["states", "count", "parameters", "columns", "varying"],
    ],
  },
  callback: { f: "f", derivative: "df", always, jacobian: "jacobian", columns: "columns", result: "z" },
});

/** The first step of Newton's method needs derivatives. The initial slope only starts the search, so nothing goes back to it. */
const dae: Kernel = {
  ...ode("dae", true),
  params: ode("dae", true).params.flatMap((param) =>
    param.name === "theta" ? [...inputs("rate0"), param] : [param],
  ),
};

const solver = (name: string): Kernel => ({
  name,
  params: [
    ...outputs("x", "jacobian"),
    ...inputs("guess", "theta"),
    ...integers("unknowns", "parameters"),
    ...reals("relative", "tolerance", "maxSteps"),
    ...FUNCTIONS,
  ],
  adjoint: { name: "solveAdjoint", args: ["theta.adj", "x.adj", "jacobian", "unknowns", "parameters"] },
  callback: {
    f: "f",
    derivative: "df",
    always: true,
    jacobian: "jacobian",
    columns: "parameters",
    result: "x",
  },
});

const integrate1d: Kernel = {
  name: "integrate1d",
  params: [
    ...outputs("jacobian"),
    ...reals("lower", "upper"),
    ...inputs("theta"),
    ...integers("parameters", "columns", "varying"),
    ...reals("relative", "absolute"),
    ...integers("maxHalvings"),
    ...FUNCTIONS,
  ],
  result: "real",
  adjoint: {
    name: "integrate1dAdjoint",
    args: ["lower.adj", "upper.adj", "theta.adj", "result.adj", "jacobian", "parameters"],
  },
  callback: {
    f: "f",
    derivative: "df",
    always: false,
    jacobian: "jacobian",
    columns: "columns",
    result: null,
  },
};

const laplaceInputs: readonly KernelParameter[] = [
  ...inputs("K", "start", "theta"),
  ...integers("n", "parameters", "columns", "block"),
  ...reals("tolerance"),
  ...integers("maxSteps", "maxHalvings"),
  ...FUNCTIONS,
];
const laplaceCallback = { f: "f", derivative: "df", always: true, jacobian: "jacobian", columns: "columns", result: null }; // prettier-ignore

const laplaceMarginal: Kernel = {
  name: "laplaceMarginal",
  params: [...outputs("jacobian"), ...laplaceInputs],
  result: "real",
  adjoint: {
    name: "laplaceMarginalAdjoint",
    args: ["K.adj", "theta.adj", "result.adj", "jacobian", "n", "parameters"],
  },
  callback: laplaceCallback,
};

const laplaceMode: Kernel = {
  name: "laplaceMode",
  params: [...outputs("mode", "covariance", "jacobian"), ...laplaceInputs],
  callback: laplaceCallback,
};

const countInputs: readonly KernelParameter[] = [
  ...inputs("K", "start", "parameters"),
  { name: "y", role: "in", elem: "i32" },
  { name: "group", role: "in", elem: "i32" },
  ...integers("family", "n", "count", "precisions"),
  ...reals("tolerance"),
  ...integers("maxSteps", "maxHalvings"),
];

const laplaceCounts: Kernel = {
  name: "laplaceCounts",
  params: [...outputs("weights"), ...countInputs],
  result: "real",
  adjoint: {
    name: "laplaceCountsAdjoint",
    args: [
      ...["K.adj", "parameters.adj", "result.adj", "K", "weights", "parameters", "y", "group"],
      ...["family", "n", "count", "precisions", "tolerance", "maxSteps", "maxHalvings"],
    ],
  },
};

const laplaceCountsMode: Kernel = {
  name: "laplaceCountsMode",
  params: [...outputs("mode", "covariance"), ...countInputs],
};

export const solvers: Readonly<Record<string, Kernel>> = {
  dae,
  odeRk45: ode("odeRk45", false),
  odeCkrk: ode("odeCkrk", false),
  odeAdams: ode("odeAdams", false),
  odeBdf: ode("odeBdf", true),
  solveNewton: solver("solveNewton"),
  solvePowell: solver("solvePowell"),
  integrate1d,
  laplaceCounts,
  laplaceCountsMode,
  laplaceMarginal,
  laplaceMode,
};
