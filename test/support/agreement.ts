// The one comparator between our numbers and a reference. Log densities agree relative to max(1, |expected|); a gradient's
// coordinates relative to max(1, |expected|, a thousandth of the gradient's largest coordinate), because a coordinate that is
// small by cancellation inherits the rounding of the large ones. Failure messages name the worst offender.

import * as assert from "uvu/assert";

export const DEFAULT_TOLERANCE = 1e-9;

/** Values that are equal, infinities and NaN included, are 0 apart; a finite and a non-finite one are infinitely far apart. */
function distance(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  return Number.isFinite(actual) && Number.isFinite(expected) ? Math.abs(actual - expected) : Infinity;
}

/** Asserts |actual - expected| <= tolerance * max(1, |expected|). */
export function assertLogDensity(
  actual: number,
  expected: number,
  what: string,
  tolerance = DEFAULT_TOLERANCE,
): void {
  const scale = Math.max(1, Number.isFinite(expected) ? Math.abs(expected) : 1);
  const error = distance(actual, expected) / scale;
  assert.ok(
    error <= tolerance,
    `${what}: log density ${actual}, expected ${expected} (relative error ${error}, tolerance ${tolerance})`,
  );
}

/** Asserts |a_i - b_i| <= tolerance * max(1, |b_i|, 1e-3 max_j |b_j|) for every coordinate; `names` label them. */
export function assertGradient(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
  tolerance = DEFAULT_TOLERANCE,
  names?: readonly string[],
): void {
  assert.is(actual.length, expected.length, `${what}: number of coordinates`);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    if (Number.isFinite(expected[i]!)) largest = Math.max(largest, Math.abs(expected[i]!));
  }
  let worst = { error: -1, index: -1 };
  for (let i = 0; i < expected.length; i++) {
    const own = Number.isFinite(expected[i]!) ? Math.abs(expected[i]!) : 1;
    const error = distance(actual[i]!, expected[i]!) / Math.max(1, own, 1e-3 * largest);
    if (error > worst.error) worst = { error, index: i };
  }
  const { error, index } = worst;
  assert.ok(
    error <= tolerance,
    `${what}: d/d${names?.[index] ?? `q[${index}]`} is ${actual[index]}, expected ${expected[index]} ` +
      `(relative error ${error}, tolerance ${tolerance}, worst of ${expected.length})`,
  );
}

/** Asserts closeness of every element, relative to max(1, |expected|). */
export function assertValues(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
  tolerance = DEFAULT_TOLERANCE,
  names?: readonly string[],
): void {
  assert.is(actual.length, expected.length, `${what}: number of values`);
  for (let i = 0; i < expected.length; i++) {
    const scale = Math.max(1, Number.isFinite(expected[i]!) ? Math.abs(expected[i]!) : 1);
    const error = distance(actual[i]!, expected[i]!) / scale;
    assert.ok(
      error <= tolerance,
      `${what}: ${names?.[i] ?? `value ${i}`} is ${actual[i]}, expected ${expected[i]} ` +
        `(relative error ${error}, tolerance ${tolerance})`,
    );
  }
}
