// The solvers of initial value problems as kernels. Beside the solution they leave its derivatives in `jacobian`: for every component at
// every time by the initial state (if that varies), the parameters, and the initial time (if that varies), and last by the time itself
// (if the times vary). The adjoint is then one contraction, whatever the solver.

import { reject } from "../../rejection.ts";
import { withWorkspace } from "../workspace.ts";
import { type Control, type Integrator } from "./control.ts";
import { adams, bdf } from "./multistep.ts";
import {
  initialValues,
  INITIAL,
  newProblem,
  type Problem,
  type RightHandSide,
  type RightHandSideWithDerivatives,
  TIMES,
} from "./problem.ts";
import { cashKarp, dormandPrince } from "./runge-kutta.ts";

/**
 * z (count x states) is the solution at `ts` from y0 at t0. `columns` counts the sensitivities, `varying` says which (problem.ts);
 * jacobian (count x states x (columns, and one more if the times vary)) is null where none are wanted.
 */
export type OdeKernel = (
  z: Float64Array,
  zOffset: number,
  jacobian: Float64Array | null,
  jacobianOffset: number,
  y0: Float64Array,
  y0Offset: number,
  theta: Float64Array,
  thetaOffset: number,
  t0: number,
  ts: Float64Array,
  tsOffset: number,
  states: number,
  count: number,
  parameters: number,
  columns: number,
  varying: number,
  relative: number,
  absolute: number,
  maxSteps: number,
  f: RightHandSide,
  df: RightHandSideWithDerivatives | null,
) => void;

export const odeRk45: OdeKernel = kernelOf("ode_rk45", dormandPrince);
export const odeCkrk: OdeKernel = kernelOf("ode_ckrk", cashKarp);
export const odeBdf: OdeKernel = kernelOf("ode_bdf", bdf);
export const odeAdams: OdeKernel = kernelOf("ode_adams", adams);

function kernelOf(name: string, integrate: Integrator): OdeKernel {
  return (
    z,
    zOffset,
    jacobian,
    jacobianOffset,
    y0,
    y0Offset,
    theta,
    thetaOffset,
    t0,
    ts,
    tsOffset,
    states,
    count,
    parameters,
    columns,
    varying,
    relative,
    absolute,
    maxSteps,
    f,
    df,
  ) => {
    if (count === 0) return;
    withWorkspace((workspace) => {
      const control: Control = { name, relative, absolute, maxSteps };
      const initial = workspace.copyOf(y0, y0Offset, states);
      const times = workspace.copyOf(ts, tsOffset, count);
      const held = workspace.copyOf(theta, thetaOffset, parameters);
      requireArguments(control, initial, t0, times, held);
      // One column is the time's own, which needs no equation.
      const own = jacobian !== null && varying & TIMES ? 1 : 0;
      const equations = jacobian === null ? 0 : columns - own;
      const problem = newProblem(workspace, states, equations, held, varying, f, df);
      const values = initialValues(workspace, problem, initial, t0, parameters, varying);
      const rates = own === 1 ? workspace.take(problem.size) : null;
      integrate(workspace, problem, values, t0, times, control, (k, t, solution) => {
        for (let i = 0; i < states; i++) z[zOffset + k * states + i] = solution[i]!;
        if (jacobian === null) return;
        if (rates !== null) problem.derivative(t, solution, rates);
        writeRows(
          jacobian,
          jacobianOffset + k * states * columns,
          problem,
          columns,
          equations,
          solution,
          rates,
        );
      });
    });
  };
}

function writeRows(
  jacobian: Float64Array,
  offset: number,
  { states }: Problem,
  columns: number,
  equations: number,
  solution: Float64Array,
  rates: Float64Array | null,
): void {
  for (let i = 0; i < states; i++) {
    const row = offset + i * columns;
    for (let c = 0; c < equations; c++) jacobian[row + c] = solution[states * (1 + c) + i]!;
    if (rates !== null) jacobian[row + equations] = rates[i]!;
  }
}

export function requireArguments(
  { name, relative, absolute, maxSteps }: Control,
  initial: Float64Array,
  t0: number,
  times: Float64Array,
  theta: Float64Array,
): void {
  requireFinite(name, "the initial state", initial);
  requireFinite(name, "the parameters", theta);
  requireFinite(name, "the times", times);
  if (!Number.isFinite(t0)) throw reject(`${name}: the initial time is ${t0}`);
  if (!(t0 < times[0]!))
    throw reject(`${name}: the initial time ${t0} is not before the first time ${times[0]}`);
  for (let k = 1; k < times.length; k++)
    if (times[k]! < times[k - 1]!)
      throw reject(
        `${name}: the times must not decrease, but time ${k + 1} is ${times[k]} after ${times[k - 1]}`,
      );
  if (!(relative > 0) || !(absolute > 0))
    throw reject(`${name}: tolerances must be positive, but they are ${relative} (relative) and ${absolute}`);
  if (!(maxSteps > 0))
    throw reject(`${name}: the largest number of steps must be positive, but it is ${maxSteps}`);
}

export function requireFinite(name: string, what: string, values: Float64Array): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]!))
      throw reject(`${name}: ${what} must be finite, but number ${i + 1} is ${values[i]}`);
}

/** Adds, to the adjoints that are wanted, the derivatives in `jacobian` times the adjoint of the solution. */
export function odeAdjoint(
  y0Adj: Float64Array | null,
  y0AdjOffset: number,
  thetaAdj: Float64Array | null,
  thetaAdjOffset: number,
  t0Adj: Float64Array | null,
  t0AdjOffset: number,
  tsAdj: Float64Array | null,
  tsAdjOffset: number,
  zAdj: Float64Array,
  zAdjOffset: number,
  jacobian: Float64Array,
  jacobianOffset: number,
  states: number,
  count: number,
  parameters: number,
  columns: number,
  varying: number,
): void {
  const firstParameter = varying & INITIAL ? states : 0;
  const start = firstParameter + parameters;
  for (let k = 0; k < count; k++)
    for (let i = 0; i < states; i++) {
      const adjoint = zAdj[zAdjOffset + k * states + i]!;
      if (adjoint === 0) continue;
      const row = jacobianOffset + (k * states + i) * columns;
      if (y0Adj !== null)
        for (let j = 0; j < firstParameter; j++) y0Adj[y0AdjOffset + j]! += adjoint * jacobian[row + j]!;
      if (thetaAdj !== null)
        for (let j = 0; j < parameters; j++)
          thetaAdj[thetaAdjOffset + j]! += adjoint * jacobian[row + firstParameter + j]!;
      if (t0Adj !== null) t0Adj[t0AdjOffset]! += adjoint * jacobian[row + start]!;
      if (tsAdj !== null) tsAdj[tsAdjOffset + k]! += adjoint * jacobian[row + columns - 1]!;
    }
}
