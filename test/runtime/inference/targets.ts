// Densities with known answers for tests of samplers and approximations.

import type { LogDensity } from "../../../runtime/model.ts";

/** A density from one function of q and gradient. */
export function density(
  dimension: number,
  logDensityGradient: (q: Float64Array, gradient: Float64Array) => number,
  rejection: string | null = null,
): LogDensity {
  return { dimension, logDensityGradient, rejection };
}

/** Independent normals with the given means and standard deviations. */
export function normals(means: readonly number[], sds: readonly number[]): LogDensity {
  return density(means.length, (q, gradient) => {
    let total = 0;
    for (let i = 0; i < means.length; i++) {
      const z = (q[i]! - means[i]!) / sds[i]!;
      total -= 0.5 * z * z;
      gradient[i] = -z / sds[i]!;
    }
    return total;
  });
}

/** Standard normal in D dimensions. */
export function standardNormal(dimension: number): LogDensity {
  return normals(new Array(dimension).fill(0), new Array(dimension).fill(1));
}

/** Two normals with means, standard deviations and a correlation. */
export function correlatedNormal(mean: [number, number], sd: [number, number], rho: number): LogDensity {
  const scale = 1 / (1 - rho * rho);
  return density(2, (q, gradient) => {
    const a = (q[0]! - mean[0]) / sd[0];
    const b = (q[1]! - mean[1]) / sd[1];
    gradient[0] = (-scale * (a - rho * b)) / sd[0];
    gradient[1] = (-scale * (b - rho * a)) / sd[1];
    return -0.5 * scale * (a * a - 2 * rho * a * b + b * b);
  });
}

/** Neal's funnel: v ~ normal(0, 3), nine x ~ normal(0, exp(v / 2)). */
export function funnel(): LogDensity {
  return density(10, (q, gradient) => {
    const v = q[0]!;
    const precision = Math.exp(-v);
    let squares = 0;
    for (let i = 1; i < 10; i++) {
      squares += q[i]! * q[i]!;
      gradient[i] = -q[i]! * precision;
    }
    gradient[0] = -v / 9 - 4.5 + 0.5 * squares * precision;
    return (-v * v) / 18 - 4.5 * v - 0.5 * squares * precision;
  });
}

/** Mean and log standard deviation of N normal observations, flat priors on both (on the unconstrained scale). */
export function normalSample(y: Float64Array): LogDensity {
  return density(2, (q, gradient) => {
    const precision = Math.exp(-2 * q[1]!);
    let sum = 0;
    let squares = 0;
    for (const value of y) {
      sum += value - q[0]!;
      squares += (value - q[0]!) ** 2;
    }
    gradient[0] = sum * precision;
    gradient[1] = squares * precision - y.length;
    return -y.length * q[1]! - 0.5 * squares * precision;
  });
}
