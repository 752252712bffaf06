// The Wishart and inverse Wishart distributions over Cholesky factors. Both traces are the squared Frobenius norm of P^-1 Q for two
// lower triangular factors, and the Jacobian of L -> L L' is 2^K prod of L[k,k]^(K - k + 1).

import type { Distribution } from "../../descriptor.ts";
import { log } from "../../functions/log.ts";
import { lmgamma, lmgammaDx } from "../../functions/gamma-ratio.ts";
import { scratch } from "../../kernels/scratch.ts";
import { solveLower, solveLowerTranspose } from "../../linear-algebra/triangular.ts";
import { requireDegrees } from "./wishart.ts";

const LN2 = 0.6931471805599453;

/** P^-1 Q, into scratch piece 4; only lower triangles are read. */
function ratio(p: Float64Array, pOffset: number, q: Float64Array, qOffset: number, K: number): Float64Array {
  const z = scratch(4, K * K);
  for (let j = 0; j < K; j++) for (let i = 0; i < K; i++) z[i + j * K] = i < j ? 0 : q[qOffset + i + j * K]!;
  solveLower(z, 0, p, pOffset, z, 0, K, K);
  return z;
}

function halfSquare(p: Float64Array, pOffset: number, q: Float64Array, qOffset: number, K: number): number {
  const z = ratio(p, pOffset, q, qOffset, K);
  let sum = 0;
  for (let i = 0; i < K * K; i++) sum += z[i]! * z[i]!;
  return 0.5 * sum;
}

/** Adds scale times the derivative of |Z|^2 / 2, Z = P^-1 Q: G = P^-T Z to q.adj, -G Z' to p.adj, lower triangles. */
function addHalfSquare(
  pAdj: Float64Array | null,
  pAdjOffset: number,
  qAdj: Float64Array | null,
  qAdjOffset: number,
  scale: number,
  p: Float64Array,
  pOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): void {
  const z = ratio(p, pOffset, q, qOffset, K);
  const g = scratch(5, K * K);
  solveLowerTranspose(g, 0, p, pOffset, z, 0, K, K);
  for (let j = 0; j < K; j++) {
    for (let i = j; i < K; i++) {
      if (qAdj !== null) qAdj[qAdjOffset + i + j * K]! += scale * g[i + j * K]!;
      if (pAdj === null) continue;
      let sum = 0;
      for (let c = 0; c < K; c++) sum += g[i + c * K]! * z[j + c * K]!;
      pAdj[pAdjOffset + i + j * K]! -= scale * sum;
    }
  }
}

/** Sum of (power - k) log L[k,k] over k = 1 .. K. */
function logDiagonal(L: Float64Array, LOffset: number, power: number, K: number): number {
  let sum = 0;
  for (let k = 0; k < K; k++) sum += (power - k - 1) * log(L[LOffset + k * (K + 1)]!);
  return sum;
}

function addLogDiagonal(
  LAdj: Float64Array,
  LAdjOffset: number,
  scale: number,
  L: Float64Array,
  LOffset: number,
  power: number,
  K: number,
): void {
  for (let k = 0; k < K; k++)
    LAdj[LAdjOffset + k * (K + 1)]! += (scale * (power - k - 1)) / L[LOffset + k * (K + 1)]!;
}

function logDeterminant(L: Float64Array, LOffset: number, K: number): number {
  let sum = 0;
  for (let k = 0; k < K; k++) sum += log(L[LOffset + k * (K + 1)]!);
  return sum;
}

/** Sum of (nu - k) log W[k,k] - |S^-1 W|^2 / 2. */
export function wishartCholeskyDensity(
  W: Float64Array,
  WOffset: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): number {
  return logDiagonal(W, WOffset, nu, K) - halfSquare(S, SOffset, W, WOffset, K);
}

export function wishartCholeskyDensityAdjoint(
  WAdj: Float64Array | null,
  WAdjOffset: number,
  nuAdj: Float64Array | null,
  nuAdjOffset: number,
  SAdj: Float64Array | null,
  SAdjOffset: number,
  resultAdj: number,
  W: Float64Array,
  WOffset: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): void {
  addHalfSquare(SAdj, SAdjOffset, WAdj, WAdjOffset, -resultAdj, S, SOffset, W, WOffset, K);
  if (nuAdj !== null) nuAdj[nuAdjOffset]! += resultAdj * logDeterminant(W, WOffset, K);
  if (WAdj !== null) addLogDiagonal(WAdj, WAdjOffset, resultAdj, W, WOffset, nu, K);
}

/** Sum of (-nu - k) log W[k,k] - |W^-1 S|^2 / 2. */
export function invWishartCholeskyDensity(
  W: Float64Array,
  WOffset: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): number {
  return logDiagonal(W, WOffset, -nu, K) - halfSquare(W, WOffset, S, SOffset, K);
}

export function invWishartCholeskyDensityAdjoint(
  WAdj: Float64Array | null,
  WAdjOffset: number,
  nuAdj: Float64Array | null,
  nuAdjOffset: number,
  SAdj: Float64Array | null,
  SAdjOffset: number,
  resultAdj: number,
  W: Float64Array,
  WOffset: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): void {
  addHalfSquare(WAdj, WAdjOffset, SAdj, SAdjOffset, -resultAdj, W, WOffset, S, SOffset, K);
  if (nuAdj !== null) nuAdj[nuAdjOffset]! -= resultAdj * logDeterminant(W, WOffset, K);
  if (WAdj !== null) addLogDiagonal(WAdj, WAdjOffset, resultAdj, W, WOffset, -nu, K);
}

/** K log 2 - nu K/2 log 2 - lmgamma(K, nu/2) + sign nu log det S, sign -1 for the Wishart, 1 for its inverse. */
export function wishartCholeskyConstant(
  nu: number,
  S: Float64Array,
  SOffset: number,
  sign: number,
  K: number,
): number {
  requireDegrees(sign < 0 ? "wishart_cholesky" : "inv_wishart_cholesky", nu, K);
  return K * LN2 * (1 - 0.5 * nu) - lmgamma(K, 0.5 * nu) + sign * nu * logDeterminant(S, SOffset, K);
}

export function wishartCholeskyConstantAdjoint(
  nuAdj: Float64Array | null,
  nuAdjOffset: number,
  SAdj: Float64Array | null,
  SAdjOffset: number,
  resultAdj: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  sign: number,
  K: number,
): void {
  if (nuAdj !== null)
    nuAdj[nuAdjOffset]! +=
      resultAdj * (sign * logDeterminant(S, SOffset, K) - 0.5 * (K * LN2 + lmgammaDx(K, 0.5 * nu)));
  if (SAdj === null) return;
  for (let k = 0; k < K; k++)
    SAdj[SAdjOffset + k * (K + 1)]! += (sign * resultAdj * nu) / S[SOffset + k * (K + 1)]!;
}

const densityParams = [
  { name: "W", role: "in" },
  { name: "nu", role: "real" },
  { name: "S", role: "in" },
  { name: "K", role: "int" },
] as const;
const ofDensity = ["W.adj", "nu.adj", "S.adj", "result.adj", "W", "nu", "S", "K"] as const;
const constant = {
  name: "wishartCholeskyConstant",
  params: [
    { name: "nu", role: "real" },
    { name: "S", role: "in" },
    { name: "sign", role: "int" },
    { name: "K", role: "int" },
  ],
  result: "real",
  adjoint: {
    name: "wishartCholeskyConstantAdjoint",
    args: ["nu.adj", "S.adj", "result.adj", "nu", "S", "sign", "K"],
  },
} as const;

export const wishartCholesky = {
  name: "wishart_cholesky",
  over: { W: "cholesky-covariance" },
  params: { nu: "positive", S: "cholesky-covariance" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "rows(W)", sign: "-1" },
  shapes: { W: ["K", "K"], S: ["K", "K"] },
  kernels: {
    density: {
      name: "wishartCholeskyDensity",
      params: densityParams,
      result: "real",
      adjoint: { name: "wishartCholeskyDensityAdjoint", args: ofDensity },
    },
    constant,
  },
  rng: "wishartCholeskyRng",
  testPoints: [
    [
      [
        [1.2, 0],
        [0.3, 0.9],
      ],
      4.5,
      [
        [1, 0],
        [0.1, 2],
      ],
    ],
  ],
  doc: {
    summary: "Cholesky factor of a Wishart matrix with nu degrees of freedom and scale S S'.",
    formula: "wishart(W W′ | ν, S S′) + K log 2 + Σₖ (K − k + 1) log Wₖₖ",
    reference: "Muirhead, Aspects of Multivariate Statistical Theory (1982), theorems 2.1.9 and 3.2.1",
  },
} as const satisfies Distribution;

export const invWishartCholesky = {
  name: "inv_wishart_cholesky",
  over: { W: "cholesky-covariance" },
  params: { nu: "positive", S: "cholesky-covariance" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "rows(W)", sign: "1" },
  shapes: { W: ["K", "K"], S: ["K", "K"] },
  kernels: {
    density: {
      name: "invWishartCholeskyDensity",
      params: densityParams,
      result: "real",
      adjoint: { name: "invWishartCholeskyDensityAdjoint", args: ofDensity },
    },
    constant,
  },
  rng: "invWishartCholeskyRng",
  testPoints: [
    [
      [
        [1.2, 0],
        [0.3, 0.9],
      ],
      4.5,
      [
        [1, 0],
        [0.1, 2],
      ],
    ],
  ],
  doc: {
    summary: "Cholesky factor of an inverse Wishart matrix with nu degrees of freedom and scale S S'.",
    formula: "inv_wishart(W W′ | ν, S S′) + K log 2 + Σₖ (K − k + 1) log Wₖₖ",
    reference: "Muirhead, Aspects of Multivariate Statistical Theory (1982), theorem 2.1.9 and problem 3.6",
  },
} as const satisfies Distribution;
