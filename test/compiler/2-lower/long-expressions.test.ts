// Programs written by programs: chains of thousands of operators compile, in whatever place they stand.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("lower: long expressions");

const chain = (count: number, operator: string, term: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => term(i)).join(` ${operator} `);

async function densityAt(
  model: string,
  x: number,
  data = "",
  values: unknown = {},
): Promise<[number, number]> {
  const bound = await bindSource(`${data} parameters { real x; } model { ${model} }`, values);
  const gradient = new Float64Array(1);
  return [bound.logDensityGradient(Float64Array.of(x), gradient), gradient[0]!];
}

const half = (count: number): number => (count * (count - 1)) / 2;

test("10,000 terms of the target", async () => {
  const sum = chain(10_000, "+", (i) => `x * ${i}`);
  assert.equal(await densityAt(`target += ${sum};`, 0.5), [0.5 * half(10_000), half(10_000)]);
});

test("differences", async () => {
  const sum = chain(2_000, "-", (i) => `x * ${i}`);
  assert.equal(await densityAt(`target += ${sum};`, 2), [-2 * half(2_000), -half(2_000)]);
});

test("a sum inside an expression", async () => {
  const sum = chain(2_000, "+", (i) => `x * ${i}`);
  const s = half(2_000);
  assert.equal(await densityAt(`target += -square(${sum});`, 1), [-s * s, -2 * s * s]);
});

test("a sum of data in an argument", async () => {
  const sum = chain(3_000, "+", (i) => `d * ${i}`);
  const [value] = await densityAt(`target += x * (${sum});`, 2, "data { real d; }", { d: 0.5 });
  assert.is(value, half(3_000));
});

test("conditions", async () => {
  const all = chain(1_000, "&&", (i) => `x > ${-i - 1}`);
  const some = chain(1_000, "||", (i) => `x > ${i + 1}`);
  assert.equal(await densityAt(`if (${all}) target += x; if (${some}) target += 100;`, 0.5), [0.5, 1]);
});

test("200 brackets", async () => {
  assert.equal(await densityAt(`target += ${"(".repeat(200)}x${")".repeat(200)};`, 3), [3, 1]);
});

test.run();
