// Metrics: momenta have covariance M, velocities are M^-1 p, estimates are Stan's regularised moments.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createCovarianceEstimate } from "../../../../runtime/inference/nuts/covariance-estimate.ts";
import { createMetric } from "../../../../runtime/inference/nuts/metric.ts";
import { randomStream } from "../../../../runtime/random/random.ts";

const test = suite("nuts metric");

test("dense momenta have covariance M: E[p p'] M^-1 = I", () => {
  const metric = createMetric("dense", 2);
  metric.replace(Float64Array.of(2, 0.9, 0.9, 0.5));
  const random = randomStream(1, 0, 1);
  const p = new Float64Array(2);
  const velocity = new Float64Array(2);
  const sums = [0, 0, 0, 0];
  const n = 40000;
  for (let i = 0; i < n; i++) {
    metric.drawMomentum(random, p);
    metric.velocity(p, velocity);
    for (let r = 0; r < 2; r++) for (let c = 0; c < 2; c++) sums[2 * r + c]! += (p[r]! * velocity[c]!) / n;
  }
  [1, 0, 0, 1].forEach((expected, k) => assert.ok(Math.abs(sums[k]! - expected) < 0.15, `${k}: ${sums[k]}`));
  assert.ok(Math.abs(sums[0]! + sums[3]! - 2) < 0.03);
});

test("diag estimate: shrunk sample variance, then a fresh start", () => {
  const estimate = createCovarianceEstimate("diag", 1)!;
  for (const x of [1, 2, 4, 9]) estimate.add(Float64Array.of(x));
  const variance = (9 + 4 + 0 + 25) / 3;
  assert.ok(Math.abs(estimate.take()[0]! - ((4 / 9) * variance + (1e-3 * 5) / 9)) < 1e-12);
  for (const x of [5, 7]) estimate.add(Float64Array.of(x));
  assert.ok(Math.abs(estimate.take()[0]! - ((2 / 7) * 2 + (1e-3 * 5) / 7)) < 1e-12);
});

test("dense estimate: shrunk sample covariance, symmetric", () => {
  const estimate = createCovarianceEstimate("dense", 2)!;
  for (const [a, b] of [
    [1, 2],
    [2, 1],
    [6, 9],
  ] as const)
    estimate.add(Float64Array.of(a, b));
  const m = estimate.take();
  assert.ok(Math.abs(m[1]! - (3 / 8) * ((-2 * -2 + -1 * -3 + 3 * 5) / 2)) < 1e-12);
  assert.is(m[1], m[2]);
});

test("an indefinite metric is refused", () => {
  assert.throws(() => createMetric("dense", 2).replace(Float64Array.of(1, 2, 2, 1)), /positive definite/);
  assert.throws(() => createMetric("diag", 1).replace(Float64Array.of(NaN)), /inverse metric/);
});

test.run();
