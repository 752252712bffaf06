// log of the density at time u of first passage through 0 of a Brownian motion without drift between 0 and 1, started at w. Below 0.3 the
// sum over image charges, above it the eigenfunction expansion: either is exact to the last digit with a handful of terms there.
// Source: Navarro and Fuss, "Fast and accurate calculations for first-passage times in Wiener diffusion models", J. Math. Psych. 53 (2009).

import { exp } from "../../functions/exp.ts";
import { log } from "../../functions/log.ts";
import { cos, sin } from "../../functions/trigonometric.ts";

const PI = 3.141592653589793;
const LOG_PI = 1.1447298858494002;
const HALF_LOG_2PI = 0.9189385332046728;
const SWITCH = 0.3;
const TERMS = 6;

/** [sum, its derivative in u, in w], the leading exponential taken out of the sum but not out of the logarithm's derivatives. */
const sums = new Float64Array(3);

/** Sum over k of c exp(-(c^2 - w^2) / (2 u)), c = w + 2 k. */
function images(u: number, w: number): void {
  let [sum, inU, inW] = [0, 0, 0];
  for (let k = -TERMS; k <= TERMS; k++) {
    const c = w + 2 * k;
    const term = exp((-2 * k * (w + k)) / u);
    sum += c * term;
    inU += ((c * c * c) / (2 * u * u)) * term;
    inW += (1 - (c * c) / u) * term;
  }
  sums[0] = sum;
  sums[1] = inU;
  sums[2] = inW;
}

/** Sum over k >= 1 of k exp(-(k^2 - 1) pi^2 u / 2) sin(k pi w). */
function eigenfunctions(u: number, w: number): void {
  let [sum, inU, inW] = [0, 0, 0];
  for (let k = 1; k <= TERMS; k++) {
    const term = k * exp(-0.5 * (k * k - 1) * PI * PI * u);
    sum += term * sin(k * PI * w);
    inU -= 0.5 * k * k * PI * PI * term * sin(k * PI * w);
    inW += k * PI * term * cos(k * PI * w);
  }
  sums[0] = sum;
  sums[1] = inU;
  sums[2] = inW;
}

export function logFirstPassage(u: number, w: number): number {
  if (u < SWITCH) {
    images(u, w);
    return log(sums[0]!) - 1.5 * log(u) - (w * w) / (2 * u) - HALF_LOG_2PI;
  }
  eigenfunctions(u, w);
  return log(sums[0]!) + LOG_PI - 0.5 * PI * PI * u;
}

export function logFirstPassageDu(u: number, w: number): number {
  if (u < SWITCH) {
    images(u, w);
    return sums[1]! / sums[0]! - 1.5 / u;
  }
  eigenfunctions(u, w);
  return sums[1]! / sums[0]!;
}

export function logFirstPassageDw(u: number, w: number): number {
  if (u < SWITCH) images(u, w);
  else eigenfunctions(u, w);
  return sums[2]! / sums[0]!;
}
