// Generators of vectors and matrices, written into `out` (column-major) at an offset. Normals through a Cholesky factor, Wisharts by
// Bartlett's decomposition, correlation matrices by the onion method (Lewandowski, Kurowicka and Joe, J. Multivariate Anal. 100 (2009)).

import { exp } from "../functions/exp.ts";
import { cholesky } from "../linear-algebra/cholesky.ts";
import { solveLowerRight } from "../linear-algebra/triangular.ts";
import { tcrossprod } from "../linear-algebra/products.ts";
import { reject } from "../rejection.ts";
import { refuse, requireCount, requirePositive, requireProbability } from "./arguments.ts";
import { binomialCount } from "./counts.ts";
import { logStandardGamma, standardBeta, standardGamma } from "./gamma.ts";
import type { Random } from "./random.ts";

/** On the log scale, so that weights of tiny shapes do not all underflow. */
export function dirichletRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  K: number,
): void {
  let largest = -Infinity;
  for (let k = 0; k < K; k++) {
    requirePositive("dirichlet_rng", `alpha[${k + 1}]`, alpha[alphaOffset + k]!);
    const value = logStandardGamma(random, alpha[alphaOffset + k]!);
    out[outOffset + k] = value;
    if (value > largest) largest = value;
  }
  let sum = 0;
  for (let k = 0; k < K; k++) sum += out[outOffset + k] = exp(out[outOffset + k]! - largest);
  for (let k = 0; k < K; k++) out[outOffset + k]! /= sum;
}

/** Counts of N trials over K categories, one binomial at a time. */
export function multinomialRng(
  random: Random,
  out: Int32Array,
  outOffset: number,
  theta: Float64Array,
  thetaOffset: number,
  N: number,
  K: number,
): void {
  requireCount("multinomial_rng", "N", N);
  let rest = 0;
  for (let k = 0; k < K; k++) {
    requireProbability("multinomial_rng", `theta[${k + 1}]`, theta[thetaOffset + k]!);
    rest += theta[thetaOffset + k]!;
  }
  if (!(Math.abs(rest - 1) <= 1e-8)) refuse("multinomial_rng", "the sum of theta", rest, "1");
  let left = N;
  for (let k = 0; k < K; k++) {
    const share = theta[thetaOffset + k]! / rest;
    const count = k === K - 1 ? left : binomialCount(random, left, share < 1 ? share : 1);
    out[outOffset + k] = count;
    left -= count;
    rest -= theta[thetaOffset + k]!;
  }
}

/** Probabilities proportional to exp(gamma). */
export function multinomialLogitRng(
  random: Random,
  out: Int32Array,
  outOffset: number,
  gamma: Float64Array,
  gammaOffset: number,
  N: number,
  K: number,
): void {
  const theta = new Float64Array(K);
  let largest = -Infinity;
  for (let k = 0; k < K; k++) if (gamma[gammaOffset + k]! > largest) largest = gamma[gammaOffset + k]!;
  let sum = 0;
  for (let k = 0; k < K; k++) sum += theta[k] = exp(gamma[gammaOffset + k]! - largest);
  for (let k = 0; k < K; k++) theta[k]! /= sum;
  multinomialRng(random, out, outOffset, theta, 0, N, K);
}

export function dirichletMultinomialRng(
  random: Random,
  out: Int32Array,
  outOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  N: number,
  K: number,
): void {
  const theta = new Float64Array(K);
  dirichletRng(random, theta, 0, alpha, alphaOffset, K);
  multinomialRng(random, out, outOffset, theta, 0, N, K);
}

/** mu + L z; the lower triangle of L (K x K) is read. */
export function multiNormalCholeskyRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  mu: Float64Array,
  muOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  for (let k = 0; k < K; k++) out[outOffset + k] = mu[muOffset + k]!;
  addLowerTimesNormals(random, out, outOffset, L, LOffset, K, 1);
}

function addLowerTimesNormals(
  random: Random,
  out: Float64Array,
  outOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
  scale: number,
): void {
  for (let j = 0; j < K; j++) {
    const z = scale * random.normal();
    for (let i = j; i < K; i++) out[outOffset + i]! += L[LOffset + i + j * K]! * z;
  }
}

function factor(generator: string, name: string, a: Float64Array, aOffset: number, K: number): Float64Array {
  const L = new Float64Array(K * K);
  const failed = cholesky(L, 0, a, aOffset, K);
  if (failed >= 0) throw reject(`${generator}: ${name} is not positive definite (column ${failed + 1})`);
  return L;
}

export function multiNormalRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  mu: Float64Array,
  muOffset: number,
  Sigma: Float64Array,
  SigmaOffset: number,
  K: number,
): void {
  const L = factor("multi_normal_rng", "Sigma", Sigma, SigmaOffset, K);
  multiNormalCholeskyRng(random, out, outOffset, mu, muOffset, L, 0, K);
}

export function multiStudentTCholeskyRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  nu: number,
  mu: Float64Array,
  muOffset: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  requirePositive("multi_student_t_rng", "nu", nu);
  for (let k = 0; k < K; k++) out[outOffset + k] = mu[muOffset + k]!;
  const scale = Math.sqrt((0.5 * nu) / standardGamma(random, 0.5 * nu));
  addLowerTimesNormals(random, out, outOffset, L, LOffset, K, scale);
}

export function multiStudentTRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  nu: number,
  mu: Float64Array,
  muOffset: number,
  Sigma: Float64Array,
  SigmaOffset: number,
  K: number,
): void {
  const L = factor("multi_student_t_rng", "Sigma", Sigma, SigmaOffset, K);
  multiStudentTCholeskyRng(random, out, outOffset, nu, mu, muOffset, L, 0, K);
}

/** Lower triangular, normals below a diagonal of roots of chi-squares with nu - first - i (or nu - last + i) degrees of freedom. */
function bartlett(random: Random, nu: number, K: number, ascending: boolean): Float64Array {
  const A = new Float64Array(K * K);
  for (let j = 0; j < K; j++) {
    const freedom = ascending ? nu - K + 1 + j : nu - j;
    A[j + j * K] = Math.sqrt(2 * standardGamma(random, 0.5 * freedom));
    for (let i = j + 1; i < K; i++) A[i + j * K] = random.normal();
  }
  return A;
}

function requireFreedom(generator: string, nu: number, K: number): void {
  if (!(nu > K - 1 && nu < Infinity)) refuse(generator, "nu", nu, `greater than ${K - 1}`);
}

/** The Cholesky factor L A of a Wishart matrix with scale L L'. */
export function wishartCholeskyRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  nu: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  requireFreedom("wishart_cholesky_rng", nu, K);
  const A = bartlett(random, nu, K, false);
  for (let j = 0; j < K; j++) {
    for (let i = 0; i < K; i++) {
      let sum = 0;
      for (let k = j; k <= i; k++) sum += L[LOffset + i + k * K]! * A[k + j * K]!;
      out[outOffset + i + j * K] = sum;
    }
  }
}

export function wishartRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): void {
  requireFreedom("wishart_rng", nu, K);
  const L = factor("wishart_rng", "S", S, SOffset, K);
  wishartCholeskyRng(random, L, 0, nu, L.slice(), 0, K);
  tcrossprod(out, outOffset, L, 0, K, K);
}

/** The Cholesky factor L A^-1 of an inverse Wishart matrix with scale L L', where A' A is a standard Wishart. */
export function invWishartCholeskyRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  nu: number,
  L: Float64Array,
  LOffset: number,
  K: number,
): void {
  requireFreedom("inv_wishart_cholesky_rng", nu, K);
  const A = bartlett(random, nu, K, true);
  for (let j = 0; j < K; j++) {
    for (let i = 0; i < K; i++) out[outOffset + i + j * K] = i < j ? 0 : L[LOffset + i + j * K]!;
  }
  solveLowerRight(out, outOffset, A, 0, out, outOffset, K, K);
}

export function invWishartRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): void {
  requireFreedom("inv_wishart_rng", nu, K);
  const L = factor("inv_wishart_rng", "S", S, SOffset, K);
  invWishartCholeskyRng(random, L, 0, nu, L.slice(), 0, K);
  tcrossprod(out, outOffset, L, 0, K, K);
}

/** Row i has a direction uniform on the sphere and a squared length beta(i/2, eta + (K - 1 - i)/2). */
export function lkjCorrCholeskyRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  K: number,
  eta: number,
): void {
  requirePositive("lkj_corr_cholesky_rng", "eta", eta);
  for (let i = 0; i < K; i++) {
    let norm = 0;
    for (let j = 0; j < K; j++) {
      const z = j < i ? random.normal() : 0;
      out[outOffset + i + j * K] = z;
      norm += z * z;
    }
    const left = i === 0 ? 1 : standardBeta(random, eta + 0.5 * (K - 1 - i), 0.5 * i);
    const scale = i === 0 ? 0 : Math.sqrt((1 - left) / norm);
    for (let j = 0; j < i; j++) out[outOffset + i + j * K]! *= scale;
    out[outOffset + i + i * K] = Math.sqrt(left);
  }
}

export function lkjCorrRng(
  random: Random,
  out: Float64Array,
  outOffset: number,
  K: number,
  eta: number,
): void {
  const L = new Float64Array(K * K);
  lkjCorrCholeskyRng(random, L, 0, K, eta);
  tcrossprod(out, outOffset, L, 0, K, K);
  for (let k = 0; k < K; k++) out[outOffset + k + k * K] = 1;
}
