// An initial value problem together with the sensitivities of its solution: for every column c of S = dy / d(initial state, parameters,
// initial time) the linear equation S_c' = J_y S_c + (J_theta)_c beside y' = f (Dickinson & Gelinas 1976, J. Comput. Phys. 21: 123-143).
// State and columns stand one after another in one vector, so that integrators control the error of all of them.

import type { Workspace } from "../workspace.ts";

export type RightHandSide = (t: number, y: Float64Array, theta: Float64Array, rate: Float64Array) => void;

/** Jacobians are row-major: one row per component of the rate. */
export type RightHandSideWithDerivatives = (
  t: number,
  y: Float64Array,
  theta: Float64Array,
  rate: Float64Array,
  rateByY: Float64Array,
  rateByTheta: Float64Array,
) => void;

/** Bits of `varying`: what the derivatives of the solution are wanted by, beside the parameters. */
export const INITIAL = 1;
export const START = 2;
export const TIMES = 4;

export interface Problem {
  /** Components of the state. */
  readonly states: number;
  /** States and sensitivities together. */
  readonly size: number;
  /** dY/dt at Y, into `rates`. */
  readonly derivative: (t: number, values: Float64Array, rates: Float64Array) => void;
  /** The same for methods that need J_y afterwards. */
  readonly derivativeWithJacobian: (t: number, values: Float64Array, rates: Float64Array) => void;
  /** J_y of the last evaluation that had derivatives. */
  readonly jacobian: Float64Array;
}

/** `columns` is 0 where no sensitivities are wanted. */
export function newProblem(
  workspace: Workspace,
  states: number,
  columns: number,
  theta: Float64Array,
  varying: number,
  f: RightHandSide,
  df: RightHandSideWithDerivatives | null,
): Problem {
  const parameters = theta.length;
  const y = workspace.take(states);
  const rate = workspace.take(states);
  const jacobian = workspace.take(states * states);
  const byTheta = workspace.take(states * parameters);
  const firstParameter = varying & INITIAL ? states : 0;

  function plain(t: number, values: Float64Array, rates: Float64Array): void {
    for (let i = 0; i < states; i++) y[i] = values[i]!;
    f(t, y, theta, rate);
    for (let i = 0; i < states; i++) rates[i] = rate[i]!;
  }
  function extended(t: number, values: Float64Array, rates: Float64Array): void {
    for (let i = 0; i < states; i++) y[i] = values[i]!;
    df!(t, y, theta, rate, jacobian, byTheta);
    for (let i = 0; i < states; i++) rates[i] = rate[i]!;
    for (let c = 0; c < columns; c++) {
      const column = states * (1 + c);
      const parameter = c - firstParameter;
      const isParameter = parameter >= 0 && parameter < parameters;
      for (let i = 0; i < states; i++) {
        let sum = isParameter ? byTheta[i * parameters + parameter]! : 0;
        for (let j = 0; j < states; j++) sum += jacobian[i * states + j]! * values[column + j]!;
        rates[column + i] = sum;
      }
    }
  }
  return {
    states,
    size: states * (1 + columns),
    derivative: columns > 0 ? extended : plain,
    derivativeWithJacobian: extended,
    jacobian,
  };
}

/** State and sensitivities at the initial time: dy/dy0 is the identity, dy/dt0 is -f(t0, y0). */
export function initialValues(
  workspace: Workspace,
  problem: Problem,
  y0: Float64Array,
  t0: number,
  parameters: number,
  varying: number,
): Float64Array {
  const { states, size } = problem;
  const values = workspace.take(size).fill(0);
  for (let i = 0; i < states; i++) values[i] = y0[i]!;
  if (size === states) return values;
  if (varying & INITIAL) for (let i = 0; i < states; i++) values[states * (1 + i) + i] = 1;
  if (varying & START) {
    const rates = workspace.take(size);
    problem.derivative(t0, values, rates);
    const column = states * (1 + (varying & INITIAL ? states : 0) + parameters);
    for (let i = 0; i < states; i++) values[column + i] = -rates[i]!;
  }
  return values;
}
