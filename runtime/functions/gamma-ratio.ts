// Differences of lgamma and what is built on them: factorial powers, binomial coefficients, the multivariate gamma function. For
// large arguments both Stirling series are subtracted term by term, so lgamma(1e8 + 20) - lgamma(1e8) keeps all its digits.
// Source: DLMF 5.11.1; Didonato and Morris, "Algorithm 708", ACM TOMS 18 (1992), for the idea.

import { productError } from "./double-double.ts";
import { lgamma, lgamma1p } from "./gamma-function.ts";
import { digamma, digammaDifference } from "./digamma.ts";
import { log, log1p } from "./log.ts";

const LOG_PI = 1.1447298858494002;

/** Coefficients B_2k / (2k (2k - 1)), k = 1 .. 8, of the correction to Stirling's formula. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** stirlingCorrection(a + h) - stirlingCorrection(a) for a, a + h >= 10. */
export function stirlingDifference(a: number, h: number): number {
  const c = a + h;
  const u = 1 / (a * a);
  const v = 1 / (c * c);
  let atA = 0;
  let slope = 0;
  for (let k = 7; k >= 0; k--) {
    slope = slope * v + atA;
    atA = atA * u + STIRLING[k]!;
  }
  // P(v)/c - P(u)/a = (P(v) - P(u))/c + P(u) (1/c - 1/a), and v - u = -h (a + c) / (a c)^2.
  return (-h / (a * c)) * (atA + (slope * (a + c)) / (a * c * c));
}

/** lgamma(a + h) - lgamma(a); for a > 0 and a + h > 0 to a few units of the last place also where h << a. */
export function lgammaDifference(a: number, h: number): number {
  if (!(a > 0 && a + h > 0) || (a < 10 && a + h < 10 && Math.abs(h) > 0.25)) return lgamma(a + h) - lgamma(a);
  if (a === 1 && h > -0.25 && h <= 2) return lgamma1p(h);
  let shift = 0;
  let low = a;
  while (low < 10 || low + h < 10) {
    shift += log1p(h / low);
    low += 1;
  }
  const c = low + h;
  return (low - 0.5) * log1p(h / low) - h + h * log(c) + stirlingDifference(low, h) - shift;
}

function isPole(x: number): boolean {
  return x <= 0 && Math.floor(x) === x;
}

/** log of Gamma(x + 1) / Gamma(x - n + 1). */
export function logFallingFactorial(x: number, n: number): number {
  if (x !== x || n !== n) return NaN;
  const low = x - n + 1;
  if (isPole(low)) return isPole(x + 1) ? NaN : -Infinity;
  return low > 0 && x + 1 > 0 ? lgammaDifference(low, n) : lgamma(x + 1) - lgamma(low);
}

export function logFallingFactorialDx(x: number, n: number): number {
  const low = x - n + 1;
  return low > 0 && x + 1 > 0 ? digammaDifference(low, n) : digamma(x + 1) - digamma(low);
}

export function logFallingFactorialDn(x: number, n: number): number {
  return digamma(x - n + 1);
}

/** log of Gamma(x + n) / Gamma(x) for x > 0. */
export function logRisingFactorial(x: number, n: number): number {
  if (!(x > 0) || n !== n) return NaN;
  return x + n > 0 ? lgammaDifference(x, n) : lgamma(x + n) - lgamma(x);
}

export function logRisingFactorialDx(x: number, n: number): number {
  return x + n > 0 ? digammaDifference(x, n) : digamma(x + n) - digamma(x);
}

export function logRisingFactorialDn(x: number, n: number): number {
  return digamma(x + n);
}

/** x (x - 1) ... (x - n + 1) for an integer n >= 0. */
export function fallingFactorial(x: number, n: number): number {
  if (!(n >= 0) || x !== x) return NaN;
  let product = 1;
  for (let i = 0; i < n && product !== 0 && Math.abs(product) < Infinity; i++) product *= x - i;
  return product;
}

/** The derivative in x: a sum of products, so that a zero factor does no harm. */
export function fallingFactorialDx(x: number, n: number): number {
  if (!(n >= 0) || x !== x) return NaN;
  let product = 1;
  let derivative = 0;
  for (let i = 0; i < n && (product !== 0 || derivative !== 0) && Math.abs(derivative) < Infinity; i++) {
    derivative = derivative * (x - i) + product;
    product *= x - i;
  }
  return derivative;
}

/** x (x + 1) ... (x + n - 1) for an integer n >= 0. */
export function risingFactorial(x: number, n: number): number {
  if (!(n >= 0) || x !== x) return NaN;
  let product = 1;
  for (let i = 0; i < n && product !== 0 && Math.abs(product) < Infinity; i++) product *= x + i;
  return product;
}

export function risingFactorialDx(x: number, n: number): number {
  if (!(n >= 0) || x !== x) return NaN;
  let product = 1;
  let derivative = 0;
  for (let i = 0; i < n && (product !== 0 || derivative !== 0) && Math.abs(derivative) < Infinity; i++) {
    derivative = derivative * (x + i) + product;
    product *= x + i;
  }
  return derivative;
}

/** The binomial coefficient of two integers, exact below 2^53; 0 for k outside 0 .. n. */
export function choose(n: number, k: number): number {
  if (!(k >= 0 && k <= n)) return k !== k || n !== n ? NaN : 0;
  const fewer = k < n - k ? k : n - k;
  let product = 1;
  for (let i = 1; i <= fewer && product < Infinity; i++) {
    const factor = n - fewer + i;
    const next = product * factor;
    product = next < 9007199254740992 ? next / i : roundedQuotient(product, factor, i);
  }
  return product;
}

/** a b / c, an integer, rounded to nearest even where a b has more than 53 bits. */
function roundedQuotient(a: number, b: number, c: number): number {
  const product = a * b;
  const quotient = product / c;
  const back = quotient * c;
  const remainder = product - back - productError(quotient, c, back) + productError(a, b, product);
  return product < 1e290 ? quotient + remainder / c : a * (b / c);
}

/** log of the multivariate gamma function Gamma_k(x), k(k-1)/4 log pi + sum of lgamma(x + (1 - j)/2). */
export function lmgamma(k: number, x: number): number {
  if (!(k >= 0 && k < 1e7)) return NaN;
  let sum = 0.25 * k * (k - 1) * LOG_PI;
  for (let j = 0; j < k; j++) sum += lgamma(x - 0.5 * j);
  return sum;
}

export function lmgammaDx(k: number, x: number): number {
  if (!(k >= 0 && k < 1e7)) return NaN;
  let sum = 0;
  for (let j = 0; j < k; j++) sum += digamma(x - 0.5 * j);
  return sum;
}
