// Explicit embedded Runge-Kutta methods of order 5 with error estimates of order 4. Dormand and Prince's pair steps as far as the error
// allows and interpolates at the output times; Cash and Karp's has no interpolant and stops at each of them.

import { pow } from "../../functions/elementary.ts";
import type { Workspace } from "../workspace.ts";
import { type Control, firstStep, type Integrator, stuck, tooManySteps } from "./control.ts";
import type { Problem } from "./problem.ts";

interface Tableau {
  readonly nodes: readonly number[];
  readonly stages: readonly (readonly number[])[];
  readonly weights: readonly number[];
  /** Weights of the difference between the solutions of order 5 and 4. */
  readonly error: readonly number[];
  /** The last stage is the slope at the new point. */
  readonly isFirstSameAsLast: boolean;
  /** Weights of the last term of the interpolant; null if there is none. */
  readonly interpolant: readonly number[] | null;
}

/** Source: Dormand & Prince 1980, J. Comput. Appl. Math. 6: 19-26; interpolant: Hairer, Norsett & Wanner 1993, II.6. */
const DORMAND_PRINCE: Tableau = {
  nodes: [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1],
  stages: [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
  ],
  weights: [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0],
  error: [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40],
  isFirstSameAsLast: true,
  interpolant: [
    -12715105075 / 11282082432,
    0,
    87487479700 / 32700410799,
    -10690763975 / 1880347072,
    701980252875 / 199316789632,
    -1453857185 / 822651844,
    69997945 / 29380423,
  ],
};

/** Source: Cash & Karp 1990, ACM Trans. Math. Softw. 16: 201-222. */
const CASH_KARP: Tableau = {
  nodes: [0, 1 / 5, 3 / 10, 3 / 5, 1, 7 / 8],
  stages: [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [3 / 10, -9 / 10, 6 / 5],
    [-11 / 54, 5 / 2, -70 / 27, 35 / 27],
    [1631 / 55296, 175 / 512, 575 / 13824, 44275 / 110592, 253 / 4096],
  ],
  weights: [37 / 378, 0, 250 / 621, 125 / 594, 0, 512 / 1771],
  error: [
    37 / 378 - 2825 / 27648,
    0,
    250 / 621 - 18575 / 48384,
    125 / 594 - 13525 / 55296,
    -277 / 14336,
    512 / 1771 - 1 / 4,
  ],
  isFirstSameAsLast: false,
  interpolant: null,
};

export const dormandPrince: Integrator = (workspace, problem, values, t0, times, control, output) =>
  integrate(DORMAND_PRINCE, workspace, problem, values, t0, times, control, output);

export const cashKarp: Integrator = (workspace, problem, values, t0, times, control, output) =>
  integrate(CASH_KARP, workspace, problem, values, t0, times, control, output);

const SAFETY = 0.9;
const SMALLEST = 0.2;
const LARGEST = 5;

function integrate(
  tableau: Tableau,
  workspace: Workspace,
  problem: Problem,
  values: Float64Array,
  t0: number,
  times: Float64Array,
  control: Control,
  output: (k: number, t: number, values: Float64Array) => void,
): void {
  const { size, derivative } = problem;
  const slopes = tableau.nodes.map(() => workspace.take(size));
  const next = workspace.take(size);
  const shown = workspace.take(size);
  const end = times[times.length - 1]!;
  let t = t0;
  derivative(t, values, slopes[0]!);
  let step = firstStep(workspace, problem, t, values, slopes[0]!, 5, end - t0, control);
  let taken = 0;
  for (let k = 0; k < times.length;) {
    const target = tableau.interpolant === null ? times[k]! : end;
    const isLast = t + 1.0000001 * step >= target;
    const h = isLast ? target - t : step;
    if (taken++ >= control.maxSteps) throw tooManySteps(control, t, times[k]!);
    if (!(Math.abs(h) > 1e-15 * Math.abs(t)) && h < target - t) throw stuck(control, t);
    const error = attempt(tableau, problem, t, h, values, slopes, next, control);
    const factor = error > 0 ? SAFETY * pow(error, -0.2) : error === 0 ? LARGEST : SMALLEST;
    if (!(error <= 1)) {
      step = h * (factor > SMALLEST ? Math.min(factor, 0.9) : SMALLEST);
      if (!(step > 1e-300)) throw stuck(control, t);
      continue;
    }
    const reached = isLast ? target : t + h;
    if (tableau.interpolant !== null) prepareInterpolant(tableau.interpolant, h, slopes);
    while (k < times.length && times[k]! <= reached) {
      if (times[k]! === reached) output(k, reached, next);
      else output(k, times[k]!, interpolated((times[k]! - t) / h, h, values, next, slopes, shown, size));
      k++;
      taken = 0;
    }
    // A step that was cut short to end at an output time says nothing against the longer one.
    const grown = h * Math.min(LARGEST, factor);
    step = isLast && tableau.interpolant === null ? Math.max(step, grown) : grown;
    t = reached;
    for (let i = 0; i < size; i++) values[i] = next[i]!;
    if (tableau.isFirstSameAsLast) slopes[0]!.set(slopes[slopes.length - 1]!);
    else if (k < times.length) derivative(t, values, slopes[0]!);
  }
}

/** One step into `next`; its largest error, scaled by the tolerances. */
function attempt(
  { nodes, stages, weights, error, isFirstSameAsLast }: Tableau,
  { size, derivative }: Problem,
  t: number,
  h: number,
  values: Float64Array,
  slopes: readonly Float64Array[],
  next: Float64Array,
  control: Control,
): number {
  for (let s = 1; s < nodes.length; s++) {
    combine(next, values, h, stages[s]!, slopes, size);
    derivative(t + nodes[s]! * h, next, slopes[s]!);
  }
  if (!isFirstSameAsLast) combine(next, values, h, weights, slopes, size);
  return largestError(error, h, values, next, slopes, control);
}

/** into = values + h (sum of weights times slopes). Written out by the number of slopes: this is where the time goes. */
function combine(
  into: Float64Array,
  values: Float64Array,
  h: number,
  weights: readonly number[],
  slopes: readonly Float64Array[],
  size: number,
): void {
  const [k1, k2, k3, k4, k5, k6] = slopes as [Slope, Slope, Slope, Slope, Slope, Slope];
  const a1 = h * weights[0]!;
  if (weights.length === 1) {
    for (let i = 0; i < size; i++) into[i] = values[i]! + a1 * k1[i]!;
    return;
  }
  const a2 = h * weights[1]!;
  if (weights.length === 2) {
    for (let i = 0; i < size; i++) into[i] = values[i]! + (a1 * k1[i]! + a2 * k2[i]!);
    return;
  }
  const a3 = h * weights[2]!;
  if (weights.length === 3) {
    for (let i = 0; i < size; i++) into[i] = values[i]! + (a1 * k1[i]! + a2 * k2[i]! + a3 * k3[i]!);
    return;
  }
  const a4 = h * weights[3]!;
  if (weights.length === 4) {
    for (let i = 0; i < size; i++)
      into[i] = values[i]! + (a1 * k1[i]! + a2 * k2[i]! + a3 * k3[i]! + a4 * k4[i]!);
    return;
  }
  const a5 = h * weights[4]!;
  if (weights.length === 5) {
    for (let i = 0; i < size; i++)
      into[i] = values[i]! + (a1 * k1[i]! + a2 * k2[i]! + a3 * k3[i]! + a4 * k4[i]! + a5 * k5[i]!);
    return;
  }
  const a6 = h * weights[5]!;
  for (let i = 0; i < size; i++)
    into[i] =
      values[i]! + (a1 * k1[i]! + a2 * k2[i]! + a3 * k3[i]! + a4 * k4[i]! + a5 * k5[i]! + a6 * k6[i]!);
}

type Slope = Float64Array;

/** The largest component of h (sum of the error's weights times slopes), scaled by the tolerances. */
function largestError(
  error: readonly number[],
  h: number,
  values: Float64Array,
  next: Float64Array,
  slopes: readonly Float64Array[],
  { relative, absolute }: Control,
): number {
  const [k1, , k3, k4, k5, k6] = slopes as [Slope, Slope, Slope, Slope, Slope, Slope];
  // Methods of six stages have no seventh slope, and no weight for it.
  const k7 = slopes[6] ?? k1;
  const [e1, e3, e4, e5, e6, e7] = [error[0]!, error[2]!, error[3]!, error[4]!, error[5]!, error[6] ?? 0];
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const difference = e1 * k1[i]! + e3 * k3[i]! + e4 * k4[i]! + e5 * k5[i]! + e6 * k6[i]! + e7 * k7[i]!;
    const size = Math.max(Math.abs(values[i]!), Math.abs(next[i]!));
    const at = Math.abs(h * difference) / (absolute + relative * size);
    if (at > largest || at !== at) largest = at;
  }
  return largest;
}

// ------------------------------------------------------------------------------------------------------------- interpolation

/** The term of order four, the same for all times of a step. It takes the place of the second slope, which is not needed any more. */
function prepareInterpolant(weights: readonly number[], h: number, slopes: readonly Float64Array[]): void {
  const into = slopes[1]!;
  for (let i = 0; i < into.length; i++) {
    let sum = 0;
    for (let s = 0; s < weights.length; s++) if (s !== 1) sum += weights[s]! * slopes[s]![i]!;
    into[i] = h * sum;
  }
}

function interpolated(
  theta: number,
  h: number,
  values: Float64Array,
  next: Float64Array,
  slopes: readonly Float64Array[],
  shown: Float64Array,
  size: number,
): Float64Array {
  const [first, last] = [slopes[0]!, slopes[slopes.length - 1]!];
  const quartic = slopes[1]!;
  const rest = 1 - theta;
  for (let i = 0; i < size; i++) {
    const change = next[i]! - values[i]!;
    const bend = h * first[i]! - change;
    const twist = change - h * last[i]! - bend;
    shown[i] = values[i]! + theta * (change + rest * (bend + theta * (twist + rest * quartic[i]!)));
  }
  return shown;
}
