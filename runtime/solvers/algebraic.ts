// Roots of systems of algebraic equations f(x, theta) = 0, by Newton's method with a line search and by Powell's dogleg in a trust region.
// At the root dx/dtheta = -J_x^-1 J_theta (implicit function theorem); it is left in `jacobian`, so the adjoint is a contraction.

import { lu, luSolveTranspose } from "../linear-algebra/lu.ts";
import { reject } from "../rejection.ts";
import { withWorkspace, type Workspace } from "./workspace.ts";

export type Equations = (x: Float64Array, theta: Float64Array, residual: Float64Array) => void;

/** Jacobians are row-major. */
export type EquationsWithDerivatives = (
  x: Float64Array,
  theta: Float64Array,
  residual: Float64Array,
  byX: Float64Array,
  byTheta: Float64Array,
) => void;

interface System {
  readonly name: string;
  readonly unknowns: number;
  readonly theta: Float64Array;
  readonly f: Equations;
  readonly df: EquationsWithDerivatives;
  readonly x: Float64Array;
  readonly residual: Float64Array;
  readonly byX: Float64Array;
  readonly byTheta: Float64Array;
  readonly trial: Float64Array;
  readonly trialResidual: Float64Array;
  readonly step: Float64Array;
  readonly factors: Float64Array;
  readonly pivots: Int32Array;
}

interface Control {
  /** Newton: smallest scaled step; Powell: relative change of x that counts as none. */
  readonly relative: number;
  /** Largest norm of f at a root. */
  readonly tolerance: number;
  readonly maxSteps: number;
}

export type SolveKernel = (
  x: Float64Array,
  xOffset: number,
  jacobian: Float64Array | null,
  jacobianOffset: number,
  guess: Float64Array,
  guessOffset: number,
  theta: Float64Array,
  thetaOffset: number,
  unknowns: number,
  parameters: number,
  relative: number,
  tolerance: number,
  maxSteps: number,
  f: Equations,
  df: EquationsWithDerivatives | null,
) => void;

export const solveNewton: SolveKernel = kernelOf("solve_newton", newton);
export const solvePowell: SolveKernel = kernelOf("solve_powell", powell);

function kernelOf(
  name: string,
  search: (system: System, control: Control, workspace: Workspace) => void,
): SolveKernel {
  return (
    x,
    xOffset,
    jacobian,
    jacobianOffset,
    guess,
    guessOffset,
    theta,
    thetaOffset,
    unknowns,
    parameters,
    relative,
    tolerance,
    maxSteps,
    f,
    df,
  ) => {
    withWorkspace((workspace) => {
      const take = (): Float64Array => workspace.take(unknowns);
      const system: System = {
        name,
        unknowns,
        theta: workspace.copyOf(theta, thetaOffset, parameters),
        f,
        df: df!,
        x: workspace.copyOf(guess, guessOffset, unknowns),
        residual: take(),
        byX: workspace.take(unknowns * unknowns),
        byTheta: workspace.take(unknowns * parameters),
        trial: take(),
        trialResidual: take(),
        step: take(),
        factors: workspace.take(unknowns * unknowns),
        pivots: new Int32Array(unknowns),
      };
      requireArguments(system, { relative, tolerance, maxSteps });
      search(system, { relative, tolerance, maxSteps }, workspace);
      polish(system);
      for (let i = 0; i < unknowns; i++) x[xOffset + i] = system.x[i]!;
      if (jacobian !== null) differentiate(system, jacobian, jacobianOffset, parameters);
    });
  };
}

function requireArguments(system: System, { relative, tolerance, maxSteps }: Control): void {
  const { name, x, theta } = system;
  for (const [what, values] of [
    ["guess", x],
    ["parameter", theta],
  ] as const)
    for (let i = 0; i < values.length; i++)
      if (!Number.isFinite(values[i]!)) throw reject(`${name}: ${what} ${i + 1} is ${values[i]}`);
  if (!(relative >= 0) || !(tolerance >= 0)) throw reject(`${name}: tolerances must not be negative`);
  if (!(maxSteps > 0))
    throw reject(`${name}: the largest number of steps must be positive, but it is ${maxSteps}`);
}

function norm(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}

function evaluate(s: System): void {
  s.df(s.x, s.theta, s.residual, s.byX, s.byTheta);
}

/** step = -J_x^-1 f; false where J_x is singular. */
function newtonStep({ step, residual, byX, factors, pivots, unknowns }: System): boolean {
  if (lu(factors, 0, pivots, byX, 0, unknowns) === 0) return false;
  for (let i = 0; i < unknowns; i++) step[i] = -residual[i]!;
  // Rows of J_x were read as columns.
  luSolveTranspose(factors, pivots, step, 0, unknowns, 1);
  return true;
}

/** Moves to x + length * step; the norm of f there. */
function tryStep({ x, trial, trialResidual, step, theta, f }: System, length: number): number {
  for (let i = 0; i < x.length; i++) trial[i] = x[i]! + length * step[i]!;
  f(trial, theta, trialResidual);
  return norm(trialResidual);
}

const noRoot = ({ name }: System, why: string) => reject(`${name}: no root was found, ${why}`);

/** Source: Dennis & Schnabel 1983, Numerical Methods for Unconstrained Optimization and Nonlinear Equations, A6.3.1. */
function newton(s: System, { relative, tolerance, maxSteps }: Control): void {
  evaluate(s);
  for (let k = 0; ; k++) {
    const start = norm(s.residual);
    if (start <= tolerance) return;
    if (!(start < Infinity)) throw noRoot(s, `the equations are not finite`);
    if (k >= maxSteps) throw noRoot(s, `${maxSteps} steps leave a residual of ${start}`);
    if (!newtonStep(s)) throw noRoot(s, "the Jacobian is singular");
    let length = 1;
    while (!(tryStep(s, length) <= (1 - 1e-4 * length) * start)) {
      length *= 0.5;
      if (length < 1e-12 * Math.max(relative, 1e-3)) throw noRoot(s, `the residual stays at ${start}`);
    }
    s.x.set(s.trial);
    evaluate(s);
  }
}

/** Source: Powell 1970, A hybrid method for nonlinear equations (Numerical Methods for Nonlinear Algebraic Equations, Gordon & Breach). */
function powell(s: System, { relative, tolerance, maxSteps }: Control, workspace: Workspace): void {
  const steepest = workspace.take(s.unknowns);
  evaluate(s);
  let radius = 100 * Math.max(norm(s.x), 1);
  for (let k = 0; ; k++) {
    const start = norm(s.residual);
    if (start === 0) return;
    if (!(start < Infinity)) throw noRoot(s, `the equations are not finite`);
    if (k >= maxSteps) throw noRoot(s, `${maxSteps} steps leave a residual of ${start}`);
    const predicted = dogleg(s, steepest, radius);
    const length = norm(s.step);
    const reached = tryStep(s, 1);
    const gain = predicted > 0 ? (start * start - reached * reached) / predicted : -1;
    if (!(gain >= 0.25)) radius = 0.25 * length;
    else if (gain > 0.75) radius = Math.max(radius, 2 * length);
    if (gain > 1e-4) {
      s.x.set(s.trial);
      evaluate(s);
    }
    if (length <= relative * norm(s.x) || radius <= 2 ** -52 * norm(s.x)) break;
  }
  const left = norm(s.residual);
  if (!(left <= tolerance))
    throw noRoot(s, `the residual stays at ${left}, above the tolerance ${tolerance}`);
}

/** The step within the radius: steepest descent, then towards Newton's. Returns the reduction of |f|^2 that the linear model predicts. */
function dogleg(s: System, steepest: Float64Array, radius: number): number {
  const { unknowns: n, byX, residual, step } = s;
  const isRegular = newtonStep(s) && Number.isFinite(norm(step));
  if (!isRegular || norm(step) > radius) {
    let curvature = 0;
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += byX[i * n + j]! * residual[i]!;
      steepest[j] = -sum;
    }
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += byX[i * n + j]! * steepest[j]!;
      curvature += sum * sum;
    }
    const slope = norm(steepest);
    const best = curvature > 0 ? (slope * slope) / curvature : radius / slope;
    if (best * slope >= radius || !isRegular) {
      const length = Math.min(best, radius / slope);
      for (let j = 0; j < n; j++) step[j] = length * steepest[j]!;
    } else towardsNewton(step, steepest, best, radius);
  }
  let model = 0;
  for (let i = 0; i < n; i++) {
    let sum = residual[i]!;
    for (let j = 0; j < n; j++) sum += byX[i * n + j]! * step[j]!;
    model += sum * sum;
  }
  return norm(residual) ** 2 - model;
}

/** The point between best * steepest and the Newton step that lies on the radius. */
function towardsNewton(step: Float64Array, steepest: Float64Array, best: number, radius: number): void {
  let [square, product, start] = [0, 0, 0];
  for (let j = 0; j < step.length; j++) {
    const from = best * steepest[j]!;
    const along = step[j]! - from;
    square += along * along;
    product += along * from;
    start += from * from;
  }
  const room = radius * radius - start;
  const t = room / (product + Math.sqrt(product * product + square * room));
  for (let j = 0; j < step.length; j++) {
    const from = best * steepest[j]!;
    step[j] = from + t * (step[j]! - from);
  }
}

/** Newton steps while they reduce the residual, so that values and derivatives are those of the root and not of the tolerance. */
function polish(s: System): void {
  for (let k = 0; k < 3; k++) {
    const start = norm(s.residual);
    if (start === 0 || !newtonStep(s) || !(tryStep(s, 1) < start)) return;
    s.x.set(s.trial);
    evaluate(s);
  }
}

/** jacobian (unknowns x parameters, row-major) = -J_x^-1 J_theta. */
function differentiate(s: System, jacobian: Float64Array, offset: number, parameters: number): void {
  const { unknowns: n, byX, byTheta, factors, pivots, step } = s;
  if (lu(factors, 0, pivots, byX, 0, n) === 0)
    throw reject(`${s.name}: the Jacobian is singular at the root, which has no derivative`);
  for (let c = 0; c < parameters; c++) {
    for (let i = 0; i < n; i++) step[i] = -byTheta[i * parameters + c]!;
    luSolveTranspose(factors, pivots, step, 0, n, 1);
    for (let i = 0; i < n; i++) jacobian[offset + i * parameters + c] = step[i]!;
  }
}

export function solveAdjoint(
  thetaAdj: Float64Array | null,
  thetaAdjOffset: number,
  xAdj: Float64Array,
  xAdjOffset: number,
  jacobian: Float64Array,
  jacobianOffset: number,
  unknowns: number,
  parameters: number,
): void {
  if (thetaAdj === null) return;
  for (let i = 0; i < unknowns; i++)
    for (let c = 0; c < parameters; c++)
      thetaAdj[thetaAdjOffset + c]! += xAdj[xAdjOffset + i]! * jacobian[jacobianOffset + i * parameters + c]!;
}
