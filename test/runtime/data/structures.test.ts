// Each structured constraint on a good value, on one just inside and one just outside its tolerance, and at an offset.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as structures from "../../../runtime/data/structures.ts";

const test = suite("structures");

function vector(
  structure: (v: Float64Array, o: number, n: number) => string | null,
  values: number[],
): string | null {
  // At an offset, between values that would fail every check.
  return structure(new Float64Array([NaN, ...values, NaN]), 1, values.length);
}

/** `rows` as written; stored column-major at an offset. */
function matrix(
  structure: (v: Float64Array, o: number, rows: number, columns: number) => string | null,
  rows: number[][],
): string | null {
  const columns = rows[0]!.length;
  const flat = Array.from({ length: columns }, (_, j) => rows.map((row) => row[j]!)).flat();
  return structure(new Float64Array([NaN, ...flat, NaN]), 1, rows.length, columns);
}

test("vectors", () => {
  const cases: [string | null, string | null][] = [
    [vector(structures.isSimplex, [0.25, 0.75]), null],
    [vector(structures.isSimplex, [0.25, 0.75 + 9e-9]), null],
    [vector(structures.isSimplex, [0.25, 0.875]), "is not a simplex: its elements sum to 1.125, expected 1"],
    [vector(structures.isSimplex, [-0.5, 1.5]), "is not a simplex: element 1 is -0.5, expected at least 0"],
    [vector(structures.isSimplex, [NaN, 1]), "is not a simplex: element 1 is NaN, expected at least 0"],
    [vector(structures.isOrdered, [-1, 0, 5]), null],
    [vector(structures.isOrdered, []), null],
    [
      vector(structures.isOrdered, [1, 1]),
      "is not ordered: element 2 (1) must be greater than element 1 (1)",
    ],
    [vector(structures.isOrdered, [NaN]), "is not ordered: element 1 is NaN"],
    [vector(structures.isPositiveOrdered, [0, 1]), null],
    [
      vector(structures.isPositiveOrdered, [-1, 1]),
      "is not positive ordered: element 1 is -1, expected at least 0",
    ],
    [
      vector(structures.isPositiveOrdered, [2, 1]),
      "is not ordered: element 2 (1) must be greater than element 1 (2)",
    ],
    [vector(structures.isUnitVector, [0.6, -0.8]), null],
    [vector(structures.isUnitVector, [1, 1]), "is not a unit vector: its squares sum to 2, expected 1"],
    [vector(structures.isSumToZeroVector, [1, -1, 5e-9]), null],
    [vector(structures.isSumToZeroVector, [1, -0.5]), "does not sum to zero: its sum is 0.5"],
  ];
  for (const [found, expected] of cases) assert.is(found, expected);
});

test("matrices", () => {
  const cases: [string | null, string | null][] = [
    [
      matrix(structures.isSumToZeroMatrix, [
        [1, -1],
        [-1, 1],
      ]),
      null,
    ],
    [
      matrix(structures.isSumToZeroMatrix, [
        [1, -1],
        [1, -1],
      ]),
      "does not sum to zero: column 1 sums to 2",
    ],
    [
      matrix(structures.isSumToZeroMatrix, [
        [1, 1],
        [-1, -1],
      ]),
      "does not sum to zero: row 1 sums to 2",
    ],
    [
      matrix(structures.isColumnStochastic, [
        [0.5, 1],
        [0.5, 0],
      ]),
      null,
    ],
    [
      matrix(structures.isColumnStochastic, [
        [0.5, 0.5],
        [1, 0],
      ]),
      "is not a column stochastic matrix: in column 1 its elements sum to 1.5, expected 1",
    ],
    [
      matrix(structures.isRowStochastic, [
        [0.5, 0.5],
        [1, 0],
      ]),
      null,
    ],
    [
      matrix(structures.isRowStochastic, [
        [0.5, 0.5],
        [2, -1],
      ]),
      "is not a row stochastic matrix: in row 2 element 2 is -1, expected at least 0",
    ],
    [
      matrix(structures.isCholeskyFactorCov, [
        [2, 0],
        [1, 3],
        [5, -6],
      ]),
      null,
    ],
    [
      matrix(structures.isCholeskyFactorCov, [
        [2, 1e-12],
        [1, 3],
      ]),
      "is not a Cholesky factor: element [1,2] above the diagonal is 1e-12, expected 0",
    ],
    [
      matrix(structures.isCholeskyFactorCov, [
        [2, 0],
        [1, 0],
      ]),
      "is not a Cholesky factor: element [2,2] on the diagonal is 0, expected above 0",
    ],
    [
      matrix(structures.isCholeskyFactorCov, [[2, 0]]),
      "is not a Cholesky factor: it has 1 rows, expected at least as many as its 2 columns",
    ],
    [
      matrix(structures.isCholeskyFactorCorr, [
        [1, 0],
        [0.6, 0.8],
      ]),
      null,
    ],
    [
      matrix(structures.isCholeskyFactorCorr, [
        [1, 0],
        [0.5, 0.5],
      ]),
      "is not a Cholesky factor of a correlation matrix: the squares of row 2 sum to 0.5, expected 1",
    ],
    [
      matrix(structures.isCorrMatrix, [
        [1, 0.9],
        [0.9 + 9e-9, 1],
      ]),
      null,
    ],
    [
      matrix(structures.isCorrMatrix, [
        [1, 0.9],
        [0.8, 1],
      ]),
      "is not a correlation matrix: it is not symmetric, element [1,2] is 0.9 and [2,1] is 0.8",
    ],
    [
      matrix(structures.isCorrMatrix, [
        [2, 0],
        [0, 1],
      ]),
      "is not a correlation matrix: element [1,1] is 2, expected 1",
    ],
    [
      matrix(structures.isCovMatrix, [
        [2, 1, 0],
        [1, 2, 1],
        [0, 1, 2],
      ]),
      null,
    ],
    [
      matrix(structures.isCovMatrix, [
        [1, 2],
        [2, 1],
      ]),
      "is not a covariance matrix: it is not positive definite",
    ],
  ];
  for (const [found, expected] of cases) assert.is(found, expected);
});

test.run();
