// cbrt, hypot and the small powers of Stan. cbrt: a seed from dividing the exponent bits by three (Kahan's trick), two steps of
// Halley, and one of Newton with the residual in twice the precision.

import { productError } from "./double-double.ts";

const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/** The real cube root, within 0.6 ulp. */
export function cbrt(x: number): number {
  const size = Math.abs(x);
  if (!(size > 0 && size < Infinity)) return x;
  if (size < 1e-100) return cbrt(x * 4.149515568880993e180) * 6.223015277861142e-61;
  if (size > 1e100) return cbrt(x * 2.409919865102884e-181) * 1.6069380442589903e60;
  number[0] = size;
  words[1] = Math.floor(words[1]! / 3) + 715094163;
  words[0] = 0;
  let t = number[0]!;
  for (let i = 0; i < 3; i++) {
    const cube = t * t * t;
    t = (t * (cube + 2 * size)) / (2 * cube + size);
  }
  const square = t * t;
  const cube = square * t;
  const residual = size - cube - productError(square, t, cube) - productError(t, t, square) * t;
  t += residual / (3 * square);
  return x < 0 ? -t : t;
}

/** sqrt(x^2 + y^2) without overflow or underflow inside. */
export function hypot(x: number, y: number): number {
  const a = Math.abs(x);
  const b = Math.abs(y);
  if (a === Infinity || b === Infinity) return Infinity;
  const large = a > b ? a : b;
  const small = a > b ? b : a;
  if (large > 1e150)
    return (
      4.149515568880993e180 * hypotUnscaled(large * 2.409919865102884e-181, small * 2.409919865102884e-181)
    );
  if (small < 1e-145)
    return (
      2.409919865102884e-181 * hypotUnscaled(large * 4.149515568880993e180, small * 4.149515568880993e180)
    );
  return hypotUnscaled(large, small);
}

function hypotUnscaled(large: number, small: number): number {
  if (large * 1e-17 > small) return large;
  const square = large * large;
  const sum = square + small * small;
  const root = Math.sqrt(sum);
  const rootSquare = root * root;
  const error =
    sum -
    rootSquare -
    productError(root, root, rootSquare) +
    (square - sum + small * small) +
    productError(large, large, square);
  return root === 0 ? sum : root + error / (2 * root);
}

export function square(x: number): number {
  return x * x;
}

export function inv(x: number): number {
  return 1 / x;
}

export function invSqrt(x: number): number {
  return 1 / Math.sqrt(x);
}

export function invSquare(x: number): number {
  return 1 / (x * x);
}
