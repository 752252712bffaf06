// Whole programs with functions as values: solvers in loops, captured data, callbacks that recurse, recursion over vectors. Gradients against
// central differences of the compiled log density, which must also give the same bits twice.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Model } from "../../../runtime/index.ts";
import { bindSource } from "../../support/golden-models.ts";
import { programs } from "./programs.ts";

const test = suite("functions as values: gradients");

for (const { name, source, data, at } of programs)
  test(name, async () => {
    const model = await bindSource(source, data);
    const q = Float64Array.from(at);
    assert.is(model.dimension, q.length);
    const gradient = new Float64Array(q.length);
    const value = model.logDensityGradient(q, gradient);
    assert.ok(Number.isFinite(value), `${value}: ${model.rejection}`);
    q.forEach((_, k) => {
      const difference = centralDifference(model, q, k);
      const error = Math.abs(difference - gradient[k]!) / Math.max(1, Math.abs(difference));
      assert.ok(error < 1e-6, `d/dq[${k}] is ${gradient[k]}, the difference ${difference}`);
    });
    const again = new Float64Array(q.length);
    assert.is(model.logDensityGradient(q, again), value);
    assert.equal(again, gradient);
  });

function centralDifference(model: Model, q: Float64Array, k: number): number {
  const h = 1e-5;
  const side = (step: number): number => {
    const moved = q.slice();
    moved[k]! += step;
    return model.logDensityGradient(moved, new Float64Array(q.length));
  };
  return (side(h) - side(-h)) / (2 * h);
}

test("a rejection inside a recursive function leaves nothing behind", async () => {
  const model = await bindSource(
    `functions {
      real climb(real x, int n) {
        if (x > 3)
          reject("too large: ", x, " with ", n, " to go");
        return n == 0 ? x : climb(x * 1.1, n - 1) + square(x);
      }
    }
    parameters { real a; }
    model { target += climb(a, 5); }`,
    {},
  );
  const gradient = new Float64Array(1);
  const value = model.logDensityGradient(Float64Array.of(0.7), gradient);
  const slope = gradient[0];
  assert.is(model.logDensityGradient(Float64Array.of(2.5), gradient), -Infinity);
  assert.match(model.rejection!, /^too large: 3\.0\d+ with 3 to go \(model\.model, line \d+\)$/);
  assert.is(model.logDensityGradient(Float64Array.of(0.7), gradient), value);
  assert.is(gradient[0], slope);
});

test("a rejection inside a right-hand side rejects the point", async () => {
  const model = await bindSource(
    `functions {
      vector decay(real t, vector y, real k) {
        if (y[1] < 0.5)
          reject("low at ", y[1]);
        return [-k * y[1]]\';
      }
    }
    parameters { real k; }
    model { target += ode_rk45(decay, [1]\', 0.0, {1.0}, k)[1][1]; }`,
    {},
  );
  const gradient = new Float64Array(1);
  assert.ok(Number.isFinite(model.logDensityGradient(Float64Array.of(0.1), gradient)));
  assert.is(model.logDensityGradient(Float64Array.of(2), gradient), -Infinity);
  assert.match(model.rejection!, /^low at 0\.4/);
});

test.run();
