// The Dirichlet distribution over simplexes. The part without theta is a kernel of its own: it is hoisted when alpha is data.

import type { Distribution } from "../../descriptor.ts";
import { digamma } from "../../functions/digamma.ts";
import { lgamma } from "../../functions/gamma-function.ts";
import { log } from "../../functions/log.ts";

/** Sum of (alpha - 1) log theta; 0 log 0 is 0. */
export function dirichletDensity(
  theta: Float64Array,
  thetaOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  K: number,
): number {
  let sum = 0;
  for (let k = 0; k < K; k++) {
    const power = alpha[alphaOffset + k]! - 1;
    if (power !== 0) sum += power * log(theta[thetaOffset + k]!);
  }
  return sum;
}

export function dirichletDensityAdjoint(
  thetaAdj: Float64Array | null,
  thetaAdjOffset: number,
  alphaAdj: Float64Array | null,
  alphaAdjOffset: number,
  resultAdj: number,
  theta: Float64Array,
  thetaOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  K: number,
): void {
  for (let k = 0; k < K; k++) {
    const power = alpha[alphaOffset + k]! - 1;
    const share = theta[thetaOffset + k]!;
    if (thetaAdj !== null && power !== 0) thetaAdj[thetaAdjOffset + k]! += (resultAdj * power) / share;
    if (alphaAdj !== null) alphaAdj[alphaAdjOffset + k]! += resultAdj * log(share);
  }
}

/** lgamma(sum of alpha) - sum of lgamma(alpha). */
export function dirichletConstant(alpha: Float64Array, alphaOffset: number, K: number): number {
  let total = 0;
  let sum = 0;
  for (let k = 0; k < K; k++) {
    total += alpha[alphaOffset + k]!;
    sum += lgamma(alpha[alphaOffset + k]!);
  }
  return lgamma(total) - sum;
}

export function dirichletConstantAdjoint(
  alphaAdj: Float64Array,
  alphaAdjOffset: number,
  resultAdj: number,
  alpha: Float64Array,
  alphaOffset: number,
  K: number,
): void {
  let total = 0;
  for (let k = 0; k < K; k++) total += alpha[alphaOffset + k]!;
  const common = digamma(total);
  for (let k = 0; k < K; k++)
    alphaAdj[alphaAdjOffset + k]! += resultAdj * (common - digamma(alpha[alphaOffset + k]!));
}

export const dirichlet = {
  name: "dirichlet",
  over: { theta: "simplex" },
  params: { alpha: "positive-vector" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "size(theta)" },
  shapes: { theta: ["K"], alpha: ["K"] },
  kernels: {
    density: {
      name: "dirichletDensity",
      params: [
        { name: "theta", role: "in" },
        { name: "alpha", role: "in" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "dirichletDensityAdjoint",
        args: ["theta.adj", "alpha.adj", "result.adj", "theta", "alpha", "K"],
      },
    },
    constant: {
      name: "dirichletConstant",
      params: [
        { name: "alpha", role: "in" },
        { name: "K", role: "int" },
      ],
      result: "real",
      adjoint: { name: "dirichletConstantAdjoint", args: ["alpha.adj", "result.adj", "alpha", "K"] },
    },
  },
  rng: "dirichletRng",
  testPoints: [
    [
      [0.2, 0.3, 0.5],
      [2, 0.7, 4],
    ],
  ],
  doc: {
    summary: "Dirichlet distribution with prior counts alpha.",
    formula: "log Γ(Σ αₖ) + Σₖ (αₖ − 1) log θₖ − log Γ(αₖ)",
    reference: "Kotz, Balakrishnan and Johnson, Continuous Multivariate Distributions 1 (2000), chapter 49",
  },
} as const satisfies Distribution;
