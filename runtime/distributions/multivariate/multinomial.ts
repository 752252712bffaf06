// Counts over K categories: by probabilities, by log-odds, and with Dirichlet-distributed probabilities. The multinomial coefficient is
// a kernel of counts alone, hoisted because counts are data.

import type { Distribution } from "../../descriptor.ts";
import { logMultichoose } from "../../functions/beta-function.ts";
import { digammaDifference } from "../../functions/digamma.ts";
import { exp } from "../../functions/exp.ts";
import { lgamma } from "../../functions/gamma-function.ts";
import { log } from "../../functions/log.ts";
import { logSumExp } from "../../kernels/log-sum-exp.ts";
import { reject } from "../../rejection.ts";

/** lgamma(sum of n + 1) - sum of lgamma(n + 1); rejects negative counts. */
export function multinomialCoefficient(n: Int32Array, nOffset: number, K: number): number {
  let total = 0;
  let sum = 0;
  for (let k = 0; k < K; k++) {
    const count = n[nOffset + k]!;
    if (count < 0) throw reject(`multinomial: count ${k + 1} is ${count}, but must not be negative`);
    total += count;
    sum += lgamma(count + 1);
  }
  return lgamma(total + 1) - sum;
}

/** Sum of n log theta; 0 log 0 is 0. */
export function multinomialDensity(
  n: Int32Array,
  nOffset: number,
  theta: Float64Array,
  thetaOffset: number,
  K: number,
): number {
  let sum = 0;
  for (let k = 0; k < K; k++) {
    const count = n[nOffset + k]!;
    if (count !== 0) sum += count * log(theta[thetaOffset + k]!);
  }
  return sum;
}

export function multinomialDensityAdjoint(
  thetaAdj: Float64Array,
  thetaAdjOffset: number,
  resultAdj: number,
  n: Int32Array,
  nOffset: number,
  theta: Float64Array,
  thetaOffset: number,
  K: number,
): void {
  for (let k = 0; k < K; k++) {
    const count = n[nOffset + k]!;
    if (count !== 0) thetaAdj[thetaAdjOffset + k]! += (resultAdj * count) / theta[thetaOffset + k]!;
  }
}

/** Sum of n (gamma - log sum of exp(gamma)). */
export function multinomialLogitDensity(
  n: Int32Array,
  nOffset: number,
  gamma: Float64Array,
  gammaOffset: number,
  K: number,
): number {
  const total = logSumExp(gamma, gammaOffset, K);
  let sum = 0;
  for (let k = 0; k < K; k++) {
    const count = n[nOffset + k]!;
    if (count !== 0) sum += count * (gamma[gammaOffset + k]! - total);
  }
  return sum;
}

export function multinomialLogitDensityAdjoint(
  gammaAdj: Float64Array,
  gammaAdjOffset: number,
  resultAdj: number,
  n: Int32Array,
  nOffset: number,
  gamma: Float64Array,
  gammaOffset: number,
  K: number,
): void {
  const total = logSumExp(gamma, gammaOffset, K);
  let trials = 0;
  for (let k = 0; k < K; k++) trials += n[nOffset + k]!;
  for (let k = 0; k < K; k++)
    gammaAdj[gammaAdjOffset + k]! +=
      resultAdj * (n[nOffset + k]! - trials * exp(gamma[gammaOffset + k]! - total));
}

/** Sum of log of alpha[k] (alpha[k] + 1) ... (alpha[k] + n[k] - 1), minus the same of the totals. */
/** Multiset coefficients of the categories over that of all: no factorial of a large count enters. Rejects negative counts. */
export function dirichletMultinomialMass(
  n: Int32Array,
  nOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  K: number,
): number {
  let trials = 0;
  let total = 0;
  let sum = 0;
  for (let k = 0; k < K; k++) {
    const count = n[nOffset + k]!;
    if (count < 0)
      throw reject(`dirichlet_multinomial: count ${k + 1} is ${count}, but must not be negative`);
    trials += count;
    total += alpha[alphaOffset + k]!;
    sum += logMultichoose(alpha[alphaOffset + k]!, count);
  }
  return sum - logMultichoose(total, trials);
}

export function dirichletMultinomialMassAdjoint(
  alphaAdj: Float64Array,
  alphaAdjOffset: number,
  resultAdj: number,
  n: Int32Array,
  nOffset: number,
  alpha: Float64Array,
  alphaOffset: number,
  K: number,
): void {
  let trials = 0;
  let total = 0;
  for (let k = 0; k < K; k++) {
    trials += n[nOffset + k]!;
    total += alpha[alphaOffset + k]!;
  }
  const common = digammaDifference(total, trials);
  for (let k = 0; k < K; k++)
    alphaAdj[alphaAdjOffset + k]! +=
      resultAdj * (digammaDifference(alpha[alphaOffset + k]!, n[nOffset + k]!) - common);
}

const counts = { name: "n", role: "in", elem: "i32" } as const;
const size = { name: "K", role: "int" } as const;
const coefficient = { name: "multinomialCoefficient", params: [counts, size], result: "real" } as const;

export const multinomial = {
  name: "multinomial",
  over: { n: "count" },
  params: { theta: "simplex" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "size(theta)" },
  shapes: { n: ["K"], theta: ["K"] },
  kernels: {
    coefficient,
    density: {
      name: "multinomialDensity",
      params: [counts, { name: "theta", role: "in" }, size],
      result: "real",
      adjoint: { name: "multinomialDensityAdjoint", args: ["theta.adj", "result.adj", "n", "theta", "K"] },
    },
  },
  rng: "multinomialRng",
  testPoints: [
    [
      [2, 0, 3],
      [0.2, 0.3, 0.5],
    ],
  ],
  doc: {
    summary: "Multinomial distribution of counts n with probabilities theta.",
    formula: "log N! + Σₖ nₖ log θₖ − log nₖ!, N = Σ nₖ",
    reference: "Johnson, Kotz and Balakrishnan, Discrete Multivariate Distributions (1997), chapter 35",
  },
} as const satisfies Distribution;

export const multinomialLogit = {
  name: "multinomial_logit",
  over: { n: "count" },
  params: { gamma: "real-vector" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "size(gamma)" },
  shapes: { n: ["K"], gamma: ["K"] },
  kernels: {
    coefficient,
    density: {
      name: "multinomialLogitDensity",
      params: [counts, { name: "gamma", role: "in" }, size],
      result: "real",
      adjoint: {
        name: "multinomialLogitDensityAdjoint",
        args: ["gamma.adj", "result.adj", "n", "gamma", "K"],
      },
    },
  },
  rng: "multinomialLogitRng",
  testPoints: [
    [
      [2, 0, 3],
      [0.2, -0.3, 0.5],
    ],
  ],
  doc: {
    summary: "Multinomial distribution of counts n with log-odds gamma.",
    formula: "log N! + Σₖ nₖ (γₖ − log Σⱼ exp γⱼ) − log nₖ!, N = Σ nₖ",
    reference: "Johnson, Kotz and Balakrishnan, Discrete Multivariate Distributions (1997), chapter 35",
  },
} as const satisfies Distribution;

export const dirichletMultinomial = {
  name: "dirichlet_multinomial",
  over: { n: "count" },
  params: { alpha: "positive-vector" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { K: "size(alpha)" },
  shapes: { n: ["K"], alpha: ["K"] },
  kernels: {
    density: {
      name: "dirichletMultinomialMass",
      params: [counts, { name: "alpha", role: "in" }, size],
      result: "real",
      adjoint: {
        name: "dirichletMultinomialMassAdjoint",
        args: ["alpha.adj", "result.adj", "n", "alpha", "K"],
      },
    },
  },
  rng: "dirichletMultinomialRng",
  testPoints: [
    [
      [2, 0, 3],
      [0.2, 1.3, 5],
    ],
  ],
  doc: {
    summary: "Multinomial distribution of counts n with Dirichlet(alpha) probabilities.",
    formula: "log N! + log Γ(A) − log Γ(N + A) + Σₖ log Γ(nₖ + αₖ) − log Γ(αₖ) − log nₖ!, A = Σ αₖ, N = Σ nₖ",
    reference: "Johnson, Kotz and Balakrishnan, Discrete Multivariate Distributions (1997), section 35.13",
  },
} as const satisfies Distribution;
