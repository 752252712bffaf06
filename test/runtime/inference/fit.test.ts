// `fit` from a user's side: accuracy against closed forms, verdicts that hold, the same seed giving the same bits, and errors.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mean, standardDeviation } from "../../../runtime/diagnostics/moments.ts";
import { fit } from "../../../runtime/inference/fit.ts";
import { randomStream } from "../../../runtime/random/random.ts";
import { correlatedNormal, density, funnel, normalSample, normals, standardNormal } from "./targets.ts";

const test = suite("fit");
const observations = randomStream(5, 0, 0);
const y = Float64Array.from({ length: 100 }, () => 3 + 2 * observations.normal());

test("full-rank recovers a correlation of 0.8 on scales 1000 and 0.001", async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const target = correlatedNormal([1, -2], [1000, 1e-3], 0.8);
    const { approximation, converged } = await fit(target, { family: "fullrank", verify: "none", seed });
    const c = approximation.covariance;
    const rho = c[1]! / Math.sqrt(c[0]! * c[3]!);
    assert.ok(converged);
    assert.ok(Math.abs(rho - 0.8) < 0.01, `seed ${seed}: ${rho}`);
    assert.is(c[1], c[2]);
  }
});

test("mean-field on a correlated normal: exact means, conditional sds", async () => {
  const { approximation } = await fit(correlatedNormal([1, -2], [1, 1], 0.8), {
    family: "meanfield",
    verify: "none",
  });
  assert.ok(Math.abs(approximation.mean[0]! - 1) < 0.02 && Math.abs(approximation.mean[1]! + 2) < 0.02);
  for (const sd of approximation.sd) assert.ok(Math.abs(sd - 0.6) < 0.02, `${sd}`);
});

test("bad scaling does not fool it", async () => {
  const { approximation, converged, gradientEvaluations } = await fit(normals([5000, 0.002], [1000, 0.001]), {
    verify: "none",
  });
  assert.ok(converged);
  assert.ok(Math.abs(approximation.mean[0]! - 5000) < 20 && Math.abs(approximation.sd[0]! / 1000 - 1) < 0.02);
  assert.ok(
    Math.abs(approximation.mean[1]! - 0.002) < 2e-5 && Math.abs(approximation.sd[1]! / 0.001 - 1) < 0.02,
  );
  assert.ok(gradientEvaluations < 6000, `${gradientEvaluations}`);
});

test("a sample's mean and log sd: verified, with the figures of the check", async () => {
  const result = await fit(normalSample(y), { seed: 2, check: { warmup: 500, draws: 1000 } });
  assert.is(result.status, "verified", result.reasons.join("; "));
  assert.equal(result.reasons, []);
  assert.is(result.check!.rows.length, 2);
  const n = y.length;
  const sd = standardDeviation(y);
  // Flat prior on mean and log sd: the mean is Student t with n - 1 degrees of freedom.
  assert.ok(Math.abs(result.approximation.mean[0]! - mean(y)) < (0.1 * sd) / Math.sqrt(n));
  assert.ok(
    Math.abs(result.approximation.sd[0]! / ((sd / Math.sqrt(n)) * Math.sqrt((n - 1) / (n - 3))) - 1) < 0.05,
  );
});

test("the funnel is unreliable, with reasons", async () => {
  const result = await fit(funnel(), { seed: 1, maxIterations: 1000 });
  assert.is(result.status, "unreliable");
  assert.match(result.reasons.join("\n"), /did not converge in 1000 iterations/);
  assert.match(result.reasons.join("\n"), /k-hat/);
  assert.match(result.reasons.join("\n"), /NUTS/);
});

test("two far modes: NUTS and the approximation disagree, and the parameter is named", async () => {
  const target = density(1, (q, gradient) => {
    const [a, b] = [q[0]! - 1, q[0]! + 1.5].map((d) => Math.exp((-0.5 * d * d) / 0.04)) as [number, number];
    gradient[0] = (-a * (q[0]! - 1) - b * (q[0]! + 1.5)) / 0.04 / (a + b + 1e-300);
    return Math.log(a + b + 1e-300);
  });
  const result = await fit(target, { seed: 3, check: { warmup: 300, draws: 300 } });
  assert.is(result.status, "unreliable");
  assert.match(result.reasons.join("\n"), /q\[1\] \(/);
});

test("without verification: usable at best, and it says so", async () => {
  const result = await fit(standardNormal(3), { verify: "none", draws: 200 });
  assert.is(result.status, "usable");
  assert.equal(result.reasons, ["not compared with NUTS"]);
  assert.is(result.check, undefined);
  assert.is(result.draws.chains[0]![0]!.length, 200);
  assert.ok(Number.isNaN(result.summary[0]!.r_hat));
});

test("approximation: normalised density, draws with its moments, ELBO that is the log normalising constant", async () => {
  const target = correlatedNormal([0, 0], [1, 1], 0.6);
  const { approximation, elbo } = await fit(target, { verify: "none" });
  const draws = approximation.sample(20000);
  assert.ok(Math.abs(mean(Float64Array.from(draws, (q) => q[0]! * q[1]!)) - 0.6) < 0.04);
  const normaliser = Math.log(2 * Math.PI * Math.sqrt(1 - 0.36));
  const q = Float64Array.of(0.3, -1);
  const exact = target.logDensityGradient(q, new Float64Array(2)) - normaliser;
  assert.ok(Math.abs(approximation.logDensity(q) - exact) < 0.02);
  const last = elbo[elbo.length - 1]!;
  assert.ok(Math.abs(last.elbo - normaliser) < 4 * last.mcse + 0.01, `${last.elbo} ${normaliser}`);
});

test("same seed, same bits", async () => {
  const run = async (seed: number) => {
    const { seconds: _, approximation, ...rest } = await fit(normalSample(y), { seed, verify: "none" });
    return { ...rest, mean: approximation.mean, sd: approximation.sd };
  };
  const [a, b, c] = [await run(4), await run(4), await run(5)];
  assert.equal(a, b);
  assert.not.equal(a.draws, c.draws);
});

test("draws outside the support are reported", async () => {
  const halfNormal = density(1, (q, gradient) => {
    if (q[0]! < 0) return (gradient.fill(0), -Infinity);
    gradient[0] = 0.2 - q[0]!;
    return 0.2 * q[0]! - 0.5 * q[0]! * q[0]!;
  });
  const result = await fit(halfNormal, { verify: "none", family: "meanfield", maxIterations: 500 });
  assert.match(result.reasons.join("\n"), /no finite log density|not finite/);
});

test("an abort returns what was reached, as unreliable", async () => {
  const controller = new AbortController();
  const result = await fit(normalSample(y), {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  assert.is(result.status, "unreliable");
  assert.match(result.reasons.join("\n"), /stopped/);
});

test("options are checked by name", async () => {
  for (const [options, pattern] of [
    [{ family: "lowrank" as "auto" }, /family must be one of auto, meanfield, fullrank, got "lowrank"/],
    [{ draws: 0 }, /draws/],
    [{ seed: NaN }, /seed/],
  ] as const) {
    await fit(standardNormal(1), options).then(
      () => assert.unreachable(),
      (error) => assert.match(error.message, pattern),
    );
  }
});

test.run();
