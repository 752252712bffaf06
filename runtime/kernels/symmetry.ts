// What the language asks of a matrix that is to be symmetric: entries across the diagonal differ by less than 1e-8.

import { reject } from "../rejection.ts";

const TOLERANCE = 1e-8;

/** Rejects the point unless A (n x n) is symmetric; `routine` names the function in the reason. */
export function requireSymmetric(routine: string, a: Float64Array, aOffset: number, n: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j + 1; i < n; i++) {
      const below = a[aOffset + i + j * n]!;
      const above = a[aOffset + j + i * n]!;
      if (!(Math.abs(below - above) <= TOLERANCE))
        throw reject(
          `${routine}: the matrix is not symmetric: [${i + 1},${j + 1}] is ${below}, [${j + 1},${i + 1}] is ${above}`,
        );
    }
  }
}

export function notPositiveDefinite(routine: string, column: number) {
  return reject(`${routine}: the matrix is not positive definite (at column ${column + 1})`);
}
