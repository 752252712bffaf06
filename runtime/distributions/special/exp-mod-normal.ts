// Parts of the exponentially modified normal distribution. Its left tail: F = phi(z) (R(-z) - R(v - z)) for z < 0, with R the Mills ratio
// (1 - Phi) / phi and v = lambda sigma; Phi(z) - exp(v^2/2 - v z) Phi(z - v) itself underflows and cancels there. The scaled tail
// exp(u^2/2) Phi(-u) keeps the density free of large terms where u = v - z is positive: v^2/2 - v z = u^2/2 - z^2/2.
// Source: NIST Handbook of Mathematical Functions, 7.8 and 7.9 for the Mills ratio and its continued fraction.

import { erfcx } from "../../functions/error-function.ts";
import { exp, expm1 } from "../../functions/exp.ts";
import { rule } from "../../functions/gauss-legendre.ts";
import { log } from "../../functions/log.ts";

const SQRT_HALF = 0.7071067811865476;
const SQRT_HALF_PI = 1.2533141373155003;
const HALF_LOG_2PI = 0.9189385332046728;
const LOG_2 = 0.6931471805599453;

function millsRatio(x: number): number {
  return SQRT_HALF_PI * erfcx(SQRT_HALF * x);
}

/** 1 / R(u) - u, which is -d log R / du: a continued fraction once the difference loses digits. */
function hazardExcess(u: number): number {
  if (u < 30) return 1 / millsRatio(u) - u;
  let value = 0;
  for (let k = 12; k >= 1; k--) value = k / (u + value);
  return value;
}

/** log(exp(u^2 / 2) Phi(-u)). */
export function logScaledTail(u: number): number {
  return log(erfcx(SQRT_HALF * u)) - LOG_2;
}

export function logScaledTailDu(u: number): number {
  return -hazardExcess(u);
}

/** R(-z) - R(v - z); for v small beside 1 - z as the integral over t > 0 of exp(z t - t^2/2) (1 - exp(-v t)). */
function millsDifference(z: number, v: number): number {
  if (v > 0.02 * (1 - z)) return millsRatio(-z) - millsRatio(v - z);
  const half = 1 / (1 - z);
  let sum = 0;
  for (let panel = 0; panel < 40; panel++) {
    let part = 0;
    for (let i = 0; i < rule.length; i += 2) {
      const t = half * (2 * panel + 1 + rule[i]!);
      part -= rule[i + 1]! * half * exp(t * (z - 0.5 * t)) * expm1(-v * t);
    }
    sum += part;
    if (part < 1e-17 * sum) break;
  }
  return sum;
}

export function expModNormalLeft(z: number, v: number): number {
  if (z === -Infinity) return -Infinity;
  return log(millsDifference(z, v)) - 0.5 * z * z - HALF_LOG_2PI;
}

/** dF/dz = v phi(z) R(v - z). */
export function expModNormalLeftDz(z: number, v: number): number {
  return (v * millsRatio(v - z)) / millsDifference(z, v);
}

/** dF/dv = phi(z) (1 - (v - z) R(v - z)). */
export function expModNormalLeftDv(z: number, v: number): number {
  return (millsRatio(v - z) * hazardExcess(v - z)) / millsDifference(z, v);
}
