// One transition: energy is conserved, the step-size search crosses 0.8, statistics count what happened, leapfrogs allocate nothing.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findInitialPoint } from "../../../../runtime/inference/initial-point.ts";
import { createMetric } from "../../../../runtime/inference/nuts/metric.ts";
import { initializeStepSize } from "../../../../runtime/inference/nuts/step-size.ts";
import { Trajectory } from "../../../../runtime/inference/nuts/trajectory.ts";
import { counted } from "../../../../runtime/inference/target.ts";
import type { LogDensity } from "../../../../runtime/model.ts";
import { randomStream } from "../../../../runtime/random/random.ts";
import { correlatedNormal, normals, standardNormal } from "../targets.ts";

const test = suite("nuts trajectory");

function trajectoryOf(target: LogDensity, maxDepth = 10): Trajectory {
  const start = findInitialPoint(target, randomStream(7, 0, 0));
  return new Trajectory(
    target,
    createMetric("diag", target.dimension),
    randomStream(7, 0, 1),
    start,
    maxDepth,
  );
}

test("every leapfrog step is one gradient, at most 2^maxDepth - 1", () => {
  const target = counted(standardNormal(5));
  const trajectory = trajectoryOf(target, 3);
  trajectory.stepSize = 0.01;
  const before = target.evaluations;
  trajectory.transition();
  assert.is(target.evaluations - before, 7);
  assert.is(trajectory.statistics.leapfrogs, 7);
  assert.is(trajectory.statistics.treeDepth, 3);
  assert.ok(trajectory.statistics.acceptance > 0.999);
});

test("a tiny step conserves energy to second order", () => {
  const trajectory = trajectoryOf(correlatedNormal([0, 0], [1, 2], 0.5));
  trajectory.stepSize = 1e-3;
  assert.ok(Math.abs(trajectory.trialEnergyError()) < 1e-5);
});

test("a huge step diverges and the chain stays", () => {
  const trajectory = trajectoryOf(normals([0], [1e-3]));
  const before = trajectory.current.q.slice();
  trajectory.stepSize = 100;
  trajectory.transition();
  assert.is(trajectory.statistics.divergent, true);
  assert.is(trajectory.statistics.treeDepth, 0);
  assert.equal(trajectory.current.q, before);
});

test("the first step size fits the scale", () => {
  for (const sd of [1e-3, 1, 1e3]) {
    const trajectory = trajectoryOf(normals([0, 0], [sd, sd]));
    initializeStepSize(trajectory);
    assert.ok(
      trajectory.stepSize / sd > 0.01 && trajectory.stepSize / sd < 20,
      `${sd}: ${trajectory.stepSize}`,
    );
  }
});

test("a flat density is reported as improper", () => {
  const flat: LogDensity = { dimension: 1, rejection: null, logDensityGradient: (_, g) => ((g[0] = 0), 0) };
  assert.throws(() => initializeStepSize(trajectoryOf(flat)), /improper/);
});

test("the current state is a state of the density: its gradient and value belong to its position", () => {
  const target = correlatedNormal([1, 2], [1, 3], -0.7);
  const trajectory = trajectoryOf(target);
  trajectory.stepSize = 0.5;
  const gradient = new Float64Array(2);
  for (let i = 0; i < 50; i++) {
    trajectory.transition();
    assert.is(target.logDensityGradient(trajectory.current.q, gradient), trajectory.current.logDensity);
    assert.equal(gradient, trajectory.current.gradient);
    assert.ok(trajectory.current.energy >= -trajectory.current.logDensity);
  }
});

test("leapfrog steps do not allocate", () => {
  const trajectory = trajectoryOf(standardNormal(50), 10);
  trajectory.stepSize = 0.005;
  for (let i = 0; i < 20; i++) trajectory.transition();
  let least = Infinity;
  for (let round = 0; round < 5; round++) {
    const before = process.memoryUsage().heapUsed;
    let steps = 0;
    for (let i = 0; i < 20; i++) {
      trajectory.transition();
      steps += trajectory.statistics.leapfrogs;
    }
    const grown = (process.memoryUsage().heapUsed - before) / steps;
    if (grown < least) least = grown;
  }
  assert.ok(least < 100, `${least} bytes per leapfrog step: a vector of 50 numbers would need 400`);
});

test.run();
