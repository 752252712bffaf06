// The Wishart and inverse Wishart distributions over covariance matrices and over their Cholesky factors. What depends on the
// parameters only is a kernel of its own. Degrees of freedom must exceed the size minus one.

import type { Distribution } from "../../descriptor.ts";
import { lmgamma, lmgammaDx } from "../../functions/gamma-ratio.ts";
import { logDeterminantSpd, inverseSpd } from "../../kernels/inverse.ts";
import { scratch } from "../../kernels/scratch.ts";
import { reject } from "../../rejection.ts";

const LN2 = 0.6931471805599453;

export function requireDegrees(name: string, nu: number, K: number): void {
  if (!(nu > K - 1)) throw reject(`${name}: degrees of freedom are ${nu}, but must exceed ${K - 1}`);
}

/** Sum of A[i,j] B[i,j]: the trace of A B for symmetric matrices. */
function traceOfProduct(
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  K: number,
): number {
  let sum = 0;
  for (let i = 0; i < K * K; i++) sum += a[aOffset + i]! * b[bOffset + i]!;
  return sum;
}

/** out += scale P Q P for symmetric P, Q. */
function addSandwich(
  out: Float64Array,
  outOffset: number,
  scale: number,
  p: Float64Array,
  q: Float64Array,
  qOffset: number,
  K: number,
): void {
  const left = scratch(7, K * K);
  for (let j = 0; j < K; j++) {
    for (let i = 0; i < K; i++) {
      let sum = 0;
      for (let k = 0; k < K; k++) sum += p[i + k * K]! * q[qOffset + k + j * K]!;
      left[i + j * K] = sum;
    }
  }
  for (let j = 0; j < K; j++) {
    for (let i = 0; i < K; i++) {
      let sum = 0;
      for (let k = 0; k < K; k++) sum += left[i + k * K]! * p[k + j * K]!;
      out[outOffset + i + j * K]! += scale * sum;
    }
  }
}

function addScaled(out: Float64Array, outOffset: number, scale: number, m: Float64Array, K: number): void {
  for (let i = 0; i < K * K; i++) out[outOffset + i]! += scale * m[i]!;
}

function inverseOf(piece: number, m: Float64Array, offset: number, K: number): Float64Array {
  const inverted = scratch(piece, K * K);
  inverseSpd(inverted, 0, m, offset, K);
  return inverted;
}

/** (nu - K - 1)/2 log det W - tr(S^-1 W)/2. */
export function wishartDensity(
  W: Float64Array,
  WOffset: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): number {
  const inverted = inverseOf(5, S, SOffset, K);
  const trace = traceOfProduct(inverted, 0, W, WOffset, K);
  return 0.5 * ((nu - K - 1) * logDeterminantSpd(W, WOffset, K) - trace);
}

/** W.adj += ((nu - K - 1) W^-1 - S^-1)/2, nu.adj += log det W / 2, S.adj += S^-1 W S^-1 / 2. */
export function wishartDensityAdjoint(
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
  const half = 0.5 * resultAdj;
  const scaleInverse = inverseOf(5, S, SOffset, K);
  if (nuAdj !== null) nuAdj[nuAdjOffset]! += half * logDeterminantSpd(W, WOffset, K);
  if (WAdj !== null) {
    addScaled(WAdj, WAdjOffset, half * (nu - K - 1), inverseOf(6, W, WOffset, K), K);
    addScaled(WAdj, WAdjOffset, -half, scaleInverse, K);
  }
  if (SAdj !== null) addSandwich(SAdj, SAdjOffset, half, scaleInverse, W, WOffset, K);
}

/** -nu/2 log det S - nu K/2 log 2 - lmgamma(K, nu/2). */
export function wishartConstant(nu: number, S: Float64Array, SOffset: number, K: number): number {
  requireDegrees("wishart", nu, K);
  return -0.5 * nu * (logDeterminantSpd(S, SOffset, K) + K * LN2) - lmgamma(K, 0.5 * nu);
}

export function wishartConstantAdjoint(
  nuAdj: Float64Array | null,
  nuAdjOffset: number,
  SAdj: Float64Array | null,
  SAdjOffset: number,
  resultAdj: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): void {
  if (nuAdj !== null)
    nuAdj[nuAdjOffset]! -=
      0.5 * resultAdj * (logDeterminantSpd(S, SOffset, K) + K * LN2 + lmgammaDx(K, 0.5 * nu));
  if (SAdj !== null) addScaled(SAdj, SAdjOffset, -0.5 * resultAdj * nu, inverseOf(5, S, SOffset, K), K);
}

/** -(nu + K + 1)/2 log det W - tr(S W^-1)/2. */
export function invWishartDensity(
  W: Float64Array,
  WOffset: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): number {
  const inverted = inverseOf(5, W, WOffset, K);
  const trace = traceOfProduct(inverted, 0, S, SOffset, K);
  return -0.5 * ((nu + K + 1) * logDeterminantSpd(W, WOffset, K) + trace);
}

export function invWishartDensityAdjoint(
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
  const half = 0.5 * resultAdj;
  const inverted = inverseOf(5, W, WOffset, K);
  if (nuAdj !== null) nuAdj[nuAdjOffset]! -= half * logDeterminantSpd(W, WOffset, K);
  if (SAdj !== null) addScaled(SAdj, SAdjOffset, -half, inverted, K);
  if (WAdj === null) return;
  addScaled(WAdj, WAdjOffset, -half * (nu + K + 1), inverted, K);
  addSandwich(WAdj, WAdjOffset, half, inverted, S, SOffset, K);
}

/** nu/2 log det S - nu K/2 log 2 - lmgamma(K, nu/2). */
export function invWishartConstant(nu: number, S: Float64Array, SOffset: number, K: number): number {
  requireDegrees("inv_wishart", nu, K);
  return 0.5 * nu * (logDeterminantSpd(S, SOffset, K) - K * LN2) - lmgamma(K, 0.5 * nu);
}

export function invWishartConstantAdjoint(
  nuAdj: Float64Array | null,
  nuAdjOffset: number,
  SAdj: Float64Array | null,
  SAdjOffset: number,
  resultAdj: number,
  nu: number,
  S: Float64Array,
  SOffset: number,
  K: number,
): void {
  if (nuAdj !== null)
    nuAdj[nuAdjOffset]! +=
      0.5 * resultAdj * (logDeterminantSpd(S, SOffset, K) - K * LN2 - lmgammaDx(K, 0.5 * nu));
  if (SAdj !== null) addScaled(SAdj, SAdjOffset, 0.5 * resultAdj * nu, inverseOf(5, S, SOffset, K), K);
}

const densityParams = [
  { name: "W", role: "in" },
  { name: "nu", role: "real" },
  { name: "S", role: "in" },
  { name: "K", role: "int" },
] as const;
const constantParams = [
  { name: "nu", role: "real" },
  { name: "S", role: "in" },
  { name: "K", role: "int" },
] as const;
const ofDensity = ["W.adj", "nu.adj", "S.adj", "result.adj", "W", "nu", "S", "K"] as const;
const ofConstant = ["nu.adj", "S.adj", "result.adj", "nu", "S", "K"] as const;

export const wishart = {
  name: "wishart",
  over: { W: "covariance" },
  params: { nu: "positive", S: "covariance" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "rows(W)" },
  shapes: { W: ["K", "K"], S: ["K", "K"] },
  kernels: {
    density: {
      name: "wishartDensity",
      params: densityParams,
      result: "real",
      adjoint: { name: "wishartDensityAdjoint", args: ofDensity },
    },
    constant: {
      name: "wishartConstant",
      params: constantParams,
      result: "real",
      adjoint: { name: "wishartConstantAdjoint", args: ofConstant },
    },
  },
  rng: "wishartRng",
  testPoints: [
    [
      [
        [1.2, 0.3],
        [0.3, 0.9],
      ],
      4.5,
      [
        [1, 0.1],
        [0.1, 2],
      ],
    ],
  ],
  doc: {
    summary: "Wishart distribution with nu degrees of freedom and scale S.",
    formula: "½ (ν − K − 1) log det W − ½ tr(S⁻¹ W) − ½ ν log det S − ½ ν K log 2 − log Γ_K(ν / 2)",
    reference: "Muirhead, Aspects of Multivariate Statistical Theory (1982), theorem 3.2.1",
  },
} as const satisfies Distribution;

export const invWishart = {
  name: "inv_wishart",
  over: { W: "covariance" },
  params: { nu: "positive", S: "covariance" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "rows(W)" },
  shapes: { W: ["K", "K"], S: ["K", "K"] },
  kernels: {
    density: {
      name: "invWishartDensity",
      params: densityParams,
      result: "real",
      adjoint: { name: "invWishartDensityAdjoint", args: ofDensity },
    },
    constant: {
      name: "invWishartConstant",
      params: constantParams,
      result: "real",
      adjoint: { name: "invWishartConstantAdjoint", args: ofConstant },
    },
  },
  rng: "invWishartRng",
  testPoints: [
    [
      [
        [1.2, 0.3],
        [0.3, 0.9],
      ],
      4.5,
      [
        [1, 0.1],
        [0.1, 2],
      ],
    ],
  ],
  doc: {
    summary: "Inverse Wishart distribution with nu degrees of freedom and scale S.",
    formula: "−½ (ν + K + 1) log det W − ½ tr(S W⁻¹) + ½ ν log det S − ½ ν K log 2 − log Γ_K(ν / 2)",
    reference: "Muirhead, Aspects of Multivariate Statistical Theory (1982), problem 3.6",
  },
} as const satisfies Distribution;
