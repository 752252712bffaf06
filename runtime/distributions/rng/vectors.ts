// Generators of vectors and of categories. Blocks are written in place; categories count from 1.

import type { Kernel } from "../../descriptor.ts";
import { exp } from "../../functions/exp.ts";
import { invLogit } from "../../functions/logistic.ts";
import { Phi } from "../../functions/normal-cdf.ts";
import { logSumExp } from "../../kernels/log-sum-exp.ts";
import { scratch } from "../../kernels/scratch.ts";
import { softmax } from "../../kernels/softmax.ts";
import type { Random } from "../../random/random.ts";
import { binomialRng } from "./counts.ts";
import { chiSquareRng, logGammaDraw } from "./gamma.ts";

/** Normalised gammas, on the log scale: small alpha cannot give 0 / 0. */
export function dirichletRng(
  random: Random,
  theta: Float64Array,
  thetaOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  K: number,
): void {
  const logs = scratch(4, K);
  for (let k = 0; k < K; k++) logs[k] = logGammaDraw(random, alpha[alphaOffset + k]!);
  softmax(theta, thetaOffset, logs, 0, K);
}

/** mu + L z. */
export function multiNormalCholeskyRng(
  random: Random,
  y: Float64Array,
  yOffset: number,
  mu: Float64Array,
  muOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  addScaledNormals(random, y, yOffset, mu, muOffset, L, LOffset, K, false, 1);
}

/** mu + L z sqrt(nu / chi_square(nu)). */
export function multiStudentTCholeskyRng(
  random: Random,
  y: Float64Array,
  yOffset: number,
  nu: number,
  mu: Float64Array,
  muOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  addScaledNormals(random, y, yOffset, mu, muOffset, L, LOffset, K, true, nu);
}

function addScaledNormals(
  random: Random,
  y: Float64Array,
  yOffset: number,
  mu: Float64Array,
  muOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
  isHeavy: boolean,
  nu: number,
): void {
  const z = scratch(4, K);
  for (let k = 0; k < K; k++) z[k] = random.normal();
  const scale = isHeavy ? Math.sqrt(nu / chiSquareRng(random, nu)) : 1;
  for (let i = 0; i < K; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += L[LOffset + i + j * K]! * z[j]!;
    y[yOffset + i] = mu[muOffset + i]! + scale * sum;
  }
}

export function categoricalRng(random: Random, theta: Float64Array, thetaOffset: number, K: number): number {
  let left = random.uniform();
  for (let k = 0; k < K - 1; k++) {
    left -= theta[thetaOffset + k]!;
    if (left < 0) return k + 1;
  }
  return K;
}

export function categoricalLogitRng(
  random: Random,
  beta: Float64Array,
  betaOffset: number,
  K: number,
): number {
  const total = logSumExp(beta, betaOffset, K);
  let left = random.uniform();
  for (let k = 0; k < K - 1; k++) {
    left -= exp(beta[betaOffset + k]! - total);
    if (left < 0) return k + 1;
  }
  return K;
}

/** The number of cut points that the latent variable exceeds, plus one. */
export function orderedLogisticRng(
  random: Random,
  eta: number,
  c: Float64Array,
  cOffset: number,
  M: number,
): number {
  const u = random.uniform();
  let category = 1;
  while (category <= M && u > invLogit(c[cOffset + category - 1]! - eta)) category++;
  return category;
}

export function orderedProbitRng(
  random: Random,
  eta: number,
  c: Float64Array,
  cOffset: number,
  M: number,
): number {
  const u = random.uniform();
  let category = 1;
  while (category <= M && u > Phi(c[cOffset + category - 1]! - eta)) category++;
  return category;
}

/** Binomials one category after another, each out of the trials and the probability that are left. */
export function multinomialRng(
  random: Random,
  n: Int32Array,
  nOffset: number,
  theta: Float64Array,
  thetaOffset: number,
  N: number,
  K: number,
): void {
  let trials = N;
  let probability = 1;
  for (let k = 0; k < K; k++) {
    const share = theta[thetaOffset + k]!;
    const ratio = k === K - 1 || share >= probability ? 1 : share / probability;
    const count = trials === 0 ? 0 : binomialRng(random, trials, ratio);
    n[nOffset + k] = count;
    trials -= count;
    probability -= share;
  }
}

export function multinomialLogitRng(
  random: Random,
  n: Int32Array,
  nOffset: number,
  gamma: Float64Array,
  gammaOffset: number,
  N: number,
  K: number,
): void {
  const theta = scratch(5, K);
  softmax(theta, 0, gamma, gammaOffset, K);
  multinomialRng(random, n, nOffset, theta, 0, N, K);
}

export function dirichletMultinomialRng(
  random: Random,
  n: Int32Array,
  nOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  N: number,
  K: number,
): void {
  const theta = scratch(5, K);
  dirichletRng(random, theta, 0, alpha, alphaOffset, K);
  multinomialRng(random, n, nOffset, theta, 0, N, K);
}

const size = { name: "K", role: "int" } as const;
const cuts = [
  { name: "eta", role: "real" },
  { name: "c", role: "in" },
  { name: "M", role: "int" },
] as const;
const counts = { name: "n", role: "out", elem: "i32" } as const;
const trials = { name: "N", role: "int" } as const;

export const dirichletRngKernel = {
  name: "dirichletRng",
  random: true,
  params: [{ name: "theta", role: "out" }, { name: "alpha", role: "in" }, size],
} as const satisfies Kernel;

export const multiNormalCholeskyRngKernel = {
  name: "multiNormalCholeskyRng",
  random: true,
  params: [{ name: "y", role: "out" }, { name: "mu", role: "in" }, { name: "L", role: "in" }, size],
} as const satisfies Kernel;

export const multiStudentTCholeskyRngKernel = {
  name: "multiStudentTCholeskyRng",
  random: true,
  params: [
    { name: "y", role: "out" },
    { name: "nu", role: "real" },
    { name: "mu", role: "in" },
    { name: "L", role: "in" },
    size,
  ],
} as const satisfies Kernel;

export const categoricalRngKernel = {
  name: "categoricalRng",
  random: true,
  params: [{ name: "theta", role: "in" }, size],
  result: "int",
} as const satisfies Kernel;

export const categoricalLogitRngKernel = {
  name: "categoricalLogitRng",
  random: true,
  params: [{ name: "beta", role: "in" }, size],
  result: "int",
} as const satisfies Kernel;

export const orderedLogisticRngKernel = {
  name: "orderedLogisticRng",
  random: true,
  params: cuts,
  result: "int",
} as const satisfies Kernel;

export const orderedProbitRngKernel = {
  name: "orderedProbitRng",
  random: true,
  params: cuts,
  result: "int",
} as const satisfies Kernel;

export const multinomialRngKernel = {
  name: "multinomialRng",
  random: true,
  params: [counts, { name: "theta", role: "in" }, trials, size],
} as const satisfies Kernel;

export const multinomialLogitRngKernel = {
  name: "multinomialLogitRng",
  random: true,
  params: [counts, { name: "gamma", role: "in" }, trials, size],
} as const satisfies Kernel;

export const dirichletMultinomialRngKernel = {
  name: "dirichletMultinomialRng",
  random: true,
  params: [counts, { name: "alpha", role: "in" }, trials, size],
} as const satisfies Kernel;
