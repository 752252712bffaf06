// x_1 = q_1, x_k = x_(k-1) + exp(q_k). The adjoint runs from the end: every q_k moves x_k and all that follow.

import type { Transform } from "../descriptor.ts";
import { exp } from "../functions/exp.ts";
import { log } from "../functions/log.ts";
import { orZeros } from "./zero-adjoint.ts";

export const ordered = {
  name: "ordered",
  kernel: {
    name: "orderedConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "K", role: "int" },
    ],
    result: "real",
    adjoint: { name: "orderedConstrainAdjoint", args: ["q.adj", "x.adj", "result.adj", "x", "q", "K"] },
    cost: 30,
  },
  doc: {
    summary: "Vector of increasing numbers.",
    formula: "x_1 = q_1, x_k = x_{k−1} + exp(q_k); log |J| = Σ_{k≥2} q_k",
    reference: "Stan Reference Manual, Ordered vector",
  },
} as const satisfies Transform;

/** Writes K numbers at `x`, reads K at `q`; returns log |J|, the sum of q_2 .. q_K. */
export function orderedConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): number {
  let last = 0;
  let logJacobian = 0;
  for (let k = 0; k < K; k++) {
    const u = q[qOffset + k]!;
    last = k === 0 ? u : last + exp(u);
    if (k > 0) logJacobian += u;
    x[xOffset + k] = last;
  }
  return logJacobian;
}

export function orderedConstrainAdjoint(
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
  const xAdj = orZeros(xAdjOrNull, K);
  let following = 0;
  for (let k = K - 1; k > 0; k--) {
    following += xAdj[xAdjOffset + k]!;
    qAdj[qAdjOffset + k]! += following * exp(q[qOffset + k]!) + logJacobianAdj;
  }
  if (K > 0) qAdj[qAdjOffset]! += following + xAdj[xAdjOffset]!;
}

export function orderedUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  K: number,
): void {
  for (let k = 0; k < K; k++)
    q[qOffset + k] = k === 0 ? x[xOffset]! : log(x[xOffset + k]! - x[xOffset + k - 1]!);
}
