// asin, acos, atan and atan2 within about 1 ulp. Rational (asin) and polynomial (atan) minimax kernels of fdlibm (Sun
// Microsystems, 1993); beyond 1/2, asin x = pi/2 - 2 asin sqrt((1 - x)/2) with the rounding error of the root put back.

const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const PI = 3.141592653589793;

export function asin(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.5) return size < 1e-8 ? x : x + x * asinTail(x * x);
  if (!(size <= 1)) return NaN;
  const z = 0.5 * (1 - size);
  const root = Math.sqrt(z);
  const twice = 2 * (root + root * asinTail(z));
  const value = HALF_PI - twice + HALF_PI_LOW;
  return x < 0 ? -value : value;
}

export function acos(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.5) return HALF_PI - (x - (HALF_PI_LOW - x * asinTail(x * x)));
  if (!(size <= 1)) return NaN;
  const z = 0.5 * (1 - size);
  const root = Math.sqrt(z);
  if (x < 0) return 2 * (HALF_PI - (root + (root * asinTail(z) - HALF_PI_LOW)));
  return 2 * (root + root * asinTail(z));
}

/** asin(x)/x - 1 as a function of x^2 <= 1/4. */
function asinTail(z: number): number {
  const numerator =
    z *
    (1.66666666666666657415e-1 +
      z *
        (-3.25565818622400915405e-1 +
          z *
            (2.01212532134862925881e-1 +
              z *
                (-4.00555345006794114027e-2 +
                  z * (7.91534994289814532176e-4 + z * 3.4793310759602116757e-5)))));
  const denominator =
    1 +
    z *
      (-2.40339491173441421878 +
        z * (2.02094576023350569471 + z * (-6.8828397160545329303e-1 + z * 7.70381505559019352791e-2)));
  return numerator / denominator;
}

export function atan(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1e19)) return x !== x ? x : x < 0 ? -HALF_PI : HALF_PI;
  if (size < 0.4375) return size < 1e-8 ? x : x - x * atanTail(x * x);
  const value = atanBeyond(size);
  return x < 0 ? -value : value;
}

/** For x >= 7/16: around the arctangents of 1/2, 1, 3/2 and infinity, each with its low part. */
function atanBeyond(x: number): number {
  if (x < 0.6875) return shifted((2 * x - 1) / (2 + x), 0.4636476090008061, 2.2698777452961687e-17);
  if (x < 1.1875) return shifted((x - 1) / (x + 1), 0.7853981633974483, 3.061616997868383e-17);
  if (x < 2.4375) return shifted((x - 1.5) / (1 + 1.5 * x), 0.982793723247329, 1.3903311031230998e-17);
  return shifted(-1 / x, HALF_PI, HALF_PI_LOW);
}

function shifted(t: number, centre: number, centreLow: number): number {
  return centre - (t * atanTail(t * t) - centreLow - t);
}

/** 1 - atan(x)/x as a function of x^2 < 0.2. */
function atanTail(z: number): number {
  const w = z * z;
  const odd =
    z *
    (3.33333333333329318027e-1 +
      w *
        (1.42857142725034663711e-1 +
          w *
            (9.09088713343650656196e-2 +
              w *
                (6.66107313738753120669e-2 +
                  w * (4.97687799461593236017e-2 + w * 1.62858201153657823623e-2)))));
  const even =
    w *
    (-1.99999999998764832476e-1 +
      w *
        (-1.1111110405462355788e-1 +
          w *
            (-7.69187620504482999495e-2 + w * (-5.83357013379057348645e-2 - w * 3.6531572744216915527e-2))));
  return odd + even;
}

/** The angle of the point (x, y), in (-pi, pi]. */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  const below = y < 0 || (y === 0 && 1 / y < 0);
  const left = x < 0 || (x === 0 && 1 / x < 0);
  const magnitude = angle(Math.abs(y), Math.abs(x), left);
  return below ? -magnitude : magnitude;
}

function angle(y: number, x: number, left: boolean): number {
  if (y === 0) return left ? PI : 0;
  if (x === 0) return HALF_PI;
  let first: number;
  if (y === Infinity) first = x === Infinity ? 0.7853981633974483 : HALF_PI;
  else first = atan(y / x);
  return left ? PI - (first - 2 * HALF_PI_LOW) : first;
}
