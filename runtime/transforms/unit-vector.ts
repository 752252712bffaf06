// x = q / |q|. The map loses a dimension, so it has no Jacobian; the term -|q|^2 / 2 in its place makes q standard normal, which keeps
// |q| away from 0 and x uniform on the sphere. d|q|^2 = 2 q dq, dx = (dq - x (x . dq)) / |q|.

import type { Transform } from "../descriptor.ts";
import { reject } from "../rejection.ts";
import { orZeros } from "./zero-adjoint.ts";

export const unitVector = {
  name: "unit_vector",
  kernel: {
    name: "unitVectorConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "K", role: "int" },
    ],
    result: "real",
    adjoint: { name: "unitVectorConstrainAdjoint", args: ["q.adj", "x.adj", "result.adj", "x", "q", "K"] },
    cost: 20,
  },
  doc: {
    summary: "Vector of length one.",
    formula: "x = q / |q|; in place of log |J| −½ |q|², which makes q standard normal",
    reference:
      "Stan Reference Manual, Unit vector; Marsaglia (1972), Choosing a point from the surface of a sphere",
  },
} as const satisfies Transform;

/** Writes K numbers at `x`, reads K at `q`; returns -|q|^2 / 2. Rejects q = 0. */
export function unitVectorConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  K: number,
): number {
  const squares = sumOfSquares(q, qOffset, K);
  if (!(squares > 0))
    throw reject("the unconstrained vector of a unit_vector has length 0: it has no direction");
  const norm = Math.sqrt(squares);
  for (let k = 0; k < K; k++) x[xOffset + k] = q[qOffset + k]! / norm;
  return -0.5 * squares;
}

export function unitVectorConstrainAdjoint(
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
  const norm = Math.sqrt(sumOfSquares(q, qOffset, K));
  let along = 0;
  for (let k = 0; k < K; k++) along += x[xOffset + k]! * xAdj[xAdjOffset + k]!;
  for (let k = 0; k < K; k++) {
    qAdj[qAdjOffset + k]! +=
      (xAdj[xAdjOffset + k]! - x[xOffset + k]! * along) / norm - logJacobianAdj * q[qOffset + k]!;
  }
}

/** Any multiple of x would do; x itself is the point the transform leaves in place. */
export function unitVectorUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  K: number,
): void {
  for (let k = 0; k < K; k++) q[qOffset + k] = x[xOffset + k]!;
}

function sumOfSquares(q: Float64Array, offset: number, K: number): number {
  let sum = 0;
  for (let k = 0; k < K; k++) sum += q[offset + k]! * q[offset + k]!;
  return sum;
}
