// Generators of matrices: LKJ by canonical partial correlations of a vine (Lewandowski, Kurowicka and Joe, 2009), Wishart by Bartlett's
// factor (triangular, with square roots of chi-squares on the diagonal), and the hidden states of a Markov model by forward filtering
// and backward sampling.

import type { Kernel } from "../../descriptor.ts";
import { hmmFilter } from "../../kernels/hmm.ts";
import { scratch } from "../../kernels/scratch.ts";
import { notPositiveDefinite, requireSymmetric } from "../../kernels/symmetry.ts";
import { cholesky } from "../../linear-algebra/cholesky.ts";
import { solveLower } from "../../linear-algebra/triangular.ts";
import type { Random } from "../../random/random.ts";
import { betaRng, chiSquareRng } from "./gamma.ts";
import { categoricalRng } from "./vectors.ts";

type Matrix = Float64Array;

/** Cholesky factor of a correlation matrix; column j's partial correlations are 2 beta(b, b) - 1, b = eta + (K - 2 - j)/2. */
export function lkjCorrCholeskyRng(random: Random, L: Matrix, LOffset: number, eta: number, K: number): void {
  const left = scratch(4, K).fill(1, 0, K);
  L.fill(0, LOffset, LOffset + K * K);
  for (let j = 0; j < K; j++) {
    L[LOffset + j * (K + 1)] = Math.sqrt(left[j]!);
    const b = eta + 0.5 * (K - 2 - j);
    for (let i = j + 1; i < K; i++) {
      const partial = 2 * betaRng(random, b, b) - 1;
      L[LOffset + i + j * K] = partial * Math.sqrt(left[i]!);
      left[i]! *= (1 - partial) * (1 + partial);
    }
  }
}

/** out = L L' for a lower triangular L. */
function squared(out: Matrix, outOffset: number, L: Matrix, LOffset: number, K: number): void {
  for (let j = 0; j < K; j++) {
    for (let i = j; i < K; i++) {
      let sum = 0;
      for (let k = 0; k <= j; k++) sum += L[LOffset + i + k * K]! * L[LOffset + j + k * K]!;
      out[outOffset + i + j * K] = sum;
      out[outOffset + j + i * K] = sum;
    }
  }
}

export function lkjCorrRng(random: Random, Sigma: Matrix, SigmaOffset: number, eta: number, K: number): void {
  const L = scratch(5, K * K);
  lkjCorrCholeskyRng(random, L, 0, eta, K);
  squared(Sigma, SigmaOffset, L, 0, K);
  for (let k = 0; k < K; k++) Sigma[SigmaOffset + k * (K + 1)] = 1;
}

/** Bartlett's factor A into scratch piece 4: A A' is Wishart(nu, identity). */
function bartlett(random: Random, nu: number, K: number): Matrix {
  const A = scratch(4, K * K).fill(0, 0, K * K);
  for (let j = 0; j < K; j++) {
    A[j * (K + 1)] = Math.sqrt(chiSquareRng(random, nu - j));
    for (let i = j + 1; i < K; i++) A[i + j * K] = random.normal();
  }
  return A;
}

/** W = S A, a lower triangular factor of a Wishart(nu, S S') matrix. */
export function wishartCholeskyRng(
  random: Random,
  W: Matrix,
  WOffset: number,
  nu: number,
  S: Matrix,
  SOffset: number,
  K: number,
): void {
  const A = bartlett(random, nu, K);
  W.fill(0, WOffset, WOffset + K * K);
  for (let j = 0; j < K; j++)
    for (let k = j; k < K; k++)
      for (let i = k; i < K; i++) W[WOffset + i + j * K]! += S[SOffset + i + k * K]! * A[k + j * K]!;
}

function factorOf(routine: string, piece: number, S: Matrix, SOffset: number, K: number): Matrix {
  requireSymmetric(routine, S, SOffset, K);
  const factor = scratch(piece, K * K);
  const failed = cholesky(factor, 0, S, SOffset, K);
  if (failed >= 0) throw notPositiveDefinite(routine, failed);
  return factor;
}

export function wishartRng(
  random: Random,
  W: Matrix,
  WOffset: number,
  nu: number,
  S: Matrix,
  SOffset: number,
  K: number,
): void {
  const factor = factorOf("wishart_rng", 5, S, SOffset, K);
  const L = scratch(6, K * K);
  wishartCholeskyRng(random, L, 0, nu, factor, 0, K);
  squared(W, WOffset, L, 0, K);
}

/** W = (S A^-T)(S A^-T)' for a factor S of the scale, into scratch piece 7: the inverse of a Wishart(nu, (S S')^-1) matrix. */
function inverseWishart(random: Random, nu: number, S: Matrix, SOffset: number, K: number): Matrix {
  const A = bartlett(random, nu, K);
  const turned = scratch(6, K * K);
  const W = scratch(7, K * K);
  // Columns of (S A^-T)' = A^-1 S'.
  for (let j = 0; j < K; j++)
    for (let i = 0; i < K; i++) turned[i + j * K] = i > j ? 0 : S[SOffset + j + i * K]!;
  solveLower(turned, 0, A, 0, turned, 0, K, K);
  for (let j = 0; j < K; j++) {
    for (let i = 0; i < K; i++) {
      let sum = 0;
      for (let k = 0; k < K; k++) sum += turned[k + i * K]! * turned[k + j * K]!;
      W[i + j * K] = sum;
    }
  }
  return W;
}

export function invWishartRng(
  random: Random,
  W: Matrix,
  WOffset: number,
  nu: number,
  S: Matrix,
  SOffset: number,
  K: number,
): void {
  const drawn = inverseWishart(random, nu, factorOf("inv_wishart_rng", 5, S, SOffset, K), 0, K);
  for (let i = 0; i < K * K; i++) W[WOffset + i] = drawn[i]!;
}

export function invWishartCholeskyRng(
  random: Random,
  W: Matrix,
  WOffset: number,
  nu: number,
  S: Matrix,
  SOffset: number,
  K: number,
): void {
  cholesky(W, WOffset, inverseWishart(random, nu, S, SOffset, K), 0, K);
}

/** States 1 .. K of N observations given all of them. */
export function hmmLatentRng(
  random: Random,
  states: Int32Array,
  statesOffset: number,
  logOmega: Matrix,
  logOmegaOffset: number,
  Gamma: Matrix,
  GammaOffset: number,
  rho: Matrix,
  rhoOffset: number,
  K: number,
  N: number,
): void {
  const filtered = hmmFilter(logOmega, logOmegaOffset, Gamma, GammaOffset, rho, rhoOffset, K, N);
  const weights = scratch(6, K);
  for (let n = N - 1; n >= 0; n--) {
    let total = 0;
    for (let k = 0; k < K; k++) {
      const next = n === N - 1 ? 1 : Gamma[GammaOffset + k + (states[statesOffset + n + 1]! - 1) * K]!;
      weights[k] = filtered[k + n * K]! * next;
      total += weights[k]!;
    }
    for (let k = 0; k < K; k++) weights[k]! /= total;
    states[statesOffset + n] = categoricalRng(random, weights, 0, K);
  }
}

const size = { name: "K", role: "int" } as const;
const wishartParams = [
  { name: "W", role: "out" },
  { name: "nu", role: "real" },
  { name: "S", role: "in" },
  size,
] as const;

export const lkjCorrCholeskyRngKernel = {
  name: "lkjCorrCholeskyRng",
  random: true,
  params: [{ name: "L", role: "out" }, { name: "eta", role: "real" }, size],
} as const satisfies Kernel;

export const lkjCorrRngKernel = {
  name: "lkjCorrRng",
  random: true,
  params: [{ name: "Sigma", role: "out" }, { name: "eta", role: "real" }, size],
} as const satisfies Kernel;

export const wishartRngKernel = {
  name: "wishartRng",
  random: true,
  params: wishartParams,
} as const satisfies Kernel;

export const wishartCholeskyRngKernel = {
  name: "wishartCholeskyRng",
  random: true,
  params: wishartParams,
} as const satisfies Kernel;

export const invWishartRngKernel = {
  name: "invWishartRng",
  random: true,
  params: wishartParams,
} as const satisfies Kernel;

export const invWishartCholeskyRngKernel = {
  name: "invWishartCholeskyRng",
  random: true,
  params: wishartParams,
} as const satisfies Kernel;

export const hmmLatentRngKernel = {
  name: "hmmLatentRng",
  random: true,
  params: [
    { name: "states", role: "out", elem: "i32" },
    { name: "logOmega", role: "in" },
    { name: "Gamma", role: "in" },
    { name: "rho", role: "in" },
    size,
    { name: "N", role: "int" },
  ],
} as const satisfies Kernel;
