// Compressed sparse rows: products and dense matrices agree with the matrix they come from, in value and gradient; parts that describe no
// matrix are refused.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { back, front } from "../../acceptance/pipeline.ts";

const test = suite("compressed sparse rows");

const evaluate = async (value: string, q: readonly number[], data = "", given: object = {}) => {
  const text = `data { ${data} } parameters { vector[4] w; vector[3] b; } model { target += ${value}; }`;
  const model = await back(front(text), given);
  const gradient = new Float64Array(7);
  const found = model.logDensityGradient(Float64Array.from(q), gradient);
  return { found: [found, ...gradient], reason: String(model.rejection) };
};
const Q = [0.5, -1, 2, 0.3, 0.2, 1.5, -0.7];
/** Rows: (w1, 0, w2), none, (0, w3, w4). */
const DENSE = "[[w[1], 0, w[2]], [0, 0, 0], [0, w[3], w[4]]]";
const PARTS = "w, {1, 3, 2, 3}, {1, 3, 3, 5}";

async function same(one: string, other: string): Promise<void> {
  const [a, b] = [await evaluate(one, Q), await evaluate(other, Q)];
  a.found.forEach((x, k) => assert.ok(Math.abs(x - b.found[k]!) < 1e-14, `${one}: ${x}, not ${b.found[k]}`));
}

test("products and dense matrices, a row without entries included", async () => {
  await same(`sum(sin(csr_matrix_times_vector(3, 3, ${PARTS}, b)))`, `sum(sin(${DENSE} * b))`);
  await same(`sum(sin(csr_to_dense_matrix(3, 3, ${PARTS}) + 0.4))`, `sum(sin(${DENSE} + 0.4))`);
});

test("extraction and composition give the matrix back", async () => {
  const A = "[[0.5, 0, 1], [0, 0, 2.5]]";
  const parts = `csr_extract_w(${A}), csr_extract_v(${A}), csr_extract_u(${A})`;
  const { found } = await evaluate(
    `sum(abs(csr_to_dense_matrix(2, 3, ${parts}) - ${A})) + sum(csr_extract(${A}).3)`,
    Q,
  );
  assert.is(found[0], 1 + 3 + 4);
});

test("parts that describe no matrix are refused when data are bound", async () => {
  for (const [v, u, words] of [
    [[1, 4, 2, 3], [1, 3, 3, 5], /index 4 is out of range/],
    [[1, 3, 2, 0], [1, 3, 3, 5], /index 0 is out of range/],
    [[1, 3, 2, 3], [1, 4, 3, 5], /must not decrease, but row 2/],
    [[1, 3, 2, 3], [1, 3, 3, 4], /must begin with 1 and end with/],
    [[1, 3, 2, 3], [0, 3, 3, 5], /must begin with 1/],
    [[1, 3, 2], [1, 3, 3, 5], /size mismatch: w has 4, v has 3/],
    [[1, 3, 2, 3], [1, 3, 5], /size mismatch: u has 3/],
  ] as const) {
    const data = `array[${v.length}] int v; array[${u.length}] int u;`;
    let message = "";
    try {
      const { reason } = await evaluate("sum(csr_matrix_times_vector(3, 3, w, v, u, b))", Q, data, { v, u });
      message = reason;
    } catch (error) {
      message = (error as Error).message;
    }
    assert.match(message, words);
  }
});

test.run();
