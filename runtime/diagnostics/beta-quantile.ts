// Quantiles of the beta distribution, for the standard error of a quantile. Bisection on the regularised incomplete beta
// function: slow and certain; it is called twice per quantile, and only the integer part of a multiple is used.

import { exp, log, log1p } from "../functions/elementary.ts";

/** x with I_x(a, b) = p, for a, b >= 1 and p in (0, 1); absolute error below 1e-14. */
export function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60 && high - low > 1e-15; step++) {
    const middle = (low + high) / 2;
    if (regularisedBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** I_x(a, b) by Lentz's continued fraction (DLMF 8.17.22), from the side where it converges fast. */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = exp(a * log(x) + b * log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  const direct = x < (a + 1) / (a + b + 2);
  return direct ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let value = d;
  for (let m = 1; m <= 10000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let factor = 1;
    for (const term of [even, odd]) {
      const denominator = 1 + term * d;
      d = 1 / (Math.abs(denominator) < tiny ? tiny : denominator);
      const numerator = 1 + term / c;
      c = Math.abs(numerator) < tiny ? tiny : numerator;
      factor = c * d;
      value *= factor;
    }
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return value;
}

/** log Gamma(x), x > 0: Stirling's series (DLMF 5.11.1) after shifting x above 16. */
function logGamma(x: number): number {
  let shift = 1;
  let z = x;
  for (; z < 16; z++) shift *= z;
  const w = 1 / (z * z);
  const series =
    (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - (w * 691) / 360360))))) / z;
  return (z - 0.5) * log(z) - z + 0.5 * log(2 * Math.PI) + series - log(shift);
}
