// Which counts are filled in from CSV, and which are left alone.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withRowCounts } from "../../cli/row-count.ts";
import { parse } from "../../grammar/index.ts";

const test = suite("row count");

const source = `data {
  int<lower=0> N, K;
  int M;
  vector[N] y;
  array[N, K] real x;
  array[M] int g;
  real s;
}
model { y ~ normal(s, 1); }
`;

function fill(values: Record<string, unknown>, columns: [string, number][]): Record<string, unknown> {
  const { program, problems } = parse({ name: "m", text: source });
  assert.ok(program, problems.map(({ message }) => message).join());
  return withRowCounts(program, { values, columns: new Map(columns) });
}

test("a missing int that sizes a column is its number of rows", () => {
  const y = [1, 2, 3];
  assert.equal(
    fill({ y, other: y }, [
      ["y", 3],
      ["other", 3],
    ]),
    { y, other: y, N: 3 },
  );
  assert.equal(fill({ g: y }, [["g", 3]]), { g: y, M: 3 });
});

test("what was given stays, and data without columns are left alone", () => {
  assert.equal(fill({ y: [1], N: 8 }, [["y", 1]]), { y: [1], N: 8 });
  assert.equal(fill({ y: [1] }, []), { y: [1] });
  assert.equal(fill({ s: [1] }, [["s", 1]]), { s: [1] });
});

test.run();
