// The library's constraining functions undo one another: for every family, X_unconstrain(X_constrain(y)) is y, with derivative one, for one
// value and for arrays; what breaks the structure rejects. The free sizes are those of the language's table.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSource, type Simplex } from "../../support/golden-models.ts";

const test = suite("lower: constraining functions");

interface Family {
  readonly name: string;
  /** Type of the free value and of the constrained one. */
  readonly free: string;
  readonly constrained: string;
  readonly count: number;
  /** Sizes that the constraining function wants. */
  readonly sizes?: string;
  /** A constrained value that is none. */
  readonly broken: string;
}

const families: readonly Family[] = [
  { name: "ordered", free: "vector[3]", constrained: "vector[3]", count: 3, broken: "[1, 3, 2]'" },
  { name: "positive_ordered", free: "vector[3]", constrained: "vector[3]", count: 3, broken: "[-1, 2, 3]'" },
  { name: "simplex", free: "vector[3]", constrained: "vector[4]", count: 3, broken: "[0.5, 0.4, 0.1, 0.1]'" },
  { name: "sum_to_zero", free: "vector[3]", constrained: "vector[4]", count: 3, broken: "[1, 2, -2, -1.1]'" },
  {
    name: "sum_to_zero",
    free: "matrix[2, 3]",
    constrained: "matrix[3, 4]",
    count: 6,
    broken: "[[1, -1, 0, 0], [-1, 1, 0, 0], [1, -1, 0, 0]]",
  },
  {
    name: "stochastic_column",
    free: "matrix[2, 2]",
    constrained: "matrix[3, 2]",
    count: 4,
    broken: "[[0.5, 0.5], [0.3, 0.2], [0.2, 0.2]]",
  },
  {
    name: "stochastic_row",
    free: "matrix[2, 2]",
    constrained: "matrix[2, 3]",
    count: 4,
    broken: "[[0.5, 0.3, 0.2], [0.5, 0.2, 0.2]]",
  },
  {
    name: "cholesky_factor_corr",
    free: "vector[6]",
    constrained: "matrix[4, 4]",
    count: 6,
    sizes: "4",
    broken: "[[1, 0, 0, 0], [0.6, 0.8, 0, 0], [0.6, 0, 0.9, 0], [0, 0, 0, 1]]",
  },
  {
    name: "cholesky_factor_cov",
    free: "vector[5]",
    constrained: "matrix[3, 2]",
    count: 5,
    sizes: "3, 2",
    broken: "[[1, 0.1], [0, 1], [0, 0]]",
  },
  {
    name: "corr_matrix",
    free: "vector[6]",
    constrained: "matrix[4, 4]",
    count: 6,
    sizes: "4",
    broken: "[[1, 0.9, -0.9, 0], [0.9, 1, 0.9, 0], [-0.9, 0.9, 1, 0], [0, 0, 0, 1]]",
  },
  {
    name: "cov_matrix",
    free: "vector[6]",
    constrained: "matrix[3, 3]",
    count: 6,
    sizes: "3",
    broken: "[[1, 2, 0], [2, 1, 0], [0, 0, 1]]",
  },
];

const flat = (type: string, x: string): string => (type.startsWith("matrix") ? `to_vector(${x})` : x);

async function expectInverse(f: Family, simplex: Simplex): Promise<void> {
  const sizes = f.sizes === undefined ? "" : `, ${f.sizes}`;
  const weights = Array.from({ length: f.count }, (_, i) => `${i + 1}.5`).join(", ");
  const model = await bindSource(
    `parameters { ${f.free} y; array[2] ${f.free} many; }
     model {
       vector[${f.count}] w = [${weights}]';
       target += dot_product(w, ${flat(f.free, `${f.name}_unconstrain(${f.name}_constrain(y${sizes}))`)});
       array[2] ${f.free} back = ${f.name}_unconstrain(${f.name}_constrain(many${sizes}));
       for (i in 1:2) target += i * dot_product(w, ${flat(f.free, "back[i]")});
     }`,
    {},
    { simplex },
  );
  const size = 3 * f.count;
  assert.is(model.dimension, size);
  const q = Float64Array.from({ length: size }, (_, i) => ((i * 5) % 7) / 5 - 0.6);
  const gradient = new Float64Array(size);
  const value = model.logDensityGradient(q, gradient);
  const expected = Array.from(
    { length: size },
    (_, i) => ((i % f.count) + 1.5) * Math.max(1, Math.floor(i / f.count)),
  );
  const sum = expected.reduce((total, w, i) => total + w * q[i]!, 0);
  assert.ok(Math.abs(value - sum) < 1e-11 * Math.max(1, Math.abs(sum)), `${value}, expected ${sum}`);
  gradient.forEach((g, i) =>
    assert.ok(Math.abs(g - expected[i]!) < 1e-10, `gradient ${i}: ${g}, not ${expected[i]}`),
  );
}

for (const f of families) {
  test(`${f.name} of ${f.constrained}`, async () => {
    await expectInverse(f, "ilr");
    if (f.name === "simplex") await expectInverse(f, "stick-breaking");
  });
  test(`${f.name} of ${f.constrained}: what is none rejects`, async () => {
    const model = await bindSource(
      `parameters { real x; } model { ${f.constrained} c = ${f.broken}; c = c * (1 + 0 * x); target += sum(${f.name}_unconstrain(c)); }`,
      {},
    );
    assert.is(model.logDensity(new Float64Array(1)), -Infinity);
    assert.match(model.rejection ?? "", /is no /);
  });
}

test("unit vectors", async () => {
  const model = await bindSource(
    "parameters { vector[3] y; } model { target += dot_product([1, 2, 3], unit_vector_unconstrain(unit_vector_constrain(y))); }",
    {},
  );
  const value = model.logDensity(Float64Array.of(3, 0, 4));
  assert.ok(Math.abs(value - (3 + 12) / 5) < 1e-14);
});

test("a transformed parameter that breaks its type rejects the point, with its name", async () => {
  const model = await bindSource(
    `parameters { real x; } transformed parameters {
       array[2] cholesky_factor_corr[2] L; L[1] = identity_matrix(2); L[2] = [[1, 0], [x, sqrt(1 - square(x)) + 0.1]];
     } model { }`,
    {},
  );
  assert.is(model.logDensity(Float64Array.of(0.5)), -Infinity);
  assert.match(model.rejection ?? "", /L\[2\] is no cholesky_factor_corr/);
});

test.run();
