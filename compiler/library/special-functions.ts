// The library functions that take a function and then whatever that function takes: their names, what they ask of the callback,
// and what stands between the callback and its own arguments. Facts of the language reference, section "higher-order functions".

import { INT, REAL, VECTOR, arrayOf, type ArgumentType, type Type } from "../ir/type.ts";

export interface VariadicFunction {
  /** Leading arguments and result of the callback; must be matched exactly. */
  readonly callback: readonly ArgumentType[];
  readonly callbackResult: Type;
  /** Arguments of the call after the callback and before the callback's further arguments. */
  readonly control: readonly ArgumentType[];
  readonly result: Type;
}

const any = (type: Type): ArgumentType => ({ isData: false, type });
const data = (type: Type): ArgumentType => ({ isData: true, type });

const TOLERANCES = [data(REAL), data(REAL), data(INT)];
const INITIAL_VALUE = [any(VECTOR), any(REAL), any(arrayOf(REAL))];

function ode(control: readonly ArgumentType[]): VariadicFunction {
  return {
    callback: [any(REAL), any(VECTOR)],
    callbackResult: VECTOR,
    control: [...INITIAL_VALUE, ...control],
    result: arrayOf(VECTOR),
  };
}

function dae(control: readonly ArgumentType[]): VariadicFunction {
  return {
    callback: [any(REAL), any(VECTOR), any(VECTOR)],
    callbackResult: VECTOR,
    control: [any(VECTOR), any(VECTOR), data(REAL), data(arrayOf(REAL)), ...control],
    result: arrayOf(VECTOR),
  };
}

function solver(control: readonly ArgumentType[]): VariadicFunction {
  return {
    callback: [any(VECTOR)],
    callbackResult: VECTOR,
    control: [any(VECTOR), ...control],
    result: VECTOR,
  };
}

function integral(control: readonly ArgumentType[]): VariadicFunction {
  return {
    callback: [any(REAL), any(REAL)],
    callbackResult: REAL,
    control: [any(REAL), any(REAL), ...control],
    result: REAL,
  };
}

/** Forward and backward tolerances, quadrature, steps, checkpoints, interpolation, solvers of either direction. */
const ADJOINT = [
  data(REAL),
  data(VECTOR),
  data(REAL),
  data(VECTOR),
  data(REAL),
  data(REAL),
  data(INT),
  data(INT),
  data(INT),
  data(INT),
  data(INT),
];

export const variadicFunctions: ReadonlyMap<string, VariadicFunction> = new Map<string, VariadicFunction>([
  ...["ode_rk45", "ode_bdf", "ode_adams", "ode_ckrk"].flatMap((name) => [
    [name, ode([])] as const,
    [`${name}_tol`, ode(TOLERANCES)] as const,
  ]),
  ["ode_adjoint_tol_ctl", ode(ADJOINT)] as const,
  ["dae", dae([])] as const,
  ["dae_tol", dae(TOLERANCES)] as const,
  ...["solve_newton", "solve_powell"].flatMap((name) => [
    [name, solver([])] as const,
    [`${name}_tol`, solver(TOLERANCES)] as const,
  ]),
  ...["integrate_1d_gauss_kronrod", "integrate_1d_double_exponential"].flatMap((name) => [
    [name, integral([])] as const,
    [`${name}_tol`, integral(TOLERANCES)] as const,
  ]),
]);

export function isReduceSum(name: string): boolean {
  return name === "reduce_sum" || name === "reduce_sum_static";
}

/** Likelihoods that are built into some Laplace functions, with the arguments they take after the variate. */
const INTS = data(arrayOf(INT));
const likelihoods: Record<string, readonly ArgumentType[]> = {
  bernoulli_logit: [INTS, INTS, any(VECTOR)],
  neg_binomial_2_log: [INTS, INTS, any(VECTOR), any(VECTOR)],
  poisson_log: [INTS, INTS, any(VECTOR)],
};

export interface LaplaceFunction {
  /** The arguments of the built-in likelihood; null where the call brings its own likelihood function. */
  readonly likelihood: readonly ArgumentType[] | null;
  readonly hasTolerances: boolean;
  readonly result: Type;
  /** All arguments must be data. */
  readonly isDataOnly: boolean;
}

const laplaceFunctions: ReadonlyMap<string, LaplaceFunction> = new Map<string, LaplaceFunction>(
  [false, true].flatMap((hasTolerances) => {
    const tol = hasTolerances ? "_tol" : "";
    const general = { likelihood: null, hasTolerances, isDataOnly: false };
    const mode: Type = { kind: "tuple", slots: [VECTOR, { kind: "matrix" }] };
    return [
      [`laplace_marginal${tol}`, { ...general, result: REAL }] as const,
      [`laplace_latent${tol}_rng`, { ...general, result: VECTOR }] as const,
      [`laplace_latent_solve${tol}`, { ...general, result: mode, isDataOnly: true }] as const,
      ...Object.entries(likelihoods).flatMap(([name, likelihood]) => [
        [`laplace_marginal${tol}_${name}_lpmf`, { ...general, likelihood, result: REAL }] as const,
        [`laplace_latent${tol}_${name}_rng`, { ...general, likelihood, result: VECTOR }] as const,
      ]),
    ];
  }),
);

export function laplaceFunction(name: string): LaplaceFunction | undefined {
  return laplaceFunctions.get(name);
}

/** Initial guess, tolerance, steps, solver, line search steps, whether to go on without convergence. */
export const LAPLACE_TOLERANCES: readonly ArgumentType[] = [
  any(VECTOR),
  data(REAL),
  data(INT),
  data(INT),
  data(INT),
  data(INT),
];

/** Typed by rules of their own, so never overloaded. */
export function isSpeciallyTyped(name: string): boolean {
  return variadicFunctions.has(name) || isReduceSum(name) || laplaceFunctions.has(name);
}

export function specialFunctionNames(): readonly string[] {
  return [...variadicFunctions.keys(), "reduce_sum", "reduce_sum_static", ...laplaceFunctions.keys()];
}
