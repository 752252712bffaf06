// Lower-triangular M x N matrix (column-major, M >= N) with positive diagonal. q is read row by row: the entries left of the diagonal as
// they are, the diagonal through exp; rows below the square part are free. log |J| = sum of the q of the diagonal.

import type { Transform } from "../descriptor.ts";
import { exp } from "../functions/exp.ts";
import { log } from "../functions/log.ts";
import { orZeros } from "./zero-adjoint.ts";

export const choleskyFactorCov = {
  name: "cholesky_factor_cov",
  kernel: {
    name: "choleskyFactorCovConstrain",
    params: [
      { name: "x", role: "out" },
      { name: "q", role: "in" },
      { name: "M", role: "int" },
      { name: "N", role: "int" },
    ],
    result: "real",
    adjoint: {
      name: "choleskyFactorCovConstrainAdjoint",
      args: ["q.adj", "x.adj", "result.adj", "x", "q", "M", "N"],
    },
    cost: 50,
  },
  doc: {
    summary: "Cholesky factor of a covariance matrix.",
    formula: "below the diagonal q, on it exp(q); log |J| = Σ of the q of the diagonal",
    reference: "Stan Reference Manual, Cholesky factors of covariance matrices",
  },
} as const satisfies Transform;

/** Writes an M x N matrix at `x`, reads N (N + 1) / 2 + (M - N) N numbers at `q`; returns log |J|. */
export function choleskyFactorCovConstrain(
  x: Float64Array,
  xOffset: number,
  q: Float64Array,
  qOffset: number,
  M: number,
  N: number,
): number {
  let next = qOffset;
  let logJacobian = 0;
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N; j++) {
      const cell = xOffset + j * M + i;
      if (j > i) x[cell] = 0;
      else if (j < i) x[cell] = q[next++]!;
      else {
        logJacobian += q[next]!;
        x[cell] = exp(q[next++]!);
      }
    }
  }
  return logJacobian;
}

export function choleskyFactorCovConstrainAdjoint(
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
  let next = qAdjOffset;
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N && j <= i; j++) {
      const adj = xAdj[xAdjOffset + j * M + i]!;
      qAdj[next++]! += j < i ? adj : adj * x[xOffset + j * M + i]! + logJacobianAdj;
    }
  }
}

export function choleskyFactorCovUnconstrain(
  q: Float64Array,
  qOffset: number,
  x: Float64Array,
  xOffset: number,
  M: number,
  N: number,
): void {
  let next = qOffset;
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N && j <= i; j++) {
      const value = x[xOffset + j * M + i]!;
      q[next++] = j < i ? value : log(value);
    }
  }
}
