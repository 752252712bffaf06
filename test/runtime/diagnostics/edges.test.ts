// What the oracle does not cover: degenerate draws, definitions computed a second way, the shape of the summary.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { regularisedBeta, betaQuantile } from "../../../runtime/diagnostics/beta-quantile.ts";
import { meanAutocovariance } from "../../../runtime/diagnostics/fourier.ts";
import * as d from "../../../runtime/diagnostics/index.ts";
import { ar1 } from "./oracle-chains.ts";

const test = suite("diagnostics edges");
const chains = [ar1(1, 101, 0.5, 0, 1), ar1(2, 101, 0.5, 0, 1), ar1(3, 101, 0.5, 0, 1)];

test("autocovariance by Fourier equals the sum of products", () => {
  const fast = meanAutocovariance(chains);
  for (const lag of [0, 1, 7, 100]) {
    let direct = 0;
    for (const x of chains) {
      const centre = d.mean(x);
      for (let t = 0; t + lag < 101; t++) direct += ((x[t]! - centre) * (x[t + lag]! - centre)) / (3 * 101);
    }
    assert.ok(Math.abs(fast[lag]! - direct) < 1e-14, `lag ${lag}: ${fast[lag]} ${direct}`);
  }
});

test("constant or non-finite draws have no diagnostics", () => {
  for (const bad of [
    [new Float64Array(50).fill(3)],
    [Float64Array.from(chains[0]!, (x, i) => (i === 9 ? NaN : x))],
  ]) {
    for (const statistic of [
      d.rhat,
      d.rhatBasic,
      d.essBulk,
      d.essTail,
      d.essMean,
      d.essMedian,
      d.paretoKhat,
    ]) {
      assert.ok(Number.isNaN(statistic(bad)), statistic.name);
    }
  }
  assert.ok(Number.isNaN(d.rhat([])));
  assert.ok(Number.isNaN(d.essBulk([new Float64Array(0)])));
});

test("diagnostics do not depend on location and scale", () => {
  const moved = chains.map((x) => x.map((value) => 1e6 + 1e-3 * value));
  assert.is(d.essBulk(moved), d.essBulk(chains));
  assert.is(d.rhat(moved), d.rhat(chains));
  assert.ok(Math.abs(d.essMean(moved) / d.essMean(chains) - 1) < 1e-5);
});

test("HDI of a skewed sample starts at its mode", () => {
  const exponential = Float64Array.from({ length: 1000 }, (_, i) => -Math.log(1 - (i + 0.5) / 1000));
  const [low, high] = d.hdi(exponential, 0.9);
  assert.is(low, exponential[0]);
  assert.ok(Math.abs(high - Math.log(10)) < 0.02);
  assert.equal(d.hdi(Float64Array.of(2, 1), 0.99), [1, 2]);
  assert.ok(d.hdi(Float64Array.of(1, NaN)).every(Number.isNaN));
});

test("E-BFMI: 2 for independent energies, small for a slow walk", () => {
  assert.ok(Math.abs(d.ebfmi(ar1(5, 4000, 0, 0, 1)) - 2) < 0.15);
  assert.ok(Math.abs(d.ebfmi(ar1(5, 4000, 0.9, 0, 1)) - 0.2) < 0.05);
});

test("incomplete beta: closed forms and symmetry", () => {
  assert.ok(Math.abs(regularisedBeta(0.3, 1, 4) - (1 - 0.7 ** 4)) < 1e-15);
  assert.ok(Math.abs(regularisedBeta(0.3, 3, 1) - 0.027) < 1e-15);
  assert.ok(Math.abs(regularisedBeta(0.4, 200, 300) + regularisedBeta(0.6, 300, 200) - 1) < 1e-13);
  for (const p of [0.01, 0.5, 0.999]) {
    assert.ok(Math.abs(betaQuantile(p, 1, 5) - (1 - (1 - p) ** 0.2)) < 1e-14);
    assert.ok(Math.abs(regularisedBeta(betaQuantile(p, 151, 2851), 151, 2851) - p) < 1e-11);
  }
});

test("importance weights: a rejected draw weighs nothing, equal ratios weigh the same", () => {
  const ratios = ar1(9, 500, 0, 0, 0.5);
  ratios[3] = -Infinity;
  const smoothed = d.psis(ratios);
  assert.is(smoothed.logWeights[3], -Infinity);
  assert.ok(Math.abs(smoothed.logWeights.reduce((s, w) => s + Math.exp(w), 0) - 1) < 1e-12);
  const equal = d.psis(new Float64Array(100).fill(-7));
  assert.ok(Math.abs(equal.ess - 100) < 1e-10);
});

test("summary: ArviZ's columns in order, percentages in the interval's names, no R-hat for one chain", () => {
  const draws = { names: ["x"], chains: chains.map((x) => [x]) };
  assert.equal(Object.keys(d.summarize(draws)[0]!), [
    "name",
    "mean",
    "sd",
    "hdi_3%",
    "hdi_97%",
    "mcse_mean",
    "mcse_sd",
    "ess_bulk",
    "ess_tail",
    "r_hat",
  ]);
  const row = d.summarize({ names: ["x"], chains: [[chains[0]!]] }, { probability: 0.89 })[0]!;
  assert.ok(row["hdi_5.5%"]! < row["hdi_94.5%"]!);
  assert.ok(Number.isNaN(row.r_hat));
  const newer = d.summarize(draws, { style: "arviz1" })[0]!;
  assert.equal(Object.keys(newer).slice(3, 5), ["eti89_lb", "eti89_ub"]);
  const all = d.pooled(chains);
  assert.equal([newer.eti89_lb, newer.eti89_ub], [d.quantile(all, (1 - 0.89) / 2), d.quantile(all, (1 + 0.89) / 2)]);
  assert.throws(() => d.summarize(draws, { probability: 94 }), /between 0 and 1, got 94/);
});

test.run();
