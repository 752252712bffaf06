// Integrals over an interval, finite or not, by double-exponential substitutions: x = (a + b)/2 + (b - a)/2 tanh(pi/2 sinh t) on [a, b],
// x = a + exp(pi/2 sinh t) on [a, inf), x = sinh(pi/2 sinh t) on the line, and the trapezoidal rule in t with halved steps until the sum
// settles. Source: Takahasi & Mori 1974, Publ. RIMS Kyoto Univ. 9: 721-741. Derivatives by parameters are integrals of the derivative,
// summed beside the value.

import { cosh, exp, sinh } from "../functions/elementary.ts";
import { reject } from "../rejection.ts";
import { withWorkspace } from "./workspace.ts";

/** `xc` is the distance to the nearer limit without cancellation: a - x or b - x; NaN where a limit is infinite. */
export type Integrand = (x: number, xc: number, theta: Float64Array) => number;

/** Also leaves the derivatives by theta. */
export type IntegrandWithDerivatives = (
  x: number,
  xc: number,
  theta: Float64Array,
  byTheta: Float64Array,
) => number;

/** Bits of `varying`: derivatives by this limit are wanted. */
const LOWER = 1;
const UPPER = 2;

const HALF_PI = 1.5707963267948966;
/** Beyond, distances to a limit underflow. */
const FARTHEST = 6.5;
const FIRST_STEP = 0.5;
const FEWEST_HALVINGS = 2;
/** While every term is zero the peak may have been missed: it is looked for with this many halvings, on the whole line. */
const SEARCHING_HALVINGS = 10;

interface Sums {
  /** Value and derivatives, and the same of absolute values. */
  readonly total: Float64Array;
  readonly size: Float64Array;
}

/** `jacobian` takes the derivatives by theta, the lower and the upper limit: `columns` = parameters + 2; null where none are wanted. */
export function integrate1d(
  jacobian: Float64Array | null,
  jacobianOffset: number,
  lower: number,
  upper: number,
  theta: Float64Array,
  thetaOffset: number,
  parameters: number,
  columns: number,
  varying: number,
  relative: number,
  absolute: number,
  maxHalvings: number,
  f: Integrand,
  df: IntegrandWithDerivatives | null,
): number {
  if (!(lower <= upper))
    throw reject(`integrate_1d: the lower limit ${lower} is not below the upper limit ${upper}`);
  return withWorkspace((workspace) => {
    const held = workspace.copyOf(theta, thetaOffset, parameters);
    const components = jacobian === null ? 1 : 1 + parameters;
    const byTheta = workspace.take(parameters);
    const terms = workspace.take(components);
    const sums: Sums = {
      total: workspace.take(components).fill(0),
      size: workspace.take(components).fill(0),
    };
    const add = newTerm(lower, upper, terms, (x, xc) => {
      if (jacobian === null) terms[0] = f(x, xc, held);
      else {
        terms[0] = df!(x, xc, held, byTheta);
        for (let c = 0; c < parameters; c++) terms[1 + c] = byTheta[c]!;
      }
    });
    if (lower < upper) {
      const before = workspace.take(components);
      sumUp(add, terms, sums, before, relative, absolute, maxHalvings);
    }
    if (jacobian !== null) {
      for (let c = 0; c < parameters; c++) jacobian[jacobianOffset + c] = sums.total[1 + c]!;
      jacobian[jacobianOffset + columns - 2] = varying & LOWER ? -f(lower, 0, held) : 0;
      jacobian[jacobianOffset + columns - 1] = varying & UPPER ? f(upper, 0, held) : 0;
    }
    return sums.total[0]!;
  });
}

/** Puts the terms at `t`, weights included, into `terms`; false where some of them are not finite. */
type Term = (t: number) => boolean;

function newTerm(
  lower: number,
  upper: number,
  terms: Float64Array,
  evaluate: (x: number, xc: number) => void,
): Term {
  const finish = (weight: number): boolean => {
    let isFinite = true;
    for (let c = 0; c < terms.length; c++) {
      terms[c] = terms[c] === 0 ? 0 : terms[c]! * weight;
      if (!Number.isFinite(terms[c]!)) isFinite = false;
    }
    return isFinite;
  };
  if (lower > -Infinity && upper < Infinity) {
    const width = upper - lower;
    return (t) => {
      // The distance to the nearer limit is width / (1 + exp(pi sinh |t|)).
      const far = exp(2 * HALF_PI * sinh(Math.abs(t)));
      const distance = width / (1 + far);
      const weight = (width * 2 * HALF_PI * cosh(t) * (far / (1 + far))) / (1 + far);
      if (!(distance > 0) || !(weight > 0)) return false;
      if (t < 0) evaluate(lower + distance, -distance);
      else evaluate(upper - distance, distance);
      return finish(weight);
    };
  }
  if (lower > -Infinity || upper < Infinity) {
    const isRight = upper === Infinity;
    return (t) => {
      const distance = exp(HALF_PI * sinh(t));
      const weight = distance * HALF_PI * cosh(t);
      if (!(distance > 0) || !(weight < Infinity)) return false;
      evaluate(isRight ? lower + distance : upper - distance, NaN);
      return finish(weight);
    };
  }
  return (t) => {
    const inner = HALF_PI * sinh(t);
    const x = sinh(inner);
    const weight = cosh(inner) * HALF_PI * cosh(t);
    if (!(weight < Infinity)) return false;
    evaluate(x, NaN);
    return finish(weight);
  };
}

function sumUp(
  add: Term,
  terms: Float64Array,
  sums: Sums,
  before: Float64Array,
  relative: number,
  absolute: number,
  maxHalvings: number,
): void {
  const { total, size } = sums;
  if (!add(0)) throw reject("integrate_1d: the integrand is not finite inside the interval");
  collect(terms, sums);
  let left = reach(add, terms, sums, -1);
  let right = reach(add, terms, sums, 1);
  if (size.every((part) => part === 0)) left = right = FARTHEST;
  let h = FIRST_STEP;
  scale(sums, h);
  for (let k = 1; ; k++) {
    before.set(total);
    scale(sums, 1 / h);
    h *= 0.5;
    for (let i = 1; i * h <= left; i += 2) if (add(-i * h)) collect(terms, sums);
    for (let i = 1; i * h <= right; i += 2) if (add(i * h)) collect(terms, sums);
    scale(sums, h);
    const fewest = size[0] === 0 ? Math.min(SEARCHING_HALVINGS, maxHalvings) : FEWEST_HALVINGS;
    if (k >= fewest && isSettled(sums, before, relative, absolute)) return;
    if (k >= Math.max(maxHalvings, FEWEST_HALVINGS) || k > 18)
      throw reject(
        `integrate_1d: the error estimate ${Math.abs(total[0]! - before[0]!)} stays above the tolerance ${relative} times ${size[0]}`,
      );
  }
}

function collect(terms: Float64Array, { total, size }: Sums): void {
  for (let c = 0; c < terms.length; c++) {
    total[c] = total[c]! + terms[c]!;
    size[c] = size[c]! + Math.abs(terms[c]!);
  }
}

function scale({ total, size }: Sums, factor: number): void {
  for (let c = 0; c < total.length; c++) {
    total[c] = total[c]! * factor;
    size[c] = size[c]! * factor;
  }
}

/** Sums at the first step to one side; how far the terms count. A tail of zeros or of what is not finite any more does not. */
function reach(add: Term, terms: Float64Array, sums: Sums, side: number): number {
  let last = 0;
  for (let i = 1; i * FIRST_STEP <= FARTHEST; i++) {
    if (!add(side * i * FIRST_STEP)) break;
    collect(terms, sums);
    if (matters(terms, sums)) last = i;
  }
  return Math.min((last + 1) * FIRST_STEP, FARTHEST);
}

function matters(terms: Float64Array, { size }: Sums): boolean {
  for (let c = 0; c < terms.length; c++) if (Math.abs(terms[c]!) > 1e-20 * size[c]!) return true;
  return false;
}

function isSettled({ total, size }: Sums, before: Float64Array, relative: number, absolute: number): boolean {
  for (let c = 0; c < total.length; c++) {
    const error = Math.abs(total[c]! - before[c]!);
    if (!(error <= Math.max(relative * size[c]!, absolute, 1e-300))) return false;
  }
  return true;
}

export function integrate1dAdjoint(
  lowerAdj: Float64Array | null,
  lowerAdjOffset: number,
  upperAdj: Float64Array | null,
  upperAdjOffset: number,
  thetaAdj: Float64Array | null,
  thetaAdjOffset: number,
  adjoint: number,
  jacobian: Float64Array,
  jacobianOffset: number,
  parameters: number,
): void {
  if (thetaAdj !== null)
    for (let c = 0; c < parameters; c++)
      thetaAdj[thetaAdjOffset + c]! += adjoint * jacobian[jacobianOffset + c]!;
  if (lowerAdj !== null) lowerAdj[lowerAdjOffset]! += adjoint * jacobian[jacobianOffset + parameters]!;
  if (upperAdj !== null) upperAdj[upperAdjOffset]! += adjoint * jacobian[jacobianOffset + parameters + 1]!;
}
