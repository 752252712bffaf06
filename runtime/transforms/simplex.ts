// x = softmax(z), z the zero-sum vector of q (isometric log ratio): what Stan does from 2.37 on. log |J| = sum log x_k + log(K) / 2
// = -K log_sum_exp(z) + log(K) / 2, as z sums to zero. With g = dL/dx and l = dL/dlogJ: dL/dz_k = x_k (g_k - x . g) + l (1 - K x_k),
// which sums to zero; the transpose of the zero-sum map takes it to q.

import type { Transform } from "../descriptor.ts";
import { exp } from "../functions/exp.ts";
import { log } from "../functions/log.ts";
import { stridedSumToZero } from "./sum-to-zero-vector.ts";
import { orZeros } from "./zero-adjoint.ts";

export const simplex = {
  name: "simplex",
  kernel: {
    name: "simplexConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "K", role: "int" },
    ],
    result: "real",
    adjoint: { name: "simplexConstrainAdjoint", args: ["q.adj", "x.adj", "result.adj", "x", "q", "K"] },
    cost: 50,
  },
  doc: {
    summary: "Vector of non-negative numbers that sum to one.",
    formula:
      "x = softmax(z), z the zero-sum vector of q (sum_to_zero_vector); log |J| = Σ_k log x_k + ½ log K",
    reference: "Stan Reference Manual, Simplex; Egozcue et al. (2003), Math. Geology 35(3)",
  },
} as const satisfies Transform;

/** Writes K numbers at `x`, reads K - 1 at `q`; returns log |J|. */
export function simplexConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): number {
  return stridedSimplex(x, xOffset, 1, q, qOffset, 1, K);
}

export function simplexConstrainAdjoint(
  qAdj: Float64Array,
  qAdjOffset: number,
  xAdjOrNull: Float64Array | null,
  xAdjOffset: number,
  logJacobianAdj: number,
  x: Float64Array,
  xOffset: number,
  _q: Float64Array,
  _qOffset: number,
  K: number,
): void {
  const xAdj = orZeros(xAdjOrNull, K);
  stridedSimplexAdjoint(qAdj, qAdjOffset, 1, xAdj, xAdjOffset, 1, logJacobianAdj, x, xOffset, K);
}

export function simplexUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  K: number,
): void {
  stridedSimplexInverse(q, qOffset, 1, x, xOffset, 1, K);
}

/** As `simplexConstrain` for elements `xStride` and `qStride` apart. */
export function stridedSimplex(
  x: Float64Array,
  xOffset: number,
  xStride: number,
  q: Float64Array,
  qOffset: number,
  qStride: number,
  K: number,
): number {
  stridedSumToZero(x, xOffset, xStride, q, qOffset, qStride, K);
  const end = xOffset + K * xStride;
  let largest = -Infinity;
  for (let i = xOffset; i < end; i += xStride) if (x[i]! > largest) largest = x[i]!;
  let sum = 0;
  for (let i = xOffset; i < end; i += xStride) {
    const e = exp(x[i]! - largest);
    x[i] = e;
    sum += e;
  }
  for (let i = xOffset; i < end; i += xStride) x[i]! /= sum;
  return 0.5 * log(K) - K * (largest + log(sum));
}

/** `x` and its adjoint share `xStride`. */
export function stridedSimplexAdjoint(
  qAdj: Float64Array,
  qAdjOffset: number,
  qStride: number,
  xAdj: Float64Array,
  xAdjOffset: number,
  xStride: number,
  logJacobianAdj: number,
  x: Float64Array,
  xOffset: number,
  K: number,
): void {
  let inner = K * logJacobianAdj;
  for (let k = 0; k < K; k++) inner += x[xOffset + k * xStride]! * xAdj[xAdjOffset + k * xStride]!;
  let zAdj = logJacobianAdj + x[xOffset]! * (xAdj[xAdjOffset]! - inner);
  let before = 0;
  for (let n = 1; n < K; n++) {
    before += zAdj;
    zAdj = logJacobianAdj + x[xOffset + n * xStride]! * (xAdj[xAdjOffset + n * xStride]! - inner);
    qAdj[qAdjOffset + (n - 1) * qStride]! += (before - n * zAdj) / Math.sqrt(n * (n + 1));
  }
}

export function stridedSimplexInverse(
  q: Float64Array,
  qOffset: number,
  qStride: number,
  x: Float64Array,
  xOffset: number,
  xStride: number,
  K: number,
): void {
  let before = 0;
  for (let n = 1; n < K; n++) {
    before += log(x[xOffset + (n - 1) * xStride]!);
    q[qOffset + (n - 1) * qStride] = (before - n * log(x[xOffset + n * xStride]!)) / Math.sqrt(n * (n + 1));
  }
}
