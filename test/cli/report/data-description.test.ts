// Data in words: shapes and ranges of everything that data files hold.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { describeData } from "../../../cli/report/data-description.ts";

const test = suite("report data description");

test("numbers, lists, matrices, tuples, text, spelled infinities", () => {
  const lines = describeData({
    N: 8,
    scale: 2.5,
    y: [1, 2.5, 4],
    X: [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    typed: Float64Array.of(2, 2),
    holes: [1, "NaN", 3],
    far: [1, Infinity],
    none: [],
    pair: { "1": 1, "2": [2, 3] },
    label: "a <b>",
  });
  assert.equal(
    lines.map(({ name, shape, range }) => `${name}: ${shape}; ${range}`),
    [
      "N: one whole number; 8",
      "scale: one number; 2.5",
      "y: 3 numbers; from 1 to 4, mean 2.5",
      "X: 3 × 2 whole numbers; from 1 to 6, mean 3.5",
      "typed: 2 whole numbers; all 2",
      "holes: 3 values; from 1 to 3, mean 2",
      "far: 2 numbers; all 1, 1 not finite",
      "none: no values; ",
      "pair: 2 parts; 1, 2",
      "label: one value; a <b>",
    ],
  );
});

test.run();
