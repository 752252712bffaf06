// The hidden states of a hidden Markov model given its observations: forward filtering, backward sampling (Fruehwirth-Schnatter, 1994).

import { exp } from "../functions/exp.ts";
import { log } from "../functions/log.ts";
import { pickByLogWeights } from "./discrete.ts";
import type { Random } from "./random.ts";

/**
 * States 1 .. K of N times into `out`: logOmega (K x N) holds the log density of each observation in each state, Gamma (K x K) the
 * transition probabilities by row, rho (K) the initial ones.
 */
export function hmmLatentRng(
  random: Random,
  out: Int32Array,
  outOffset: number,
  logOmega: Float64Array,
  logOmegaOffset: number,
  Gamma: Float64Array,
  GammaOffset: number,
  rho: Float64Array,
  rhoOffset: number,
  K: number,
  N: number,
): void {
  const filtered = new Float64Array(K * N);
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < K; k++) {
      let prior = n === 0 ? rho[rhoOffset + k]! : 0;
      if (n > 0)
        for (let i = 0; i < K; i++) prior += filtered[i + (n - 1) * K]! * Gamma[GammaOffset + i + k * K]!;
      filtered[k + n * K] = log(prior) + logOmega[logOmegaOffset + k + n * K]!;
    }
    normalise(filtered, n * K, K);
  }
  const weights = new Float64Array(K);
  for (let n = N - 1; n >= 0; n--) {
    for (let k = 0; k < K; k++) {
      const onwards = n === N - 1 ? 1 : Gamma[GammaOffset + k + (out[outOffset + n + 1]! - 1) * K]!;
      weights[k] = log(filtered[k + n * K]! * onwards);
    }
    out[outOffset + n] = pickByLogWeights(random, weights, 0, K, "hmm_latent_rng", "the state probabilities");
  }
}

/** Log weights into probabilities. */
function normalise(p: Float64Array, start: number, K: number): void {
  let largest = -Infinity;
  for (let k = start; k < start + K; k++) if (p[k]! > largest) largest = p[k]!;
  let sum = 0;
  for (let k = start; k < start + K; k++) sum += p[k] = exp(p[k]! - largest);
  for (let k = start; k < start + K; k++) p[k]! /= sum;
}
