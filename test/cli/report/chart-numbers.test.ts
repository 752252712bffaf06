// The numbers that charts draw: densities against closed forms, rank histograms, predictive bins, intervals and statistics.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type CurvePoint, densityCurve } from "../../../cli/report/density-curve.ts";
import { centralRange } from "../../../cli/report/draws-of.ts";
import {
  binned,
  intervals,
  preparePredictive,
  testStatistics,
} from "../../../cli/report/predictive-numbers.ts";
import { rankHistogram } from "../../../cli/report/rank-histogram.ts";
import { randomStream } from "../../../runtime/index.ts";

const test = suite("report chart numbers");
const random = randomStream(3, 0, 0);
const normals = Float64Array.from({ length: 20000 }, () => 2 + 3 * random.normal());
const exponentials = Float64Array.from({ length: 20000 }, () => -Math.log(random.uniform()));

function area(curve: readonly CurvePoint[]): number {
  let total = 0;
  for (let i = 1; i < curve.length; i++) {
    total += ((curve[i]!.density + curve[i - 1]!.density) / 2) * (curve[i]!.x - curve[i - 1]!.x);
  }
  return total;
}

test("density of a normal sample", () => {
  const curve = densityCurve(normals, [-7, 11], "mirrored");
  for (const { x, density } of curve) {
    const z = (x - 2) / 3;
    const exact = Math.exp(-0.5 * z * z) / (3 * Math.sqrt(2 * Math.PI));
    assert.ok(Math.abs(density - exact) < 0.006, `${x}: ${density} ${exact}`);
  }
  assert.ok(Math.abs(area(curve) - 1) < 0.01);
});

test("mirrored at a bound: an exponential keeps its height at zero and its area", () => {
  const range = centralRange(exponentials)!;
  assert.ok(range[0] >= 0, "an axis does not show values beyond a bound");
  const mirrored = densityCurve(exponentials, range, "mirrored");
  const open = densityCurve(exponentials, range, "open");
  assert.ok(mirrored[0]!.density > 0.85, `${mirrored[0]!.density}`);
  assert.ok(open[0]!.density < 0.6, `${open[0]!.density}`);
  assert.ok(Math.abs(area(mirrored) - 0.993) < 0.02, `${area(mirrored)}`);
});

test("density where there is none: constants, single draws", () => {
  assert.equal(densityCurve(new Float64Array(10).fill(4), [3, 5], "mirrored"), []);
  assert.equal(densityCurve(Float64Array.of(1), [0, 2], "open"), []);
  assert.is(centralRange(new Float64Array()), null);
  const [low, high] = centralRange(new Float64Array(10).fill(4))!;
  assert.ok(low < 4 && high > 4);
});

test("rank histogram: every draw is counted, equal chains are flat, a shifted chain leaves the band", () => {
  const chain = (shift: number): Float64Array =>
    Float64Array.from({ length: 1000 }, () => random.normal() + shift);
  const outside = ({ counts, band }: ReturnType<typeof rankHistogram>, c: number): number =>
    counts[c]!.filter((count) => count < band[0] || count > band[1]).length;
  const equal = rankHistogram([chain(0), chain(0), chain(0), chain(0)]);
  assert.is(equal.expected, 50);
  for (const [c, bars] of equal.counts.entries()) {
    assert.is(
      bars.reduce((a, b) => a + b),
      1000,
    );
    assert.is(outside(equal, c), 0);
  }
  const shifted = rankHistogram([chain(0), chain(0), chain(0), chain(0.7)]);
  assert.ok(outside(shifted, 3) >= 4);
});

test("rank histogram: ties share their average rank", () => {
  const { counts } = rankHistogram([Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1, 1, 1)]);
  assert.is(counts[0]![8], 4, "average rank 3.5 of 8");
  assert.equal(counts[0], counts[1]);
});

const observed = [0, 1, 1, 3];
const replicated = [
  [0, 1, 2, 2],
  [1, 1, 1, 1],
  [0, 0, 0, 4],
];

test("bins of whole numbers are centred on them and count everything", () => {
  const bins = binned(preparePredictive({ name: "n", observed, replicated }));
  assert.equal(
    bins.map(({ from, to, observed: count }) => [from, to, count]),
    [
      [-0.5, 0.5, 1],
      [0.5, 1.5, 2],
      [1.5, 2.5, 0],
      [2.5, 3.5, 1],
      [3.5, 4.5, 0],
    ].slice(0, bins.length),
  );
  assert.equal(
    bins.slice(0, 3).map(({ median }) => median),
    [1, 1, 0],
  );
});

test("bins of measurements hold both ends", () => {
  const data = preparePredictive({
    name: "y",
    observed: [0.5, 1.25, 9],
    replicated: [
      [1, 2, 3.5],
      [2.5, 3, 4],
    ],
  });
  assert.is(data.isDiscrete, false);
  const bins = binned(data);
  assert.is(
    bins.reduce((sum, bin) => sum + bin.observed, 0),
    3,
  );
  assert.is(bins[bins.length - 1]!.observed, 1);
});

test("intervals per observation by quantiles of type 7", () => {
  const draws = Array.from({ length: 101 }, (_, s) => [s, -s]);
  const [first, second] = intervals(preparePredictive({ name: "y", observed: [96, -50], replicated: draws }));
  assert.equal([first!.median, ...first!.half, ...first!.most], [50, 25, 75, 5, 95]);
  assert.is(first!.isOutside, true);
  assert.is(second!.isOutside, false);
});

test("test statistics: share of larger replicated values, ties by half", () => {
  const [mean, , least, most] = testStatistics(preparePredictive({ name: "n", observed, replicated }));
  assert.is(mean!.observed, 1.25);
  assert.is(mean!.above, 0.5 / 3, "means 1.25, 1, 1: one tie");
  assert.is(least!.above, (1 + 0.5 + 0.5) / 3);
  assert.is(most!.above, 1 / 3);
});

test.run();
