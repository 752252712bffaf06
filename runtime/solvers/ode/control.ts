// What all integrators share: tolerances, the times at which the solution is wanted, the first step, and how they give up.

import { pow } from "../../functions/elementary.ts";
import { reject, type Rejection } from "../../rejection.ts";
import type { Workspace } from "../workspace.ts";
import type { Problem } from "./problem.ts";

export interface Control {
  /** Stan's name of the solver, for messages. */
  readonly name: string;
  readonly relative: number;
  readonly absolute: number;
  /** Steps between two output times. */
  readonly maxSteps: number;
}

/** Called with the solution at each output time, in order. */
export type Output = (k: number, t: number, values: Float64Array) => void;

export type Integrator = (
  workspace: Workspace,
  problem: Problem,
  values: Float64Array,
  t0: number,
  times: Float64Array,
  control: Control,
  output: Output,
) => void;

export const tooManySteps = ({ name, maxSteps }: Control, t: number, next: number): Rejection =>
  reject(`${name}: time ${next} was not reached within ${maxSteps} steps, only ${t}`);

export const stuck = ({ name }: Control, t: number): Rejection =>
  reject(
    `${name}: no step from time ${t} is small enough, so the solution has a singularity or is not finite there`,
  );

/** Largest |x_i| / (absolute + relative |y_i|). */
export function scaledMaximum(x: Float64Array, y: Float64Array, size: number, control: Control): number {
  let largest = 0;
  for (let i = 0; i < size; i++) {
    const at = Math.abs(x[i]!) / (control.absolute + control.relative * Math.abs(y[i]!));
    if (at > largest || at !== at) largest = at;
  }
  return largest;
}

/**
 * First step of a method of the given order: small against the change of the solution and of its slope, from one explicit Euler step.
 * Source: Hairer, Norsett & Wanner 1993, Solving Ordinary Differential Equations I, p. 169.
 */
export function firstStep(
  workspace: Workspace,
  { size, derivative }: Problem,
  t0: number,
  values: Float64Array,
  rates: Float64Array,
  order: number,
  span: number,
  control: Control,
): number {
  const slope = scaledMaximum(rates, values, size, control);
  const level = scaledMaximum(values, values, size, control);
  let step = slope < 1e-5 || level < 1e-5 ? 1e-6 : (0.01 * level) / slope;
  step = Math.min(step, span);
  const moved = workspace.take(size);
  const change = workspace.take(size);
  for (let i = 0; i < size; i++) moved[i] = values[i]! + step * rates[i]!;
  derivative(t0 + step, moved, change);
  for (let i = 0; i < size; i++) change[i] = change[i]! - rates[i]!;
  const curvature = scaledMaximum(change, values, size, control) / step;
  const largest = Math.max(slope, curvature);
  const second = largest <= 1e-15 ? Math.max(1e-6, step * 1e-3) : pow(0.01 / largest, 1 / (order + 1));
  const first = Math.min(100 * step, second, span);
  return first > 0 ? first : step;
}
