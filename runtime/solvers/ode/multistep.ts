// Multistep methods of variable order and step over the scaled derivatives h^j y^(j) / j! (Nordsieck): Adams-Moulton of order 1 to 12 with
// fixed-point iterations, backward differentiation of order 1 to 5 with Newton iterations. State and sensitivities share one matrix,
// I - h l0 J_y for y' = f, factored anew at every prediction. What is solved in a step is the equations' own affair. Source: Byrne & Hindmarsh 1975, ACM Trans. Math. Softw. 1: 71-96; order and step
// selection as in Hindmarsh 1983, ODEPACK (Scientific Computing, North-Holland: 55-64).

import { pow } from "../../functions/elementary.ts";
import { lu, luSolveTranspose } from "../../linear-algebra/lu.ts";
import type { Workspace } from "../workspace.ts";
import { type Control, firstStep, type Integrator, type Output, stuck, tooManySteps } from "./control.ts";
import { adamsCoefficients, bdfCoefficients, type Coefficients } from "./multistep-coefficients.ts";
import type { Problem } from "./problem.ts";

export const adams: Integrator = (workspace, problem, values, t0, times, control, output) =>
  integrateExplicit(adamsCoefficients, fixedPoint, workspace, problem, values, t0, times, control, output);

export const bdf: Integrator = (workspace, problem, values, t0, times, control, output) =>
  integrateExplicit(bdfCoefficients, newton, workspace, problem, values, t0, times, control, output);

const MOST_ITERATIONS = 4;

/** The equations of a step, for the state and the columns of sensitivities beside it. */
export interface StepEquations {
  readonly states: number;
  readonly size: number;
  /** Changes `s.correction` once, and leaves the change in `s.change`; false where the equations have no solution. */
  readonly improve: (s: State, iteration: number, l0: number) => boolean;
  /** h y' at the current time from y alone, into the second row; equations that cannot say leave it as it is. */
  readonly restart: (s: State) => void;
}

export interface State {
  readonly coefficients: readonly Coefficients[];
  readonly equations: StepEquations;
  readonly control: Control;
  /** Rows y, h y', h^2 y'' / 2, ... of `equations.size` cells. */
  readonly history: readonly Float64Array[];
  /** Corrected minus predicted h y', and the same one step before. */
  readonly correction: Float64Array;
  readonly lastCorrection: Float64Array;
  /** Where the equations are to hold: y at time t. */
  readonly y: Float64Array;
  readonly change: Float64Array;
  order: number;
  h: number;
  t: number;
  /** Steps until order and step may change again. */
  wait: number;
  largestGrowth: number;
}

function integrateExplicit(
  coefficients: readonly Coefficients[],
  equationsOf: (workspace: Workspace, problem: Problem, rates: Float64Array) => StepEquations,
  workspace: Workspace,
  problem: Problem,
  values: Float64Array,
  t0: number,
  times: Float64Array,
  control: Control,
  output: Output,
): void {
  const rates = workspace.take(problem.size);
  problem.derivative(t0, values, rates);
  const span = times[times.length - 1]! - t0;
  const h = firstStep(workspace, problem, t0, values, rates, 1, span, control);
  const equations = equationsOf(workspace, problem, rates);
  integrateSteps(coefficients, workspace, equations, values, rates, h, t0, times, control, output);
}

/** From the values and their rates at t0, with a first step of length h. */
export function integrateSteps(
  coefficients: readonly Coefficients[],
  workspace: Workspace,
  equations: StepEquations,
  values: Float64Array,
  rates: Float64Array,
  h: number,
  t0: number,
  times: Float64Array,
  control: Control,
  output: Output,
): void {
  const { size } = equations;
  const take = (): Float64Array => workspace.take(size);
  const state: State = {
    coefficients,
    equations,
    control,
    history: Array.from({ length: coefficients.length + 1 }, take),
    correction: take(),
    lastCorrection: take(),
    y: take(),
    change: take(),
    order: 1,
    h,
    t: t0,
    wait: 2,
    largestGrowth: 1e4,
  };
  const end = times[times.length - 1]!;
  for (let i = 0; i < size; i++) {
    state.history[0]![i] = values[i]!;
    state.history[1]![i] = h * rates[i]!;
  }
  let taken = 0;
  for (let k = 0; k < times.length;) {
    if (taken++ >= control.maxSteps) throw tooManySteps(control, state.t, times[k]!);
    const left = end - state.t;
    // The solution may not exist beyond the last time.
    if (state.h > left) rescale(state, left / state.h);
    step(state);
    if (end - state.t < 1e-14 * Math.abs(end)) state.t = end;
    while (k < times.length && times[k]! <= state.t) {
      interpolate(state, times[k]!, state.change);
      output(k, times[k]!, state.change);
      k++;
      taken = 0;
    }
  }
}

// -------------------------------------------------------------------------------------------------------------------- steps

/** One accepted step, with as many attempts as it takes. */
function step(s: State): void {
  let failures = 0;
  for (;;) {
    const start = s.t;
    predict(s);
    const norm = correct(s);
    const { error } = s.coefficients[s.order - 1]!;
    const relativeError = norm / error;
    if (norm >= 0 && relativeError <= 1) {
      accept(s, relativeError);
      return;
    }
    s.t = start;
    retract(s);
    s.largestGrowth = 2;
    if (++failures > 60 || !(s.h > 1e-300) || s.t + s.h === s.t) throw stuck(s.control, s.t);
    if (!(norm >= 0)) rescale(s, 0.25);
    else if (failures >= 3) restart(s);
    else reduce(s, relativeError);
  }
}

function predict({ history, order, equations: { size } }: State): void {
  for (let k = 0; k < order; k++)
    for (let j = order - 1; j >= k; j--) {
      const [row, above] = [history[j]!, history[j + 1]!];
      for (let i = 0; i < size; i++) row[i] = row[i]! + above[i]!;
    }
}

function retract({ history, order, equations: { size } }: State): void {
  for (let k = 0; k < order; k++)
    for (let j = order - 1; j >= k; j--) {
      const [row, above] = [history[j]!, history[j + 1]!];
      for (let i = 0; i < size; i++) row[i] = row[i]! - above[i]!;
    }
}

/** Solves the implicit equations at t + h; the norm of the correction, or NaN where the iterations do not converge. */
function correct(s: State): number {
  const { equations, history, correction, y, order } = s;
  const { l, error } = s.coefficients[order - 1]!;
  const predicted = history[0]!;
  s.t += s.h;
  for (let i = 0; i < equations.size; i++) {
    y[i] = predicted[i]!;
    correction[i] = 0;
  }
  const enough = 0.5 / (order + 2);
  let rate = 0.7;
  let last = 0;
  for (let m = 0; m < MOST_ITERATIONS; m++) {
    if (!equations.improve(s, m, l[0]!)) return NaN;
    const moved = normOf(s, s.change);
    for (let i = 0; i < equations.size; i++) y[i] = predicted[i]! + l[0]! * correction[i]!;
    if (moved === 0) return normOf(s, correction);
    if (m > 0) rate = Math.max(0.2 * rate, moved / last);
    if ((moved * Math.min(1, 1.5 * rate)) / (error * enough) <= 1) return normOf(s, correction);
    if (!(moved < Infinity) || (m > 0 && moved > 2 * last)) return NaN;
    last = moved;
  }
  return NaN;
}

/** y' = f by fixed-point iterations. */
function fixedPoint(_: Workspace, problem: Problem, rates: Float64Array): StepEquations {
  return {
    states: problem.states,
    size: problem.size,
    improve({ history, correction, change, y, h, t }) {
      problem.derivative(t, y, rates);
      const slope = history[1]!;
      for (let i = 0; i < change.length; i++) {
        const corrected = h * rates[i]! - slope[i]!;
        change[i] = corrected - correction[i]!;
        correction[i] = corrected;
      }
      return true;
    },
    restart: (s) => restartExplicit(s, problem, rates),
  };
}

/** y' = f by Newton's method. */
function newton(workspace: Workspace, problem: Problem, rates: Float64Array): StepEquations {
  const { states, size, jacobian } = problem;
  const matrix = workspace.take(states * states);
  const factors = workspace.take(states * states);
  const pivots = new Int32Array(states);
  return {
    states,
    size,
    improve({ history, correction, change, y, h, t }, iteration, l0) {
      if (iteration === 0) {
        problem.derivativeWithJacobian(t, y, rates);
        for (let k = 0; k < states * states; k++)
          matrix[k] = (k % (states + 1) === 0 ? 1 : 0) - h * l0 * jacobian[k]!;
        if (lu(factors, 0, pivots, matrix, 0, states) === 0) return false;
      } else problem.derivative(t, y, rates);
      const slope = history[1]!;
      for (let i = 0; i < size; i++) change[i] = h * rates[i]! - slope[i]! - correction[i]!;
      // The matrix was factored by rows, which is its transpose by columns.
      luSolveTranspose(factors, pivots, change, 0, states, size / states);
      for (let i = 0; i < size; i++) correction[i] = correction[i]! + change[i]!;
      return true;
    },
    restart: (s) => restartExplicit(s, problem, rates),
  };
}

function restartExplicit({ history, t, h }: State, problem: Problem, rates: Float64Array): void {
  problem.derivative(t, history[0]!, rates);
  for (let i = 0; i < problem.size; i++) history[1]![i] = h * rates[i]!;
}

/** The largest of the root mean squares, weighted by the tolerances, of the state and of each column of sensitivities. */
function normOf({ history, equations: { states, size }, control }: State, x: Float64Array): number {
  const y = history[0]!;
  let largest = 0;
  for (let start = 0; start < size; start += states) {
    let sum = 0;
    for (let i = start; i < start + states; i++) {
      const scaled = x[i]! / (control.absolute + control.relative * Math.abs(y[i]!));
      sum += scaled * scaled;
    }
    const norm = Math.sqrt(sum / states);
    if (norm > largest || norm !== norm) largest = norm;
  }
  return largest;
}

// ----------------------------------------------------------------------------------------------------------- order and step

function accept(s: State, relativeError: number): void {
  const { history, correction, lastCorrection, order, equations, coefficients } = s;
  const { l } = coefficients[order - 1]!;
  for (let j = 0; j <= order; j++)
    for (let i = 0; i < equations.size; i++) history[j]![i] = history[j]![i]! + l[j]! * correction[i]!;
  if (--s.wait <= 0) choose(s, relativeError);
  else if (s.wait === 1) lastCorrection.set(correction);
}

/** The order, among the current one and its neighbours, that allows the longest step. */
function choose(s: State, relativeError: number): void {
  const same = 1 / (1.2 * pow(relativeError, 1 / (s.order + 1)) + 1.2e-6);
  const lower = lowerOrderGrowth(s);
  const higher = higherOrderGrowth(s);
  const largest = Math.max(same, lower, higher);
  if (largest < 1.1) {
    s.wait = 3;
    return;
  }
  if (largest === higher && higher > same) raise(s);
  else if (largest === lower && lower > same) s.order--;
  rescale(s, Math.min(largest, s.largestGrowth));
  s.largestGrowth = 10;
  s.wait = s.order + 1;
}

function lowerOrderGrowth(s: State): number {
  if (s.order === 1) return 0;
  const { lowerError } = s.coefficients[s.order - 1]!;
  return 1 / (1.3 * pow(normOf(s, s.history[s.order]!) / lowerError, 1 / s.order) + 1.3e-6);
}

function higherOrderGrowth(s: State): number {
  const { order, coefficients, correction, lastCorrection, change } = s;
  if (order === coefficients.length) return 0;
  for (let i = 0; i < change.length; i++) change[i] = correction[i]! - lastCorrection[i]!;
  const { higherError } = coefficients[order - 1]!;
  return 1 / (1.4 * pow(normOf(s, change) / higherError, 1 / (order + 2)) + 1.4e-6);
}

function raise(s: State): void {
  const { order, coefficients, history, correction, equations } = s;
  const factor = coefficients[order - 1]!.l[order]! / (order + 1);
  for (let i = 0; i < equations.size; i++) history[order + 1]![i] = factor * correction[i]!;
  s.order++;
}

/** After an error that was too large: a shorter step, perhaps of lower order. */
function reduce(s: State, relativeError: number): void {
  const same = 1 / (1.2 * pow(relativeError, 1 / (s.order + 1)) + 1.2e-6);
  const lower = lowerOrderGrowth(s);
  if (lower > same) s.order--;
  rescale(s, Math.min(0.9, Math.max(same, lower, 0.1)));
  s.wait = s.order + 1;
}

/** After repeated failures: from the slope alone. */
function restart(s: State): void {
  rescale(s, 0.1);
  s.order = 1;
  s.equations.restart(s);
  s.wait = 5;
}

function rescale(s: State, ratio: number): void {
  let factor = 1;
  for (let j = 1; j <= s.order; j++) {
    factor *= ratio;
    const row = s.history[j]!;
    for (let i = 0; i < s.equations.size; i++) row[i] = factor * row[i]!;
  }
  s.h *= ratio;
}

function interpolate(
  { history, order, t, h, equations: { size } }: State,
  at: number,
  into: Float64Array,
): void {
  const x = (at - t) / h;
  for (let i = 0; i < size; i++) {
    let value = history[order]![i]!;
    for (let j = order - 1; j >= 0; j--) value = value * x + history[j]![i]!;
    into[i] = value;
  }
}
