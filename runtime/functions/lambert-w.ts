// The two real branches of Lambert's W, w exp(w) = x, to about 1e-15. Near the branch point -1/e the start is the series in
// p = sqrt(2 (e x + 1)), with e x + 1 formed in twice the precision; then Fritsch's fourth-order step (Fritsch, Shafer and Crowley,
// CACM 16 (1973)), which needs one logarithm. Corless et al., "On the Lambert W function", Adv. Comput. Math. 5 (1996).

import { productError } from "./double-double.ts";
import { exp } from "./exp.ts";
import { log, log1p } from "./log.ts";

const E = 2.718281828459045;
const E_LOW = 1.4456468917292502e-16;

/** e x + 1, exact to the last place also where it is tiny. */
function distanceToBranch(x: number): number {
  const product = E * x;
  return product + 1 + (productError(E, x, product) + E_LOW * x);
}

/** w on the branch w >= -1, for x >= -1/e. */
export function lambertW0(x: number): number {
  if (x > -1e-6 && x < 1e-6) return x * (1 - x * (1 - x * (1.5 - x * (8 / 3))));
  if (x > -0.1) {
    if (x === Infinity) return x;
    return refine(x, x < 3 ? log1p(x * (1 - 0.3 * log1p(x < 0 ? 0 : x))) : log(x) - log(log(x)));
  }
  const distance = distanceToBranch(x);
  if (!(distance > 0)) return distance === 0 ? -1 : NaN;
  const start = nearBranch(Math.sqrt(2 * distance));
  return distance < 0.02 ? start : refine(x, start);
}

/** w on the branch w <= -1, for -1/e <= x < 0. */
export function lambertWm1(x: number): number {
  if (!(x < 0)) return NaN;
  const distance = distanceToBranch(x);
  if (!(distance > 0)) return distance === 0 ? -1 : NaN;
  if (distance < 0.02) return nearBranch(-Math.sqrt(2 * distance));
  if (x < -0.2) return refine(x, nearBranch(-Math.sqrt(2 * distance)));
  const l = log(-x);
  const m = log(-l);
  return refine(x, l - m + m / l);
}

/** The derivative of the branch w >= -1, given w = W(x). */
export function lambertW0Dx(x: number, w: number): number {
  return slope(w, distanceToBranch(x), 1);
}

/** The derivative of the branch w <= -1, given w = W(x). */
export function lambertWm1Dx(x: number, w: number): number {
  return slope(w, distanceToBranch(x), -1);
}

/** exp(-w) / (1 + w); next to the branch point 1 + w comes from its own series, since w has lost its digits. */
function slope(w: number, distance: number, side: number): number {
  const next = distance < 0.02 ? aboveMinusOne(side * Math.sqrt(2 * distance)) : 1 + w;
  return exp(-w) / next;
}

/** W as a series in p = +-sqrt(2 (e x + 1)), to full precision for |p| < 0.2. */
function nearBranch(p: number): number {
  return -1 + aboveMinusOne(p);
}

/** 1 + W as that series. */
function aboveMinusOne(p: number): number {
  let sum = 0;
  for (let k = BRANCH.length - 1; k >= 1; k--) sum = (sum + BRANCH[k]!) * p;
  return sum;
}

/** Coefficients of W(-1/e + p^2/(2e)) by the recurrence of Corless et al., equations 4.23 and 4.24. */
const BRANCH = branchSeries(26);

function branchSeries(count: number): Float64Array {
  const mu = new Float64Array(count);
  const alpha = new Float64Array(count);
  mu[0] = -1;
  mu[1] = 1;
  alpha[0] = 2;
  alpha[1] = -1;
  for (let k = 2; k < count; k++) {
    let sum = 0;
    for (let j = 2; j < k; j++) sum += mu[j]! * mu[k + 1 - j]!;
    alpha[k] = sum;
    mu[k] = ((k - 1) / (k + 1)) * (mu[k - 2]! / 2 + alpha[k - 2]! / 4) - alpha[k]! / 2 - mu[k - 1]! / (k + 1);
  }
  return mu;
}

/** Two steps of Fritsch's iteration on log(x / w) = w. */
function refine(x: number, start: number): number {
  let w = start;
  for (let i = 0; i < 3; i++) {
    if (w === 0) return x;
    const z = (x > -1e-290 && x < 0 ? log(-x) - log(-w) : log(x / w)) - w;
    const next = 1 + w;
    const q = 2 * next * (next + (2 / 3) * z);
    const step = (z / next) * ((q - z) / (q - 2 * z));
    w += w * step;
    if (Math.abs(step) < 1e-10) break;
  }
  return w;
}
