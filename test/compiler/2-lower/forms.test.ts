// Forms of the Wiener distribution by the number of their arguments: longer ones reduce to shorter ones where what varies between trials
// does not vary, and a precision changes nothing.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { back, front } from "../../acceptance/pipeline.ts";

const test = suite("forms by the number of arguments");

const q = [0.3, -1.2, 0.2, 0.7];

async function evaluate(call: string): Promise<readonly number[]> {
  const text = `data { real y; vector[1] ys; } parameters { real<lower=0> a; real<lower=0> t; real b; real d; }
    model { target += ${call}; }`;
  const model = await back(front(text), { y: 0.9, ys: [0.9] });
  const gradient = new Float64Array(4);
  const value = model.logDensityGradient(Float64Array.from(q), gradient);
  return [value, ...gradient];
}

async function same(calls: readonly string[]): Promise<void> {
  const [first, ...others] = await Promise.all(calls.map(evaluate));
  assert.ok(first!.every(Number.isFinite), `${calls[0]} is ${first}`);
  others.forEach((other, k) =>
    other.forEach((value, i) =>
      assert.ok(
        Math.abs(value - first![i]!) <= 1e-11 * Math.max(1, Math.abs(first![i]!)),
        `${calls[k + 1]} is ${value}, not ${first![i]} (component ${i})`,
      ),
    ),
  );
}

test("densities", () =>
  same([
    "wiener_lpdf(y | a, t, b, d)",
    "wiener_lpdf(y | a, t, b, d, 0)",
    "wiener_lpdf(y | a, t, b, d, 0, 1e-4)",
    "wiener_lpdf(y | a, t, b, d, 0, 0, 0)",
    "wiener_lpdf(y | a, t, b, d, 0, 0, 0, 1e-4)",
    "wiener_lpdf(ys | [a]', [t]', [b]', [d]', [0]', [0]', [0]', 1e-4)",
  ]));

test("a drift that varies", () =>
  same(["wiener_lpdf(y | a, t, b, d, 0.7)", "wiener_lpdf(y | a, t, b, d, 0.7, 0, 0)"]));

for (const side of ["lcdf", "lccdf"])
  test(`probabilities: ${side}`, () =>
    same([
      `wiener_${side}_unnorm(y, a, t, b, d)`,
      `wiener_${side}_unnorm(y, a, t, b, d, 1e-4)`,
      `wiener_${side}_unnorm(y, a, t, b, d, 0, 0, 0)`,
      `wiener_${side}_unnorm(y, a, t, b, d, 0, 0, 0, 1e-4)`,
      `wiener_${side}_unnorm(ys, [a]', [t]', [b]', [d]')`,
      `wiener_${side}_unnorm(ys, [a]', [t]', [b]', [d]', 1e-4)`,
    ]));

test("messages use the name in the language", async () => {
  for (const rest of ["", ", 0.3", ", 0.3, 0.1, 0.2"]) {
    const text = `parameters { real t; } model { target += wiener_lpdf(0.9 | 1, t, 0.5, 0.2${rest}); }`;
    const model = await back(front(text), {});
    assert.is(model.logDensity(Float64Array.of(1.5)), -Infinity);
    assert.match(String(model.rejection), /^wiener: /);
  }
});

test("both sides add up to the probability of this boundary", async () => {
  const [below] = await evaluate("wiener_lcdf_unnorm(y, a, t, b, d, 0.8, 0.2, 0.3)");
  const [above] = await evaluate("wiener_lccdf_unnorm(y, a, t, b, d, 0.8, 0.2, 0.3)");
  const [later] = await evaluate("wiener_lcdf_unnorm(y + 200, a, t, b, d, 0.8, 0.2, 0.3)");
  // The constraints of a and t add the same logarithms to all three.
  const jacobian = q[0]! + q[1]!;
  const [p, r, all] = [below!, above!, later!].map((x) => Math.exp(x - jacobian));
  assert.ok(Math.abs(p! + r! - all!) < 1e-12, `${p} + ${r} is not ${all}`);
});

test.run();
