// sin(pi x) and cos(pi x), exact at integers and halves: the angle is reduced before it is multiplied by pi.

import { cos, sin } from "./trigonometric.ts";

const PI = 3.141592653589793;

export function sinPi(x: number): number {
  const size = Math.abs(x);
  if (!(size < 4503599627370496)) return size < Infinity ? 0 : NaN;
  const nearest = Math.floor(size + 0.5);
  const rest = size - nearest;
  const value =
    Math.abs(rest) > 0.25 ? cos(PI * (0.5 - Math.abs(rest))) * (rest < 0 ? -1 : 1) : sin(PI * rest);
  const isOdd = Math.floor(nearest / 2) * 2 !== nearest;
  return isOdd !== x < 0 ? -value : value;
}

export function cosPi(x: number): number {
  const size = Math.abs(x);
  if (!(size < 9007199254740992)) return size < Infinity ? 1 : NaN;
  const nearest = Math.floor(size + 0.5);
  const rest = Math.abs(size - nearest);
  const value = rest > 0.25 ? sin(PI * (0.5 - rest)) : cos(PI * rest);
  return Math.floor(nearest / 2) * 2 !== nearest ? -value : value;
}
