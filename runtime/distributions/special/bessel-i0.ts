// log of exp(-x) I0(x) and its derivative I1(x)/I0(x) - 1: power series of positive terms below 25 (DLMF 10.25.2), Hankel's expansion
// above (DLMF 10.40.1), whose smallest term there is below 1e-17.

import { log, log1p } from "../../functions/log.ts";

const TWO_PI = 6.283185307179586;

/** Sum over k of (x^2/4)^k / (k! (k + order)!), times order! . */
function series(x: number, order: number): number {
  const quarter = 0.25 * x * x;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= quarter / (k * (k + order));
    sum += term;
  }
  return sum;
}

/** exp(-x) I_order(x) sqrt(2 pi x) - 1. */
function hankel(x: number, order: number): number {
  const mu = 4 * order * order;
  let term = 1;
  let sum = 0;
  for (let k = 1; k < 40; k++) {
    const odd = 2 * k - 1;
    term *= -(mu - odd * odd) / (8 * x * k);
    sum += term;
    if (Math.abs(term) < 1e-17) break;
  }
  return sum;
}

export function logScaledBesselI0(x: number): number {
  return x < 25 ? log(series(x, 0)) - x : log1p(hankel(x, 0)) - 0.5 * log(TWO_PI * x);
}

export function logScaledBesselI0Dx(x: number): number {
  if (x < 25) return (0.5 * x * series(x, 1)) / series(x, 0) - 1;
  const zero = hankel(x, 0);
  return (hankel(x, 1) - zero) / (1 + zero);
}
