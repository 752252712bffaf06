// L-BFGS on quadratics of bad condition, Rosenbrock's valley and a density with a wall; what it says when there is no maximum.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findInitialPoint } from "../../../runtime/inference/initial-point.ts";
import { maximize } from "../../../runtime/inference/lbfgs.ts";
import { findMode } from "../../../runtime/inference/mode.ts";
import { counted } from "../../../runtime/inference/target.ts";
import { randomStream } from "../../../runtime/random/random.ts";
import { correlatedNormal, density, normalSample, normals } from "./targets.ts";

const test = suite("l-bfgs");
const startOf = (target: ReturnType<typeof density>, seed = 1) =>
  findInitialPoint(target, randomStream(seed, 0, 0));

test("normals with sds from 0.001 to 1000: the mode to a thousandth of an sd, and the scales", () => {
  const means = [1000, 0.002, -3];
  const sds = [1000, 0.001, 1];
  for (const seed of [1, 2, 3]) {
    const target = counted(normals(means, sds));
    const found = findMode(target, startOf(target, seed));
    means.forEach((m, i) =>
      assert.ok(Math.abs(found.q[i]! - m) < 1e-3 * sds[i]!, `seed ${seed}: ${found.q[i]}`),
    );
    assert.is(found.converged, true, found.reason);
    sds.forEach((sd, i) => assert.ok(Math.abs(found.scales[i]! / sd - 1) < 1e-6, `scale ${found.scales[i]}`));
    assert.ok(target.evaluations < 300, `${target.evaluations}`);
  }
});

test("correlation 0.999", () => {
  const target = correlatedNormal([3, 4], [1, 10], 0.999);
  const { q } = maximize(target, startOf(target));
  assert.ok(Math.abs(q[0]! - 3) < 1e-4 && Math.abs(q[1]! - 4) < 1e-3);
});

test("Rosenbrock", () => {
  const target = density(2, (q, gradient) => {
    const [x, y] = [q[0]!, q[1]!];
    gradient[0] = 2 * (1 - x) + 400 * x * (y - x * x);
    gradient[1] = -200 * (y - x * x);
    return -((1 - x) ** 2) - 100 * (y - x * x) ** 2;
  });
  const { q } = maximize(target, {
    q: Float64Array.of(-1.2, 1),
    gradient: Float64Array.of(-215.6 * -1, 88),
    logDensity: -24.2,
  });
  assert.ok(Math.abs(q[0]! - 1) < 1e-4 && Math.abs(q[1]! - 1) < 1e-4, `${q}`);
});

test("mean and log sd of a sample", () => {
  const y = Float64Array.of(99000, 101000, 100500, 98700);
  const target = normalSample(y);
  const { q } = findMode(target, startOf(target));
  const mean = 99800;
  const sd = Math.sqrt(y.reduce((s, x) => s + (x - mean) ** 2, 0) / 4);
  assert.ok(Math.abs(q[0]! - mean) < 0.01 * sd, `${q[0]}`);
  assert.ok(Math.abs(q[1]! - Math.log(sd)) < 1e-3, `${q[1]}`);
});

test("a wall of rejection next to the mode is not crossed", () => {
  const target = density(1, (q, gradient) => {
    if (q[0]! > 3) return (gradient.fill(0), -Infinity);
    gradient[0] = 1 / (3.5 - q[0]!) - 1.9;
    return -Math.log(3.5 - q[0]!) - 1.9 * q[0]! + 2 * Math.log(4);
  });
  const { q } = maximize(target, startOf(target));
  assert.ok(q[0]! <= 3);
});

test("an unbounded density is not called converged", () => {
  const target = density(
    1,
    (q, gradient) => ((gradient[0] = Math.exp(q[0]! / 100) / 100), Math.exp(q[0]! / 100)),
  );
  const found = findMode(target, startOf(target), { maxIterations: 50 });
  assert.is(found.converged, false);
  assert.match(found.reason, /not concave/);
});

test.run();
