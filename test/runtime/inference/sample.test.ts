// `sample` from a user's side: known posteriors within Monte Carlo error, honest verdicts, same seed same bits, clear errors,
// and an abort that keeps what was drawn.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sample } from "../../../runtime/inference/sample.ts";
import { correlatedNormal, density, funnel, normals, standardNormal } from "./targets.ts";

const test = suite("sample");

test("standard normal, D = 10: means 0, sds 1, within 4 standard errors", async () => {
  const result = await sample(standardNormal(10), { seed: 3 });
  assert.is(result.status, "verified", result.reasons.join("; "));
  for (const row of result.summary) {
    assert.ok(Math.abs(row.mean) < 4 * row.mcse_mean, `${row.name} mean ${row.mean}`);
    assert.ok(Math.abs(row.sd - 1) < 4 * row.mcse_sd, `${row.name} sd ${row.sd}`);
    assert.ok(row.ess_bulk > 3000);
  }
  const leapfrogs = result.chains.flatMap((chain) => [...chain.statistics.n_leapfrog__]);
  const perDraw = leapfrogs.reduce((a, b) => a + b, 0) / leapfrogs.length;
  assert.ok(perDraw > 5 && perDraw < 8, `trajectories stop at the U-turn: ${perDraw} steps per draw`);
  const lp = result.chains.flatMap((chain) => [...chain.statistics.lp__]);
  assert.ok(Math.abs(lp.reduce((a, b) => a + b, 0) / lp.length + 5) < 0.25, "mean log density is -D / 2");
});

for (const metric of ["unit", "diag", "dense"] as const) {
  test(`correlated normal, metric ${metric}`, async () => {
    const result = await sample(correlatedNormal([1, -2], [1, 1], 0.8), { seed: 5, metric });
    const [a, b] = result.summary;
    assert.ok(Math.abs(a!.mean - 1) < 4 * a!.mcse_mean);
    assert.ok(Math.abs(b!.mean + 2) < 4 * b!.mcse_mean);
    let cross = 0;
    for (const [x, y] of result.draws.chains as [Float64Array, Float64Array][]) {
      for (let i = 0; i < x.length; i++) cross += ((x[i]! - 1) * (y[i]! + 2)) / 4000;
    }
    assert.ok(Math.abs(cross - 0.8) < 0.12, `covariance ${cross}`);
  });
}

test("scales 1000 and 0.001 adapt", async () => {
  const result = await sample(normals([1000, 0.002], [1000, 0.001]), { seed: 3 });
  assert.is(result.status, "verified", result.reasons.join("; "));
  const [wide, narrow] = result.summary;
  assert.ok(Math.abs(wide!.sd / 1000 - 1) < 0.1);
  assert.ok(Math.abs(narrow!.sd / 0.001 - 1) < 0.1);
  const inverse = result.chains[0]!.adaptation.inverseMetric;
  assert.ok(inverse[0]! / 1e6 > 0.5 && inverse[0]! / 1e6 < 2);
});

test("the funnel is called unreliable and names its divergences", async () => {
  const result = await sample(funnel(), { seed: 3 });
  assert.is(result.status, "unreliable");
  assert.match(result.reasons.join("\n"), /transitions diverged/);
});

test("a density that rejects everywhere says why, and how often", async () => {
  const rejecting = density(
    2,
    (_, gradient) => (gradient.fill(0), -Infinity),
    "sigma is -1, but must be positive",
  );
  await sample(rejecting).then(
    () => assert.unreachable(),
    (error) => {
      assert.match(error.message, /100 random points/);
      assert.match(error.message, /sigma is -1, but must be positive \(100 of 100\)/);
    },
  );
});

test("options out of range are refused by name", async () => {
  for (const [options, pattern] of [
    [{ chains: 0 }, /chains/],
    [{ draws: 1.5 }, /draws/],
    [{ targetAccept: 1 }, /targetAccept/],
    [{ seed: 0.5 }, /seed/],
    [{ init: [new Float64Array(1)] }, /4 points, got 1/],
    [{ init: new Float64Array(3) }, /3 values, but the model has 1/],
  ] as const) {
    await sample(standardNormal(1), options).then(
      () => assert.unreachable(),
      (error) => assert.match(error.message, pattern),
    );
  }
});

test("same seed, same bits; another seed, other bits; chains differ", async () => {
  const run = (seed: number) =>
    sample(correlatedNormal([0, 0], [1, 1], 0.3), { seed, warmup: 200, draws: 50, chains: 2 });
  const [a, b, c] = [await run(8), await run(8), await run(9)];
  assert.equal(a.chains, b.chains);
  assert.equal(a.summary, b.summary);
  assert.not.equal(a.chains[0]!.unconstrained, c.chains[0]!.unconstrained);
  assert.not.equal(a.chains[0]!.unconstrained, a.chains[1]!.unconstrained);
});

test("an abort keeps what was drawn", async () => {
  const controller = new AbortController();
  let calls = 0;
  const target = standardNormal(2);
  const stopping = density(2, (q, gradient) => {
    if (++calls === 20000) controller.abort();
    return target.logDensityGradient(q, gradient);
  });
  const full = await sample(standardNormal(2), { seed: 4, draws: 5000 });
  const cut = await sample(stopping, { seed: 4, draws: 5000, signal: controller.signal });
  assert.is(cut.complete, false);
  assert.is.not(cut.status, "verified");
  const kept = cut.chains[0]!.draws;
  assert.ok(kept > 0 && kept < 5000, `${kept}`);
  assert.equal(cut.chains[0]!.columns[0], full.chains[0]!.columns[0]!.subarray(0, kept));
  assert.match(cut.reasons.join("\n"), /stopped/);
});

test("no parameters: draws are made without a sampler", async () => {
  const result = await sample(
    density(0, () => 0),
    { warmup: 10, draws: 20 },
  );
  assert.is(result.chains[3]!.draws, 20);
  assert.is(result.gradientEvaluations, 4);
});

test("progress ends with every chain complete", async () => {
  const last = new Map<number, number>();
  await sample(standardNormal(1), {
    warmup: 100,
    draws: 100,
    onProgress: (p) => last.set(p.chain, p.iteration),
  });
  assert.equal(
    [...last],
    [
      [0, 200],
      [1, 200],
      [2, 200],
      [3, 200],
    ],
  );
});

test.run();
