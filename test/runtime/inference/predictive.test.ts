// Predictive draws for draws of a fit: shapes, agreement with what the model computes draw by draw, and a known predictive distribution.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  fit,
  generatedQuantities,
  pointwiseLogLikelihood,
  posteriorPredictive,
  randomStream,
  simulateData,
  toInferenceData,
} from "../../../runtime/index.ts";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("predictive draws of a fit");

const source = `
data { int N; vector[N] y; }
parameters { real mu; real<lower=0> sd_; }
model {
  mu ~ normal(0, 1);
  sd_ ~ normal(0, 1);
  y ~ normal(mu, sd_);
}
generated quantities { array[2] real z = normal_rng(rep_vector(mu, 2), 0.5); }`;

test("100 observations of a normal: 1 chain, 10000 draws, 100 observations", async () => {
  const random = randomStream(7, 0, 0);
  const y = Float64Array.from({ length: 100 }, () => 0.4 + 1.2 * random.normal());
  const model = await bindSource(source, { N: 100, y }, { programs: true });
  const { draws, status } = await fit(model, { seed: 1, draws: 10000, verify: "none" });
  assert.ok(status !== "unreliable", status);
  const predictive = posteriorPredictive(model, draws, { seed: 1 });
  const { posterior_predictive: group, log_likelihood: likelihood } = toInferenceData(
    draws,
    {},
    {
      posterior_predictive: predictive,
      log_likelihood: pointwiseLogLikelihood(model, draws),
    },
  );
  for (const variable of [group!.y!, likelihood!.y!]) {
    const data = variable.data as number[][][];
    assert.equal([data.length, data[0]!.length, data[0]![0]!.length], [1, 10000, 100]);
    assert.equal(variable.dims, ["chain", "draw", "y_dim_0"]);
  }
  // The predictive mean is the posterior mean of mu; its variance is that of mu plus the mean of sd^2.
  const columns = draws.chains[0]!;
  const mean = (values: ArrayLike<number>): number =>
    Array.from(values).reduce((a, b) => a + b, 0) / values.length;
  const [mu, sd] = [columns[0]!, columns[1]!];
  const centre = mean(mu);
  const variance = mean(mu.map((m) => (m - centre) ** 2)) + mean(sd.map((s) => s * s));
  const column = predictive.chains[0]![42]!;
  assert.ok(Math.abs(mean(column) - centre) < 5 * Math.sqrt(variance / 10000));
  assert.ok(Math.abs(mean(column.map((v) => (v - centre) ** 2)) / variance - 1) < 0.07);
  const again = posteriorPredictive(model, draws, { seed: 1 }).chains[0]!;
  assert.ok(again.every((values, k) => values.every((v, i) => v === predictive.chains[0]![k]![i])));
});

test("each draw of each chain by itself", async () => {
  const model = await bindSource(source, { N: 2, y: [0.5, 1] }, { programs: true });
  const chain = (mu: number): Float64Array[] => [Float64Array.of(mu, mu + 1), Float64Array.of(0.5, 2)];
  const draws = { names: ["mu", "sd_"], chains: [chain(0), chain(10)] };
  const likelihood = pointwiseLogLikelihood(model, draws);
  assert.equal(likelihood.names, ["y[1]", "y[2]"]);
  const expected = model.pointwise({ mu: 11, sd_: 2 });
  assert.equal([likelihood.chains[1]![0]![1], likelihood.chains[1]![1]![1]], [...expected]);
  const generated = generatedQuantities(model, draws, { seed: 3 });
  assert.equal(generated.names, ["z[1]", "z[2]"]);
  assert.ok(Math.abs(generated.chains[1]![0]![0]! - 10) < 3);
  assert.throws(
    () => posteriorPredictive(model, { ...draws, names: ["mu", "other"] }),
    /the draws have no sd_/,
  );
});

test("draws from the prior", async () => {
  const model = await bindSource(source, { N: 2, y: [0.5, 1] }, { programs: true });
  const { draws, seed } = simulateData(model, { draws: 3, seed: 5 });
  assert.is(seed, 5);
  assert.is(draws.length, 3);
  assert.equal(Object.keys(draws[0]!.parameters), ["mu", "sd_"]);
  assert.is((draws[0]!.data.y as Float64Array).length, 2);
  assert.equal(simulateData(model, { draws: 3, seed: 5 }).draws, draws);
});

test.run();
