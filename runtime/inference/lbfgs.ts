// Maximisation of a log density by L-BFGS with Stan's tolerances (services/optimize and optimization/bfgs.hpp). Besides the maximum it
// yields every iterate with a diagonal estimate of the inverse Hessian (Gilbert and Lemarechal, Mathematical Programming 45, 1989, as
// in Pathfinder, Zhang et al., JMLR 23(306), 2022), which tells later stages the scales of the parameters.

import type { LogDensity } from "../model.ts";
import type { StartingPoint } from "./initial-point.ts";
import { searchLine } from "./line-search.ts";

export interface LbfgsOptions {
  /** Iterations at most (default 2000). */
  readonly maxIterations?: number;
  /** Remembered steps (default 5). */
  readonly history?: number;
  readonly isStopped?: () => boolean;
  /** Called with every accepted iterate; the arrays are reused. */
  readonly onIterate?: (iterate: Iterate) => void;
}

export interface Iterate {
  readonly iteration: number;
  readonly q: Float64Array;
  readonly logDensity: number;
  /** Estimate of the diagonal of the inverse of minus the Hessian: squared scales of the coordinates. */
  readonly inverseDiagonal: Float64Array;
}

export interface Maximum {
  readonly q: Float64Array;
  readonly logDensity: number;
  readonly gradient: Float64Array;
  readonly inverseDiagonal: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
  /** What ended the search. */
  readonly reason: string;
}

interface Pair {
  readonly step: Float64Array;
  /** Change of the gradient of minus the log density. */
  readonly change: Float64Array;
  readonly curvature: number;
}

/** Stan's first step along the gradient; shortened so that no coordinate system makes the first move longer than 1. */
const FIRST_STEP = 0.001;
/** Iterations before a search may end: the first curvatures say little about scales. */
const LEAST_ITERATIONS = 3;
const TOLERANCE = {
  objective: 1e-12,
  relativeObjective: 1e4 * Number.EPSILON,
  gradient: 1e-8,
  relativeGradient: 1e7 * Number.EPSILON,
  parameters: 1e-8,
} as const;

/** Climbs from `start`, whose log density must be finite, to a local maximum. */
export function maximize(density: LogDensity, start: StartingPoint, options: LbfgsOptions = {}): Maximum {
  const { maxIterations = 2000, history = 5 } = options;
  const dimension = density.dimension;
  const state = {
    q: start.q.slice(),
    gradient: start.gradient.slice(),
    logDensity: start.logDensity,
    inverseDiagonal: new Float64Array(dimension).fill(1),
  };
  const trial = { q: new Float64Array(dimension), gradient: new Float64Array(dimension), logDensity: 0 };
  const direction = new Float64Array(dimension);
  let pairs: Pair[] = [];
  let firstStep = firstStepFor(state.gradient);
  let iteration = 0;
  const finish = (converged: boolean, reason: string): Maximum => ({
    ...state,
    iterations: iteration,
    converged,
    reason,
  });
  if (norm(state.gradient) < TOLERANCE.gradient) return finish(true, "the gradient vanishes at the start");
  while (iteration < maxIterations) {
    if (options.isStopped?.()) return finish(false, "stopped");
    ascentDirection(state.gradient, pairs, direction);
    const slope = dot(state.gradient, direction);
    const at = (step: number): { value: number; slope: number } => {
      for (let i = 0; i < dimension; i++) trial.q[i] = state.q[i]! + step * direction[i]!;
      trial.logDensity = density.logDensityGradient(trial.q, trial.gradient);
      return { value: -trial.logDensity, slope: -dot(trial.gradient, direction) };
    };
    const step = slope > 0 ? searchLine(at, { value: -state.logDensity, slope: -slope }, firstStep) : null;
    if (step === null) {
      if (pairs.length === 0) return finish(false, "no step along the gradient increases the log density");
      pairs = [];
      firstStep = firstStepFor(state.gradient);
      continue;
    }
    iteration++;
    const pair = pairOf(state, trial);
    if (isUseful(pair)) {
      updateDiagonal(state.inverseDiagonal, pair);
      pairs = [...pairs, pair].slice(-history);
    }
    const gain = trial.logDensity - state.logDensity;
    const moved = norm(pair.step);
    firstStep = nextFirstStep(slope, step, gain);
    state.q.set(trial.q);
    state.gradient.set(trial.gradient);
    state.logDensity = trial.logDensity;
    options.onIterate?.({ iteration, ...state });
    const reason =
      iteration < LEAST_ITERATIONS
        ? null
        : whyConverged(state.logDensity, gain, state.gradient, moved, pairs);
    if (reason !== null) return finish(true, reason);
  }
  return finish(false, `no maximum within ${maxIterations} iterations`);
}

function whyConverged(
  logDensity: number,
  gain: number,
  gradient: Float64Array,
  moved: number,
  pairs: readonly Pair[],
): string | null {
  const size = Math.abs(logDensity) > 1 ? Math.abs(logDensity) : 1;
  if (norm(gradient) < TOLERANCE.gradient) return "the gradient vanishes";
  if (Math.abs(gain) < TOLERANCE.objective) return "the log density no longer changes";
  if (Math.abs(gain) / size < TOLERANCE.relativeObjective) return "the log density no longer changes";
  if (moved < TOLERANCE.parameters) return "the parameters no longer change";
  const newton = new Float64Array(gradient.length);
  ascentDirection(gradient, pairs, newton);
  if (dot(newton, gradient) / size < TOLERANCE.relativeGradient) return "the scaled gradient vanishes";
  return null;
}

function firstStepFor(gradient: Float64Array): number {
  const length = norm(gradient);
  return length * FIRST_STEP > 1 ? 1 / length : FIRST_STEP;
}

/** min(1, 1.01 times the minimum of a parabola through the last decrease): the quasi-Newton step, or less. */
function nextFirstStep(slope: number, step: number, gain: number): number {
  const guess = (1.01 * 2 * gain) / (slope * step);
  return guess > 0 && guess < 1 ? guess : 1;
}

/** Two-loop recursion (Nocedal and Wright, algorithm 7.4): out = H gradient. */
function ascentDirection(gradient: Float64Array, pairs: readonly Pair[], out: Float64Array): void {
  out.set(gradient);
  const weights = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, curvature } = pairs[k]!;
    weights[k] = dot(step, out) / curvature;
    for (let i = 0; i < out.length; i++) out[i]! -= weights[k]! * change[i]!;
  }
  const latest = pairs[pairs.length - 1];
  const scale = latest ? latest.curvature / dot(latest.change, latest.change) : 1;
  for (let i = 0; i < out.length; i++) out[i]! *= scale;
  for (let k = 0; k < pairs.length; k++) {
    const { step, change, curvature } = pairs[k]!;
    const weight = weights[k]! - dot(change, out) / curvature;
    for (let i = 0; i < out.length; i++) out[i]! += weight * step[i]!;
  }
}

function pairOf(
  from: { q: Float64Array; gradient: Float64Array },
  to: { q: Float64Array; gradient: Float64Array },
): Pair {
  const step = to.q.map((x, i) => x - from.q[i]!);
  const change = to.gradient.map((g, i) => from.gradient[i]! - g);
  return { step, change, curvature: dot(step, change) };
}

/** Positive curvature, and not so small that its inverse is noise. */
function isUseful({ change, curvature }: Pair): boolean {
  return curvature > 0 && dot(change, change) / curvature <= 1e12;
}

/** 1 / d <- y'Dy / (b d) + y^2 / b - (y'Dy) s^2 / (b (s'D^-1 s) d^2) with b = y's, elementwise on D = diag(d). */
function updateDiagonal(diagonal: Float64Array, { step, change, curvature }: Pair): void {
  let a = 0;
  let c = 0;
  for (let i = 0; i < diagonal.length; i++) {
    a += change[i]! * diagonal[i]! * change[i]!;
    c += (step[i]! * step[i]!) / diagonal[i]!;
  }
  for (let i = 0; i < diagonal.length; i++) {
    const d = diagonal[i]!;
    const y = change[i]!;
    const s = step[i]!;
    const inverse = a / (curvature * d) + (y * y) / curvature - (a * s * s) / (curvature * c * d * d);
    if (inverse > 0 && inverse < Infinity) diagonal[i] = 1 / inverse;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}
