// Every check by its result on good data and by its exact words on bad data: the words are the interface here.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as check from "../../../runtime/data/check-data.ts";
import { DataError } from "../../../runtime/data/data-error.ts";
import { isSimplex } from "../../../runtime/data/structures.ts";

const test = suite("check data");

function message(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.instance(error, DataError);
    return (error as DataError).message;
  }
  throw new Error("expected a DataError");
}

test("scalars are read, bounds included", () => {
  assert.is(check.checkInt("J", 8, { min: 1 }), 8);
  assert.is(check.checkInt("J", -2147483648), -2147483648);
  assert.is(check.checkReal("x", 2.5, { min: 2.5, max: 2.5 }), 2.5);
  assert.is(check.checkReal("x", "-inf"), -Infinity);
  assert.is(check.checkReal("x", "+Infinity"), Infinity);
  assert.ok(Number.isNaN(check.checkReal("x", "NaN")));
});

test("a wrong scalar is named with the remedy", () => {
  const cases: [() => unknown, string][] = [
    [() => check.checkInt("J", 2.5), "J is 2.5, expected an integer"],
    [() => check.checkInt("J", "3"), 'J is the text "3", expected an integer: write 3 without quotes'],
    [() => check.checkInt("J", true), "J is true, expected an integer: write 1"],
    [() => check.checkInt("J", [3]), "J is an array of 1, expected an integer: take it out of its brackets"],
    [
      () => check.checkInt("J", "NaN"),
      'J is the text "NaN", expected an integer: an int has no NaN and no infinity',
    ],
    [
      () => check.checkInt("J", 3e9),
      "J is 3000000000, expected an integer of 32 bits (-2147483648 to 2147483647): declare it real",
    ],
    [() => check.checkInt("J", 0, { min: 2 }), "J is 0, expected at least 2"],
    [() => check.checkReal("p", 1.5, { min: 0, max: 1 }), "p is 1.5, expected a value from 0 to 1"],
    [() => check.checkReal("p", 1.5, { max: 1 }), "p is 1.5, expected at most 1"],
    [
      () => check.checkReal("p", NaN, { min: 0 }),
      "p is NaN, expected at least 0: NaN is accepted only where the declaration has no constraint",
    ],
    [() => check.checkReal("p", undefined), "p is missing from the data, expected a number"],
    [
      () => check.checkReal("p", null),
      "p is null, expected a number: leave missing values out, or model them as parameters",
    ],
    [
      () => check.checkReal("t", "2020-01-31"),
      't is the text "2020-01-31", expected a real number: turn dates into numbers first, for example days since the first one',
    ],
    [
      () => check.checkReal("t", "red"),
      't is the text "red", expected a real number: code categories as numbers first',
    ],
    [() => check.checkReal("t", {}), "t is an object, expected a real number"],
  ];
  for (const [action, expected] of cases) assert.is(message(action), expected);
});

test("vectors and arrays are copied flat", () => {
  const given = new Float64Array([1, 2, 3]);
  const vector = check.checkVector("x", given, 3);
  assert.equal(vector, new Float64Array([1, 2, 3]));
  given[0] = 9;
  assert.is(vector[0], 1);
  assert.equal(
    check.checkInts(
      "n",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [2, 3],
    ),
    new Int32Array([1, 2, 3, 4, 5, 6]),
  );
  assert.equal(check.checkInts("n", [3, 1], 2, { min: 1, max: [3, 2] }), new Int32Array([3, 1]));
  assert.ok(Object.is(check.checkReals("x", [1, "NaN"], 2)[1], NaN));
  assert.equal(check.checkReals("x", [1, "Inf", "-Infinity"], 3), new Float64Array([1, Infinity, -Infinity]));
  assert.equal(check.checkRowVector("x", [1, 2], 2), new Float64Array([1, 2]));
});

test("matrices are column-major, arrays of matrices contiguous blocks", () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  assert.equal(check.checkMatrix("X", rows, 2, 3), new Float64Array([1, 4, 2, 5, 3, 6]));
  const blocks = check.checkArray(
    "X",
    [
      rows,
      [
        [7, 8, 9],
        [10, 11, 12],
      ],
    ],
    { array: [2], inner: [2, 3] },
  );
  assert.equal(blocks, new Float64Array([1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12]));
  assert.equal(
    check.checkArray("X", { values: blocks, dims: [2, 2, 3] }, { array: [2], inner: [2, 3] }),
    blocks,
    "flat values are in storage order already",
  );
  assert.equal(
    check.checkMatrix("X", [new Float64Array([1, 2]), new Int32Array([3, 4])], 2, 2),
    new Float64Array([1, 3, 2, 4]),
  );
});

test("complex numbers are neighbours", () => {
  assert.equal(check.checkComplex("z", [1, -2]), new Float64Array([1, -2]));
  const matrix = [
    [
      [1, 2],
      [3, 4],
    ],
    [
      [5, 6],
      [7, 8],
    ],
  ];
  const flat = check.checkArray("Z", matrix, { array: [], inner: [2, 2], complex: true });
  assert.equal(flat, new Float64Array([1, 2, 5, 6, 3, 4, 7, 8]));
});

test("a wrong container is named with index and remedy", () => {
  const cases: [() => unknown, string][] = [
    [() => check.checkReals("y", 3, 1), "y is 3, expected an array of 1 number: wrap it in [ ], as in [3]"],
    [() => check.checkVector("y", 3, 8), "y is 3, expected 8 numbers"],
    [
      () => check.checkVector("y", [1, 2], 3),
      "y has 2 elements, expected 3: one too few; does the size given in the data agree with the data?",
    ],
    [
      () => check.checkVector("y", [1, 2, 3, 4, 5], 3),
      "y has 5 elements, expected 3: does the size given in the data agree with the data?",
    ],
    [
      () =>
        check.checkMatrix(
          "X",
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
          3,
          2,
        ),
      "X has 2 elements, expected 3 (a 3 x 2 matrix): it looks transposed; a matrix is written as an array of its rows",
    ],
    [
      () => check.checkMatrix("X", [[1, 2], [3]], 2, 2),
      "X[2] has 1 element, expected 2: one too few; does the size given in the data agree with the data?",
    ],
    [
      () => check.checkMatrix("X", [1, 2, 3, 4], 4, 2),
      "X[1] is 1, expected an array of 2 numbers: write a matrix as an array of its rows",
    ],
    [
      () =>
        check.checkMatrix(
          "X",
          [
            [1, 2],
            [3, "4"],
          ],
          2,
          2,
        ),
      'X[2,2] is the text "4", expected a real number: write 4 without quotes',
    ],
    [
      () => check.checkInts("county", [1, 0], 2, { min: 1 }),
      "county[2] is 0, expected at least 1: counting starts at 1; if these are ids that start at 0, add 1 to each",
    ],
    [
      () =>
        check.checkInts(
          "n",
          [
            [1, 2],
            [3, 4.5],
          ],
          [2, 2],
        ),
      "n[2,2] is 4.5, expected an integer",
    ],
    [
      () => check.checkVector("se", [1, NaN], 2, { min: 0 }),
      "se[2] is NaN, expected at least 0: NaN is accepted only where the declaration has no constraint",
    ],
    [
      () =>
        check.checkMatrix(
          "X",
          [
            [1, 2, 3],
            [4, -5, 6],
          ],
          2,
          3,
          { min: 0 },
        ),
      "X[2,2] is -5, expected at least 0",
    ],
    [
      () => check.checkVector("y", [[1], [2]], 2),
      "y[1] is an array of 1, expected a real number: take it out of its brackets",
    ],
    [() => check.checkVector("y", {}, 2), "y is an object, expected 2 numbers"],
    [() => check.checkVector("y", "abc", 2), 'y is the text "abc", expected 2 numbers'],
    [
      () => check.checkVector("y", [], -1),
      "y has the declared size -1: a size must be 0 or more; mend the data it is computed from",
    ],
    [
      () => check.checkVector("y", { values: [1, 2], dims: [3] }, 2),
      "y has dims [3], expected [2]: 2 numbers",
    ],
    [
      () => check.checkVector("y", { values: [1, 2], dims: [3] }, 3),
      "y has 2 values, but its dims [3] need 3",
    ],
    [
      () =>
        check.checkArray(
          "p",
          [
            [0.5, 0.5],
            [0.5, 0.6],
          ],
          { array: [2], inner: [2] },
          { is: isSimplex },
        ),
      "p[2] is not a simplex: its elements sum to 1.1, expected 1",
    ],
  ];
  for (const [action, expected] of cases) assert.is(message(action), expected);
});

test("an empty array fits every shape without elements", () => {
  assert.is(check.checkVector("x", [], 0).length, 0);
  assert.is(check.checkMatrix("X", [], 2, 0).length, 0);
  assert.is(check.checkMatrix("X", [[], []], 2, 0).length, 0);
  assert.is(check.checkInts("n", [], [0, 3]).length, 0);
  assert.is(check.checkInts("n", [[]], [0, 3]).length, 0);
  assert.match(
    message(() => check.checkMatrix("X", [[1], []], 2, 0)),
    /^X\[1\] has 1 element, expected 0/,
  );
  assert.match(
    message(() => check.checkVector("x", [], 1)),
    /^x has 0 elements, expected 1/,
  );
});

test("keys: missing ones are listed, near misses are suggested, inherited names do not count", () => {
  check.checkKeys({ J: 1, y: 2, extra: 3 }, ["J", "y"]);
  check.checkKeys(JSON.parse('{"__proto__": 1}'), ["__proto__"]);
  assert.is(
    message(() => check.checkKeys({ J: 8, Est: 1 }, ["J", "est", "se"])),
    "missing from the data: est (there is Est: did you mean that?), se",
  );
  assert.is(
    message(() => check.checkKeys({}, ["constructor"])),
    "missing from the data: constructor",
  );
  assert.is(
    message(() => check.checkKeys([1], ["J"])),
    "the data are an array of 1, expected an object with the keys J",
  );
});

test("tuples come apart into slots", () => {
  assert.equal(check.checkTuple("t", { 1: 3, 2: [1, 2] }, 2), [3, [1, 2]]);
  const slots = check.checkTuple(
    "t",
    [
      { 1: 3, 2: [1, 2] },
      { 1: 4, 2: [5, 6] },
    ],
    2,
    [2],
  );
  assert.equal(slots, [
    [3, 4],
    [
      [1, 2],
      [5, 6],
    ],
  ]);
  assert.is(
    message(() => check.checkTuple("t", { 1: 3 }, 2)),
    't has no slot "2", expected the keys "1", "2"',
  );
  assert.is(
    message(() => check.checkTuple("t", [1, 2], 2)),
    't is an array of 2, expected a tuple: an object with the keys "1", "2"',
  );
  assert.is(
    message(() => check.checkTuple("t", [{ 1: 1, 2: 2 }], 2, [2])),
    "t has 1 tuples, expected 2",
  );
});

test.run();
