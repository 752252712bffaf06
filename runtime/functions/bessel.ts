// Bessel functions J_n and Y_n of integer order. Up to x = 25 all J_k come from Miller's backward recurrence, normalised by
// J_0 + 2 J_2 + 2 J_4 + ... = 1, and Y_0, Y_1 from Neumann's series in them (DLMF 10.12.4, 10.8.3); beyond from Hankel's asymptotic
// series (DLMF 10.17.3). Y_n goes up by recurrence, J_n up for n < x and by Miller's recurrence otherwise.

import { log } from "./log.ts";
import { cos, sin } from "./trigonometric.ts";

const EULER = 0.5772156649015329;
const TWO_OVER_PI = 0.6366197723675814;
const LN2 = 0.6931471805599453;

/** Recurrences longer than this are refused (NaN): seconds of work for orders that no model has. */
const MOST_STEPS = 10000000;

/** J_n(x) for an integer n; NaN for |n| above 10^7 unless |x| is far smaller. */
export function besselFirstKind(n: number, x: number): number {
  if (Math.floor(n) !== n || x !== x) return NaN;
  const order = Math.abs(n);
  const isOdd = order % 2 === 1;
  const sign = isOdd && n < 0 !== x < 0 ? -1 : 1;
  const size = Math.abs(x);
  if (size === Infinity) return 0;
  if (size === 0) return order === 0 ? 1 : 0;
  if (order > 4000 && order > 1.5 * size) return 0; // below exp(-0.21 n), DLMF 10.20.4
  if (order > MOST_STEPS) return NaN;
  return sign * (size <= 25 || order >= size ? miller(order, size) : upwards(order, size));
}

export function besselFirstKindDx(n: number, x: number): number {
  return 0.5 * (besselFirstKind(n - 1, x) - besselFirstKind(n + 1, x));
}

function upwards(n: number, x: number): number {
  let previous = hankel(0, x, false);
  if (n === 0) return previous;
  let value = hankel(1, x, false);
  for (let k = 1; k < n; k++) {
    const next = ((2 * k) / x) * value - previous;
    previous = value;
    value = next;
  }
  return value;
}

/** Backward recurrence from well above n and x. Rescaled before it overflows. */
function miller(n: number, x: number): number {
  const larger = n > x ? n : x;
  let k = 2 * Math.ceil((larger + 20 + 4 * Math.sqrt(larger)) / 2);
  let above = 0;
  let value = 1e-280;
  let sum = 0;
  let wanted = 0;
  for (; k > 0; k--) {
    const below = ((2 * k) / x) * value - above;
    above = value;
    value = below;
    if (Math.abs(value) > 1e100) {
      value *= 1e-200;
      above *= 1e-200;
      sum *= 1e-200;
      wanted *= 1e-200;
    }
    if (k - 1 === n) wanted = value;
    if (k % 2 === 1) sum += k === 1 ? value : 2 * value;
  }
  return wanted / sum;
}

/** J or Y of order 0 or 1 for x > 25: sqrt(2/(pi x)) (P cos w - Q sin w), w = x - pi/4 - n pi/2. */
function hankel(n: number, x: number, second: boolean): number {
  const mu = 4 * n * n;
  let term = 1;
  let p = 1;
  let q = 0;
  for (let k = 1; k < 60; k++) {
    const next = (term * (mu - (2 * k - 1) * (2 * k - 1))) / (8 * k * x);
    if (Math.abs(next) >= Math.abs(term) || Math.abs(next) < 1e-18) break;
    term = next;
    if (k % 2 === 1) q += k % 4 === 1 ? term : -term;
    else p += k % 4 === 0 ? term : -term;
  }
  const c = cos(x);
  const s = sin(x);
  // sqrt(2) cos w and sqrt(2) sin w
  const cosine = n === 0 ? c + s : s - c;
  const sine = n === 0 ? s - c : -c - s;
  return Math.sqrt(0.3183098861837907 / x) * (second ? p * sine + q * cosine : p * cosine - q * sine);
}

/** Y_n(x) for an integer n and x > 0; -Infinity at zero. */
export function besselSecondKind(n: number, x: number): number {
  if (!(x >= 0 && x < Infinity) || Math.floor(n) !== n) return NaN;
  const order = Math.abs(n);
  const sign = n < 0 && order % 2 === 1 ? -1 : 1;
  if (x === 0) return -sign * Infinity;
  if (order > MOST_STEPS && x > 0.5 * MOST_STEPS) return NaN;
  let previous = x > 25 ? hankel(0, x, true) : neumann0(x);
  if (order === 0) return previous;
  let value = x > 25 ? hankel(1, x, true) : neumann1(x);
  for (let k = 1; k < order && value > -Infinity; k++) {
    const next = ((2 * k) / x) * value - previous;
    previous = value;
    value = next;
  }
  return sign * value;
}

export function besselSecondKindDx(n: number, x: number): number {
  return 0.5 * (besselSecondKind(n - 1, x) - besselSecondKind(n + 1, x));
}

const orders = new Float64Array(80);

/** J_0 .. J_79 for x <= 25 into `orders`. */
function allOrders(x: number): void {
  const start = 2 * Math.ceil((x + 20 + 4 * Math.sqrt(x)) / 2);
  orders.fill(0);
  let above = 0;
  let value = 1e-280;
  let sum = 0;
  for (let k = start; k > 0; k--) {
    const below = ((2 * k) / x) * value - above;
    above = value;
    value = below;
    orders[k - 1] = value;
    if (Math.abs(value) > 1e100) {
      value *= 1e-200;
      above *= 1e-200;
      sum *= 1e-200;
      for (let i = k - 1; i < start; i++) orders[i]! *= 1e-200;
    }
    if (k % 2 === 1) sum += k === 1 ? value : 2 * value;
  }
  for (let i = 0; i < start; i++) orders[i]! /= sum;
}

function neumann0(x: number): number {
  if (x < 1e-8) return TWO_OVER_PI * (log(x) - LN2 + EULER);
  allOrders(x);
  let sum = 0;
  for (let k = 38; k >= 1; k--) sum += ((k % 2 === 1 ? 1 : -1) * orders[2 * k]!) / k;
  return TWO_OVER_PI * ((log(x) - LN2 + EULER) * orders[0]! + 2 * sum);
}

function neumann1(x: number): number {
  if (x < 1e-8) return -TWO_OVER_PI / x;
  allOrders(x);
  let sum = 0;
  for (let k = 38; k >= 1; k--) {
    sum += ((k % 2 === 1 ? 1 : -1) * (2 * k + 1) * orders[2 * k + 1]!) / (k * (k + 1));
  }
  return TWO_OVER_PI * (-orders[0]! / x + (log(x) - LN2 + EULER - 1) * orders[1]! + sum);
}
