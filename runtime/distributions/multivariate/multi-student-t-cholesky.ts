// The multivariate Student t by the Cholesky factor of its scale matrix. The ratio of gammas is formed without cancellation, so many
// degrees of freedom lose nothing.

import type { Distribution } from "../../descriptor.ts";
import { digammaDifference } from "../../functions/digamma.ts";
import { lgammaDifference } from "../../functions/gamma-ratio.ts";
import { log, log1p } from "../../functions/log.ts";
import {
  multiNormalCholeskyDensity as quadratic,
  multiNormalCholeskyDensityAdjoint as quadraticAdjoint,
} from "./multi-normal-cholesky.ts";

const LOG_PI = 1.1447298858494002;

/** -(nu + K)/2 log(1 + |L^-1 (y - mu)|^2 / nu). */
export function multiStudentTCholeskyDensity(
  y: Float64Array,
  yOffset: number,
  nu: number,
  mu: Float64Array,
  muOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): number {
  const square = -2 * quadratic(y, yOffset, mu, muOffset, L, LOffset, K);
  return -0.5 * (nu + K) * log1p(square / nu);
}

/** With s the square: d/ds = -(nu + K) / (2 (nu + s)), d/dnu = -log1p(s/nu)/2 + (nu + K) s / (2 nu (nu + s)). */
export function multiStudentTCholeskyDensityAdjoint(
  yAdj: Float64Array | null,
  yAdjOffset: number,
  nuAdj: Float64Array | null,
  nuAdjOffset: number,
  muAdj: Float64Array | null,
  muAdjOffset: number,
  LAdj: Float64Array | null,
  LAdjOffset: number,
  resultAdj: number,
  y: Float64Array,
  yOffset: number,
  nu: number,
  mu: Float64Array,
  muOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  const square = -2 * quadratic(y, yOffset, mu, muOffset, L, LOffset, K);
  const slope = (nu + K) / (nu + square);
  if (nuAdj !== null) nuAdj[nuAdjOffset]! += 0.5 * resultAdj * (slope * (square / nu) - log1p(square / nu));
  quadraticAdjoint(
    yAdj,
    yAdjOffset,
    muAdj,
    muAdjOffset,
    LAdj,
    LAdjOffset,
    resultAdj * slope,
    y,
    yOffset,
    mu,
    muOffset,
    L,
    LOffset,
    K,
  );
}

/** lgamma((nu + K)/2) - lgamma(nu/2) - K/2 log(nu pi) - sum of log L[k,k]. */
export function multiStudentTCholeskyConstant(
  nu: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): number {
  let sum = lgammaDifference(0.5 * nu, 0.5 * K) - 0.5 * K * (log(nu) + LOG_PI);
  for (let k = 0; k < K; k++) sum -= log(L[LOffset + k * (K + 1)]!);
  return sum;
}

export function multiStudentTCholeskyConstantAdjoint(
  nuAdj: Float64Array | null,
  nuAdjOffset: number,
  LAdj: Float64Array | null,
  LAdjOffset: number,
  resultAdj: number,
  nu: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  if (nuAdj !== null)
    nuAdj[nuAdjOffset]! += 0.5 * resultAdj * (digammaDifference(0.5 * nu, 0.5 * K) - K / nu);
  if (LAdj === null) return;
  for (let k = 0; k < K; k++) LAdj[LAdjOffset + k * (K + 1)]! -= resultAdj / L[LOffset + k * (K + 1)]!;
}

export const multiStudentTCholesky = {
  name: "multi_student_t_cholesky",
  over: { y: "real-vector" },
  params: { nu: "positive", mu: "real-vector", L: "cholesky-covariance" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "size(y)" },
  shapes: { y: ["K"], mu: ["K"], L: ["K", "K"] },
  kernels: {
    density: {
      name: "multiStudentTCholeskyDensity",
      params: [
        { name: "y", role: "in" },
        { name: "nu", role: "real" },
        { name: "mu", role: "in" },
        { name: "L", role: "in" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "multiStudentTCholeskyDensityAdjoint",
        args: ["y.adj", "nu.adj", "mu.adj", "L.adj", "result.adj", "y", "nu", "mu", "L", "K"],
      },
    },
    constant: {
      name: "multiStudentTCholeskyConstant",
      params: [
        { name: "nu", role: "real" },
        { name: "L", role: "in" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "multiStudentTCholeskyConstantAdjoint",
        args: ["nu.adj", "L.adj", "result.adj", "nu", "L", "K"],
      },
    },
  },
  rng: "multiStudentTCholeskyRng",
  testPoints: [
    [
      [0.2, -1],
      4,
      [0, 0.5],
      [
        [1.2, 0],
        [0.4, 0.9],
      ],
    ],
  ],
  doc: {
    summary: "Multivariate Student t distribution with Cholesky factor L of the scale matrix.",
    formula:
      "log Γ((ν + K) / 2) − log Γ(ν / 2) − (K / 2) log(ν π) − Σ log Lₖₖ − ((ν + K) / 2) log(1 + |L⁻¹ (y − μ)|² / ν)",
    reference: "Kotz and Nadarajah, Multivariate t Distributions and Their Applications (2004), equation 1.1",
  },
} as const satisfies Distribution;
