// Distances by hand, and the rule of how near is near enough to be suggested.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { closestName, editDistance } from "../../../runtime/data/closest-name.ts";

const test = suite("closest name");

test("distance counts inserts, deletes, replacements and swaps of neighbours", () => {
  const cases: [string, string, number][] = [
    ["", "abc", 3],
    ["sigma", "sigma", 0],
    ["sigma", "sigam", 1],
    ["sigma", "sigmas", 1],
    ["kitten", "sitting", 3],
    ["ca", "abc", 3],
  ];
  for (const [a, b, expected] of cases) {
    assert.is(editDistance(a, b), expected);
    assert.is(editDistance(b, a), expected);
  }
});

test("only near names are suggested, letter case is free", () => {
  assert.is(closestName("est", ["Est", "se"]), "Est");
  assert.is(closestName("simga", ["sigma", "mu"]), "sigma");
  assert.is(closestName("tau", ["mu", "sigma"]), null);
  assert.is(closestName("N", ["J"]), null);
  assert.is(closestName("normal_lpfd", ["normal_cdf", "normal_lpdf"]), "normal_lpdf");
  assert.is(closestName("x", []), null);
});

test.run();
