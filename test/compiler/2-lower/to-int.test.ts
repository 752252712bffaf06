// Conversion of data to integers: towards zero, also where a whole array is converted inside another expression; what no int can hold is
// refused when data are bound.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { back, front } from "../../acceptance/pipeline.ts";

const test = suite("to_int");

const bound = (value: string, a: readonly number[]) =>
  back(front(`data { array[3] real a; } parameters { real x; } model { target += x * ${value}; }`), { a });

test("numbers and arrays, towards zero", async () => {
  for (const [value, expected] of [
    ["to_int(a[2])", -2],
    ["sum(to_int(a))", 6],
    ["to_int(a)[3]", 7],
    ["max(to_int(a))", 7],
    ["sum(to_int({a, a})[2])", 6],
  ] as const)
    assert.is((await bound(value, [1.9, -2.7, 7])).logDensity(Float64Array.of(1)), expected, value);
});

test("sums of integers that are computed element by element", async () => {
  const text = "data { array[3] int n; } parameters { real x; } model { target += x * sum(abs(n)); }";
  const model = await back(front(text), { n: [-3, 4, -5] });
  assert.is(model.logDensity(Float64Array.of(1)), 12);
});

test("what no int can hold is refused", async () => {
  for (const bad of [3e9, -2147483649, NaN]) {
    let message = "";
    try {
      await bound("sum(to_int(a))", [1, bad, 2]);
    } catch (error) {
      message = (error as Error).message;
    }
    assert.match(message, /which no int can hold/);
  }
});

test.run();
