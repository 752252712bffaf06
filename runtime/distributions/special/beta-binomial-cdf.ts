// The distribution function of the beta-binomial: log of a finite sum of probabilities, each from its neighbour by a ratio. The
// derivatives are the probabilities' scores averaged over the sum. Zero counts are included (n = 0 is a probability like any other)
// and n below zero gives -Infinity.

import { digammaDifference } from "../../functions/digamma.ts";
import { exp } from "../../functions/exp.ts";
import { logMultichoose } from "../../functions/beta-function.ts";
import { log, log1p } from "../../functions/log.ts";

/** Sum over k = 0 .. n of p(k) / p(n) and of p(k) / p(n) times `score(k)`; `ratio(k)` is p(k - 1) / p(k). */
function sumDown(
  n: number,
  ratio: (k: number) => number,
  score: ((k: number) => number) | null,
): { sum: number; scored: number } {
  let term = 1;
  let sum = 0;
  let scored = 0;
  for (let k = n; k >= 0; k--) {
    sum += term;
    if (score !== null) scored += term * score(k);
    term *= ratio(k);
  }
  return { sum, scored };
}

function binomialRatio(N: number, a: number, b: number): (k: number) => number {
  return (k) => (k / (N - k + 1)) * ((N - k + b) / (a + (k - 1)));
}

function logBetaBinomial(n: number, N: number, a: number, b: number): number {
  return logMultichoose(a, n) + logMultichoose(b, N - n) - logMultichoose(a + b, N);
}

export function betaBinomialLogCdf(n: number, N: number, a: number, b: number): number {
  if (n < 0) return -Infinity;
  if (n >= N) return 0;
  const mean = (N * a) / (a + b);
  if (n > mean) return log1p(-exp(betaBinomialLogCdf(N - n - 1, N, b, a)));
  return logBetaBinomial(n, N, a, b) + log(sumDown(n, binomialRatio(N, a, b), null).sum);
}

/** The score of k in a is digamma(a + k) - digamma(a) - digamma(a + b + N) + digamma(a + b). */
export function betaBinomialLogCdfDa(n: number, N: number, a: number, b: number): number {
  const all = digammaDifference(a + b, N);
  return betaBinomialSlope(n, N, a, b, (k) => digammaDifference(a, k) - all);
}

export function betaBinomialLogCdfDb(n: number, N: number, a: number, b: number): number {
  const all = digammaDifference(a + b, N);
  return betaBinomialSlope(n, N, a, b, (k) => digammaDifference(b, N - k) - all);
}

/** The scores of all k average to zero, so the smaller side serves both. */
function betaBinomialSlope(n: number, N: number, a: number, b: number, score: (k: number) => number): number {
  if (n < 0 || n >= N) return 0;
  const mean = (N * a) / (a + b);
  if (n <= mean) {
    const { sum, scored } = sumDown(n, binomialRatio(N, a, b), score);
    return scored / sum;
  }
  const rest = N - n - 1;
  const { sum, scored } = sumDown(rest, binomialRatio(N, b, a), (k) => score(N - k));
  const tail = exp(betaBinomialLogCdf(rest, N, b, a));
  return (-(scored / sum) * tail) / (1 - tail);
}
