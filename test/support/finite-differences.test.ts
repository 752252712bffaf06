// The test tools themselves: known derivatives, and comparators that pass and fail where they must.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { assertGradient, assertLogDensity, assertValues } from "./agreement.ts";
import { numericDerivative, numericGradient, numericJacobian } from "./finite-differences.ts";

const test = suite("test support");

test("a polynomial of degree four is differentiated to rounding", () => {
  assertValues(
    [numericDerivative((x) => x ** 4 - 3 * x ** 3 + x, 1.7)],
    [4 * 1.7 ** 3 - 9 * 1.7 ** 2 + 1],
    "f'",
    1e-11,
  );
});

test("gradient and Jacobian of a smooth map", () => {
  const q = new Float64Array([0.3, -1.2]);
  const gradient = numericGradient((x) => Math.exp(x[0]!) * Math.sin(x[1]!), q);
  assertGradient(
    gradient,
    [Math.exp(0.3) * Math.sin(-1.2), Math.exp(0.3) * Math.cos(-1.2)],
    "gradient",
    1e-10,
  );
  const rows = numericJacobian((x) => [x[0]! * x[1]!, x[1]! ** 2], q);
  assertValues(rows[0]!, [-1.2, 0.3], "row 1", 1e-11);
  assertValues(rows[1]!, [0, -2.4], "row 2", 1e-11);
  assert.equal(q, new Float64Array([0.3, -1.2]));
});

/** The message of a failing assertion; uvu's own `throws` lets these pass through. */
function failure(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  return "did not fail";
}

test("comparators accept what is inside the tolerance and refuse what is outside", () => {
  assertLogDensity(-100 - 9e-8, -100, "inside");
  assert.match(
    failure(() => assertLogDensity(-100 - 2e-7, -100, "outside")),
    /^outside: log density -100.0000002, expected -100 /,
  );
  assertLogDensity(-Infinity, -Infinity, "infinite");
  assert.match(
    failure(() => assertLogDensity(-1e300, -Infinity, "infinite")),
    /^infinite: .*relative error Infinity/,
  );
  assert.match(
    failure(() => assertLogDensity(NaN, 1, "nan")),
    /^nan: log density NaN/,
  );
  assertGradient([1e6, 5e-7], [1e6, 0], "a thousandth of the largest");
  assert.match(
    failure(() => assertGradient([1e6, 2e-6], [1e6, 0], "small")),
    /d\/dq\[1\] is 0\.000002, expected 0/,
  );
  assert.match(
    failure(() => assertGradient([1, NaN], [1, 2], "nan")),
    /worst of 2/,
  );
  assert.match(
    failure(() => assertGradient([1], [1, 2], "length")),
    /number of coordinates/,
  );
  assert.match(
    failure(() => assertValues([1, 2.1], [1, 2], "values", 1e-3, ["a", "b"])),
    /b is 2\.1, expected 2/,
  );
});

test.run();
