// The incomplete beta function over its power factor where both parameters are large and the continued fraction would take of the order
// of sqrt(a) steps: with logit t = logit x - s,
//   I_x(a, b) = x^a y^b / B(a, b) * integral over s > 0 of exp(e s - (a + b) K(s)),  e = b x - a y,  K(s) = log(y + x exp(-s)) + x s,
// for e <= 0: a half of a bell or an exponential tail, which a few Gauss-Legendre panels integrate to the last digit. The idea of
// quadrature from x outwards is that of Press et al., Numerical Recipes (2007), 6.4; the form with the cumulant function K is ours.

import { exp, expm1 } from "./exp.ts";
import { rule } from "./gauss-legendre.ts";
import { log1pMinus } from "./log1p-minus.ts";

/** exp(s) - 1 - s. */
function expm1Minus(s: number): number {
  if (s > 0.3 || s < -0.3) return expm1(s) - s;
  let sum = 0;
  for (let k = 13; k >= 2; k--) sum = (sum * s + 1) / k;
  return s * s * sum;
}

/**
 * Writes the integral S to out[1] and those of log(t / x) and log((1 - t) / y) under the same weight, the parts of its derivatives in a
 * and b that come from the integrand, to out[2] and out[3].
 */
export function betaIntegral(
  a: number,
  b: number,
  x: number,
  y: number,
  offset: number,
  out: Float64Array,
): void {
  const n = a + b;
  const half = 1 / Math.max(-offset, Math.sqrt(n * x * y));
  let [sum, inA, inB] = [0, 0, 0];
  for (let panel = 0; panel < 60; panel++) {
    let part = 0;
    for (let i = 0; i < rule.length; i += 2) {
      const s = half * (2 * panel + 1 + rule[i]!);
      // log(y + x exp(-s)) from whichever of the two terms is the larger.
      const u = x < 0.5 ? x * expm1(-s) : y * expm1(s);
      const bend = log1pMinus(u);
      const cumulant = bend + (x < 0.5 ? x * expm1Minus(-s) : y * expm1Minus(s));
      const weight = rule[i + 1]! * half * exp(offset * s - n * cumulant);
      const toRest = x < 0.5 ? bend + u : bend + u - s;
      part += weight;
      inA -= weight * (s + toRest);
      inB -= weight * toRest;
    }
    sum += part;
    if (part < 1e-17 * sum) break;
  }
  out[1] = sum;
  out[2] = inA;
  out[3] = inB;
}
