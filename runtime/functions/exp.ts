// exp(x), expm1(x) and 2^x in about 0.51 ulp, faster than Math.exp. x = n ln2/128 + r with |r| <= ln2/256, n = 128 k + j:
// exp x = 2^k 2^(j/128) exp r, the root from a table that carries its own rounding error. The scale 2^k comes from a table too.
// Method: Tang, "Table-driven implementation of the exponential function", ACM TOMS 15 (1989).

import { multiply2, sqrt2, type Double2 } from "./double-double.ts";
import { POWERS_OF_TWO } from "./powers-of-two.ts";

const STEPS_PER_UNIT = 184.6649652337873; // 128 / ln 2
const STEP_HIGH = 0.005415212347998022; // ln 2 / 128 in 35 bits: its product with n is exact
const STEP_LOW = 1.2655086083325438e-13;
/** Adding and subtracting 1.5 * 2^52 rounds to the nearest integer. */
const ROUNDER = 6755399441055744;

/** For j = 0 .. 127: [2^(j/128), its rounding error divided by it]. */
const TABLE = rootsOfTwo();

export function exp(x: number): number {
  if (!(x > -708 && x < 709)) return expUnusual(x);
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const r = x - n * STEP_HIGH - n * STEP_LOW;
  const i = n | 0;
  const entry = (i & 127) << 1;
  const r2 = r * r;
  const p = TABLE[entry + 1]! + r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120)));
  const scale = TABLE[entry]! * POWERS_OF_TWO[(i >> 7) + 1074]!;
  return scale + scale * p;
}

/** exp(x) - 1 without cancellation near zero. */
export function expm1(x: number): number {
  if (!(x > -38 && x < 709)) return x <= -38 ? -1 : expUnusual(x);
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const r = x - n * STEP_HIGH - n * STEP_LOW;
  const i = n | 0;
  const entry = (i & 127) << 1;
  const r2 = r * r;
  const p = TABLE[entry + 1]! + (r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120))));
  if (i === 0) return x === 0 ? x : p;
  const scale = TABLE[entry]! * POWERS_OF_TWO[(i >> 7) + 1074]!;
  return scale - 1 + scale * p;
}

/** 2^x; exact at integers. */
export function exp2(x: number): number {
  if (!(x > -1074.5 && x < 1024))
    return x !== x ? x : x > 0 ? Infinity : x >= -1075 ? exp2(x + 54) * 5.551115123125783e-17 : 0;
  const n = Math.floor(x * 128 + 0.5);
  return scaledExp(n, (x - n / 128) * 0.6931471805599453);
}

/** exp(high + low), where |low| is far below |high|: the exponential of a sum that is known to more than 53 bits. */
export function expOfSum(high: number, low: number): number {
  if (!(high > -746 && high < 710)) return high + low !== high + low ? NaN : high > 0 ? Infinity : 0;
  const n = high * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  return scaledExp(n, high - n * STEP_HIGH + (low - n * STEP_LOW));
}

function expUnusual(x: number): number {
  if (x !== x) return x;
  return expOfSum(x > 1000 ? 1000 : x < -1000 ? -1000 : x, 0);
}

/** 2^(n/128) exp(r) for any n of the range of doubles, underflowing gradually. */
function scaledExp(n: number, r: number): number {
  const i = n | 0;
  const entry = (i & 127) << 1;
  const r2 = r * r;
  const p = TABLE[entry + 1]! + r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120)));
  const root = TABLE[entry]!;
  const k = i >> 7;
  const half = k >> 1;
  return (root + root * p) * POWERS_OF_TWO[half + 1074]! * POWERS_OF_TWO[k - half + 1074]!;
}

/** 2^(j/128) as products of 2^(1/2), 2^(1/4), ... 2^(1/128). */
function rootsOfTwo(): Float64Array {
  const table = new Float64Array(256);
  const roots: Double2[] = [];
  for (let root: Double2 = { high: 2, low: 0 }, i = 0; i < 7; i++) {
    root = sqrt2(root);
    roots.push(root);
  }
  for (let j = 0; j < 128; j++) {
    let product: Double2 = { high: 1, low: 0 };
    for (let i = 0; i < 7; i++) if ((j >> (6 - i)) & 1) product = multiply2(product, roots[i]!);
    table[2 * j] = product.high;
    table[2 * j + 1] = product.low / product.high;
  }
  return table;
}
