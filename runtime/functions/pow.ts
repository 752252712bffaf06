// x^y, log2 and log10 through a logarithm of about 68 bits, so that they are right to an ulp for every magnitude of y and exact at
// exact results (2^10, log10(1000)). Special cases are those of C99 (pow(1, NaN) = 1), which Stan follows, not those of JavaScript.

import { productError } from "./double-double.ts";
import { expOfSum } from "./exp.ts";
import { logParts } from "./log.ts";

const parts = new Float64Array(2);

export function pow(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 1) return x;
  if (x > 2.2250738585072014e-308 && x < Infinity && y > -1e300 && y < 1e300) return powPositive(x, y);
  return powUnusual(x, y);
}

/** For positive finite x. */
function powPositive(x: number, y: number): number {
  logParts(x, parts);
  const high = y * parts[0]!;
  if (!(high > -1e4 && high < 1e4)) return high > 0 ? Infinity : 0;
  return expOfSum(high, productError(y, parts[0]!, high) + y * parts[1]!);
}

function powUnusual(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (x !== x || y !== y) return NaN;
  if (y === Infinity || y === -Infinity) {
    const size = Math.abs(x);
    return size === 1 ? 1 : size > 1 === y > 0 ? Infinity : 0;
  }
  const negative = x < 0 || (x === 0 && 1 / x < 0);
  const isInteger = Math.floor(y) === y;
  const sign = negative && isInteger && Math.floor(y / 2) * 2 !== y ? -1 : 1;
  if (x === 0 || x === Infinity || x === -Infinity) return (x === 0) === y > 0 ? sign * 0 : sign * Infinity;
  if (negative && !isInteger) return NaN;
  return sign * powMagnitude(Math.abs(x), y);
}

function powMagnitude(x: number, y: number): number {
  if (x === 1) return 1;
  if (Math.abs(y) >= 1e300) return x > 1 === y > 0 ? Infinity : 0;
  return powPositive(x, y);
}

export function log2(x: number): number {
  return logToBase(x, 1.4426950408889634, 2.0355273740931033e-17);
}

export function log10(x: number): number {
  return logToBase(x, 0.4342944819032518, 1.098319650216765e-17);
}

function logToBase(x: number, high: number, low: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? Infinity : NaN;
  logParts(x, parts);
  const product = parts[0]! * high;
  return product + (productError(parts[0]!, high, product) + (parts[0]! * low + parts[1]! * high));
}
