// Rows of a matrix as Gaussian processes: row k is multi_normal(0, L L' / w[k]).

import type { Distribution } from "../../descriptor.ts";
import { log } from "../../functions/log.ts";
import { scratch } from "../../kernels/scratch.ts";
import { solveLower, solveLowerTranspose } from "../../linear-algebra/triangular.ts";

const HALF_LOG_2PI = 0.9189385332046728;

/** L^-1 times row k of y, into scratch piece 4. */
function standardised(
  y: Float64Array,
  yOffset: number,
  L: Float64Array,
  LOffset: number,
  k: number,
  K: number,
  N: number,
): Float64Array {
  const z = scratch(4, N);
  for (let n = 0; n < N; n++) z[n] = y[yOffset + k + n * K]!;
  solveLower(z, 0, L, LOffset, z, 0, N, 1);
  return z;
}

/** y is K x N, L is N x N, w has K elements. */
export function multiGpCholeskyDensity(
  y: Float64Array,
  yOffset: number,
  L: Float64Array,
  LOffset: number,
  w: Float64Array,
  wOffset: number,
  K: number,
  N: number,
): number {
  let sum = -K * N * HALF_LOG_2PI;
  for (let n = 0; n < N; n++) sum -= K * log(L[LOffset + n * (N + 1)]!);
  for (let k = 0; k < K; k++) {
    const z = standardised(y, yOffset, L, LOffset, k, K, N);
    let square = 0;
    for (let n = 0; n < N; n++) square += z[n]! * z[n]!;
    sum += 0.5 * (N * log(w[wOffset + k]!) - w[wOffset + k]! * square);
  }
  return sum;
}

/** As for multi_normal_cholesky, each row weighted by w[k]. */
export function multiGpCholeskyDensityAdjoint(
  yAdj: Float64Array | null,
  yAdjOffset: number,
  LAdj: Float64Array | null,
  LAdjOffset: number,
  wAdj: Float64Array | null,
  wAdjOffset: number,
  resultAdj: number,
  y: Float64Array,
  yOffset: number,
  L: Float64Array,
  LOffset: number,
  w: Float64Array,
  wOffset: number,
  K: number,
  N: number,
): void {
  const g = scratch(5, N);
  for (let k = 0; k < K; k++) {
    const z = standardised(y, yOffset, L, LOffset, k, K, N);
    const weight = w[wOffset + k]!;
    solveLowerTranspose(g, 0, L, LOffset, z, 0, N, 1);
    let square = 0;
    for (let j = 0; j < N; j++) {
      square += z[j]! * z[j]!;
      if (yAdj !== null) yAdj[yAdjOffset + k + j * K]! -= resultAdj * weight * g[j]!;
      if (LAdj === null) continue;
      for (let i = j; i < N; i++) LAdj[LAdjOffset + i + j * N]! += resultAdj * weight * g[i]! * z[j]!;
    }
    if (wAdj !== null) wAdj[wAdjOffset + k]! += 0.5 * resultAdj * (N / weight - square);
  }
  if (LAdj === null) return;
  for (let n = 0; n < N; n++) LAdj[LAdjOffset + n * (N + 1)]! -= (resultAdj * K) / L[LOffset + n * (N + 1)]!;
}

export const multiGpCholesky = {
  name: "multi_gp_cholesky",
  over: { y: "real-matrix" },
  params: { L: "cholesky-covariance", w: "positive-vector" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "rows(y)", N: "cols(y)" },
  shapes: { y: ["K", "N"], L: ["N", "N"], w: ["K"] },
  kernels: {
    density: {
      name: "multiGpCholeskyDensity",
      params: [
        { name: "y", role: "in" },
        { name: "L", role: "in" },
        { name: "w", role: "in" },
        { name: "K", role: "int" },
        { name: "N", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "multiGpCholeskyDensityAdjoint",
        args: ["y.adj", "L.adj", "w.adj", "result.adj", "y", "L", "w", "K", "N"],
      },
    },
  },
  testPoints: [
    [
      [[0.2, -1]],
      [
        [1.2, 0],
        [0.4, 0.9],
      ],
      [1.5],
    ],
  ],
  doc: {
    summary: "Gaussian process rows with Cholesky factor L of the kernel and inverse scales w.",
    formula: "Σᵢ −½ wᵢ |L⁻¹ yᵢ|² + (N / 2) log wᵢ − Σ log Lₖₖ − (N / 2) log 2π, yᵢ the rows of y",
    reference: "Kotz, Balakrishnan and Johnson, Continuous Multivariate Distributions 1 (2000), chapter 45",
  },
} as const satisfies Distribution;
