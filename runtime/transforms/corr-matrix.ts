// x = L L' with a factor L as in `cholesky_factor_corr`, but q is read column by column: (2,1), (3,1) ... (K,1), (3,2) ...
// log |J| = sum over columns c and rows i > c of (1 + (K - c - 1) / 2) log(1 - z_ic^2). The diagonal of x is 1 by construction, so it is
// written as 1 and its adjoint, which cannot change anything, is left out.

import type { Transform } from "../descriptor.ts";
import { atanh, tanh } from "../functions/hyperbolic.ts";
import { factorAdjoint, factorise, multiplySelf } from "./cholesky-product.ts";
import { logSechSquared, sechSquared } from "./hyperbolic-secant.ts";
import { scratch } from "../kernels/scratch.ts";
import { orZeros } from "./zero-adjoint.ts";

export const corrMatrix = {
  name: "corr_matrix",
  kernel: {
    name: "corrMatrixConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "K", role: "int" },
    ],
    result: "real",
    adjoint: { name: "corrMatrixConstrainAdjoint", args: ["q.adj", "x.adj", "result.adj", "x", "q", "K"] },
    cost: 200,
  },
  doc: {
    summary: "Correlation matrix.",
    formula:
      "x = L L′ with L as for cholesky_factor_corr, q by columns; log |J| = Σ_{c, i>c} (1 + (K − c − 1) / 2) log(1 − z_ic²)",
    reference: "Stan Reference Manual, Correlation matrices; Lewandowski, Kurowicka, Joe (2009)",
  },
} as const satisfies Transform;

/** Writes a K x K matrix at `x`, reads K (K - 1) / 2 numbers at `q`; returns log |J|. */
export function corrMatrixConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): number {
  const factor = scratch(0, K * K);
  factorOfCorrelation(factor, q, qOffset, K);
  multiplySelf(x, xOffset, factor, K);
  for (let i = 0; i < K; i++) x[xOffset + i * K + i] = 1;
  let next = qOffset;
  let logJacobian = 0;
  for (let c = 0; c < K; c++) {
    for (let i = c + 1; i < K; i++) logJacobian += (1 + 0.5 * (K - c - 2)) * logSechSquared(q[next++]!);
  }
  return logJacobian;
}

export function corrMatrixConstrainAdjoint(
  qAdj: Float64Array,
  qAdjOffset: number,
  xAdjOrNull: Float64Array | null,
  xAdjOffset: number,
  logJacobianAdj: number,
  _x: Float64Array,
  _xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): void {
  const xAdj = orZeros(xAdjOrNull, K * K);
  const factor = scratch(0, K * K);
  factorOfCorrelation(factor, q, qOffset, K);
  for (let i = 1; i < K; i++) {
    let rest = 1;
    for (let c = 0; c < i; c++) {
      const place = cell(K, i, c);
      const slope = sechSquared(q[qOffset + place]!);
      qAdj[qAdjOffset + place]! += entryAdjoint(xAdj, xAdjOffset, factor, K, i, c) * slope * rest;
      rest *= Math.sqrt(slope);
    }
    let following = entryAdjoint(xAdj, xAdjOffset, factor, K, i, i) * factor[i * K + i]!;
    for (let c = i - 1; c >= 0; c--) {
      const place = cell(K, i, c);
      const z = tanh(q[qOffset + place]!);
      qAdj[qAdjOffset + place]! -= z * (following + logJacobianAdj * (K - c));
      following += entryAdjoint(xAdj, xAdjOffset, factor, K, i, c) * factor[c * K + i]!;
    }
  }
}

export function corrMatrixUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  K: number,
): void {
  const factor = scratch(0, K * K);
  factorise(factor, x, xOffset, K);
  for (let i = 1; i < K; i++) {
    let squares = factor[i * K + i]! * factor[i * K + i]!;
    for (let c = i - 1; c >= 0; c--) {
      const value = factor[c * K + i]!;
      squares += value * value;
      q[qOffset + cell(K, i, c)] = atanh(value / Math.sqrt(squares));
    }
  }
}

/** Place of (row, column), row > column, in the strictly lower triangle read by columns. */
function cell(K: number, row: number, column: number): number {
  return column * (K - 1) - (column * (column - 1)) / 2 + row - column - 1;
}

/** Adjoint of a cell of L without what comes through the diagonal of x. */
function entryAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  factor: Float64Array,
  K: number,
  row: number,
  column: number,
): number {
  const diagonal = 2 * xAdj[xAdjOffset + row * K + row]! * factor[column * K + row]!;
  return factorAdjoint(xAdj, xAdjOffset, factor, K, row, column) - diagonal;
}

function factorOfCorrelation(factor: Float64Array, q: Float64Array, qOffset: number, K: number): void {
  for (let i = 0; i < K; i++) {
    let rest = 1;
    for (let c = 0; c < i; c++) {
      const u = q[qOffset + cell(K, i, c)]!;
      factor[c * K + i] = tanh(u) * rest;
      rest *= Math.sqrt(sechSquared(u));
    }
    factor[i * K + i] = rest;
    for (let c = i + 1; c < K; c++) factor[c * K + i] = 0;
  }
}
