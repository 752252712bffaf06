// Programs of thousands of statements: the gradient is split into functions that V8 optimises, and says what it said before. Names of
// every type cross from one function to the next; values and gradients are known in closed form.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../compiler/index.ts";
import { bindSource } from "../support/golden-models.ts";

const test = suite("long programs");
const COUNT = 400;
const LONG_CHAIN = 1200;
const BRANCHES = 150;
const lines = (line: (i: number) => string, count = COUNT): string =>
  Array.from({ length: count }, (_, i) => line(i + 1)).join("\n");

const near = (actual: number, expected: number, what: string): void =>
  assert.ok(
    Math.abs(actual - expected) <= 1e-11 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

const parts = async (source: string): Promise<number> => {
  const { code } = await compile(source, { fileName: "long.model", target: "javascript" });
  return [...code!.matchAll(/^ +function part\d+\(\)/gm)].length;
};

test("one normal density per line", async () => {
  const source = `data { vector[${COUNT}] y; } parameters { vector[${COUNT}] a; real<lower=0> s; } model {
    ${lines((i) => `y[${i}] ~ normal(a[${i}], s);`)}
  }`;
  assert.ok((await parts(source)) > 1, "one function");
  const y = Array.from({ length: COUNT }, (_, i) => Math.sin(i));
  const model = await bindSource(source, { y });
  const q = Float64Array.from([...y.map((_, i) => Math.cos(3 * i)), 0.3]);
  const gradient = new Float64Array(COUNT + 1);
  // Twice: what one evaluation leaves in memory must not reach the next.
  for (let round = 0; round < 2; round++) {
    const value = model.logDensityGradient(q, gradient);
    const s = Math.exp(0.3);
    const squares = y.reduce((sum, yi, i) => sum + (yi - q[i]!) ** 2, 0);
    near(value, -0.5 * COUNT * Math.log(2 * Math.PI) - COUNT * 0.3 - squares / (2 * s * s) + 0.3, "value");
    y.forEach((yi, i) => near(gradient[i]!, (yi - q[i]!) / (s * s), `slope ${i}`));
    near(gradient[COUNT]!, -COUNT + squares / (s * s) + 1, "slope of the scale");
  }
});

test("a chain of names", async () => {
  const source = `parameters { real x; } model {
    real b0 = x;
    ${lines((i) => `real b${i} = b${i - 1} + x * b0 / ${i};`, LONG_CHAIN)}
    target += b${LONG_CHAIN} + b${LONG_CHAIN / 2};
  }`;
  assert.ok((await parts(source)) > 1, "one function");
  const model = await bindSource(source, {});
  const harmonic = (n: number): number =>
    Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
  const h = harmonic(LONG_CHAIN) + harmonic(LONG_CHAIN / 2);
  const gradient = new Float64Array(1);
  near(model.logDensityGradient(Float64Array.of(0.7), gradient), 2 * 0.7 + h * 0.49, "value");
  near(gradient[0]!, 2 + h * 1.4, "slope");
});

test("integers, conditions and variables that are set", async () => {
  const source = `data { int N; } parameters { real x; } model {
    int count = 0;
    real last = 0;
    ${lines((i) => `if (x * ${i} > N + count) { count += 1; last = last + x * count; } target += last * count;`, BRANCHES)}
  }`;
  assert.ok((await parts(source)) > 1, "one function");
  const model = await bindSource(source, { N: 3 });
  for (const x of [0.5, 2.5]) {
    let [count, sum, target, slope] = [0, 0, 0, 0];
    for (let i = 1; i <= BRANCHES; i++) {
      if (x * i > 3 + count) {
        count++;
        sum += count;
      }
      target += x * sum * count;
      slope += sum * count;
    }
    const gradient = new Float64Array(1);
    near(model.logDensityGradient(Float64Array.of(x), gradient), target, "value");
    near(gradient[0]!, slope, "slope");
  }
});

test("a rejection in a later part rejects the point", async () => {
  const source = `parameters { vector[${COUNT}] a; } model {
    ${lines((i) => `target += poisson_lpmf(${i % 5} | a[${i}]);`)}
  }`;
  const model = await bindSource(source, {});
  const q = new Float64Array(COUNT).fill(1);
  assert.ok(Number.isFinite(model.logDensity(q)));
  q[COUNT - 1] = -1;
  assert.is(model.logDensity(q), -Infinity);
  assert.match(model.rejection!, new RegExp(`^poisson: a\\[${COUNT}\\] must be at least 0, but it is -1 `));
});

test("short programs stay one function", async () =>
  assert.is(await parts("parameters { vector[20] a; } model { for (i in 1:20) a[i] ~ normal(i, 1); }"), 0));

test.run();
