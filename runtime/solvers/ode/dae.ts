// Differential-algebraic equations F(t, y, y') = 0 of index 1, by backward differentiation of order 1 to 5 on the scaled derivatives of
// multistep.ts: in every step Newton's method finds the correction e with F(t, y + l0 e, y' + e / h) = 0. Sensitivities by the initial
// state and the parameters are columns of the linear equations F_y S + F_y' S' + F_theta = 0 beside it. Source: Brenan, Campbell & Petzold
// 1996, Numerical Solution of Initial-Value Problems in Differential-Algebraic Equations, ch. 5; first step as in Hindmarsh et al. 2005,
// SUNDIALS, ACM Trans. Math. Softw. 31: 363-396.

import { lu, luSolveTranspose } from "../../linear-algebra/lu.ts";
import { reject } from "../../rejection.ts";
import { type Workspace, withWorkspace } from "../workspace.ts";
import type { Control } from "./control.ts";
import { integrateSteps, type StepEquations } from "./multistep.ts";
import { bdfCoefficients } from "./multistep-coefficients.ts";
import { INITIAL } from "./problem.ts";
import { requireArguments, requireFinite } from "./solve.ts";

export type Residual = (
  t: number,
  y: Float64Array,
  rate: Float64Array,
  theta: Float64Array,
  residual: Float64Array,
) => void;

/** Jacobians are row-major: one row per equation. */
export type ResidualWithDerivatives = (
  t: number,
  y: Float64Array,
  rate: Float64Array,
  theta: Float64Array,
  residual: Float64Array,
  byY: Float64Array,
  byRate: Float64Array,
  byTheta: Float64Array,
) => void;

interface System {
  readonly states: number;
  /** Columns of sensitivities; the first `states` of them by the initial state where that varies. */
  readonly columns: number;
  readonly firstParameter: number;
  readonly theta: Float64Array;
  readonly residual: Float64Array;
  readonly byY: Float64Array;
  readonly byRate: Float64Array;
  readonly byTheta: Float64Array;
  readonly y: Float64Array;
  readonly rate: Float64Array;
  readonly matrix: Float64Array;
  readonly factors: Float64Array;
  readonly pivots: Int32Array;
  readonly f: Residual;
  readonly df: ResidualWithDerivatives;
}

/**
 * z (count x states) is the solution at `ts` from y0 with slope rate0 at t0; jacobian (count x states x columns) its derivatives, null where
 * none are wanted. Given consistent initial values the solution depends on rate0 in no other way, so its derivative is 0.
 */
export function dae(
  z: Float64Array,
  zOffset: number,
  jacobian: Float64Array | null,
  jacobianOffset: number,
  y0: Float64Array,
  y0Offset: number,
  rate0: Float64Array,
  rate0Offset: number,
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
  f: Residual,
  df: ResidualWithDerivatives | null,
): void {
  if (count === 0) return;
  withWorkspace((workspace) => {
    const control: Control = { name: "dae", relative, absolute, maxSteps };
    const times = workspace.copyOf(ts, tsOffset, count);
    const system: System = {
      states,
      columns: jacobian === null ? 0 : columns,
      firstParameter: varying & INITIAL ? states : 0,
      theta: workspace.copyOf(theta, thetaOffset, parameters),
      residual: workspace.take(states),
      byY: workspace.take(states * states),
      byRate: workspace.take(states * states),
      byTheta: workspace.take(states * parameters),
      y: workspace.copyOf(y0, y0Offset, states),
      rate: workspace.copyOf(rate0, rate0Offset, states),
      matrix: workspace.take(states * states),
      factors: workspace.take(states * states),
      pivots: new Int32Array(states),
      f,
      df: df!,
    };
    requireArguments(control, system.y, t0, times, system.theta);
    requireFinite(control.name, "the initial slope", system.rate);
    const size = states * (1 + system.columns);
    const [values, rates] = [workspace.take(size).fill(0), workspace.take(size).fill(0)];
    values.set(system.y);
    rates.set(system.rate);
    const span = times[count - 1]! - t0;
    if (system.columns > 0) startColumns(workspace, system, values, rates, t0, 1e-10 * span);
    const h = firstStep(system, control, span);
    integrateSteps(
      bdfCoefficients,
      workspace,
      equationsOf(system),
      values,
      rates,
      h,
      t0,
      times,
      control,
      (k, _, solution) => {
        for (let i = 0; i < states; i++) z[zOffset + k * states + i] = solution[i]!;
        if (jacobian === null) return;
        for (let i = 0; i < states; i++)
          for (let c = 0; c < columns; c++)
            jacobian[jacobianOffset + (k * states + i) * columns + c] = solution[states * (1 + c) + i]!;
      },
    );
  });
}

/** A thousandth of the interval, or less where the slope moves the state by more than half a tolerance. */
function firstStep({ states, y, rate }: System, { relative, absolute }: Control, span: number): number {
  let sum = 0;
  for (let i = 0; i < states; i++) sum += (rate[i]! / (absolute + relative * Math.abs(y[i]!))) ** 2;
  const slope = Math.sqrt(sum / states);
  const h = 1e-3 * span;
  return slope * h > 0.5 ? 0.5 / slope : h;
}

function equationsOf(system: System): StepEquations {
  const { states, columns } = system;
  const size = states * (1 + columns);
  return {
    states,
    size,
    improve({ history, correction, change, y, h, t }, iteration, l0) {
      for (let i = 0; i < states; i++) {
        system.y[i] = y[i]!;
        system.rate[i] = (history[1]![i]! + correction[i]!) / h;
      }
      evaluate(system, t, iteration === 0 || columns > 0);
      if (iteration === 0 && !factorise(system, h * l0)) return false;
      for (let i = 0; i < states; i++) change[i] = -h * system.residual[i]!;
      for (let c = 0; c < columns; c++) {
        const start = states * (1 + c);
        for (let i = 0; i < states; i++) {
          let sum = h * ofParameter(system, c, i);
          for (let j = 0; j < states; j++) {
            const at = start + j;
            sum += h * system.byY[i * states + j]! * y[at]!;
            sum += system.byRate[i * states + j]! * (history[1]![at]! + correction[at]!);
          }
          change[start + i] = -sum;
        }
      }
      luSolveTranspose(system.factors, system.pivots, change, 0, states, 1 + columns);
      for (let i = 0; i < size; i++) correction[i] = correction[i]! + change[i]!;
      return true;
    },
    // An implicit equation says nothing about y' by itself: the slope of the last step stays.
    restart: () => {},
  };
}

function evaluate(
  { f, df, y, rate, theta, residual, byY, byRate, byTheta }: System,
  t: number,
  withDerivatives: boolean,
): void {
  if (withDerivatives) df(t, y, rate, theta, residual, byY, byRate, byTheta);
  else f(t, y, rate, theta, residual);
}

/** F_theta of column c; 0 for columns of the initial state. */
function ofParameter({ firstParameter, theta, byTheta }: System, c: number, i: number): number {
  return c < firstParameter ? 0 : byTheta[i * theta.length + c - firstParameter]!;
}

/** F_y' + step F_y, whose rows are read as columns; false where it is singular. */
function factorise({ states, byY, byRate, matrix, factors, pivots }: System, step: number): boolean {
  for (let k = 0; k < states * states; k++) matrix[k] = byRate[k]! + step * byY[k]!;
  return lu(factors, 0, pivots, matrix, 0, states) !== 0;
}

/**
 * Consistent sensitivities at t0. A step of backward Euler, too short for anything to happen, moves what the algebraic equations determine;
 * a second one says how fast all of them change. Source: Brown, Hindmarsh & Petzold 1998, SIAM J. Sci. Comput. 19: 1495-1512.
 */
function startColumns(
  workspace: Workspace,
  system: System,
  values: Float64Array,
  rates: Float64Array,
  t0: number,
  h: number,
): void {
  const { states, columns, byY } = system;
  evaluate(system, t0, true);
  if (!factorise(system, h))
    throw reject("dae: the equations determine neither the state nor its slope at the initial time");
  const change = workspace.take(states * columns);
  for (let c = 0; c < system.firstParameter; c++) values[states * (1 + c) + c] = 1;
  for (let round = 0; round < 2; round++) {
    for (let c = 0; c < columns; c++)
      for (let i = 0; i < states; i++) {
        let sum = ofParameter(system, c, i);
        for (let j = 0; j < states; j++) sum += byY[i * states + j]! * values[states * (1 + c) + j]!;
        change[states * c + i] = -h * sum;
      }
    luSolveTranspose(system.factors, system.pivots, change, 0, states, columns);
    for (let i = 0; i < states * columns; i++) {
      if (round === 0) values[states + i] = values[states + i]! + change[i]!;
      else {
        values[states + i] = values[states + i]! - change[i]!;
        rates[states + i] = change[i]! / h;
      }
    }
  }
}
