// Rounding, minima and the remaining exact functions of Stan. fmin and fmax skip NaN, as C's do; ties go to the first argument.

import { productError, sumError } from "./double-double.ts";
import { POWERS_OF_TWO } from "./powers-of-two.ts";

/** Nearest integer, halves away from zero. */
export function round(x: number): number {
  const whole = Math.trunc(x);
  const fraction = Math.abs(x - whole);
  return fraction >= 0.5 ? (x < 0 ? whole - 1 : whole + 1) : whole;
}

/** 1 for x >= 0, else 0; NaN for NaN. */
export function step(x: number): number {
  return x !== x ? x : x < 0 ? 0 : 1;
}

export function fdim(x: number, y: number): number {
  return x <= y ? 0 : x - y;
}

export function fmin(x: number, y: number): number {
  return x !== x ? y : y < x ? y : x;
}

export function fmax(x: number, y: number): number {
  return x !== x ? y : y > x ? y : x;
}

/** x - y trunc(x / y), exact: the remainder is one of the operations that IEEE 754 and ECMAScript define to the last bit. */
export function fmod(x: number, y: number): number {
  return x % y;
}

/** x y + z with the rounding errors of both operations put back. */
export function fma(x: number, y: number, z: number): number {
  const product = x * y;
  const sum = product + z;
  if (!(product > -Infinity && product < Infinity)) return fmaOverflow(x, y, z);
  const error = sumError(product, z, sum) + productError(x, y, product);
  return error === error ? sum + error : sum;
}

/** x 2^n. */
export function ldexp(x: number, n: number): number {
  let value = x;
  let left = n > 2200 ? 2200 : n < -2200 ? -2200 : n;
  for (; left > 1000; left -= 1000) value *= 1.0715086071862673e301;
  for (; left < -1000; left += 1000) value *= 9.332636185032189e-302;
  return value * POWERS_OF_TWO[left + 1074]!;
}

/** x y beyond the range of doubles: scaled down, unless an argument itself is infinite. */
function fmaOverflow(x: number, y: number, z: number): number {
  const isFinite = x > -Infinity && x < Infinity && y > -Infinity && y < Infinity;
  if (!isFinite) return x * y + z;
  return z === Infinity || z === -Infinity ? z : (x * 0.25 * y + z * 0.25) * 4;
}
