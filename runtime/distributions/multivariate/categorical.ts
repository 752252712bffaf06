// One of K categories: by probabilities, by log-odds, and by a logit regression. Categories count from 1. The first two are an element of a
// vector, so the compiler writes them out.

import type { Distribution } from "../../descriptor.ts";
import { exp } from "../../functions/exp.ts";
import { logSumExp } from "../../kernels/log-sum-exp.ts";
import { scratch } from "../../kernels/scratch.ts";
import { reject } from "../../rejection.ts";

function requireCategory(y: number, K: number): void {
  if (!(y >= 1 && y <= K)) throw reject(`categorical_logit_glm: category ${y} is not in 1 .. ${K}`);
}

/** Log-odds of row n of x (N x M) under alpha (K) and beta (M x K), into scratch piece 4. */
function logOdds(
  x: Float64Array,
  xOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  beta: Float64Array,
  betaOffset: number,
  n: number,
  N: number,
  M: number,
  K: number,
): Float64Array {
  const odds = scratch(4, K);
  for (let k = 0; k < K; k++) {
    let sum = alpha[alphaOffset + k]!;
    for (let m = 0; m < M; m++) sum += x[xOffset + n + m * N]! * beta[betaOffset + m + k * M]!;
    odds[k] = sum;
  }
  return odds;
}

export function categoricalLogitGlmDensity(
  y: Int32Array,
  yOffset: number,
  x: Float64Array,
  xOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  beta: Float64Array,
  betaOffset: number,
  N: number,
  M: number,
  K: number,
): number {
  let sum = 0;
  for (let n = 0; n < N; n++) {
    const category = y[yOffset + n]!;
    requireCategory(category, K);
    const odds = logOdds(x, xOffset, alpha, alphaOffset, beta, betaOffset, n, N, M, K);
    sum += odds[category - 1]! - logSumExp(odds, 0, K);
  }
  return sum;
}

/** With e[k] = [y = k] - softmax(odds)[k]: alpha.adj += e, beta.adj += x' e, x.adj += beta e. */
export function categoricalLogitGlmDensityAdjoint(
  xAdj: Float64Array | null,
  xAdjOffset: number,
  alphaAdj: Float64Array | null,
  alphaAdjOffset: number,
  betaAdj: Float64Array | null,
  betaAdjOffset: number,
  resultAdj: number,
  y: Int32Array,
  yOffset: number,
  x: Float64Array,
  xOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  beta: Float64Array,
  betaOffset: number,
  N: number,
  M: number,
  K: number,
): void {
  for (let n = 0; n < N; n++) {
    const odds = logOdds(x, xOffset, alpha, alphaOffset, beta, betaOffset, n, N, M, K);
    const total = logSumExp(odds, 0, K);
    for (let k = 0; k < K; k++) {
      const error = resultAdj * ((y[yOffset + n] === k + 1 ? 1 : 0) - exp(odds[k]! - total));
      if (alphaAdj !== null) alphaAdj[alphaAdjOffset + k]! += error;
      for (let m = 0; m < M; m++) {
        if (betaAdj !== null) betaAdj[betaAdjOffset + m + k * M]! += error * x[xOffset + n + m * N]!;
        if (xAdj !== null) xAdj[xAdjOffset + n + m * N]! += error * beta[betaOffset + m + k * M]!;
      }
    }
  }
}

export const categorical = {
  name: "categorical",
  over: { y: "positive-int" },
  params: { theta: "simplex" },
  vectorised: "kernel",
  outside: "reject",
  isWrittenOut: true,
  rng: "categoricalRng",
  testPoints: [[2, [0.2, 0.3, 0.5]]],
  doc: {
    summary: "Categorical distribution with probabilities theta.",
    formula: "log θ_y",
    reference: "Johnson, Kotz and Balakrishnan, Discrete Multivariate Distributions (1997), chapter 35",
  },
} as const satisfies Distribution;

export const categoricalLogit = {
  name: "categorical_logit",
  over: { y: "positive-int" },
  params: { beta: "real-vector" },
  vectorised: "kernel",
  outside: "reject",
  isWrittenOut: true,
  rng: "categoricalLogitRng",
  testPoints: [[2, [0.2, -0.3, 1.5]]],
  doc: {
    summary: "Categorical distribution with log-odds beta.",
    formula: "β_y − log Σₖ exp(βₖ)",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), section 5.2.4",
  },
} as const satisfies Distribution;

export const categoricalLogitGlm = {
  name: "categorical_logit_glm",
  over: { y: "positive-int" },
  params: { x: "real-matrix", alpha: "real-vector", beta: "real-matrix" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { N: "rows(x)", M: "cols(x)", K: "size(alpha)" },
  shapes: { y: ["N"], x: ["N", "M"], alpha: ["K"], beta: ["M", "K"] },
  kernels: {
    density: {
      name: "categoricalLogitGlmDensity",
      params: [
        { name: "y", role: "in", elem: "i32" },
        { name: "x", role: "in" },
        { name: "alpha", role: "in" },
        { name: "beta", role: "in" },
        { name: "N", role: "int" },
        { name: "M", role: "int" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "categoricalLogitGlmDensityAdjoint",
        args: ["x.adj", "alpha.adj", "beta.adj", "result.adj", "y", "x", "alpha", "beta", "N", "M", "K"],
      },
    },
  },
  testPoints: [[[2, 1], [[0.5], [1]], [0.3, -0.2], [[0.7, -0.4]]]],
  doc: {
    summary: "Categorical logit regression with intercepts alpha and weights beta.",
    formula: "Σₙ ηₙ[yₙ] − log Σₖ exp(ηₙ[k]) with ηₙ = α + xₙ β",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), section 5.2.4",
  },
} as const satisfies Distribution;
