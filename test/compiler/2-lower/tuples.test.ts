// Tuples and complex numbers at the borders of a model: read from data, laid out in the unconstrained vector, named, constrained and
// handed back, through nested tuples, arrays of them, and arrays inside.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("lower: tuples");

const program = `
data {
  int N;
  array[N] tuple(int, real<lower=-1>) k;
  complex z;
  complex_matrix[2, 3] Z;
  tuple(real, tuple(complex_vector[2], array[2] int)) t;
}
transformed data {
  array[2] tuple(real, array[2] int) pairs = {(1.5, {1, 2}), (2.5, {3, 4})};
}
parameters {
  array[2] tuple(real<lower=0>, array[2] tuple(vector[2], complex)) p;
  tuple(simplex[3], real<lower=0, upper=1>) s;
  complex_row_vector[2] c;
}
transformed parameters {
  tuple(real, complex) q = (p[2].1, c[2]);
}
model {
  p[1].1 ~ exponential(1);
}
generated quantities {
  array[2] tuple(int, real) g = {(k[1].1, k[2].2), (pairs[2].2[1], 3)};
  complex_vector[2] w = t.2.1;
  array[2] int n = t.2.2;
  real last = get_imag(Z[2, 3]) + get_real(z);
}`;

const data = {
  N: 2,
  k: [{ 1: 5, 2: 0.5 }, { 1: 6, 2: -1 }],
  z: [1, 2],
  Z: [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]],
  t: { 1: 3, 2: { 1: [[1, 2], [3, 4]], 2: [7, 8] } },
}; // prettier-ignore

const bound = bindSource(program, data);

test("names: elements one after another, each with all its slots", async () => {
  const model = await bound;
  assert.equal(model.parameterNames.slice(0, 10), [
    ...["p[1].1", "p[1].2[1].1[1]", "p[1].2[1].1[2]", "p[1].2[1].2.real", "p[1].2[1].2.imag"],
    ...["p[1].2[2].1[1]", "p[1].2[2].1[2]", "p[1].2[2].2.real", "p[1].2[2].2.imag", "p[2].1"],
  ]);
  assert.equal(model.parameterNames.slice(18), [
    ...["s.1[1]", "s.1[2]", "s.1[3]", "s.2", "c[1].real", "c[1].imag", "c[2].real", "c[2].imag"],
    ...["q.1", "q.2.real", "q.2.imag"],
  ]);
  assert.equal(
    model.variables.filter(({ block }) => block === "parameters").map(({ name, dims }) => [name, dims]),
    [
      ["p.1", [2]],
      ["p.2.1", [2, 2, 2]],
      ["p.2.2.real", [2, 2]],
      ["p.2.2.imag", [2, 2]],
      ["s.1", [3]],
      ["s.2", []],
      ["c.real", [2]],
      ["c.imag", [2]],
    ],
  );
});

test("the unconstrained vector: elements one after another, pairs of real and imaginary parts", async () => {
  const model = await bound;
  assert.is(model.dimension, 18 + 3 + 4);
  const q = Float64Array.from({ length: model.dimension }, (_, i) => i / 8 - 1);
  const { p, c, q: computed } = model.constrain(q) as Record<string, never>;
  assert.equal(p[1]["2"], [
    { 1: q.slice(10, 12), 2: [q[12], q[13]] },
    { 1: q.slice(14, 16), 2: [q[16], q[17]] },
  ]);
  assert.equal(c, [
    [q[21], q[22]],
    [q[23], q[24]],
  ]);
  assert.equal(computed, { 1: p[1]["1"], 2: c[1] });
});

test("unconstrain undoes constrain", async () => {
  const model = await bound;
  const q = Float64Array.from({ length: model.dimension }, (_, i) => ((i * 7) % 5) / 3 - 0.9);
  const back = model.unconstrain(model.constrain(q));
  q.forEach((value, i) => assert.ok(Math.abs(value - back[i]!) < 1e-14, `number ${i}`));
});

test("data reach generated quantities", async () => {
  const model = await bound;
  const random = { uniform: () => 0.5, normal: () => 0, uint32: () => 0 };
  const written = model.write(new Float64Array(model.dimension), random as never);
  const generated = [...written.subarray(model.parameterNames.length)];
  assert.equal(generated, [5, -1, 3, 3, 1, 2, 3, 4, 7, 8, 13]);
  assert.equal(model.generatedNames.slice(0, 5), ["g[1].1", "g[1].2", "g[2].1", "g[2].2", "w[1].real"]);
});

const refusal = async (changed: Readonly<Record<string, unknown>>): Promise<string> => {
  try {
    await bindSource(program, { ...data, ...changed });
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
};

test("data that do not fit are named by slot and index", async () => {
  assert.match(await refusal({ k: [{ 1: 5, 2: 0.5 }, { 1: 6, 2: -2 }] }), /k\.2\[2\] is -2, expected at least -1/); // prettier-ignore
  assert.match(await refusal({ k: [{ 1: 5, 2: 0.5 }, { 1: 6 }] }), /k\[2\] has no slot "2"/);
  assert.match(await refusal({ t: [3, 4] }), /t is an array of 2, expected a tuple/);
  assert.match(await refusal({ z: 3 }), /z is 3/);
});

test("values that break a constraint are named by part", async () => {
  const model = await bound;
  const values = model.constrain(new Float64Array(model.dimension)) as Record<string, never>;
  const changed = { ...values, s: { ...(values["s"] as object), 2: 1.5 } };
  assert.throws(() => model.unconstrain(changed), /s\.2 is 1\.5/);
});

test.run();
