// Log likelihoods of counts whose rate is a function of one latent value each: y[i] of group[i], at u = theta[group] + offset[group]. All
// observations of a group enter through their number and their sum. Parameters are the offsets and, for the negative binomial, precisions:
// one, or one per group. Derivatives in closed form.

import { exp } from "../../functions/exp.ts";
import { log } from "../../functions/log.ts";
import { log1pExp } from "../../functions/logistic.ts";
import { digammaDifference } from "../../functions/digamma.ts";
import { lgamma } from "../../functions/gamma-function.ts";
import { reject } from "../../rejection.ts";
import type { Likelihood } from "./likelihood.ts";

export const BERNOULLI_LOGIT = 0;
export const POISSON_LOG = 1;
export const NEG_BINOMIAL_2_LOG = 2;

const NAMES = ["bernoulli_logit", "poisson_log", "neg_binomial_2_log"];

/** One group: value and derivatives by u, and by the precision of value, slope and curvature. */
interface Terms {
  value: number;
  d1: number;
  d2: number;
  d3: number;
  byPrecision: number;
  d1ByPrecision: number;
  d2ByPrecision: number;
}

interface Groups {
  readonly family: number;
  /** Observations and their sum, by group. */
  readonly number: Float64Array;
  readonly total: Float64Array;
  readonly offset: Float64Array;
  readonly precision: Float64Array;
  readonly y: Int32Array;
  readonly group: Int32Array;
}

/** `parameters` are the offsets (n), then the precisions. */
export function countLikelihood(
  family: number,
  n: number,
  y: Int32Array,
  group: Int32Array,
  parameters: Float64Array,
): Likelihood {
  const groups: Groups = {
    family,
    number: new Float64Array(n),
    total: new Float64Array(n),
    offset: parameters.subarray(0, n),
    precision: parameters.subarray(n),
    y,
    group,
  };
  requireArguments(groups, n);
  y.forEach((count, i) => {
    groups.number[group[i]! - 1]! += 1;
    groups.total[group[i]! - 1]! += count;
  });
  const terms: Terms = { value: 0, d1: 0, d2: 0, d3: 0, byPrecision: 0, d1ByPrecision: 0, d2ByPrecision: 0 };
  const at = (theta: Float64Array, i: number): Terms =>
    evaluate(groups, i, theta[i]! + groups.offset[i]!, terms);
  const constant = constantOf(groups);
  const value = (theta: Float64Array): number => {
    let sum = constant;
    for (let i = 0; i < n; i++) sum += at(theta, i).value;
    return sum;
  };
  const precisionOf = (i: number): number => n + (groups.precision.length === 1 ? 0 : i);
  const hasPrecision = family === NEG_BINOMIAL_2_LOG;
  return {
    size: n,
    parameters: parameters.length,
    block: 1,
    value,
    gradient(theta, into) {
      for (let i = 0; i < n; i++) into[i] = at(theta, i).d1;
      return value(theta);
    },
    curvature(theta, into) {
      into.fill(0);
      for (let i = 0; i < n; i++) into[i + i * n] = -at(theta, i).d2;
    },
    ofTrace(theta, S, byTheta, byParameters) {
      byParameters.fill(0);
      for (let i = 0; i < n; i++) {
        const { d3, d2ByPrecision } = at(theta, i);
        const half = 0.5 * S[i + i * n]!;
        byTheta[i] = half * d3;
        byParameters[i] = half * d3;
        if (hasPrecision) byParameters[precisionOf(i)]! += half * d2ByPrecision;
      }
    },
    addMixed(theta, v, into) {
      for (let i = 0; i < n; i++) {
        const { d1, d2, byPrecision, d1ByPrecision } = at(theta, i);
        into[i]! += d1 + v[i]! * d2;
        if (hasPrecision) into[precisionOf(i)]! += byPrecision + v[i]! * d1ByPrecision;
      }
      if (hasPrecision) addConstantSlopes(groups, into, precisionOf);
    },
  };
}

function requireArguments({ family, y, group, precision }: Groups, n: number): void {
  const name = `laplace_marginal_${NAMES[family]}`;
  if (y.length !== group.length)
    throw reject(`${name}: there are ${y.length} observations but ${group.length} indices of latent values`);
  y.forEach((count, i) => {
    if (!(count >= 0) || (family === BERNOULLI_LOGIT && count > 1))
      throw reject(
        `${name}: y[${i + 1}] must be ${family === BERNOULLI_LOGIT ? "0 or 1" : "at least 0"}, but it is ${count}`,
      );
    if (!(group[i]! >= 1 && group[i]! <= n))
      throw reject(`${name}: index ${i + 1} of a latent value is ${group[i]}, but there are ${n} of them`);
  });
  precision.forEach((phi, i) => {
    if (!(phi > 0 && phi < Infinity))
      throw reject(`${name}: precision ${i + 1} must be positive, but it is ${phi}`);
  });
}

/** What does not depend on theta. */
function constantOf({ family, y, group, precision }: Groups): number {
  let sum = 0;
  y.forEach((count, i) => {
    if (family === BERNOULLI_LOGIT) return;
    sum -= lgamma(count + 1);
    if (family !== NEG_BINOMIAL_2_LOG) return;
    const phi = precisionAt(precision, group[i]! - 1);
    sum += lgamma(count + phi) - lgamma(phi);
  });
  return sum;
}

function addConstantSlopes(
  { y, group, precision }: Groups,
  into: Float64Array,
  precisionOf: (i: number) => number,
): void {
  y.forEach((count, i) => {
    const g = group[i]! - 1;
    into[precisionOf(g)]! += digammaDifference(precisionAt(precision, g), count);
  });
}

const precisionAt = (precision: Float64Array, i: number): number =>
  precision.length === 1 ? precision[0]! : precision[i]!;

function evaluate({ family, number, total, precision }: Groups, i: number, u: number, into: Terms): Terms {
  const [n, s] = [number[i]!, total[i]!];
  if (family === POISSON_LOG) {
    const rate = n === 0 ? 0 : n * exp(u);
    into.value = s * u - rate;
    into.d1 = s - rate;
    into.d2 = into.d3 = -rate;
    return into;
  }
  const phi = family === NEG_BINOMIAL_2_LOG ? precisionAt(precision, i) : 1;
  const x = family === NEG_BINOMIAL_2_LOG ? u - log(phi) : u;
  const p = x > 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
  const q = x > 0 ? exp(-x) / (1 + exp(-x)) : 1 / (1 + exp(x));
  const trials = family === NEG_BINOMIAL_2_LOG ? s + n * phi : n;
  into.value = s * x - trials * log1pExp(x);
  into.d1 = s - trials * p;
  into.d2 = -trials * p * q;
  into.d3 = -trials * p * q * (q - p);
  if (family !== NEG_BINOMIAL_2_LOG) return into;
  // dx/dphi = -1 / phi, d trials/dphi = n.
  into.byPrecision = -into.d1 / phi - n * log1pExp(x);
  into.d1ByPrecision = -into.d2 / phi - n * p;
  into.d2ByPrecision = -into.d3 / phi - n * p * q;
  return into;
}
