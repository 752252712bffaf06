// sin, cos and tan within about 0.6 ulp (tan 1.5) for every double. The angle is reduced to |r| <= pi/4 plus a correction; the
// polynomials are those of Ng's kernels in fdlibm (Sun Microsystems, 1993), minimax of degree 13 and 14.

import { reduceByHalfPi } from "./pi-reduction.ts";

const reduced = new Float64Array(2);

export function sin(x: number): number {
  if (x > -0.7853981633974483 && x < 0.7853981633974483) return x > -1e-8 && x < 1e-8 ? x : sinKernel(x, 0);
  if (!(x > -Infinity && x < Infinity)) return NaN;
  const quadrant = reduceByHalfPi(x, reduced);
  const value = quadrant & 1 ? cosKernel(reduced[0]!, reduced[1]!) : sinKernel(reduced[0]!, reduced[1]!);
  return quadrant & 2 ? -value : value;
}

export function cos(x: number): number {
  if (x > -0.7853981633974483 && x < 0.7853981633974483) return cosKernel(x, 0);
  if (!(x > -Infinity && x < Infinity)) return NaN;
  const quadrant = reduceByHalfPi(x, reduced);
  const value = quadrant & 1 ? sinKernel(reduced[0]!, reduced[1]!) : cosKernel(reduced[0]!, reduced[1]!);
  return quadrant === 1 || quadrant === 2 ? -value : value;
}

export function tan(x: number): number {
  if (x > -0.7853981633974483 && x < 0.7853981633974483) {
    return x > -1e-8 && x < 1e-8 ? x : sinKernel(x, 0) / cosKernel(x, 0);
  }
  if (!(x > -Infinity && x < Infinity)) return NaN;
  const quadrant = reduceByHalfPi(x, reduced);
  const sine = sinKernel(reduced[0]!, reduced[1]!);
  const cosine = cosKernel(reduced[0]!, reduced[1]!);
  return quadrant & 1 ? -cosine / sine : sine / cosine;
}

function sinKernel(x: number, correction: number): number {
  const z = x * x;
  const cube = z * x;
  const tail =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  return x - (z * (0.5 * correction - cube * tail) - correction + cube * 1.66666666666666324348e-1);
}

function cosKernel(x: number, correction: number): number {
  const z = x * x;
  const tail =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z *
                (-2.75573143513906633035e-7 +
                  z * (2.0875723212981748279e-9 - z * 1.13596475577881948265e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * tail - x * correction));
}
