// Generalised hypergeometric functions and their derivatives in every parameter: the defining series, differentiated along with its
// values (the derivative of a Pochhammer symbol is taken by the product rule, so negative integer parameters do no harm). 2F1 maps
// z < 0 to (0, 1) by Pfaff's transformation, continues the series next to 1 (hypergeometric-continuation.ts) and uses Gauss's sum at
// z = 1 (DLMF 15.8.1, 15.4.20).

import { digamma, digammaDifference } from "./digamma.ts";
import { exp } from "./exp.ts";
import { lgamma } from "./gamma-function.ts";
import { CONTINUED_BELOW, continued } from "./hypergeometric-continuation.ts";
import { log1p } from "./log.ts";
import { pow } from "./pow.ts";

const MOST_TERMS = 1000000;

/** 1F0(a; z) = (1 - z)^-a. */
export function hypergeometric1F0(a: number, z: number): number {
  return z < 1 ? pow(1 - z, -a) : NaN;
}

export function hypergeometric1F0Da(a: number, z: number): number {
  return -log1p(-z) * hypergeometric1F0(a, z);
}

export function hypergeometric1F0Dz(a: number, z: number): number {
  return (a / (1 - z)) * hypergeometric1F0(a, z);
}

/** pFq(a; b; z) by its series; NaN where that does not converge. */
export function hypergeometricPFq(a: ArrayLike<number>, b: ArrayLike<number>, z: number): number {
  let term = 1;
  let sum = 1;
  let quiet = 0;
  for (let k = 0; k < MOST_TERMS; k++) {
    let ratio = z / (k + 1);
    for (let i = 0; i < a.length; i++) ratio *= a[i]! + k;
    for (let i = 0; i < b.length; i++) ratio /= b[i]! + k;
    term *= ratio;
    sum += term;
    if (term === 0) return sum;
    quiet = Math.abs(term) <= 1e-17 * Math.abs(sum) && Math.abs(ratio) < 1 ? quiet + 1 : 0;
    if (quiet > 2) return sum;
    if (!(Math.abs(sum) < Infinity)) break;
  }
  return NaN;
}

/** The derivative in a[index] (`upper`) or b[index]. */
export function hypergeometricPFqDParameter(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  z: number,
  upper: boolean,
  index: number,
): number {
  let term = 1;
  let slope = 0;
  let sum = 0;
  let quiet = 0;
  for (let k = 0; k < MOST_TERMS; k++) {
    let others = z / (k + 1);
    for (let i = 0; i < a.length; i++) if (!upper || i !== index) others *= a[i]! + k;
    for (let i = 0; i < b.length; i++) if (upper || i !== index) others /= b[i]! + k;
    if (upper) {
      slope = (slope * (a[index]! + k) + term) * others;
      term *= (a[index]! + k) * others;
    } else {
      const low = b[index]! + k;
      slope = (slope - term / low) * (others / low);
      term *= others / low;
    }
    sum += slope;
    if (term === 0 && slope === 0) return sum;
    quiet = Math.abs(slope) + Math.abs(term) * 1e-3 <= 1e-17 * Math.abs(sum) ? quiet + 1 : 0;
    if (quiet > 2 || (k > 100 && slope === 0)) return sum;
    if (!(Math.abs(sum) < Infinity)) break;
  }
  return z === 0 ? 0 : NaN;
}

/** The derivative in z: (product of a / product of b) pFq(a + 1; b + 1; z). */
export function hypergeometricPFqDz(a: ArrayLike<number>, b: ArrayLike<number>, z: number): number {
  let factor = 1;
  for (let i = 0; i < a.length; i++) factor *= a[i]!;
  for (let i = 0; i < b.length; i++) factor /= b[i]!;
  if (factor === 0) return 0;
  const plusOne = (value: number): number => value + 1;
  return factor * hypergeometricPFq(Array.from(a, plusOne), Array.from(b, plusOne), z);
}

export function hypergeometric3F2(a: ArrayLike<number>, b: ArrayLike<number>, z: number): number {
  return hypergeometricPFq(a, b, z);
}

/** 2F1(a1, a2; b; z) for z <= 1. */
export function hypergeometric2F1(a1: number, a2: number, b: number, z: number): number {
  if (z === 1) return gaussSum(a1, a2, b);
  if (z < 0) return pow(1 - z, -a1) * gauss(a1, b - a2, b, z / (z - 1), 1 / (1 - z));
  return z < 1 ? gauss(a1, a2, b, z, 1 - z) : NaN;
}

/** For 0 <= z < 1 and rest = 1 - z; by Euler's transformation where the series diverges at one and the other has positive terms. */
function gauss(a1: number, a2: number, b: number, z: number, rest: number): number {
  const excess = b - a1 - a2;
  if (excess < 0 && z > 0.5 && b > a1 && b > a2)
    return pow(rest, excess) * direct(b - a1, b - a2, b, z, rest);
  return direct(a1, a2, b, z, rest);
}

/** Given 1 - z, which may be known to more digits than z. */
function direct(a1: number, a2: number, b: number, z: number, rest: number): number {
  if (rest < CONTINUED_BELOW) return continued(a1, a2, b, rest, 0);
  return hypergeometricPFq([a1, a2], [b], z);
}

function gaussSum(a1: number, a2: number, b: number): number {
  const excess = b - a1 - a2;
  if (!(excess > 0)) return NaN;
  const positive = b > 0 && b - a1 > 0 && b - a2 > 0;
  const value = exp(lgamma(b) + lgamma(excess) - lgamma(b - a1) - lgamma(b - a2));
  return positive ? value : hypergeometricPFq([a1, a2], [b], 1);
}

export function hypergeometric2F1Da1(a1: number, a2: number, b: number, z: number): number {
  if (z === 1) {
    return gaussSum(a1, a2, b) * (digamma(b - a1) - digamma(b - a1 - a2));
  }
  if (z < 0) {
    // Pfaff with the other parameter kept: (1 - z)^-a2 2F1(b - a1, a2; b; z/(z - 1)).
    return -pow(1 - z, -a2) * gaussD(b - a1, a2, b, z / (z - 1), 1 / (1 - z), true, 0);
  }
  return z < 1 ? gaussD(a1, a2, b, z, 1 - z, true, 0) : NaN;
}

export function hypergeometric2F1Da2(a1: number, a2: number, b: number, z: number): number {
  return hypergeometric2F1Da1(a2, a1, b, z);
}

export function hypergeometric2F1Db(a1: number, a2: number, b: number, z: number): number {
  if (z === 1) {
    const excess = b - a1 - a2;
    const slope = -digammaDifference(b, -a1) - digamma(b - a2) + digamma(excess);
    return gaussSum(a1, a2, b) * slope;
  }
  if (z < 0) {
    const [y, rest] = [z / (z - 1), 1 / (1 - z)];
    const slope = gaussD(a1, b - a2, b, y, rest, false, 0) + gaussD(a1, b - a2, b, y, rest, true, 1);
    return pow(1 - z, -a1) * slope;
  }
  return z < 1 ? gaussD(a1, a2, b, z, 1 - z, false, 0) : NaN;
}

/** The derivative in a parameter. */
function gaussD(
  a1: number,
  a2: number,
  b: number,
  z: number,
  rest: number,
  upper: boolean,
  index: number,
): number {
  if (rest < CONTINUED_BELOW) return continued(a1, a2, b, rest, upper ? 1 + index : 3);
  return hypergeometricPFqDParameter([a1, a2], [b], z, upper, index);
}

export function hypergeometric2F1Dz(a1: number, a2: number, b: number, z: number): number {
  return a1 * a2 === 0 ? 0 : ((a1 * a2) / b) * hypergeometric2F1(a1 + 1, a2 + 1, b + 1, z);
}
