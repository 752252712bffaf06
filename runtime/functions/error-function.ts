// erf, erfc and erfcx, relative error a few 1e-16 in both tails. Below 1/2 erf is x times a rational function of
// x^2; above, erfc(x) = exp(-x^2) erfcx(x), with the square formed exactly and erfcx rational on three ranges (fits of our own at
// Chebyshev nodes in 60 digits, after the layout of Cody, "Rational Chebyshev approximations for the error function", 1969).

import { productError } from "./double-double.ts";
import { expOfSum } from "./exp.ts";

const SQRT_PI = 1.772453850905516;

export function erf(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.65) return x * erfOverX(x * x);
  if (!(size < 6)) return x !== x ? x : x < 0 ? -1 : 1;
  const value = 1 - expOfMinusSquare(size) * erfcxPositive(size);
  return x < 0 ? -value : value;
}

/** 1 - erf(x). */
export function erfc(x: number): number {
  if (x < 0.5) return x > -0.65 ? 1 - x * erfOverX(x * x) : x > -6 ? 1 + erf(-x) : 2;
  return x < 28 ? expOfMinusSquare(x) * erfcxPositive(x) : x !== x ? x : 0;
}

/** exp(x^2) erfc(x). */
export function erfcx(x: number): number {
  if (x >= 0.5) return erfcxPositive(x);
  if (x > -27) return erfc(x) / expOfMinusSquare(x);
  return x !== x ? x : Infinity;
}

/** exp(-x^2), the square to twice the precision. For |x| below 1e100. */
export function expOfMinusSquare(x: number): number {
  const square = x * x;
  return expOfSum(-square, -productError(x, x, square));
}

function erfOverX(z: number): number {
  const numerator =
    1.1283791670955126 +
    z *
      (0.13740882574143967 +
        z * (0.04046843062369168 + z * (0.0012475054897731553 + z * 6.478199770577659e-5)));
  const denominator =
    1 +
    z *
      (0.4551087345002376 +
        z * (0.08756712434991354 + z * (0.008593264757876393 + z * 0.0003714133880321706)));
  return numerator / denominator;
}

/** erfcx for x >= 1/2. */
export function erfcxPositive(x: number): number {
  if (x <= 3) {
    const numerator =
      0.9999999999954996 +
      x *
        (1.6507586140757335 +
          x *
            (1.3670985053935134 +
              x *
                (0.6985684110820001 +
                  x *
                    (0.2345234561399442 +
                      x *
                        (0.05143666958708069 +
                          x *
                            (0.006837021978710883 +
                              x * (0.0004287667917550645 + x * 2.6767238543281654e-11)))))));
    const denominator =
      1 +
      x *
        (2.779137781095744 +
          x *
            (3.5030196806684195 +
              x *
                (2.624417834650017 +
                  x *
                    (1.2834563129280128 +
                      x *
                        (0.42173267867773545 +
                          x *
                            (0.091549885808525 + x * (0.012118253983697177 + x * 0.0007599716020393772)))))));
    return numerator / denominator;
  }
  return x <= 8 ? erfcxMiddle(x) : erfcxTail(x);
}

function erfcxMiddle(x: number): number {
  const numerator =
    1.0000885124346894 +
    x *
      (1.8954631033026486 +
        x *
          (1.7440223146916778 +
            x *
              (0.9774169325433711 +
                x *
                  (0.35545428981981203 +
                    x * (0.08012153564571069 + x * (0.010185967648635672 - x * 3.3401848668892806e-13))))));
  const denominator =
    1 +
    x *
      (3.024387500220229 +
        x *
          (4.154995727355066 +
            x *
              (3.3971692673786813 +
                x *
                  (1.8034334210045293 +
                    x * (0.6390533416942252 + x * (0.1420117267147283 + x * 0.01805415752990672))))));
  return numerator / denominator;
}

function erfcxTail(x: number): number {
  if (x > 1e8) return 1 / (SQRT_PI * x);
  const w = 1 / (x * x);
  const numerator =
    0.5641895835477563 +
    w * (9.258169808504267 + w * (42.676549303358875 + w * (56.11932676480324 + w * 10.17130922920653)));
  const denominator =
    1 + w * (16.90967872942057 + w * (83.3470535208108 + w * (130.33518454585075 + w * 45.82862664255011)));
  return numerator / (denominator * x);
}
