// Derivatives that take a branch to stay accurate or cheap; partials of the catalogue call them with the value already at hand.

import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { pow } from "./pow.ts";

/** d inv_logit(x) / dx, p = inv_logit(x): p (1 - p) until 1 - p runs out of digits. */
export function invLogitDx(x: number, p: number): number {
  return x < 4 ? p * (1 - p) : p / (1 + exp(x));
}

/** d tanh(x) / dx, t = tanh(x): 1 - t^2 until it runs out of digits, then 4 exp(-2 |x|) / (1 + exp(-2 |x|))^2. */
export function tanhDx(x: number, t: number): number {
  const size = Math.abs(x);
  if (size < 2) return (1 - t) * (1 + t);
  const e = exp(-2 * size);
  return (4 * e) / ((1 + e) * (1 + e));
}

/** d x^y / dx, value = x^y: y value / x where neither left the range in which that is exact. */
export function powDx(x: number, y: number, value: number): number {
  if (y === 0) return 0;
  const size = Math.abs(value);
  return size > 1e-290 && size < 1e290 ? (y * value) / x : y * pow(x, y - 1);
}

/** d x^y / dy, value = x^y: 0 where the power is, whatever log(x). */
export function powDy(x: number, value: number): number {
  return value === 0 ? 0 : value * log(x);
}
