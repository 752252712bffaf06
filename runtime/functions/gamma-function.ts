// lgamma and tgamma, relative error about 1e-15 (lgamma also next to its zeros at 1 and 2). From 10 on Stirling's series (NIST
// DLMF 5.11.1); on [3/4, 3] a rational function of our own, fitted at Chebyshev nodes in 75 digits, that carries the factors
// (x - 1)(x - 2); between by the recurrence; below zero by reflection (DLMF 5.5.3).

import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { sinPi } from "./pi-multiples.ts";
import { pow } from "./pow.ts";

const PI = 3.141592653589793;
const HALF_LOG_2PI = 0.9189385332046728;
const SQRT_2PI = 2.5066282746310007;

/** log |Gamma(x)|; Infinity at the poles 0, -1, -2, ... */
export function lgamma(x: number): number {
  if (x >= 10)
    return x < 1e20 ? (x - 0.5) * log(x) - x + (HALF_LOG_2PI + stirlingCorrection(x)) : x * (log(x) - 1);
  if (x >= 3) {
    let product = 1;
    let y = x;
    for (; y >= 3; y -= 1) product *= y - 1;
    return log(product) + lgamma1p(y - 1);
  }
  if (x >= 0.75) return lgamma1p(x - 1);
  if (x > 0) return lgamma1p(x) - log(x);
  return x !== x ? x : lgammaReflected(x);
}

function lgammaReflected(x: number): number {
  if (x === -Infinity || Math.floor(x) === x) return Infinity;
  if (x > -0.25) return lgamma1p(x) - log(-x);
  return log(PI / Math.abs(x * sinPi(x))) - lgamma(-x);
}

/** lgamma(1 + z) for -1/4 <= z <= 2, relative error about 3e-16 however small z. */
export function lgamma1p(z: number): number {
  const numerator =
    0.5772156649015329 +
    z *
      (1.964345895155771 +
        z *
          (2.6655595978153093 +
            z *
              (1.8426014324689413 +
                z *
                  (0.6877157975108166 +
                    z *
                      (0.13528756795817598 +
                        z *
                          (0.012623478883550636 +
                            z *
                              (0.00042673801509928295 +
                                z * (1.4883441405986484e-6 - z * 8.678617779605645e-9))))))));
  const denominator =
    1 +
    z *
      (3.8280271968282187 +
        z *
          (5.975157034768783 +
            z *
              (4.899653612802365 +
                z *
                  (2.268066464429294 +
                    z *
                      (0.5928517539006254 +
                        z *
                          (0.08275221310742933 +
                            z * (0.005385239073100293 + z * 0.00011649993169897262)))))));
  return (z * (z - 1) * numerator) / denominator;
}

/** lgamma(x) - ((x - 1/2) log x - x + log(2 pi)/2) for x >= 10 (DLMF 5.11.1). */
export function stirlingCorrection(x: number): number {
  const w = 1 / (x * x);
  return (
    (1 / 12 -
      w *
        (1 / 360 -
          w *
            (1 / 1260 -
              w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w * (1 / 156 - w * (3617 / 122400)))))))) /
    x
  );
}

/** Gamma(x); NaN at negative integers, an infinity of the right sign at zero. */
export function tgamma(x: number): number {
  if (x >= 10) return x > 171.7 ? Infinity : tgammaLarge(x);
  if (x >= 0.75) {
    let product = 1;
    let y = x;
    for (; y >= 2.5; y -= 1) product *= y - 1;
    return y === 1 || y === 2 ? product : product * exp(lgamma1p(y - 1));
  }
  if (x >= -0.25) return x === 0 ? 1 / x : exp(lgamma1p(x)) / x;
  if (x !== x || Math.floor(x) === x) return NaN;
  if (x > -170) return -PI / (x * sinPi(x) * tgamma(-x));
  return x < -184 ? 0 * sinPi(x) : -PI / sinPi(x) / (-x * tgammaHalved(-x)) / 2.6187124863169135e151;
}

function tgammaLarge(x: number): number {
  if (x <= 23 && Math.floor(x) === x) {
    let product = 1;
    for (let i = 2; i < x; i++) product *= i;
    return product;
  }
  const root = pow(x, 0.5 * (x - 0.5));
  return SQRT_2PI * exp(stirlingCorrection(x)) * (root * exp(-x)) * root;
}

/** Gamma(x) 2^-503, for x between 170 and 185. */
function tgammaHalved(x: number): number {
  const root = pow(x, 0.5 * (x - 0.5));
  return SQRT_2PI * exp(stirlingCorrection(x)) * (root * exp(-x)) * (root * 3.818670454374506e-152);
}
