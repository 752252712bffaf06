// log(x) in about 0.52 ulp. x = 2^k z with z in [1, 2]; c = 1 + j/128 nearest to z; log x = k ln 2 + log c + log1p((z - c) / c).
// z - c is exact, k ln 2 + log c is summed from parts whose high words have trailing zeros, and c = 1 or 2 next to x = 1, so
// nothing cancels there. Method: Tang, "Table-driven implementation of the logarithm function", ACM TOMS 16 (1990).

import { add2, divide2, multiply2, type Double2 } from "./double-double.ts";
import { POWERS_OF_TWO } from "./powers-of-two.ts";

const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/** ln 2 = LN2_HIGH + LN2_LOW; the high part has 21 trailing zero bits, so multiples up to 2^11 of it are exact. */
export const LN2_HIGH = 0.693147180559890330187045037746429443359375;
export const LN2_LOW = 5.4979230187083711552420206887059365096458e-14;

/** For j = 0 .. 128 and c = 1 + j/128: [1/c, high part of log c, low part of log c, c]. */
const TABLE = logarithmTable();

export function log(x: number): number {
  number[0] = x;
  const high = words[1]!;
  if (high < 0x00100000 || high >= 0x7ff00000) return logUnusual(x);
  const k = (high >> 20) - 1023;
  const entry = (((high & 0xfffff) + 0x1000) >> 13) << 2;
  const r = (x * POWERS_OF_TWO[1074 - k]! - TABLE[entry + 3]!) * TABLE[entry]!;
  const r2 = r * r;
  const whole = k * LN2_HIGH + TABLE[entry + 1]!;
  const sum = whole + r;
  const rest = whole - sum + r + (k * LN2_LOW + TABLE[entry + 2]!);
  const tail = r2 * r * (1 / 3 - 0.25 * r + r2 * (0.2 - r * (1 / 6) + r2 * (1 / 7)));
  return sum + (rest + (tail - 0.5 * r2));
}

/** log(1 + x) in about 0.52 ulp everywhere: the table step of `log` at 1 + x, with the rounding error of that sum put back. */
export function log1p(x: number): number {
  if (!(x > -1 && x < 9007199254740992)) return x > 0 ? log(x) : x === -1 ? -Infinity : NaN;
  if (x > -1e-17 && x < 1e-17) return x;
  const u = 1 + x;
  const error = x < 1 ? x - (u - 1) : 1 - (u - x);
  number[0] = u;
  const high = words[1]!;
  const k = (high >> 20) - 1023;
  const entry = (((high & 0xfffff) + 0x1000) >> 13) << 2;
  const shrink = POWERS_OF_TWO[1074 - k]!;
  const r = (u * shrink - TABLE[entry + 3]! + error * shrink) * TABLE[entry]!;
  const r2 = r * r;
  const whole = k * LN2_HIGH + TABLE[entry + 1]!;
  const sum = whole + r;
  const rest = whole - sum + r + (k * LN2_LOW + TABLE[entry + 2]!);
  const tail = r2 * r * (1 / 3 - 0.25 * r + r2 * (0.2 - r * (1 / 6) + r2 * (1 / 7)));
  return sum + (rest + (tail - 0.5 * r2));
}

/** log x to about 68 bits: out[0] + out[1]. For positive finite x. */
export function logParts(x: number, out: Float64Array): void {
  number[0] = x;
  const high = words[1]!;
  if (high < 0x00100000) return logPartsOfSubnormal(x, out);
  const k = (high >> 20) - 1023;
  const entry = (((high & 0xfffff) + 0x1000) >> 13) << 2;
  const c = TABLE[entry + 3]!;
  const offset = x * POWERS_OF_TWO[1074 - k]! - c;
  // r = a + b with a a multiple of 2^-34, so that a * c and a * a are exact.
  const a = offset * TABLE[entry]! + 393216 - 393216;
  const b = (offset - a * c) * TABLE[entry]!;
  const r = a + b;
  const half = 0.5 * a * a;
  const whole = k * LN2_HIGH + TABLE[entry + 1]! + a;
  const sum = whole - half;
  const cubic = 1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9))))));
  const rest =
    whole - sum - half + (b - b * (a + 0.5 * b) + r * r * r * cubic) + (k * LN2_LOW + TABLE[entry + 2]!);
  out[0] = sum + rest;
  out[1] = sum - out[0] + rest;
}

function logPartsOfSubnormal(x: number, out: Float64Array): void {
  logParts(x * 18014398509481984, out);
  const difference = out[0]! - 37.42994775023705;
  out[1]! += out[0]! - difference - 37.42994775023705 + 1.1902053746983427e-15;
  out[0] = difference;
}

function logUnusual(x: number): number {
  if (x > 0) return x === Infinity ? x : log(x * 18014398509481984) - 54 * LN2_HIGH - 54 * LN2_LOW;
  return x === 0 ? -Infinity : NaN;
}

function logarithmTable(): Float64Array {
  const table = new Float64Array(4 * 129);
  for (let j = 0; j <= 128; j++) {
    const c = 1 + j / 128;
    const logarithm = j === 128 ? { high: LN2_HIGH, low: LN2_LOW } : logarithm2(c);
    const coarse = Math.trunc(logarithm.high * 4398046511104) / 4398046511104;
    table[4 * j] = 1 / c;
    table[4 * j + 1] = coarse;
    table[4 * j + 2] = logarithm.high - coarse + logarithm.low;
    table[4 * j + 3] = c;
  }
  return table;
}

/** log c = 2 atanh((c - 1) / (c + 1)) by its series, to about 100 bits. */
function logarithm2(c: number): Double2 {
  const t = divide2({ high: c - 1, low: 0 }, { high: c + 1, low: 0 });
  const t2 = multiply2(t, t);
  let sum: Double2 = { high: 0, low: 0 };
  for (let n = 67; n >= 1; n -= 2) {
    sum = add2(multiply2(sum, t2), divide2({ high: 2, low: 0 }, { high: n, low: 0 }));
  }
  return multiply2(sum, t);
}
