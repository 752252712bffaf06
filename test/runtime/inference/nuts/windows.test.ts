// The warm-up schedule against Stan's, including short and odd lengths.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { windowSchedule } from "../../../../runtime/inference/nuts/windows.ts";

const test = suite("warm-up windows");

test("1000 iterations: sizes 25, 50, 100, 200, 500", () => {
  assert.equal(windowSchedule(1000), { first: 75, ends: [99, 149, 249, 449, 949] });
});

test("150 iterations are one window", () => {
  assert.equal(windowSchedule(150), { first: 75, ends: [99] });
});

test("160 iterations: the remainder becomes a window, however short", () => {
  assert.equal(windowSchedule(160), { first: 75, ends: [99, 109] });
});

test("below 150: 15 %, 75 %, 10 %", () => {
  assert.equal(windowSchedule(100), { first: 15, ends: [89] });
});

test("below 20 the metric is not adapted", () => {
  assert.equal(windowSchedule(19).ends, []);
});

test.run();
