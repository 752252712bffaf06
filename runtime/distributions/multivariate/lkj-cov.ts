// The old distribution over covariance matrices: lognormal standard deviations times an LKJ density of the correlations. No Jacobian
// between the two scales is part of it.

import type { Distribution } from "../../descriptor.ts";
import { log } from "../../functions/log.ts";
import { lkjCorrDensity, lkjCorrDensityAdjoint } from "./lkj.ts";

const HALF_LOG_2PI = 0.9189385332046728;

/** Sum of lognormal(sqrt(W[k,k]) | mu[k], sigma[k]) plus (eta - 1) (log det W - sum of log W[k,k]). */
export function lkjCovDensity(
  W: Float64Array,
  WOffset: number,
  mu: Float64Array,
  muOffset: number,
  sigma: Float64Array,
  sigmaOffset: number,
  eta: number,
  K: number,
): number {
  let sum = lkjCorrDensity(W, WOffset, eta, K);
  for (let k = 0; k < K; k++) {
    const logScale = 0.5 * log(W[WOffset + k * (K + 1)]!);
    const spread = sigma[sigmaOffset + k]!;
    const z = (logScale - mu[muOffset + k]!) / spread;
    sum -= 0.5 * z * z + (2 * eta - 1) * logScale + log(spread) + HALF_LOG_2PI;
  }
  return sum;
}

export function lkjCovDensityAdjoint(
  WAdj: Float64Array | null,
  WAdjOffset: number,
  muAdj: Float64Array | null,
  muAdjOffset: number,
  sigmaAdj: Float64Array | null,
  sigmaAdjOffset: number,
  etaAdj: Float64Array | null,
  etaAdjOffset: number,
  resultAdj: number,
  W: Float64Array,
  WOffset: number,
  mu: Float64Array,
  muOffset: number,
  sigma: Float64Array,
  sigmaOffset: number,
  eta: number,
  K: number,
): void {
  lkjCorrDensityAdjoint(WAdj, WAdjOffset, etaAdj, etaAdjOffset, resultAdj, W, WOffset, eta, K);
  for (let k = 0; k < K; k++) {
    const diagonal = W[WOffset + k * (K + 1)]!;
    const spread = sigma[sigmaOffset + k]!;
    const z = (0.5 * log(diagonal) - mu[muOffset + k]!) / spread;
    if (WAdj !== null)
      WAdj[WAdjOffset + k * (K + 1)]! -= (resultAdj * (eta - 0.5 + 0.5 * (z / spread))) / diagonal;
    if (etaAdj !== null) etaAdj[etaAdjOffset]! -= resultAdj * log(diagonal);
    if (muAdj !== null) muAdj[muAdjOffset + k]! += (resultAdj * z) / spread;
    if (sigmaAdj !== null) sigmaAdj[sigmaAdjOffset + k]! += (resultAdj * (z * z - 1)) / spread;
  }
}

export const lkjCov = {
  name: "lkj_cov",
  over: { W: "covariance" },
  params: { mu: "real-vector", sigma: "positive-vector", eta: "positive" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "rows(W)" },
  shapes: { W: ["K", "K"], mu: ["K"], sigma: ["K"] },
  kernels: {
    density: {
      name: "lkjCovDensity",
      params: [
        { name: "W", role: "in" },
        { name: "mu", role: "in" },
        { name: "sigma", role: "in" },
        { name: "eta", role: "real" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "lkjCovDensityAdjoint",
        args: ["W.adj", "mu.adj", "sigma.adj", "eta.adj", "result.adj", "W", "mu", "sigma", "eta", "K"],
      },
    },
    constant: {
      name: "lkjConstant",
      params: [
        { name: "eta", role: "real" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: { name: "lkjConstantAdjoint", args: ["eta.adj", "result.adj", "eta", "K"] },
    },
  },
  testPoints: [
    [
      [
        [1.2, 0.3],
        [0.3, 0.9],
      ],
      [0.1, -0.2],
      [0.5, 0.7],
      2,
    ],
  ],
  doc: {
    summary:
      "Covariance matrices with lognormal standard deviations and an LKJ term (deprecated in the language).",
    formula: "lkj_corr(D⁻¹ W D⁻¹ | η) + Σ lognormal(Dₖₖ | μₖ, σₖ), D the standard deviations of W",
    reference:
      "Lewandowski, Kurowicka and Joe, Generating random correlation matrices based on vines and extended onion method, J. Multivariate Analysis 100 (2009), equations 16 and 17",
  },
} as const satisfies Distribution;
