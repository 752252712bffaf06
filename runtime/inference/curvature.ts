// Scales of coordinates at a point, from finite differences of the gradient. Step lengths are not known in advance (a posterior
// sd may be 1e-3 or 1e5), so each coordinate's step follows the scale that its own curvature suggests, until both agree.

import type { LogDensity } from "../model.ts";

const ROUNDS = 6;
/** A step of this many estimated sds; the curvature is trusted if the step was within a factor ten of it. */
const RELATIVE_STEP = 0.1;

/**
 * Per coordinate 1 / sqrt(-d2 log p / dq_i^2) at `q`: the conditional sd of a normal with this curvature; NaN where the density
 * is not concave. Costs some four evaluations per coordinate.
 */
export function coordinateScales(density: LogDensity, q: Float64Array, guess: Float64Array): Float64Array {
  const point = q.slice();
  const gradient = new Float64Array(q.length);
  return q.map((centre, i) => {
    const curvatureAt = (step: number): number => {
      point[i] = centre + step;
      const above = density.logDensityGradient(point, gradient) === -Infinity ? NaN : gradient[i]!;
      point[i] = centre - step;
      const below = density.logDensityGradient(point, gradient) === -Infinity ? NaN : gradient[i]!;
      point[i] = centre;
      return (below - above) / (2 * step);
    };
    return scaleAlong(curvatureAt, guess[i]! * RELATIVE_STEP);
  });
}

function scaleAlong(curvatureAt: (step: number) => number, firstStep: number): number {
  let step = firstStep > 0 && Number.isFinite(firstStep) ? firstStep : RELATIVE_STEP;
  let scale = NaN;
  for (let round = 0; round < ROUNDS; round++) {
    const curvature = curvatureAt(step);
    if (Number.isNaN(curvature)) {
      step /= 10;
      continue;
    }
    if (!(curvature > 0)) {
      if (!Number.isNaN(scale)) return scale;
      step *= 10;
      continue;
    }
    scale = 1 / Math.sqrt(curvature);
    const ratio = step / (RELATIVE_STEP * scale);
    if (ratio > 0.1 && ratio < 10) return scale;
    step = RELATIVE_STEP * scale;
  }
  return scale;
}

/** Minus the Hessian at `q`, D x D, by central differences with steps of a hundredth of `scales`; null if not finite. */
export function negativeHessian(
  density: LogDensity,
  q: Float64Array,
  scales: Float64Array,
): Float64Array | null {
  const n = q.length;
  const point = q.slice();
  const above = new Float64Array(n);
  const below = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const step = 0.01 * scales[j]!;
    point[j] = q[j]! + step;
    if (density.logDensityGradient(point, above) === -Infinity) return null;
    point[j] = q[j]! - step;
    if (density.logDensityGradient(point, below) === -Infinity) return null;
    point[j] = q[j]!;
    for (let i = 0; i < n; i++) hessian[i + j * n] = (below[i]! - above[i]!) / (2 * step);
  }
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < j; i++) {
      const mean = (hessian[i + j * n]! + hessian[j + i * n]!) / 2;
      hessian[i + j * n] = mean;
      hessian[j + i * n] = mean;
    }
  }
  return hessian.every(Number.isFinite) ? hessian : null;
}
