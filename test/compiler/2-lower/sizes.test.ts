// Locals sized by integers that change: counters filled in loops, conditions of while loops, sizes that turn out negative. The largest size
// must cover every run, so each program runs where its sizes differ.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { randomStream } from "../../../runtime/random/random.ts";
import { numericGradient } from "../../support/finite-differences.ts";
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

// ------------------------------------------------------------------------------------------- sizes that only a run can tell

/** Densities with their gradients, which are compared with differences of the densities. */
async function agree(
  program: string,
  points: readonly number[][],
  expected: readonly number[],
): Promise<void> {
  const model = await bindSource(program, {});
  // Twice, in both directions: what grew for one point must serve the next.
  for (const order of [points, [...points].reverse()])
    for (const q of order) {
      const gradient = new Float64Array(model.dimension);
      const value = model.logDensityGradient(Float64Array.from(q), gradient);
      const wanted = expected[points.indexOf(q)]!;
      assert.ok(Math.abs(value - wanted) <= 1e-12 * Math.abs(wanted), `${q}: ${value}, not ${wanted}`);
      numericGradient((at) => model.logDensity(at), Float64Array.from(q)).forEach((slope, i) =>
        assert.ok(Math.abs(gradient[i]! - slope) <= 1e-8 * Math.max(1, Math.abs(slope)), `${q}: slope ${i}`),
      );
    }
}

test("after the assignment the condition says nothing of the size", () =>
  agree(
    `parameters { real x; } model {
      int k = 1;
      while (k <= 4) { k *= 3; vector[k] v = rep_vector(x, k); target += sum(square(v)); }
    }`,
    [[2], [-1]],
    [12 * 4, 12],
  ));

test("an inner loop that assigns the variable of the condition", () =>
  agree(
    `parameters { real x; } model {
      int k = 1;
      while (k <= 4) { for (i in 1:3) { vector[k] v = rep_vector(x * i, k); target += sum(square(v)); k *= 2; } }
    }`,
    [[2], [-1]],
    [(1 + 2 * 4 + 4 * 9) * 4, 1 + 2 * 4 + 4 * 9],
  ));

test("a size that depends on parameters, of an array of matrices, carried from one round to the next", () =>
  agree(
    `parameters { real x; } model {
      real last = 1;
      int k = 1;
      while (k < x) {
        k += 2;
        array[k] matrix[k, 2] v = rep_array(rep_matrix(last, k, 2), k);
        for (i in 1:k) v[i, k, 2] = x * last * i;
        last = v[k, k, 2] / (1 + square(v[1, 1, 1]));
      }
      target += last;
    }`,
    [[0.5], [2.5], [4.5]],
    // last: 1; then x * last * k / (1 + last^2) for k = 3, 5, 7, ...
    [0.5, 2.5, 4.5].map((x) => {
      let last = 1;
      for (let k = 1; k < x;) {
        k += 2;
        last = (x * last * k) / (1 + last * last);
      }
      return last;
    }),
  ));

const choices = `functions {
  vector either(vector a, vector b, real x) { if (x > 0) return a; return b; }
  tuple(int, vector) positive(vector x) {
    int n = 0;
    for (i in 1:num_elements(x)) n += x[i] > 0;
    if (n == 0) return (-1, [7]');
    vector[n] kept;
    int k = 0;
    for (i in 1:num_elements(x)) if (x[i] > 0) { k += 1; kept[k] = x[i]; }
    return (n, kept);
  }
  matrix block(int n, real x) { if (x > 0) return rep_matrix(x, n, 2); return rep_matrix(x, 3, n); }
} parameters { vector[2] a; vector[3] b; } `;

test("choices between containers of different sizes", () =>
  agree(
    `${choices} model { vector[a[1] > 0 ? 2 : 3] c = a[1] > 0 ? exp(a) : to_vector({b[1], square(b[2]), 4}); target += sum(c) * size(c); }`,
    [
      [1, 2, 3, 4, 5],
      [-1, 2, 3, 4, 5],
    ],
    [2 * (Math.E + Math.exp(2)), 3 * (3 + 16 + 4)],
  ));

test("functions that return containers of different sizes", () =>
  agree(
    `${choices} model {
      vector[rows(either(a, b, a[1]))] c = square(either(a, b, a[1]));
      matrix[rows(block(5, a[1])), cols(block(5, a[1]))] m = block(5, a[1]);
      target += sum(c) + sum(square(m)) + 1000 * size(c) + 10 * rows(m);
    }`,
    [
      [1, 2, 3, 4, 5],
      [-1, 2, 3, 4, 5],
    ],
    [5 + 10 + 2000 + 50, 50 + 15 + 3000 + 30],
  ));

test("tuples that hold containers of different sizes", () =>
  agree(
    `${choices} model {
      tuple(int, vector[size(positive(b).2)]) p = positive(b);
      target += p.1 * sum(square(p.2));
      for (i in 1:2) target += positive(head(a, i)).1 * a[1];
    }`,
    [
      [1, 2, 3, -4, 5],
      [-1, 2, -3, -4, -5],
    ],
    [2 * 34 + 1 + 2, -49 + 1 - 1],
  ));

test("a size that is drawn", async () => {
  const model = await bindSource(
    `parameters { real x; } generated quantities {
       int n = 0; real s = 0;
       { int m = poisson_rng(20); vector[m] v = rep_vector(2, m); n = m; s = sum(v); }
     }`,
    {},
  );
  const random = randomStream(1, 0, 0);
  for (let draw = 0; draw < 20; draw++) {
    const [n, s] = model.generate(Float64Array.of(0), random);
    assert.is(s, 2 * n!);
  }
});

test("transformed data", async () => {
  const program = `data { int N; } transformed data {
      real total = 0;
      for (i in 1:N) { int k = i; while (k % 7 != 0) k += i; vector[k] v = rep_vector(i, k); total += sum(v); }
    } parameters { real x; } model { target += total * x; }`;
  // The least multiples of i that 7 divides: 7 i, for i below 7.
  assert.equal(await densities(program, [[1]], { N: 3 }), [7 * (1 + 4 + 9)]);
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

test("a size that is an element of data stands from the start", async () => {
  const program = `data { array[1] int k; array[1] int kSize; }
    parameters { vector[k[1]] z; real s; }
    transformed parameters { vector[k[1]] v; v = s * z; }
    model { vector[kSize[1]] w = rep_vector(s, kSize[1]); target += dot_self(v) + sum(w); }`;
  assert.equal(await densities(program, [[1, 2, 3, 2]], { k: [3], kSize: [2] }), [60]);
});

test("sizes that are conditions: parameters that a model has or leaves out", async () => {
  const program = `data { int V; }
    parameters { vector[V > 0] a; array[V > 1] vector[V > 1 ? V : 1] b; vector[V == 2 && V > 1] c; }
    model { target += 2 * sum(a) + 3 * sum(c); for (i in 1:(V > 1)) target += 5 * sum(b[i]); }`;
  assert.equal(await densities(program, [[]], { V: 0 }), [0]);
  assert.equal(await densities(program, [[7]], { V: 1 }), [14]);
  assert.equal(await densities(program, [[7, 1, 2, 3]], { V: 2 }), [14 + 15 + 9]);
});

test.run();
