// Running estimates of posterior variances or covariances (Welford), shrunk towards a small multiple of the identity as Stan does,
// so that a short window cannot give a wild metric.

import type { MetricKind } from "./metric.ts";

export interface CovarianceEstimate {
  add(q: Float64Array): void;
  /** n / (n + 5) estimate + 1e-3 * 5 / (n + 5) identity, as the inverse metric of its kind; then starts afresh. */
  take(): Float64Array;
}

/** An estimate for metrics of a kind; null for the unit metric, which needs none. */
export function createCovarianceEstimate(kind: MetricKind, dimension: number): CovarianceEstimate | null {
  if (kind === "unit") return null;
  const isDense = kind === "dense";
  const mean = new Float64Array(dimension);
  const fromOldMean = new Float64Array(dimension);
  const sums = new Float64Array(isDense ? dimension * dimension : dimension);
  let count = 0;
  return {
    add(q) {
      count++;
      for (let i = 0; i < dimension; i++) {
        fromOldMean[i] = q[i]! - mean[i]!;
        mean[i]! += fromOldMean[i]! / count;
      }
      for (let j = 0; j < dimension; j++) {
        const fromNewMean = q[j]! - mean[j]!;
        if (!isDense) sums[j]! += fromNewMean * fromOldMean[j]!;
        else for (let i = 0; i < dimension; i++) sums[i + j * dimension]! += fromNewMean * fromOldMean[i]!;
      }
    },
    take() {
      const weight = count / (count + 5);
      const shrinkage = 1e-3 * (5 / (count + 5));
      const inverse = sums.map((sum) => weight * (sum / (count - 1)));
      const stride = isDense ? dimension + 1 : 1;
      for (let i = 0; i < dimension; i++) inverse[i * stride]! += shrinkage;
      if (isDense) mirrorLower(inverse, dimension);
      count = 0;
      mean.fill(0);
      sums.fill(0);
      return inverse;
    },
  };
}

/** Rounding leaves the two halves a last bit apart; the metric must be symmetric exactly. */
function mirrorLower(matrix: Float64Array, dimension: number): void {
  for (let j = 0; j < dimension; j++) {
    for (let i = 0; i < j; i++) matrix[i + j * dimension] = matrix[j + i * dimension]!;
  }
}
