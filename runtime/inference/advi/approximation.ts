// The result of variational inference as a distribution on the unconstrained scale.

import { log } from "../../functions/elementary.ts";
import type { Random } from "../../random/random.ts";
import { lowerTimesTransposed, multiplyLower, solveLower } from "../lower-triangle.ts";
import type { Family, FamilyName } from "./family.ts";

export interface Approximation {
  readonly family: FamilyName;
  readonly dimension: number;
  /** Mean and standard deviations of the unconstrained coordinates. */
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  /** Covariance, D x D column-major; computed when asked for. */
  readonly covariance: Float64Array;
  /** `n` draws. Without `random` each call goes on with the approximation's own stream. */
  sample(n: number, random?: Random): Float64Array[];
  /** Normalised log density of the approximation at `q`. */
  logDensity(q: Float64Array): number;
}

/** The normal that a family stands for; `random` is the stream `sample` uses by default. */
export function approximationOf(family: Family, random: Random): Approximation {
  return family.name === "meanfield"
    ? independentNormals(family.centre.slice(), family.frame.slice(), random)
    : multivariateNormal(family.centre.slice(), family.frame.slice(), random);
}

function independentNormals(mean: Float64Array, sd: Float64Array, stream: Random): Approximation {
  const n = mean.length;
  const constant = normalConstant(n) - sd.reduce((sum, s) => sum + log(s), 0);
  return {
    family: "meanfield",
    dimension: n,
    mean,
    sd,
    get covariance() {
      const matrix = new Float64Array(n * n);
      for (let i = 0; i < n; i++) matrix[i + i * n] = sd[i]! * sd[i]!;
      return matrix;
    },
    sample: (count, random = stream) =>
      Array.from({ length: count }, () => mean.map((m, i) => m + sd[i]! * random.normal())),
    logDensity(q) {
      let total = constant;
      for (let i = 0; i < n; i++) {
        const z = (q[i]! - mean[i]!) / sd[i]!;
        total -= 0.5 * z * z;
      }
      return total;
    },
  };
}

function multivariateNormal(mean: Float64Array, factor: Float64Array, stream: Random): Approximation {
  const n = mean.length;
  let constant = normalConstant(n);
  for (let i = 0; i < n; i++) constant -= log(factor[i + i * n]!);
  const sd = mean.map((_, i) => {
    let square = 0;
    for (let j = 0; j <= i; j++) square += factor[i + j * n]! * factor[i + j * n]!;
    return Math.sqrt(square);
  });
  return {
    family: "fullrank",
    dimension: n,
    mean,
    sd,
    get covariance() {
      return lowerTimesTransposed(factor, n);
    },
    sample: (count, random = stream) =>
      Array.from({ length: count }, () => {
        const q = mean.map(() => random.normal());
        multiplyLower(factor, q, q);
        for (let i = 0; i < n; i++) q[i]! += mean[i]!;
        return q;
      }),
    logDensity(q) {
      const z = q.map((x, i) => x - mean[i]!);
      solveLower(factor, z);
      let total = constant;
      for (let i = 0; i < n; i++) total -= 0.5 * z[i]! * z[i]!;
      return total;
    },
  };
}

function normalConstant(n: number): number {
  return -0.5 * n * log(2 * Math.PI);
}
