// The LKJ distributions over correlation matrices and their Cholesky factors. The normalising constant depends on eta and the size only,
// so it is a kernel of its own. Source: Lewandowski, Kurowicka and Joe, "Generating random correlation matrices based on vines and
// extended onion method", J. Multivariate Analysis 100 (2009), equations 16 and 17.

import type { Distribution } from "../../descriptor.ts";
import { lbeta, lbetaDa } from "../../functions/beta-function.ts";
import { log } from "../../functions/log.ts";
import { logDeterminantAdjoint, logDeterminantSpd } from "../../kernels/inverse.ts";

const LN2 = 0.6931471805599453;

/** -log of the integral of det^(eta - 1): sum over j = 1 .. K-1 of j ((2 eta - 2 + j) log 2 + lbeta(b, b)), b = eta + (j - 1)/2. */
export function lkjConstant(eta: number, K: number): number {
  let sum = 0;
  for (let j = 1; j < K; j++) {
    const b = eta + 0.5 * (j - 1);
    sum -= j * ((2 * eta - 2 + j) * LN2 + lbeta(b, b));
  }
  return sum;
}

export function lkjConstantAdjoint(
  etaAdj: Float64Array,
  etaAdjOffset: number,
  resultAdj: number,
  eta: number,
  K: number,
): void {
  let slope = 0;
  for (let j = 1; j < K; j++) {
    const b = eta + 0.5 * (j - 1);
    slope -= 2 * j * (LN2 + lbetaDa(b, b));
  }
  etaAdj[etaAdjOffset]! += resultAdj * slope;
}

/** Sum over rows k = 2 .. K of (K - k + 2 eta - 2) log L[k,k]. */
export function lkjCorrCholeskyDensity(L: Float64Array, LOffset: number, eta: number, K: number): number {
  let sum = 0;
  for (let k = 1; k < K; k++) sum += (K - k - 3 + 2 * eta) * log(L[LOffset + k * (K + 1)]!);
  return sum;
}

export function lkjCorrCholeskyDensityAdjoint(
  LAdj: Float64Array | null,
  LAdjOffset: number,
  etaAdj: Float64Array | null,
  etaAdjOffset: number,
  resultAdj: number,
  L: Float64Array,
  LOffset: number,
  eta: number,
  K: number,
): void {
  for (let k = 1; k < K; k++) {
    const diagonal = L[LOffset + k * (K + 1)]!;
    if (LAdj !== null) LAdj[LAdjOffset + k * (K + 1)]! += (resultAdj * (K - k - 3 + 2 * eta)) / diagonal;
    if (etaAdj !== null) etaAdj[etaAdjOffset]! += 2 * resultAdj * log(diagonal);
  }
}

/** (eta - 1) log det Sigma. */
export function lkjCorrDensity(Sigma: Float64Array, SigmaOffset: number, eta: number, K: number): number {
  return (eta - 1) * logDeterminantSpd(Sigma, SigmaOffset, K);
}

export function lkjCorrDensityAdjoint(
  SigmaAdj: Float64Array | null,
  SigmaAdjOffset: number,
  etaAdj: Float64Array | null,
  etaAdjOffset: number,
  resultAdj: number,
  Sigma: Float64Array,
  SigmaOffset: number,
  eta: number,
  K: number,
): void {
  if (etaAdj !== null) etaAdj[etaAdjOffset]! += resultAdj * logDeterminantSpd(Sigma, SigmaOffset, K);
  if (SigmaAdj !== null)
    logDeterminantAdjoint(SigmaAdj, SigmaAdjOffset, resultAdj * (eta - 1), Sigma, SigmaOffset, K);
}

const constant = {
  name: "lkjConstant",
  params: [
    { name: "eta", role: "real" },
    { name: "K", role: "int" },
  ],
  result: "real",
  adjoint: { name: "lkjConstantAdjoint", args: ["eta.adj", "result.adj", "eta", "K"] },
} as const;

export const lkjCorrCholesky = {
  name: "lkj_corr_cholesky",
  over: { L: "cholesky-correlation" },
  params: { eta: "positive" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "rows(L)" },
  shapes: { L: ["K", "K"] },
  kernels: {
    density: {
      name: "lkjCorrCholeskyDensity",
      params: [
        { name: "L", role: "in" },
        { name: "eta", role: "real" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "lkjCorrCholeskyDensityAdjoint",
        args: ["L.adj", "eta.adj", "result.adj", "L", "eta", "K"],
      },
    },
    constant,
  },
  rng: "lkjCorrCholeskyRng",
  testPoints: [
    [
      [
        [1, 0],
        [0.6, 0.8],
      ],
      2,
    ],
  ],
  doc: {
    summary: "LKJ distribution over Cholesky factors of correlation matrices with shape eta.",
    formula: "Σ_{k=2..K} (K − k + 2η − 2) log Lₖₖ + constant(η, K)",
    reference:
      "Lewandowski, Kurowicka and Joe, Generating random correlation matrices based on vines and extended onion method, J. Multivariate Analysis 100 (2009), equations 16 and 17",
  },
} as const satisfies Distribution;

export const lkjCorr = {
  name: "lkj_corr",
  over: { Sigma: "correlation" },
  params: { eta: "positive" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "rows(Sigma)" },
  shapes: { Sigma: ["K", "K"] },
  kernels: {
    density: {
      name: "lkjCorrDensity",
      params: [
        { name: "Sigma", role: "in" },
        { name: "eta", role: "real" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "lkjCorrDensityAdjoint",
        args: ["Sigma.adj", "eta.adj", "result.adj", "Sigma", "eta", "K"],
      },
    },
    constant,
  },
  rng: "lkjCorrRng",
  testPoints: [
    [
      [
        [1, 0.6],
        [0.6, 1],
      ],
      2,
    ],
  ],
  doc: {
    summary: "LKJ distribution over correlation matrices with shape eta.",
    formula: "(η − 1) log det Σ + constant(η, K)",
    reference:
      "Lewandowski, Kurowicka and Joe, Generating random correlation matrices based on vines and extended onion method, J. Multivariate Analysis 100 (2009), equations 16 and 17",
  },
} as const satisfies Distribution;
