// The mode of latent values theta ~ normal(0, K) given a log likelihood, by Newton's method: with W minus its Hessian and g its gradient,
// theta = K a, a = (I + W K)^-1 (W theta + g). Steps that do not raise the objective are shortened. No inverse of K is needed, so K may be
// singular. Source: Rasmussen & Williams 2006, Gaussian Processes for Machine Learning, section 3.4; for W that is not positive, algorithm
// variants in Margossian, Vehtari, Simpson & Agrawal 2020, arXiv:2004.12550.

import {
  lu,
  luLogAbsDeterminant,
  luDeterminant,
  luSolve,
  luSolveTranspose,
} from "../../linear-algebra/lu.ts";
import { reject } from "../../rejection.ts";
import type { Likelihood } from "./likelihood.ts";

export interface Control {
  readonly name: string;
  /** Change of the objective that ends the search. */
  readonly tolerance: number;
  readonly maxSteps: number;
  /** Times that one step may be halved; at least ten. */
  readonly maxHalvings: number;
}

export interface Mode {
  readonly theta: Float64Array;
  /** K^-1 theta. */
  readonly a: Float64Array;
  readonly W: Float64Array;
  /** Of I + W K (n x n, by columns). */
  readonly factors: Float64Array;
  readonly pivots: Int32Array;
  /** log p(theta, y) without the normalising constant of the prior. */
  readonly objective: number;
  readonly logDeterminant: number;
}

const FEWEST_HALVINGS = 10;
const MOST_POLISHING = 4;

/** From initial values of theta, or of a = K^-1 theta. */
export interface Start {
  readonly values: Float64Array;
  readonly isWeights: boolean;
}

export function findMode(likelihood: Likelihood, K: Float64Array, start: Start, control: Control): Mode {
  const n = likelihood.size;
  const search = newSearch(likelihood, K, start, control);
  let objective = objectiveAt(search, likelihood);
  if (!Number.isFinite(objective))
    throw reject(`${control.name}: the log likelihood is ${objective} at the initial values`);
  for (let step = 0, isClose = false, polishing = 0; polishing < MOST_POLISHING; step++) {
    if (!isClose && step >= control.maxSteps)
      throw reject(`${control.name}: no mode was found in ${control.maxSteps} steps`);
    const reached = improve(search, likelihood, K, objective, control);
    if (reached === null) {
      if (isClose) break;
      if (isStationary(search, n)) break;
      throw reject(`${control.name}: the search for the mode stops where no step raises the density`);
    }
    isClose ||= Math.abs(reached - objective) <= control.tolerance;
    if (isClose) polishing++;
    objective = reached;
    if (isStationary(search, n)) break;
  }
  // Everything once more at the mode itself.
  newtonStep(search, likelihood, K);
  const { theta, a, W, factors, pivots, sign } = search;
  if (!(sign.value * luDeterminant(signsOf(factors, n), 1, n) > 0))
    throw reject(`${control.name}: the Hessian is not negative definite at the mode`);
  return { theta, a, W, factors, pivots, objective, logDeterminant: luLogAbsDeterminant(factors, n) };
}

/** The diagonal of U as signs, whose product cannot overflow. */
function signsOf(factors: Float64Array, n: number): Float64Array {
  const signs = new Float64Array(n * n);
  for (let k = 0; k < n; k++) signs[k + k * n] = Math.sign(factors[k + k * n]!);
  return signs;
}

interface Search {
  readonly theta: Float64Array;
  readonly a: Float64Array;
  readonly gradient: Float64Array;
  readonly W: Float64Array;
  /** Where Newton's method wants a to be. */
  readonly goal: Float64Array;
  readonly matrix: Float64Array;
  readonly factors: Float64Array;
  readonly pivots: Int32Array;
  /** Of the permutation of `factors`. */
  readonly sign: { value: number };
  readonly before: { readonly theta: Float64Array; readonly a: Float64Array };
}

function newSearch(
  { size: n }: Likelihood,
  K: Float64Array,
  { values, isWeights }: Start,
  control: Control,
): Search {
  const search: Search = {
    theta: values.slice(),
    a: values.slice(),
    gradient: new Float64Array(n),
    W: new Float64Array(n * n),
    goal: new Float64Array(n),
    matrix: new Float64Array(n * n),
    factors: new Float64Array(n * n),
    pivots: new Int32Array(n),
    sign: { value: 1 },
    before: { theta: new Float64Array(n), a: new Float64Array(n) },
  };
  if (values.every((x) => x === 0)) return search;
  if (isWeights) {
    multiplyBlocks(K, search.a, search.theta, n, n);
    return search;
  }
  if (lu(search.factors, 0, search.pivots, K, 0, n) === 0)
    throw reject(
      `${control.name}: initial values other than 0 need a covariance matrix that is not singular`,
    );
  luSolve(search.factors, search.pivots, search.a, 0, n, 1);
  return search;
}

function objectiveAt({ theta, a }: Search, likelihood: Likelihood): number {
  let sum = 0;
  for (let i = 0; i < theta.length; i++) sum += a[i]! * theta[i]!;
  return likelihood.value(theta) - 0.5 * sum;
}

/** Leaves in `goal` the a of a full step; false where I + W K is singular. */
function newtonStep(s: Search, likelihood: Likelihood, K: Float64Array): boolean {
  const n = likelihood.size;
  likelihood.gradient(s.theta, s.gradient);
  likelihood.curvature(s.theta, s.W);
  multiplyBlocks(s.W, K, s.matrix, n, likelihood.block);
  for (let i = 0; i < n; i++) s.matrix[i + i * n]! += 1;
  s.sign.value = lu(s.factors, 0, s.pivots, s.matrix, 0, n);
  if (s.sign.value === 0) return false;
  multiplyBlocks(s.W, s.theta, s.goal, n, likelihood.block);
  for (let i = 0; i < n; i++) s.goal[i]! += s.gradient[i]!;
  luSolve(s.factors, s.pivots, s.goal, 0, n, 1);
  return true;
}

/** A step that raises the objective, whose new value it returns; null if there is none. */
function improve(
  s: Search,
  likelihood: Likelihood,
  K: Float64Array,
  objective: number,
  control: Control,
): number | null {
  const n = likelihood.size;
  if (!newtonStep(s, likelihood, K)) return null;
  s.before.a.set(s.a);
  s.before.theta.set(s.theta);
  const most = Math.max(FEWEST_HALVINGS, control.maxHalvings);
  for (let halving = 0, length = 1; halving <= most; halving++, length *= 0.5) {
    for (let i = 0; i < n; i++) s.a[i] = s.before.a[i]! + length * (s.goal[i]! - s.before.a[i]!);
    multiplyBlocks(K, s.a, s.theta, n, n);
    const reached = objectiveAt(s, likelihood);
    if (reached >= objective) return reached;
    // So close to the mode that rounding decides.
    if (length === 1 && objective - reached <= 1e-13 * (1 + Math.abs(objective))) return reached;
  }
  s.a.set(s.before.a);
  s.theta.set(s.before.theta);
  return null;
}

/** Whether the last step was so short that what is left, about its square, does not count. */
function isStationary({ a, before }: Search, n: number): boolean {
  let [moved, size] = [0, 1e-300];
  for (let i = 0; i < n; i++) {
    moved = Math.max(moved, Math.abs(a[i]! - before.a[i]!));
    size = Math.max(size, Math.abs(a[i]!));
  }
  return moved <= 1e-9 * size;
}

/** W X for columns of length n, W zero outside its blocks. */
export function multiplyBlocks(
  W: Float64Array,
  X: Float64Array,
  into: Float64Array,
  n: number,
  block: number,
): void {
  for (let start = 0; start < X.length; start += n)
    for (let i = 0; i < n; i++) {
      const first = i - (i % block);
      let sum = 0;
      for (let j = first; j < Math.min(first + block, n); j++) sum += W[i + j * n]! * X[start + j]!;
      into[start + i] = sum;
    }
}

/** (K^-1 + W)^-1 = (I + K W)^-1 K: the covariance of the approximation. */
export function covarianceAt({ factors, pivots }: Mode, K: Float64Array, n: number): Float64Array {
  const covariance = K.slice(0, n * n);
  luSolveTranspose(factors, pivots, covariance, 0, n, n);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < j; i++) {
      const mean = 0.5 * (covariance[i + j * n]! + covariance[j + i * n]!);
      covariance[i + j * n] = covariance[j + i * n] = mean;
    }
  return covariance;
}
