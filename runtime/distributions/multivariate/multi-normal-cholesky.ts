// The multivariate normal by the Cholesky factor of its covariance, and its relatives that go through it. With z = L^-1 (y - mu) the
// density is -|z|^2 / 2 plus a part without y; only the lower triangle of L is read.

import type { Distribution } from "../../descriptor.ts";
import { log } from "../../functions/log.ts";
import { scratch } from "../../kernels/scratch.ts";
import { solveLower, solveLowerTranspose } from "../../linear-algebra/triangular.ts";

const HALF_LOG_2PI = 0.9189385332046728;

/** -|L^-1 (y - mu)|^2 / 2. */
export function multiNormalCholeskyDensity(
  y: Float64Array,
  yOffset: number,
  mu: Float64Array,
  muOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): number {
  const z = scratch(4, K);
  for (let k = 0; k < K; k++) z[k] = y[yOffset + k]! - mu[muOffset + k]!;
  solveLower(z, 0, L, LOffset, z, 0, K, 1);
  let sum = 0;
  for (let k = 0; k < K; k++) sum += z[k]! * z[k]!;
  return -0.5 * sum;
}

/** With g = L^-T z: y.adj -= g, mu.adj += g, L.adj += g z' on the lower triangle. */
export function multiNormalCholeskyDensityAdjoint(
  yAdj: Float64Array | null,
  yAdjOffset: number,
  muAdj: Float64Array | null,
  muAdjOffset: number,
  LAdj: Float64Array | null,
  LAdjOffset: number,
  resultAdj: number,
  y: Float64Array,
  yOffset: number,
  mu: Float64Array,
  muOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  const z = scratch(4, K);
  const g = scratch(5, K);
  for (let k = 0; k < K; k++) z[k] = y[yOffset + k]! - mu[muOffset + k]!;
  solveLower(z, 0, L, LOffset, z, 0, K, 1);
  solveLowerTranspose(g, 0, L, LOffset, z, 0, K, 1);
  for (let k = 0; k < K; k++) {
    const step = resultAdj * g[k]!;
    if (yAdj !== null) yAdj[yAdjOffset + k]! -= step;
    if (muAdj !== null) muAdj[muAdjOffset + k]! += step;
  }
  if (LAdj === null) return;
  for (let j = 0; j < K; j++) {
    const factor = resultAdj * z[j]!;
    for (let i = j; i < K; i++) LAdj[LAdjOffset + i + j * K]! += factor * g[i]!;
  }
}

/** -sum of log L[k,k] - K/2 log(2 pi). */
export function multiNormalCholeskyConstant(L: Float64Array, LOffset: number, K: number): number {
  let sum = -K * HALF_LOG_2PI;
  for (let k = 0; k < K; k++) sum -= log(L[LOffset + k * (K + 1)]!);
  return sum;
}

export function multiNormalCholeskyConstantAdjoint(
  LAdj: Float64Array,
  LAdjOffset: number,
  resultAdj: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  for (let k = 0; k < K; k++) LAdj[LAdjOffset + k * (K + 1)]! -= resultAdj / L[LOffset + k * (K + 1)]!;
}

export const multiNormalCholesky = {
  name: "multi_normal_cholesky",
  over: { y: "real-vector" },
  params: { mu: "real-vector", L: "cholesky-covariance" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "size(y)" },
  shapes: { y: ["K"], mu: ["K"], L: ["K", "K"] },
  kernels: {
    density: {
      name: "multiNormalCholeskyDensity",
      params: [
        { name: "y", role: "in" },
        { name: "mu", role: "in" },
        { name: "L", role: "in" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "multiNormalCholeskyDensityAdjoint",
        args: ["y.adj", "mu.adj", "L.adj", "result.adj", "y", "mu", "L", "K"],
      },
    },
    constant: {
      name: "multiNormalCholeskyConstant",
      params: [
        { name: "L", role: "in" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: { name: "multiNormalCholeskyConstantAdjoint", args: ["L.adj", "result.adj", "L", "K"] },
    },
  },
  rng: "multiNormalCholeskyRng",
  testPoints: [
    [
      [0.2, -1],
      [0, 0.5],
      [
        [1.2, 0],
        [0.4, 0.9],
      ],
    ],
  ],
  doc: {
    summary: "Multivariate normal distribution with mean mu and Cholesky factor L of the covariance.",
    formula: "−½ |L⁻¹ (y − μ)|² − Σ log Lₖₖ − (K / 2) log 2π",
    reference: "Kotz, Balakrishnan and Johnson, Continuous Multivariate Distributions 1 (2000), chapter 45",
  },
} as const satisfies Distribution;
