// The Euclidean metric of the Hamiltonian: momentum p ~ normal(0, M), kinetic energy p' M^-1 p / 2. What is stored and adapted is
// the inverse, an estimate of the posterior covariance. `velocity` (Stan's p-sharp) is M^-1 p, the derivative of position by time.

import type { Random } from "../../random/random.ts";
import { cholesky, solveLowerTransposed } from "../lower-triangle.ts";

export type MetricKind = "unit" | "diag" | "dense";

export interface Metric {
  readonly kind: MetricKind;
  /** M^-1: empty for unit, the diagonal (D), or the matrix (D x D, column-major). */
  readonly inverse: Float64Array;
  /** Writes M^-1 p. */
  velocity(p: Float64Array, out: Float64Array): void;
  /** Draws p ~ normal(0, M); D standard normals from `random`, in order. */
  drawMomentum(random: Random, p: Float64Array): void;
  /** Replaces M^-1. Throws if it is not finite and positive (definite). */
  replace(inverse: Float64Array): void;
}

/** The metric M = I of a kind; `diag` and `dense` can be replaced later. */
export function createMetric(kind: MetricKind, dimension: number): Metric {
  switch (kind) {
    case "unit":
      return unitMetric();
    case "diag":
      return diagonalMetric(dimension);
    case "dense":
      return denseMetric(dimension);
    default:
      throw new Error(
        `metric must be "unit", "diag" or "dense", got ${JSON.stringify(kind satisfies never)}`,
      );
  }
}

function unitMetric(): Metric {
  return {
    kind: "unit",
    inverse: new Float64Array(0),
    velocity(p, out) {
      for (let i = 0; i < p.length; i++) out[i] = p[i]!;
    },
    drawMomentum(random, p) {
      for (let i = 0; i < p.length; i++) p[i] = random.normal();
    },
    replace() {
      throw new Error("a unit metric is not adapted");
    },
  };
}

function diagonalMetric(dimension: number): Metric {
  const inverse = new Float64Array(dimension).fill(1);
  const momentumSd = new Float64Array(dimension).fill(1);
  return {
    kind: "diag",
    inverse,
    velocity(p, out) {
      for (let i = 0; i < p.length; i++) out[i] = inverse[i]! * p[i]!;
    },
    drawMomentum(random, p) {
      for (let i = 0; i < p.length; i++) p[i] = random.normal() * momentumSd[i]!;
    },
    replace(next) {
      for (let i = 0; i < dimension; i++) {
        const value = next[i]!;
        if (!(value > 0 && value < Infinity)) throw notPositive(`entry ${i + 1} is ${value}`);
        inverse[i] = value;
        momentumSd[i] = 1 / Math.sqrt(value);
      }
    },
  };
}

function denseMetric(dimension: number): Metric {
  const inverse = new Float64Array(dimension * dimension);
  for (let i = 0; i < dimension; i++) inverse[i + i * dimension] = 1;
  let factor: Float64Array = inverse.slice();
  return {
    kind: "dense",
    inverse,
    velocity(p, out) {
      out.fill(0);
      for (let j = 0; j < dimension; j++) {
        const pj = p[j]!;
        const column = j * dimension;
        for (let i = 0; i < dimension; i++) out[i]! += inverse[column + i]! * pj;
      }
    },
    drawMomentum(random, p) {
      for (let i = 0; i < dimension; i++) p[i] = random.normal();
      solveLowerTransposed(factor, p); // M^-1 = L L', so L'^-1 z has covariance M
    },
    replace(next) {
      const nextFactor = cholesky(next, dimension);
      if (!nextFactor) throw notPositive("the estimated covariance is not positive definite");
      inverse.set(next);
      factor = nextFactor;
    },
  };
}

function notPositive(what: string): Error {
  return new Error(
    `The inverse metric adapted during warm-up cannot be used: ${what}. ` +
      "The posterior may be improper, or the draws overflowed: check priors and scales.",
  );
}
