// Decisions where the language leaves room: sizes of vectorised densities, sizes of 0, assignments that read what they write, ragged
// literals, division by zero, slopes at kinks.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("lower: decisions");

async function density(
  source: string,
  q: readonly number[],
  data: unknown = {},
): Promise<[number, number[]]> {
  const model = await bindSource(source, data);
  const gradient = new Float64Array(q.length);
  return [model.logDensityGradient(Float64Array.from(q), gradient), [...gradient]];
}

async function refusal(source: string, data: unknown): Promise<string> {
  return bindSource(source, data).then(
    () => "accepted",
    (error: Error) => error.message.replace(/ \(model\.model, line \d+\)$/, ""),
  );
}

test("containers of a density have one length; a container of length 1 is no scalar", async () => {
  const source = (m: number): string =>
    `data { vector[3] y; vector[${m}] m; } parameters { real x; } model { y ~ normal(m, exp(x)); }`;
  assert.is(await refusal(source(2), { y: [1, 2, 3], m: [1, 2] }), "size mismatch: y has 3, m has 2");
  assert.is(await refusal(source(1), { y: [1, 2, 3], m: [1] }), "size mismatch: y has 3, m has 1");
});

test("size 0: log densities are 0, distribution functions 1", async () => {
  const source = `data { vector[0] y; vector[0] m; } parameters { real x; } model {
    y ~ normal(m, exp(x)); target += normal_lcdf(y | m, 1) + 3 * normal_cdf(y | m, 1);
  }`;
  assert.equal(await density(source, [1], { y: [], m: [] }), [3, [0]]);
});

test("the right side of an assignment is complete before the first store", async () => {
  const source = `parameters { vector[4] x; } model {
    vector[4] y = x;
    y = y[{2, 1, 4, 3}];
    y[2:4] = y[1:3];
    matrix[2, 2] A = [[x[1], x[2]], [x[3], x[4]]];
    A = A';
    target += dot_product(y, [1, 2, 3, 4]') + A[1, 2];
  }`;
  // y is x2, x2, x1, x4 in the end.
  assert.equal(await density(source, [1, 2, 3, 4]), [2 + 4 + 3 + 16 + 3, [3, 3, 1, 4]]);
});

test("ragged literals and zero divisors are errors", async () => {
  const ragged = `data { int n; } transformed data {
    vector[n] u = rep_vector(1, n); vector[2] v = [1, 2]'; array[2] vector[2] w = {u, v};
  } parameters { real x; } model { }`;
  assert.is(await refusal(ragged, { n: 2 }), "accepted");
  assert.is(
    await refusal(ragged, { n: 3 }),
    "size mismatch: the first element of {u, v} has 3, a later one has 2",
  );
  for (const operator of ["%", "%/%"]) {
    const source = `data { int n; } transformed data { int k = 5 ${operator} n; } parameters { real x; } model { }`;
    assert.is(await refusal(source, { n: 0 }), "division by zero: n is 0");
  }
});

test("slopes at kinks", async () => {
  const [value, slope] = await density(
    "parameters { real x; } model { target += abs(x) + step(x) + fmax(x, 0) + floor(x) + round(x); }",
    [0],
  );
  // Only the tie of fmax has one: it goes to the first argument.
  assert.equal([value, slope], [1, [1]]);
});

test.run();
