// Lower-triangular K x K factor (column-major) with rows of length 1. Row by row, z = tanh(q) takes its share of what is left of the row:
// L_ij = z_ij r_j with r_j = product over j' < j of sqrt(1 - z_ij'^2), and L_ii = r_i. Collecting the logarithms of all r,
// log |J| = sum over i, j < i of (1 + (i - 1 - j) / 2) log(1 - z_ij^2). Derivatives: d z = sech^2, and d L_ik / d q_ij = -z_ij L_ik for k > j.

import type { Transform } from "../descriptor.ts";
import { atanh, tanh } from "../functions/hyperbolic.ts";
import { logSechSquared, sechSquared } from "./hyperbolic-secant.ts";
import { orZeros } from "./zero-adjoint.ts";

export const choleskyFactorCorr = {
  name: "cholesky_factor_corr",
  kernel: {
    name: "choleskyFactorCorrConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "K", role: "int" },
    ],
    result: "real",
    adjoint: {
      name: "choleskyFactorCorrConstrainAdjoint",
      args: ["q.adj", "x.adj", "result.adj", "x", "q", "K"],
    },
    cost: 100,
  },
  doc: {
    summary: "Cholesky factor of a correlation matrix.",
    formula:
      "z = tanh q; L_ij = z_ij r_ij, L_ii = r_ii, r_ij² = Π_{j′<j} (1 − z_ij′²); log |J| = Σ (1 + (i − 1 − j) / 2) log(1 − z_ij²)",
    reference:
      "Stan Reference Manual, Cholesky factors of correlation matrices; Lewandowski, Kurowicka, Joe (2009)",
  },
} as const satisfies Transform;

/** Writes a K x K matrix at `x`, reads K (K - 1) / 2 numbers at `q`; returns log |J|. */
export function choleskyFactorCorrConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): number {
  let next = qOffset;
  let logJacobian = 0;
  for (let i = 0; i < K; i++) {
    let rest = 1;
    for (let j = 0; j < i; j++) {
      const u = q[next++]!;
      x[xOffset + j * K + i] = tanh(u) * rest;
      rest *= Math.sqrt(sechSquared(u));
      logJacobian += (1 + 0.5 * (i - 1 - j)) * logSechSquared(u);
    }
    x[xOffset + i * K + i] = rest;
    for (let j = i + 1; j < K; j++) x[xOffset + j * K + i] = 0;
  }
  return logJacobian;
}

export function choleskyFactorCorrConstrainAdjoint(
  qAdj: Float64Array,
  qAdjOffset: number,
  xAdjOrNull: Float64Array | null,
  xAdjOffset: number,
  logJacobianAdj: number,
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): void {
  const xAdj = orZeros(xAdjOrNull, K * K);
  for (let i = 1; i < K; i++) {
    const row = (i * (i - 1)) / 2;
    let rest = 1;
    for (let j = 0; j < i; j++) {
      const slope = sechSquared(q[qOffset + row + j]!);
      qAdj[qAdjOffset + row + j]! += xAdj[xAdjOffset + j * K + i]! * slope * rest;
      rest *= Math.sqrt(slope);
    }
    let following = xAdj[xAdjOffset + i * K + i]! * x[xOffset + i * K + i]!;
    for (let j = i - 1; j >= 0; j--) {
      const z = tanh(q[qOffset + row + j]!);
      qAdj[qAdjOffset + row + j]! -= z * (following + logJacobianAdj * (i + 1 - j));
      following += xAdj[xAdjOffset + j * K + i]! * x[xOffset + j * K + i]!;
    }
  }
}

/** What is left of a row is the length of its tail, so it is summed from the end: no cancellation. */
export function choleskyFactorCorrUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  K: number,
): void {
  for (let i = 1; i < K; i++) {
    let squares = x[xOffset + i * K + i]! * x[xOffset + i * K + i]!;
    for (let j = i - 1; j >= 0; j--) {
      const value = x[xOffset + j * K + i]!;
      squares += value * value;
      q[qOffset + (i * (i - 1)) / 2 + j] = atanh(value / Math.sqrt(squares));
    }
  }
}
