// Distribution functions of the beta-binomial and the beta negative binomial: log of a finite sum of probabilities, each from its
// neighbour by a ratio. The derivatives are the probabilities' scores averaged over the sum. Zero counts are included (n = 0 is a
// probability like any other) and n below zero gives -Infinity.

import { digamma } from "../../functions/digamma.ts";
import { exp } from "../../functions/exp.ts";
import { lbeta } from "../../functions/beta-function.ts";
import { log, log1p } from "../../functions/log.ts";
import { logRisingFactorial } from "../../functions/gamma-ratio.ts";

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
  return (k) => (k / (N - k + 1)) * ((N - k + b) / (a + k - 1));
}

function logBetaBinomial(n: number, N: number, a: number, b: number): number {
  const choose = logRisingFactorial(N - n + 1, n) - logRisingFactorial(1, n);
  return choose + logRisingFactorial(a, n) + logRisingFactorial(b, N - n) - logRisingFactorial(a + b, N);
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
  return betaBinomialSlope(
    n,
    N,
    a,
    b,
    (k) => digamma(a + k) - digamma(a) - digamma(a + b + N) + digamma(a + b),
  );
}

export function betaBinomialLogCdfDb(n: number, N: number, a: number, b: number): number {
  return betaBinomialSlope(
    n,
    N,
    a,
    b,
    (k) => digamma(b + N - k) - digamma(b) - digamma(a + b + N) + digamma(a + b),
  );
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

function negativeRatio(r: number, a: number, b: number): (k: number) => number {
  return (k) => ((k / (b + k - 1)) * (a + r + b + k - 1)) / (r + k - 1);
}

function logBetaNegBinomial(n: number, r: number, a: number, b: number): number {
  return lbeta(a + r, b + n) - lbeta(a, b) + logRisingFactorial(r, n) - logRisingFactorial(1, n);
}

/** Summed up from p(0) where that is in range: F close to one then keeps the digits of 1 - F. */
export function betaNegBinomialLogCdf(n: number, r: number, a: number, b: number): number {
  if (n < 0) return -Infinity;
  const first = exp(lbeta(a + r, b) - lbeta(a, b));
  if (first > 1e-200) {
    const ratio = negativeRatio(r, a, b);
    let term = first;
    let sum = first;
    for (let k = 1; k <= n; k++) sum += term /= ratio(k);
    return log(sum);
  }
  return logBetaNegBinomial(n, r, a, b) + log(sumDown(n, negativeRatio(r, a, b), null).sum);
}

function betaNegBinomialSlope(
  n: number,
  r: number,
  a: number,
  b: number,
  score: (k: number) => number,
): number {
  if (n < 0) return 0;
  const { sum, scored } = sumDown(n, negativeRatio(r, a, b), score);
  return scored / sum;
}

export function betaNegBinomialLogCdfDr(n: number, r: number, a: number, b: number): number {
  return betaNegBinomialSlope(
    n,
    r,
    a,
    b,
    (k) => digamma(a + r) - digamma(a + r + b + k) + digamma(r + k) - digamma(r),
  );
}

export function betaNegBinomialLogCdfDa(n: number, r: number, a: number, b: number): number {
  return betaNegBinomialSlope(
    n,
    r,
    a,
    b,
    (k) => digamma(a + r) - digamma(a + r + b + k) - digamma(a) + digamma(a + b),
  );
}

export function betaNegBinomialLogCdfDb(n: number, r: number, a: number, b: number): number {
  return betaNegBinomialSlope(
    n,
    r,
    a,
    b,
    (k) => digamma(b + k) - digamma(a + r + b + k) - digamma(b) + digamma(a + b),
  );
}
