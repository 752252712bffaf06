// The multivariate normal by its precision: a quadratic form per variate, one determinant for all.

import type { Distribution } from "../../descriptor.ts";
import { logDeterminantAdjoint, logDeterminantSpd } from "../../kernels/inverse.ts";

const HALF_LOG_2PI = 0.9189385332046728;

/** -(y - mu)' Omega (y - mu) / 2. */
export function multiNormalPrecDensity(
  y: Float64Array,
  yOffset: number,
  mu: Float64Array,
  muOffset: number,
  Omega: Float64Array,
  OmegaOffset: number,
  K: number,
): number {
  let sum = 0;
  for (let j = 0; j < K; j++) {
    let column = 0;
    for (let i = 0; i < K; i++)
      column += Omega[OmegaOffset + i + j * K]! * (y[yOffset + i]! - mu[muOffset + i]!);
    sum += column * (y[yOffset + j]! - mu[muOffset + j]!);
  }
  return -0.5 * sum;
}

/** With r = y - mu: y.adj -= (Omega + Omega') r / 2, Omega.adj -= r r' / 2. */
export function multiNormalPrecDensityAdjoint(
  yAdj: Float64Array | null,
  yAdjOffset: number,
  muAdj: Float64Array | null,
  muAdjOffset: number,
  OmegaAdj: Float64Array | null,
  OmegaAdjOffset: number,
  resultAdj: number,
  y: Float64Array,
  yOffset: number,
  mu: Float64Array,
  muOffset: number,
  Omega: Float64Array,
  OmegaOffset: number,
  K: number,
): void {
  for (let j = 0; j < K; j++) {
    const own = y[yOffset + j]! - mu[muOffset + j]!;
    let slope = 0;
    for (let i = 0; i < K; i++) {
      const other = y[yOffset + i]! - mu[muOffset + i]!;
      slope += (Omega[OmegaOffset + i + j * K]! + Omega[OmegaOffset + j + i * K]!) * other;
      if (OmegaAdj !== null) OmegaAdj[OmegaAdjOffset + i + j * K]! -= 0.5 * resultAdj * own * other;
    }
    if (yAdj !== null) yAdj[yAdjOffset + j]! -= 0.5 * resultAdj * slope;
    if (muAdj !== null) muAdj[muAdjOffset + j]! += 0.5 * resultAdj * slope;
  }
}

/** log(det Omega) / 2 - K/2 log(2 pi); rejects unless Omega is symmetric and positive definite. */
export function multiNormalPrecConstant(Omega: Float64Array, OmegaOffset: number, K: number): number {
  return 0.5 * logDeterminantSpd(Omega, OmegaOffset, K) - K * HALF_LOG_2PI;
}

export function multiNormalPrecConstantAdjoint(
  OmegaAdj: Float64Array,
  OmegaAdjOffset: number,
  resultAdj: number,
  Omega: Float64Array,
  OmegaOffset: number,
  K: number,
): void {
  logDeterminantAdjoint(OmegaAdj, OmegaAdjOffset, 0.5 * resultAdj, Omega, OmegaOffset, K);
}

export const multiNormalPrec = {
  name: "multi_normal_prec",
  over: { y: "real-vector" },
  params: { mu: "real-vector", Omega: "covariance" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "size(y)" },
  shapes: { y: ["K"], mu: ["K"], Omega: ["K", "K"] },
  kernels: {
    density: {
      name: "multiNormalPrecDensity",
      params: [
        { name: "y", role: "in" },
        { name: "mu", role: "in" },
        { name: "Omega", role: "in" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "multiNormalPrecDensityAdjoint",
        args: ["y.adj", "mu.adj", "Omega.adj", "result.adj", "y", "mu", "Omega", "K"],
      },
    },
    constant: {
      name: "multiNormalPrecConstant",
      params: [
        { name: "Omega", role: "in" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: { name: "multiNormalPrecConstantAdjoint", args: ["Omega.adj", "result.adj", "Omega", "K"] },
    },
  },
  testPoints: [
    [
      [0.2, -1],
      [0, 0.5],
      [
        [1.2, 0.3],
        [0.3, 0.9],
      ],
    ],
  ],
  doc: {
    summary: "Multivariate normal distribution with mean mu and precision Omega.",
    formula: "−½ (y − μ)′ Ω (y − μ) + ½ log det Ω − (K / 2) log 2π",
    reference: "Kotz, Balakrishnan and Johnson, Continuous Multivariate Distributions 1 (2000), chapter 45",
  },
} as const satisfies Distribution;
