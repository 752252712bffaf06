// Batches of rows: each row once per epoch, an anchor that changes no average and takes the noise away beside it, and a fit by batches that
// finds what a fit on all rows finds.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fit } from "../../../runtime/inference/fit.ts";
import { batchDensity, type Minibatches } from "../../../runtime/inference/minibatch.ts";
import { batchCount, rowBatches, withRows } from "../../../runtime/inference/row-batches.ts";
import type { LogDensity } from "../../../runtime/model.ts";
import { randomStream } from "../../../runtime/random/random.ts";

const test = suite("minibatches");

const y = Array.from({ length: 103 }, (_, n) => Math.sin(7 * n) + 0.02 * n);

/** Normal observations with unknown mean and log scale, and a prior that no row enters. */
function density(values: readonly number[], weight = 1): LogDensity {
  return {
    dimension: 2,
    rejection: null,
    logDensityGradient(q, gradient) {
      const [mu, t] = [q[0]!, q[1]!];
      const precision = Math.exp(-2 * t);
      let value = -0.5 * mu * mu - 0.5 * t * t;
      gradient[0] = -mu;
      gradient[1] = -t;
      for (const x of values) {
        const r = x - mu;
        value += weight * (-0.5 * r * r * precision - t);
        gradient[0]! += weight * r * precision;
        gradient[1]! += weight * (r * r * precision - 1);
      }
      return value;
    },
  };
}

const all = density(y);
const minibatch: Minibatches = {
  rows: y.length,
  batch: 10,
  bind: (rows, weight) =>
    density(
      Array.from(rows, (row) => y[row]!),
      weight,
    ),
};
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-10 * Math.max(1, Math.abs(b));

test("each row once per epoch, in parts of nearly equal size, every epoch in another order", () => {
  const batches = rowBatches(103, 10, randomStream(1, 0, 0));
  const count = batchCount(103, 10);
  assert.is(count, 11);
  const epochs = [0, 1].map(() => Array.from({ length: count }, () => Array.from(batches.next().value)));
  for (const epoch of epochs) {
    assert.ok(epoch.every((rows) => rows.length === 9 || rows.length === 10));
    assert.equal(
      epoch.flat().sort((a, b) => a - b),
      y.map((_, n) => n),
    );
  }
  assert.not.equal(epochs[0], epochs[1]);
});

test("with an anchor or without, an epoch averages to all rows", () => {
  const q = Float64Array.of(0.4, -0.3);
  const gradient = new Float64Array(2);
  const value = all.logDensityGradient(q, gradient);
  for (const anchor of [null, Float64Array.of(0.9, 0.1)]) {
    const batches = batchDensity(all, minibatch, randomStream(2, 0, 0));
    if (anchor !== null) batches.anchorAt(anchor);
    // The first batch is drawn when it is made: the epoch is that one and ten more.
    const part = new Float64Array(2);
    const sums = [0, 0, 0];
    for (let k = 0; k < 11; k++) {
      if (k > 0) batches.next();
      sums[0]! += batches.logDensityGradient(q, part) / 11;
      sums[1]! += part[0]! / 11;
      sums[2]! += part[1]! / 11;
    }
    assert.ok(
      near(sums[0]!, value) && near(sums[1]!, gradient[0]!) && near(sums[2]!, gradient[1]!),
      `${sums} ${value} ${gradient}`,
    );
  }
});

test("at the anchor a batch tells what all rows tell, and beside it nearly so", () => {
  const anchor = Float64Array.of(1, 0.2);
  const beside = Float64Array.of(1.02, 0.19);
  const spread = (density: LogDensity & { next(): void }, q: Float64Array): number => {
    const part = new Float64Array(2);
    const exact = new Float64Array(2);
    all.logDensityGradient(q, exact);
    let most = 0;
    for (let k = 0; k < 11; k++) {
      density.next();
      density.logDensityGradient(q, part);
      most = Math.max(most, Math.abs(part[0]! - exact[0]!));
    }
    return most;
  };
  const batches = batchDensity(all, minibatch, randomStream(4, 0, 0));
  const noise = spread(batches, beside);
  batches.anchorAt(anchor);
  assert.ok(spread(batches, anchor) < 1e-10);
  assert.ok(spread(batches, beside) < 0.1 * noise, `${spread(batches, beside)} against ${noise}`);
});

test("a fit by batches finds what a fit on all rows finds, and the same seed the same bits", async () => {
  const options = { seed: 3, verify: "none", family: "fullrank" } as const;
  const whole = await fit(all, options);
  const parts = await fit(all, { ...options, minibatch });
  assert.ok(parts.converged, parts.reasons.join("; "));
  const { mean, sd } = whole.approximation;
  for (let i = 0; i < 2; i++) {
    assert.ok(Math.abs(parts.approximation.mean[i]! - mean[i]!) < 0.1 * sd[i]!);
    assert.ok(Math.abs(parts.approximation.sd[i]! / sd[i]! - 1) < 0.1);
  }
  assert.equal((await fit(all, { ...options, minibatch })).approximation.mean, parts.approximation.mean);
  await fit(all, { ...options, minibatch: { ...minibatch, batch: 0 } }).then(
    () => assert.unreachable(),
    (error) => assert.is(error.message, "batch must be a whole number of at least 1, got 0"),
  );
});

test("data of some rows", () => {
  const rows = { size: "N", variables: ["x", "X"] };
  const chosen = withRows(
    { N: 3, x: Float64Array.of(5, 6, 7), X: [[1], [2], [3]], K: 1 },
    rows,
    Int32Array.of(2, 0),
  );
  assert.equal(chosen, { N: 2, x: [7, 5], X: [[3], [1]], K: 1 });
  assert.equal(withRows({ N: 2, x: { values: [5, 6], dims: [2] } }, { size: "N", variables: ["x"] }, Int32Array.of(1)), { N: 1, x: [6] }); // prettier-ignore
  assert.throws(
    () =>
      withRows(
        { N: 2, x: { values: [1, 2, 3, 4], dims: [2, 2] } },
        { size: "N", variables: ["x"] },
        Int32Array.of(1),
      ),
    "x: batches of rows need nested arrays, one entry per row",
  );
});

test.run();
