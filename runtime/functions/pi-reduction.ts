// Reduces an angle to the octant around a multiple of pi/2, for sin, cos and tan: exact to about 2^-100 for every double.
// Below 2^20 three subtractions of exact multiples (Cody and Waite); above, the product with the needed 168 bits of 2/pi
// (Payne and Hanek, "Radian reduction for trigonometric functions", SIGNUM 18 (1983)).

import { productError, sumError } from "./double-double.ts";

/** Three pieces of pi/2 with 33 bits each, and the rest. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_4 = 8.4784276603689e-32;

/** 2/pi in digits of base 2^24, the first with weight 2^-24. */
const TWO_OVER_PI = Int32Array.of(
  10680707,
  7228996,
  1387004,
  2578385,
  16069853,
  12639074,
  9804092,
  4427841,
  16666979,
  11263675,
  12935607,
  2387514,
  4345298,
  14681673,
  3074569,
  13734428,
  16653803,
  1880361,
  10960616,
  8533493,
  3062596,
  8710556,
  7349940,
  6258241,
  3772886,
  3769171,
  3798172,
  8675211,
  12450088,
  3874808,
  9961438,
  366607,
  15675153,
  9132554,
  7151469,
  3571407,
  2607881,
  12013382,
  4155038,
  6285869,
  7677882,
  13102053,
  15825725,
  473591,
  9065106,
  15363067,
  6271263,
  9264392,
  5636912,
  4652155,
  7056368,
  13614112,
  10155062,
  1944035,
);

const BASE = 16777216;

/** Writes x - n pi/2 as out[0] + out[1], |out[0]| <= pi/4, and returns n modulo 4. For finite x. */
export function reduceByHalfPi(x: number, out: Float64Array): number {
  if (x > 1048576 || x < -1048576) return reduceLarge(x, out);
  const n = x * 0.6366197723675814 + 6755399441055744 - 6755399441055744;
  const first = x - n * HALF_PI_1;
  const second = n * HALF_PI_2;
  const difference = first - second;
  const error = sumError(first, -second, difference);
  const third = n * HALF_PI_3;
  const last = difference - third;
  const rest = sumError(difference, -third, last) + (error - n * HALF_PI_4);
  out[0] = last + rest;
  out[1] = last - out[0] + rest;
  return n & 3;
}

const digits = new Float64Array(4);
const columns = new Float64Array(8);

function reduceLarge(x: number, out: Float64Array): number {
  const group = splitIntoDigits(Math.abs(x));
  for (let c = 7; c >= 0; c--) {
    let sum = 0;
    for (let a = 0; a < 4; a++) {
      const i = group + c - a;
      if (i >= 1) sum += digits[a]! * TWO_OVER_PI[i - 1]!;
    }
    columns[c] = sum;
  }
  for (let c = 7; c >= 1; c--) {
    const carry = Math.floor(columns[c]! / BASE);
    columns[c]! -= carry * BASE;
    columns[c - 1]! += carry;
  }
  let quadrant = columns[0]! - 4 * Math.floor(columns[0]! / 4);
  let sign = 1;
  if (columns[1]! >= BASE / 2) {
    for (let c = 1; c <= 7; c++) columns[c] = BASE - 1 - columns[c]!;
    quadrant++;
    sign = -1;
  }
  if (x < 0) {
    sign = -sign;
    quadrant = 4 - quadrant;
  }
  fractionTimesHalfPi(sign, out);
  return quadrant & 3;
}

/** Base 2^24 digits of x (the first is the integer part of x 2^(-24 q)); returns q. */
function splitIntoDigits(x: number): number {
  let q = 0;
  let scaled = x;
  while (scaled >= BASE) {
    scaled /= BASE;
    q++;
  }
  for (let a = 0; a < 4; a++) {
    digits[a] = Math.floor(scaled);
    scaled = (scaled - digits[a]!) * BASE;
  }
  return q;
}

function fractionTimesHalfPi(sign: number, out: Float64Array): void {
  const top = (columns[1]! * BASE + columns[2]!) * 3.552713678800501e-15;
  const middle = (columns[3]! * BASE + columns[4]!) * 1.262177448353619e-29;
  const bottom =
    (columns[5]! * BASE + columns[6]!) * 4.484155085839415e-44 + columns[7]! * 2.6727647100921956e-51;
  const sum = top + middle;
  const rest = top - sum + middle + bottom;
  const high = sum + rest;
  const low = sum - high + rest;
  const product = high * 1.5707963267948966;
  const error =
    productError(high, 1.5707963267948966, product) + high * 6.123233995736766e-17 + low * 1.5707963267948966;
  out[0] = sign * (product + error);
  out[1] = sign * (product - (product + error) + error);
}
