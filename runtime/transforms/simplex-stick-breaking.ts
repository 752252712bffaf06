// The simplex as Stan made it up to 2.36: x_k takes the share p_k = inv_logit(q_k - log(K - k)) of what is left of a stick of length 1.
// What is left is the product of the (1 - p), taken from the other tail of the logistic curve, so it stays accurate where a difference
// would not. log |J| = sum over k < K of log p_k + (K - k) log(1 - p_k); d x_j / d q_k = -p_k x_j for j > k.

import type { Transform } from "../descriptor.ts";
import { log } from "../functions/log.ts";
import { invLogit, log1pExp } from "../functions/logistic.ts";
import { orZeros } from "./zero-adjoint.ts";

export const simplexStickBreaking = {
  name: "simplex_stick_breaking",
  kernel: {
    name: "simplexStickBreakingConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "K", role: "int" },
    ],
    result: "real",
    adjoint: {
      name: "simplexStickBreakingConstrainAdjoint",
      args: ["q.adj", "x.adj", "result.adj", "x", "q", "K"],
    },
    cost: 100,
  },
  doc: {
    summary: "Simplex by breaking a stick, for comparison with Stan up to 2.36.",
    formula:
      "x_k = p_k (1 − Σ_{j<k} x_j) with p_k = logit⁻¹(q_k − log(K − k)); log |J| = Σ_{k<K} log p_k + (K − k) log(1 − p_k)",
    reference: "Stan Reference Manual 2.36, Unit simplex; Betancourt (2012), arXiv:1010.3436",
  },
} as const satisfies Transform;

/** Writes K numbers at `x`, reads K - 1 at `q`; returns log |J|. */
export function simplexStickBreakingConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): number {
  let stick = 1;
  let logJacobian = 0;
  for (let k = 1; k < K; k++) {
    const u = q[qOffset + k - 1]! - log(K - k);
    x[xOffset + k - 1] = stick * invLogit(u);
    stick *= invLogit(-u);
    logJacobian -= log1pExp(-u) + (K - k) * log1pExp(u);
  }
  if (K > 0) x[xOffset + K - 1] = stick;
  return logJacobian;
}

export function simplexStickBreakingConstrainAdjoint(
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
  const xAdj = orZeros(xAdjOrNull, K);
  let following = K > 0 ? x[xOffset + K - 1]! * xAdj[xAdjOffset + K - 1]! : 0;
  for (let k = K - 1; k > 0; k--) {
    const u = q[qOffset + k - 1]! - log(K - k);
    const share = invLogit(u);
    const rest = invLogit(-u);
    const own = x[xOffset + k - 1]! * xAdj[xAdjOffset + k - 1]!;
    qAdj[qAdjOffset + k - 1]! += own * rest - following * share + logJacobianAdj * (rest - (K - k) * share);
    following += own;
  }
}

export function simplexStickBreakingUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  K: number,
): void {
  let rest = K > 0 ? x[xOffset + K - 1]! : 0;
  for (let k = K - 1; k > 0; k--) {
    const own = x[xOffset + k - 1]!;
    q[qOffset + k - 1] = log(own / rest) + log(K - k);
    rest += own;
  }
}
