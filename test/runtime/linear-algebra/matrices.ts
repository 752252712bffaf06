// Random matrices and plain reference arithmetic for the tests of the linear algebra kernels: column-major, written for obviousness.

import { randomStream, type Random } from "../../../runtime/random/random.ts";

export type Matrix = Float64Array;

export function randomMatrix(rows: number, columns: number, random: Random): Matrix {
  return Float64Array.from({ length: rows * columns }, () => random.normal());
}

export function source(seed: number): Random {
  return randomStream(seed, 0, 0);
}

export function times(a: Matrix, b: Matrix, n: number, k: number, m: number): Matrix {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) for (let l = 0; l < k; l++) out[i + j * n]! += a[i + l * n]! * b[l + j * k]!;
  }
  return out;
}

export function flipped(a: Matrix, rows: number, columns: number): Matrix {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j + i * columns] = a[i + j * rows]!;
  return out;
}

export function identity(n: number): Matrix {
  return Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
}

/** Positive definite: G G' + I. */
export function spd(n: number, random: Random): Matrix {
  const g = randomMatrix(n, n, random);
  const out = times(g, flipped(g, n, n), n, n, n);
  for (let i = 0; i < n; i++) out[i + i * n]! += 1;
  return out;
}

export function lowerPart(a: Matrix, n: number): Matrix {
  return a.map((value, i) => (i % n >= Math.floor(i / n) ? value : 0));
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= worst)) worst = difference;
  }
  return worst;
}

/** The same numbers three places further on, between sentinels: kernels must honour offsets and touch nothing else. */
export function padded(a: Matrix): Matrix {
  return Float64Array.from([7, 7, 7, ...a, 7, 7]);
}

export function isPaddingIntact(a: Matrix): boolean {
  return [a[0], a[1], a[2], a[a.length - 2], a[a.length - 1]].every((value) => value === 7);
}

/** d/dx of f by fourth-order central differences, entry by entry of x. */
export function numericGradient(f: (x: Matrix) => number, x: Matrix, h = 1e-3): Matrix {
  return x.map((_, i) => {
    const at = (step: number): number => {
      const moved = x.slice();
      moved[i]! += step;
      return f(moved);
    };
    return (at(-2 * h) - 8 * at(-h) + 8 * at(h) - at(2 * h)) / (12 * h);
  });
}

export function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
