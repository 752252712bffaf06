// digamma, trigamma and tetragamma: asymptotic series from 10 on (DLMF 5.11.2 and its derivatives), recurrence below, reflection for
// negative arguments. digamma has a rational function of our own on [1, 5/2] that carries the zero 1.4616..., so that its relative
// error stays near 3e-16 there.

import { log, log1p } from "./log.ts";
import { cosPi, sinPi } from "./pi-multiples.ts";

const PI = 3.141592653589793;

/** The logarithmic derivative of Gamma; NaN at the poles. */
export function digamma(x: number): number {
  if (x >= 10) {
    const w = 1 / (x * x);
    return log(x) - 0.5 / x - w * digammaTail(w);
  }
  if (x >= 1) {
    let numerator = 0;
    let denominator = 1;
    let y = x;
    while (y >= 2.5) {
      y -= 1;
      numerator = numerator * y + denominator;
      denominator *= y;
    }
    return digammaNearZero(y) + numerator / denominator;
  }
  if (x > 0) return digammaNearZero(1 + x) - 1 / x;
  if (Math.floor(x) === x || x !== x) return NaN;
  return digamma(1 - x) - (PI * cosPi(x)) / sinPi(x);
}

/** For 1 <= x <= 5/2; the zero is 1.4616321449683622 + 9.55e-17. */
function digammaNearZero(x: number): number {
  const z = x - 1;
  const numerator =
    1.2503801375034054 +
    z *
      (1.8488025338240082 +
        z *
          (0.9463058025681106 +
            z *
              (0.20584084112744175 +
                z * (0.018342400959839154 + z * (0.0005070298880934333 + z * 8.733472502621917e-7)))));
  const denominator =
    1 +
    z *
      (2.1621391873864675 +
        z *
          (1.6329462354635018 +
            z *
              (0.5511193748765835 +
                z * (0.08574448941694736 + z * (0.005535922301322456 + z * 0.00010377232969374496)))));
  return ((x - 1.4616321449683622 - 9.549995429965697e-17) * numerator) / denominator;
}

/** Coefficients B_2k / 2k, k = 1 .. 8. */
const DIGAMMA_TAIL = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];

function digammaTail(w: number): number {
  return (
    1 / 12 -
    w *
      (1 / 120 -
        w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - w * (691 / 32760 - w * (1 / 12 - w * (3617 / 8160)))))))
  );
}

/** digamma(a + h) - digamma(a); for a > 0 and a + h > 0 without cancellation when h is small beside a. */
export function digammaDifference(a: number, h: number): number {
  if (!(a > 0 && a + h > 0)) return digamma(a + h) - digamma(a);
  let sum = 0;
  let low = a;
  let high = a + h;
  while (low < 10 || high < 10) {
    sum += h / (low * high);
    low += 1;
    high += 1;
  }
  const v = 1 / (high * high);
  const u = 1 / (low * low);
  let value = 0;
  let slope = 0;
  for (let k = 7; k >= 0; k--) {
    slope = slope * v + value;
    value = value * u + DIGAMMA_TAIL[k]!;
  }
  slope = slope * v + value;
  const difference = (h / (low * high)) * ((low + high) / (low * high)) * slope;
  return sum + (log1p(h / low) + (0.5 * h) / (low * high) + difference);
}

/** The derivative of digamma; Infinity at the poles. */
export function trigamma(x: number): number {
  if (!(x > 0)) {
    if (x !== x) return x;
    if (Math.floor(x) === x) return Infinity;
    const ratio = PI / sinPi(x);
    return ratio * ratio - trigamma(1 - x);
  }
  let sum = 0;
  let y = x;
  for (; y < 10; y += 1) sum += 1 / (y * y);
  const w = 1 / (y * y);
  const tail =
    1 / 6 -
    w *
      (1 / 30 -
        w * (1 / 42 - w * (1 / 30 - w * (5 / 66 - w * (691 / 2730 - w * (7 / 6 - w * (3617 / 510)))))));
  return sum + (1 / y + 0.5 * w + (w / y) * tail);
}

/** The second derivative of digamma. */
export function tetragamma(x: number): number {
  if (!(x > 0)) {
    if (Math.floor(x) === x || x !== x) return NaN;
    const sine = sinPi(x);
    return tetragamma(1 - x) - (2 * PI * PI * PI * cosPi(x)) / (sine * sine * sine);
  }
  let sum = 0;
  let y = x;
  for (; y < 10; y += 1) sum += 2 / (y * y * y);
  const w = 1 / (y * y);
  const tail =
    0.5 -
    w * (1 / 6 - w * (1 / 6 - w * (3 / 10 - w * (5 / 6 - w * (691 / 210 - w * (35 / 2 - w * (3617 / 30)))))));
  return -sum - w * (1 + 1 / y + w * tail);
}
