// An M x N matrix (column-major) whose rows are simplexes: the simplex transform on each row of the free matrix.

import type { Transform } from "../descriptor.ts";
import { stridedSimplex, stridedSimplexAdjoint, stridedSimplexInverse } from "./simplex.ts";
import { orZeros } from "./zero-adjoint.ts";

export const rowStochasticMatrix = {
  name: "row_stochastic_matrix",
  kernel: {
    name: "rowStochasticMatrixConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "M", role: "int" },
      { name: "N", role: "int" },
    ],
    result: "real",
    adjoint: {
      name: "rowStochasticMatrixConstrainAdjoint",
      args: ["q.adj", "x.adj", "result.adj", "x", "q", "M", "N"],
    },
    cost: 100,
  },
  doc: {
    summary: "Matrix whose rows are non-negative and sum to one.",
    formula: "a simplex for each row; log |J| is the sum of theirs",
    reference: "Stan Reference Manual, Stochastic matrix",
  },
} as const satisfies Transform;

/** Writes an M x N matrix at `x`, reads an M x (N-1) one at `q`; returns log |J|. */
export function rowStochasticMatrixConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  M: number,
  N: number,
): number {
  let logJacobian = 0;
  for (let i = 0; i < M; i++) logJacobian += stridedSimplex(x, xOffset + i, M, q, qOffset + i, M, N);
  return logJacobian;
}

export function rowStochasticMatrixConstrainAdjoint(
  qAdj: Float64Array,
  qAdjOffset: number,
  xAdjOrNull: Float64Array | null,
  xAdjOffset: number,
  logJacobianAdj: number,
  x: Float64Array,
  xOffset: number,
  _q: Float64Array,
  _qOffset: number,
  M: number,
  N: number,
): void {
  const xAdj = orZeros(xAdjOrNull, M * N);
  for (let i = 0; i < M; i++) {
    const qStart = qAdjOffset + i;
    stridedSimplexAdjoint(qAdj, qStart, M, xAdj, xAdjOffset + i, M, logJacobianAdj, x, xOffset + i, N);
  }
}

export function rowStochasticMatrixUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  M: number,
  N: number,
): void {
  for (let i = 0; i < M; i++) stridedSimplexInverse(q, qOffset + i, M, x, xOffset + i, M, N);
}
