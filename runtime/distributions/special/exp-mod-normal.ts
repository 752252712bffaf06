// Left part of the exponentially modified normal distribution function: F = phi(z) (R(-z) - R(v - z)) for z < 0, with R the Mills ratio
// (1 - Phi) / phi and v = lambda sigma. Phi(z) - exp(v^2/2 - v z) Phi(z - v) itself underflows and cancels there.

import { erfcx } from "../../functions/error-function.ts";
import { log } from "../../functions/log.ts";

const SQRT_HALF = 0.7071067811865476;
const SQRT_HALF_PI = 1.2533141373155003;
const HALF_LOG_2PI = 0.9189385332046728;

function millsRatio(x: number): number {
  return SQRT_HALF_PI * erfcx(SQRT_HALF * x);
}

export function expModNormalLeft(z: number, v: number): number {
  if (z === -Infinity) return -Infinity;
  return log(millsRatio(-z) - millsRatio(v - z)) - 0.5 * z * z - HALF_LOG_2PI;
}

/** dF/dz = v phi(z) R(v - z). */
export function expModNormalLeftDz(z: number, v: number): number {
  const right = millsRatio(v - z);
  return (v * right) / (millsRatio(-z) - right);
}

/** dF/dv = phi(z) (1 - (v - z) R(v - z)). */
export function expModNormalLeftDv(z: number, v: number): number {
  const right = millsRatio(v - z);
  return (1 - (v - z) * right) / (millsRatio(-z) - right);
}
