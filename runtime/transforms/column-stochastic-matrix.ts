// An M x N matrix (column-major) whose columns are simplexes: the simplex transform on each column of the free matrix.

import type { Transform } from "../descriptor.ts";
import { stridedSimplex, stridedSimplexAdjoint, stridedSimplexInverse } from "./simplex.ts";
import { orZeros } from "./zero-adjoint.ts";

export const columnStochasticMatrix = {
  name: "column_stochastic_matrix",
  kernel: {
    name: "columnStochasticMatrixConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "M", role: "int" },
      { name: "N", role: "int" },
    ],
    result: "real",
    adjoint: {
      name: "columnStochasticMatrixConstrainAdjoint",
      args: ["q.adj", "x.adj", "result.adj", "x", "q", "M", "N"],
    },
    cost: 100,
  },
  doc: {
    summary: "Matrix whose columns are non-negative and sum to one.",
    formula: "a simplex for each column; log |J| is the sum of theirs",
    reference: "Stan Reference Manual, Stochastic matrix",
  },
} as const satisfies Transform;

/** Writes an M x N matrix at `x`, reads an (M-1) x N one at `q`; returns log |J|. */
export function columnStochasticMatrixConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  M: number,
  N: number,
): number {
  let logJacobian = 0;
  for (let j = 0; j < N; j++)
    logJacobian += stridedSimplex(x, xOffset + j * M, 1, q, qOffset + j * (M - 1), 1, M);
  return logJacobian;
}

export function columnStochasticMatrixConstrainAdjoint(
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
  for (let j = 0; j < N; j++) {
    const qStart = qAdjOffset + j * (M - 1);
    stridedSimplexAdjoint(
      qAdj,
      qStart,
      1,
      xAdj,
      xAdjOffset + j * M,
      1,
      logJacobianAdj,
      x,
      xOffset + j * M,
      M,
    );
  }
}

export function columnStochasticMatrixUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  M: number,
  N: number,
): void {
  for (let j = 0; j < N; j++) stridedSimplexInverse(q, qOffset + j * (M - 1), 1, x, xOffset + j * M, 1, M);
}
