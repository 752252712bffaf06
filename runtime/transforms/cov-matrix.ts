// x = L L' with L the Cholesky factor of `cholesky_factor_cov` (q row by row, the diagonal through exp).
// log |J| = K log 2 + sum over k of (K - k + 2) log L_kk. The adjoint of L is (X + X') L for the adjoint X of x.

import type { Transform } from "../descriptor.ts";
import { log } from "../functions/log.ts";
import { factorAdjoint, factorise, multiplySelf } from "./cholesky-product.ts";
import { choleskyFactorCovConstrain } from "./cholesky-factor-cov.ts";
import { scratch } from "../kernels/scratch.ts";
import { orZeros } from "./zero-adjoint.ts";

const LN2 = 0.6931471805599453;

export const covMatrix = {
  name: "cov_matrix",
  kernel: {
    name: "covMatrixConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "K", role: "int" },
    ],
    result: "real",
    adjoint: { name: "covMatrixConstrainAdjoint", args: ["q.adj", "x.adj", "result.adj", "x", "q", "K"] },
    cost: 100,
  },
  doc: {
    summary: "Symmetric positive definite matrix.",
    formula: "x = L L′ with L as for cholesky_factor_cov; log |J| = K log 2 + Σ_k (K − k + 2) log L_kk",
    reference: "Stan Reference Manual, Covariance matrices",
  },
} as const satisfies Transform;

/** Writes a K x K matrix at `x`, reads K (K + 1) / 2 numbers at `q`; returns log |J|. */
export function covMatrixConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): number {
  const factor = scratch(0, K * K);
  choleskyFactorCovConstrain(factor, 0, q, qOffset, K, K);
  multiplySelf(x, xOffset, factor, K);
  let logJacobian = K * LN2;
  let diagonal = qOffset;
  for (let k = 1; k <= K; k++) {
    logJacobian += (K - k + 2) * q[diagonal]!;
    diagonal += k + 1;
  }
  return logJacobian;
}

export function covMatrixConstrainAdjoint(
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
  choleskyFactorCovConstrain(factor, 0, q, qOffset, K, K);
  let next = qAdjOffset;
  for (let i = 0; i < K; i++) {
    for (let j = 0; j <= i; j++) {
      const adj = factorAdjoint(xAdj, xAdjOffset, factor, K, i, j);
      qAdj[next++]! += j < i ? adj : adj * factor[j * K + i]! + logJacobianAdj * (K - i + 1);
    }
  }
}

export function covMatrixUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  K: number,
): void {
  const factor = scratch(0, K * K);
  factorise(factor, x, xOffset, K);
  let next = qOffset;
  for (let i = 0; i < K; i++) {
    for (let j = 0; j <= i; j++) q[next++] = j < i ? factor[j * K + i]! : log(factor[j * K + i]!);
  }
}
