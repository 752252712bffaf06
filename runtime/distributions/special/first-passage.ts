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
/** Beyond these, terms on their side of the switch are below 1e-17 of the sum. */
const IMAGES = 3;
const FREQUENCIES = 6;

/** [sum, its derivative in u, in w], the leading exponential taken out of the sum but not out of the logarithm's derivatives. */
const sums = new Float64Array(3);

/** Sum over k of c exp(-(c^2 - w^2) / (2 u)), c = w + 2 k. */
function images(u: number, w: number): void {
  let [sum, inU, inW] = [0, 0, 0];
  for (let k = -IMAGES; k <= IMAGES; k++) {
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

/** Sum over k >= 1 of k exp(-(k^2 - 1) pi^2 u / 2) sin(k pi w), the angles by the addition theorem. */
function eigenfunctions(u: number, w: number): void {
  let [sum, inU, inW] = [0, 0, 0];
  const [sine, cosine] = [sin(PI * w), cos(PI * w)];
  let [s, c] = [sine, cosine];
  for (let k = 1; k <= FREQUENCIES; k++) {
    const term = k === 1 ? 1 : k * exp(-0.5 * (k * k - 1) * PI * PI * u);
    sum += term * s;
    inU -= 0.5 * k * k * PI * PI * term * s;
    inW += k * PI * term * c;
    [s, c] = [s * cosine + c * sine, c * cosine - s * sine];
  }
  sums[0] = sum;
  sums[1] = inU;
  sums[2] = inW;
}

/** log f(u, w), then its derivatives by u and by w. */
export function firstPassage(u: number, w: number, into: Float64Array): void {
  if (u < SWITCH) {
    images(u, w);
    into[0] = log(sums[0]!) - 1.5 * log(u) - (w * w) / (2 * u) - HALF_LOG_2PI;
    into[1] = sums[1]! / sums[0]! - 1.5 / u;
  } else {
    eigenfunctions(u, w);
    into[0] = log(sums[0]!) + LOG_PI - 0.5 * PI * PI * u;
    into[1] = sums[1]! / sums[0]!;
  }
  into[2] = sums[2]! / sums[0]!;
}

const parts = new Float64Array(3);

export function logFirstPassage(u: number, w: number): number {
  firstPassage(u, w, parts);
  return parts[0]!;
}

export function logFirstPassageDu(u: number, w: number): number {
  firstPassage(u, w, parts);
  return parts[1]!;
}

export function logFirstPassageDw(u: number, w: number): number {
  firstPassage(u, w, parts);
  return parts[2]!;
}
