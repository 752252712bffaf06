// Hyperbolic functions and their inverses through expm1, exp and log1p, each in the form that does not cancel near zero; within
// 2 ulp. Beyond the range of exp the factor 1/2 is taken inside.

import { exp, expm1 } from "./exp.ts";
import { log, log1p } from "./log.ts";

const LN2 = 0.6931471805599453;

export function sinh(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8) return x;
  let value: number;
  if (size < 22) {
    const t = expm1(size);
    value = 0.5 * (size < 1 ? 2 * t - (t * t) / (t + 1) : t + t / (t + 1));
  } else value = halfExp(size);
  return x < 0 ? -value : value;
}

export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < 22) {
    if (size < 0.3) {
      const t = expm1(size);
      return 1 + (t * t) / (2 * (1 + t));
    }
    const e = exp(size);
    return 0.5 * e + 0.5 / e;
  }
  return halfExp(size);
}

export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8) return x;
  let value: number;
  if (size < 1) {
    const t = expm1(-2 * size);
    value = -t / (t + 2);
  } else value = size < 20 ? 1 - 2 / (exp(2 * size) + 1) : size !== size ? NaN : 1;
  return x < 0 ? -value : value;
}

/** exp(x) / 2 without premature overflow. */
function halfExp(x: number): number {
  if (x < 709) return 0.5 * exp(x);
  const half = exp(0.5 * x);
  return 0.5 * half * half;
}

export function asinh(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8) return x;
  const square = size * size;
  const value = size > 1e8 ? log(size) + LN2 : log1p(size + square / (1 + Math.sqrt(1 + square)));
  return x < 0 ? -value : value;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  if (x > 1e8) return log(x) + LN2;
  const t = x - 1;
  return log1p(t + Math.sqrt(t * (x + 1)));
}

export function atanh(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1)) return size === 1 ? x * Infinity : NaN;
  if (size < 1e-8) return x;
  const value = 0.5 * log1p(size < 0.5 ? 2 * size + (2 * size * size) / (1 - size) : (2 * size) / (1 - size));
  return x < 0 ? -value : value;
}
