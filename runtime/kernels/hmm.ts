// Hidden Markov models with K states over N observations: the marginal likelihood with its adjoint by the forward-backward recursions, and
// posterior state probabilities. Each step is scaled to sum to one; log_omega[k,n] is taken relative to its column's maximum.
// Source: Rabiner, "A tutorial on hidden Markov models", Proc. IEEE 77 (1989).

import type { Kernel } from "../descriptor.ts";
import { exp } from "../functions/exp.ts";
import { log } from "../functions/log.ts";
import { scratch } from "./scratch.ts";

type Matrix = Float64Array;

/** Largest entry of column n. */
function columnMaximum(logOmega: Matrix, offset: number, K: number): number {
  let largest = -Infinity;
  for (let k = 0; k < K; k++) if (logOmega[offset + k]! > largest) largest = logOmega[offset + k]!;
  return largest;
}

/** Fills filtered state probabilities (K x N), scaled likelihoods (K x N) and step totals (N); returns the log likelihood. */
function forward(
  filtered: Matrix,
  weights: Matrix,
  totals: Matrix,
  logOmega: Matrix,
  logOmegaOffset: number,
  Gamma: Matrix,
  GammaOffset: number,
  rho: Matrix,
  rhoOffset: number,
  K: number,
  N: number,
): number {
  let sum = 0;
  for (let n = 0; n < N; n++) {
    const column = logOmegaOffset + n * K;
    const largest = columnMaximum(logOmega, column, K);
    if (largest === -Infinity) return -Infinity;
    let total = 0;
    for (let k = 0; k < K; k++) {
      let prior = 0;
      if (n === 0) prior = rho[rhoOffset + k]!;
      else for (let j = 0; j < K; j++) prior += filtered[j + (n - 1) * K]! * Gamma[GammaOffset + j + k * K]!;
      const weight = exp(logOmega[column + k]! - largest);
      weights[k + n * K] = weight;
      filtered[k + n * K] = prior * weight;
      total += prior * weight;
    }
    totals[n] = total;
    if (total === 0) return -Infinity;
    for (let k = 0; k < K; k++) filtered[k + n * K]! /= total;
    sum += largest + log(total);
  }
  return sum;
}

/** log of the probability of everything observed; Gamma[j,k] is the probability of k after j, rho that of the first state. */
export function hmmMarginal(
  logOmega: Matrix,
  logOmegaOffset: number,
  Gamma: Matrix,
  GammaOffset: number,
  rho: Matrix,
  rhoOffset: number,
  K: number,
  N: number,
): number {
  return forward(
    scratch(0, K * N),
    scratch(1, K * N),
    scratch(2, N),
    logOmega,
    logOmegaOffset,
    Gamma,
    GammaOffset,
    rho,
    rhoOffset,
    K,
    N,
  );
}

/** filtered[k,n] = P(state n is k | observations up to n), in memory of the next kernel call's. */
export function hmmFilter(
  logOmega: Matrix,
  logOmegaOffset: number,
  Gamma: Matrix,
  GammaOffset: number,
  rho: Matrix,
  rhoOffset: number,
  K: number,
  N: number,
): Matrix {
  hmmMarginal(logOmega, logOmegaOffset, Gamma, GammaOffset, rho, rhoOffset, K, N);
  return scratch(0, K * N);
}

/** logOmega.adj += P(state), Gamma.adj += expected transitions / Gamma, rho.adj += P(first state) / rho, none of them divided. */
export function hmmMarginalAdjoint(
  logOmegaAdj: Matrix | null,
  logOmegaAdjOffset: number,
  GammaAdj: Matrix | null,
  GammaAdjOffset: number,
  rhoAdj: Matrix | null,
  rhoAdjOffset: number,
  resultAdj: number,
  logOmega: Matrix,
  logOmegaOffset: number,
  Gamma: Matrix,
  GammaOffset: number,
  rho: Matrix,
  rhoOffset: number,
  K: number,
  N: number,
): void {
  const [filtered, weights, totals] = [scratch(0, K * N), scratch(1, K * N), scratch(2, N)];
  if (
    forward(filtered, weights, totals, logOmega, logOmegaOffset, Gamma, GammaOffset, rho, rhoOffset, K, N) ===
    -Infinity
  )
    return;
  // future[k]: probability of the later observations given state k now, over that given all so far.
  const future = scratch(3, K).fill(1, 0, K);
  const message = scratch(4, K);
  for (let n = N - 1; n >= 0; n--) {
    for (let k = 0; k < K; k++) {
      message[k] = (weights[k + n * K]! * future[k]!) / totals[n]!;
      if (logOmegaAdj !== null)
        logOmegaAdj[logOmegaAdjOffset + k + n * K]! += resultAdj * filtered[k + n * K]! * future[k]!;
      if (n === 0 && rhoAdj !== null) rhoAdj[rhoAdjOffset + k]! += resultAdj * message[k]!;
    }
    if (n === 0) break;
    for (let j = 0; j < K; j++) {
      let sum = 0;
      for (let k = 0; k < K; k++) {
        sum += Gamma[GammaOffset + j + k * K]! * message[k]!;
        if (GammaAdj !== null)
          GammaAdj[GammaAdjOffset + j + k * K]! += resultAdj * filtered[j + (n - 1) * K]! * message[k]!;
      }
      future[j] = sum;
    }
  }
}

/** probabilities[k,n] = P(state n is k | everything observed). */
export function hmmHiddenStateProb(
  probabilities: Matrix,
  probabilitiesOffset: number,
  logOmega: Matrix,
  logOmegaOffset: number,
  Gamma: Matrix,
  GammaOffset: number,
  rho: Matrix,
  rhoOffset: number,
  K: number,
  N: number,
): void {
  probabilities.fill(0, probabilitiesOffset, probabilitiesOffset + K * N);
  hmmMarginalAdjoint(
    probabilities,
    probabilitiesOffset,
    null,
    0,
    null,
    0,
    1,
    logOmega,
    logOmegaOffset,
    Gamma,
    GammaOffset,
    rho,
    rhoOffset,
    K,
    N,
  );
}

const inputs = [
  { name: "logOmega", role: "in" },
  { name: "Gamma", role: "in" },
  { name: "rho", role: "in" },
  { name: "K", role: "int" },
  { name: "N", role: "int" },
] as const;

export const hmmMarginalKernel = {
  name: "hmmMarginal",
  params: inputs,
  result: "real",
  adjoint: {
    name: "hmmMarginalAdjoint",
    args: ["logOmega.adj", "Gamma.adj", "rho.adj", "result.adj", "logOmega", "Gamma", "rho", "K", "N"],
  },
} as const satisfies Kernel;

export const hmmHiddenStateProbKernel = {
  name: "hmmHiddenStateProb",
  params: [{ name: "probabilities", role: "out" }, ...inputs],
} as const satisfies Kernel;
