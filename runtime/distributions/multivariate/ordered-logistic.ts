// Ordered outcomes by a logistic with cut points. An inner category's probability is il(eta - c[y-1]) - il(eta - c[y]); its logarithm
// takes the difference of the cut points from the cut points, so close ones lose nothing.

import type { Distribution } from "../../descriptor.ts";
import { expm1 } from "../../functions/exp.ts";
import { invLogit, log1mExp, log1mInvLogit, logInvLogit } from "../../functions/logistic.ts";
import { reject } from "../../rejection.ts";

/** y counts from 1 to M + 1; c has M cut points. */
export function orderedLogisticDensity(
  y: number,
  eta: number,
  c: Float64Array,
  cOffset: number,
  M: number,
): number {
  if (!(y >= 1 && y <= M + 1)) throw reject(`ordered_logistic: outcome ${y} is not in 1 .. ${M + 1}`);
  const upper = y <= M ? c[cOffset + y - 1]! : Infinity;
  if (y === 1) return log1mInvLogit(eta - upper);
  const lower = c[cOffset + y - 2]!;
  if (y > M) return logInvLogit(eta - lower);
  return logInvLogit(eta - lower) + log1mExp(lower - upper) + log1mInvLogit(eta - upper);
}

/** With d = upper - lower: d/d lower = -il(lower - eta) - 1/expm1(d), d/d upper = il(eta - upper) + 1/expm1(d). */
export function orderedLogisticDensityAdjoint(
  etaAdj: Float64Array | null,
  etaAdjOffset: number,
  cAdj: Float64Array | null,
  cAdjOffset: number,
  resultAdj: number,
  y: number,
  eta: number,
  c: Float64Array,
  cOffset: number,
  M: number,
): void {
  const below = y > 1 ? invLogit(c[cOffset + y - 2]! - eta) : 0;
  const above = y <= M ? invLogit(eta - c[cOffset + y - 1]!) : 0;
  if (etaAdj !== null) etaAdj[etaAdjOffset]! += resultAdj * (below - above);
  if (cAdj === null) return;
  const gap = y > 1 && y <= M ? 1 / expm1(c[cOffset + y - 1]! - c[cOffset + y - 2]!) : 0;
  if (y > 1) cAdj[cAdjOffset + y - 2]! -= resultAdj * (below + gap);
  if (y <= M) cAdj[cAdjOffset + y - 1]! += resultAdj * (above + gap);
}

export const orderedLogistic = {
  name: "ordered_logistic",
  over: { y: "positive-int" },
  params: { eta: "real", c: "ordered" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { M: "size(c)" },
  kernels: {
    density: {
      name: "orderedLogisticDensity",
      params: [
        { name: "y", role: "int" },
        { name: "eta", role: "real" },
        { name: "c", role: "in" },
        { name: "M", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "orderedLogisticDensityAdjoint",
        args: ["eta.adj", "c.adj", "result.adj", "y", "eta", "c", "M"],
      },
    },
  },
  rng: "orderedLogisticRng",
  testPoints: [[2, 0.3, [-0.5, 0.7]]],
  doc: {
    summary: "Ordered logistic distribution with predictor eta and cut points c.",
    formula: "log(logit⁻¹(η − c_{y−1}) − logit⁻¹(η − c_y)), c₀ = −∞, c_K = ∞",
    reference:
      "McCullagh, Regression models for ordinal data, J. Royal Statistical Society B 42 (1980), section 1.2",
  },
} as const satisfies Distribution;

export const orderedLogisticGlm = {
  name: "ordered_logistic_glm",
  over: { y: "positive-int" },
  params: { x: "real-matrix", beta: "real-vector", c: "ordered" },
  vectorised: "kernel",
  outside: "reject",
  via: { distribution: "ordered_logistic", params: ["x * beta", "c"] },
  testPoints: [[[2], [[0.5, 1]], [0.3, -0.2], [-0.5, 0.7]]],
  doc: {
    summary: "Ordered logistic regression with predictors x, weights beta and cut points c.",
    formula: "Σₙ log(logit⁻¹(xₙ β − c_{yₙ−1}) − logit⁻¹(xₙ β − c_{yₙ}))",
    reference:
      "McCullagh, Regression models for ordinal data, J. Royal Statistical Society B 42 (1980), section 1.2",
  },
} as const satisfies Distribution;
