// Locals sized by integers that change: counters filled in loops, conditions of while loops, sizes that turn out negative. The largest size
// must cover every run, so each program runs where its sizes differ.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("lower: sizes that change");

const densities = async (
  program: string,
  points: readonly number[][],
  data: unknown = {},
): Promise<number[]> => {
  const model = await bindSource(program, data);
  const gradient = new Float64Array(model.dimension);
  return points.map((q) => model.logDensityGradient(Float64Array.from(q), gradient));
};

test("what a loop has counted", async () => {
  const program = `data { int N; } parameters { vector[N] x; } model {
    int n = 0;
    for (i in 1:N) if (x[i] > 0) n += 1;
    vector[n] kept; int k = 1;
    for (i in 1:N) if (x[i] > 0) { kept[k] = x[i]; k = k + 1; }
    target += sum(kept) + 100 * size(kept);
  }`;
  assert.equal(await densities(program, [[1, -1, 2], [1, 2, 4], [-1, -1, -1]], { N: 3 }), [203, 307, 0]); // prettier-ignore
});

test("the condition of a while loop", async () => {
  const program = `parameters { real x; } model {
    int k = 1;
    while (k <= 4) {
      vector[k] v = rep_vector(x, k); matrix[k, k] m = rep_matrix(x, k, k);
      target += sum(v) + sum(m);
      k += 1;
      for (i in 1:2) target += 0;
    }
  }`;
  assert.equal(await densities(program, [[1], [2]]), [10 + 30, 20 + 60]);
});

test("after the assignment the condition says nothing", async () => {
  const program = `parameters { real x; } model { int k = 1; while (k <= 4) { k *= 3; vector[k] v = rep_vector(x, k); target += sum(v); } }`;
  await bindSource(program, {}).then(
    () => assert.unreachable("it compiles: with what size?"),
    (error: Error) => assert.match(error.message, /not available/),
  );
});

test("an inner loop that assigns the variable forgets the condition", async () => {
  const program = `parameters { real x; } model {
    int k = 1;
    while (k <= 4) { for (i in 1:3) { vector[k] v = rep_vector(x, k); target += sum(v); k *= 2; } }
  }`;
  await bindSource(program, {}).then(
    () => assert.unreachable("it compiles: with what size?"),
    (error: Error) => assert.match(error.message, /not available/),
  );
});

test("a negative size rejects with its text", async () => {
  const model = await bindSource(
    "parameters { real x; } model { int n = -2; for (i in 1:3) n += x > i; vector[n] v = rep_vector(1, n); target += sum(v) + x; }",
    {},
  );
  assert.is(model.logDensity(Float64Array.of(1.5)), -Infinity);
  assert.match(model.rejection ?? "", /size n must not be negative, it is -1/);
  assert.is(model.logDensity(Float64Array.of(3.5)), 1 + 3.5);
});

test.run();
