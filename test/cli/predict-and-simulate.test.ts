// `logjoint simulate` gives data files of the model, `logjoint predict` adds replicates, log likelihoods and generated quantities to stored draws.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: predict and simulate");

const MODEL = `data {
  int N;
  vector[N] x;
  vector[N] y;
}
parameters {
  real b;
  real<lower=0> s;
}
model {
  b ~ normal(0, 1);
  s ~ normal(0, 1);
  y ~ normal(b * x, s);
}
generated quantities {
  real twice = 2 * b;
}
`;
const IMPROPER = MODEL.replace("  b ~ normal(0, 1);\n", "");
const DRAWS = "lp__,b,s\n0,1,0.5\n0,2,0.25\n";

test.before.each((context) => {
  context.folder = temporaryFolder({
    "line.stan": MODEL,
    "improper.stan": IMPROPER,
    "data.json": '{"N": 3, "x": [0, 10, 20], "y": [0, 1, 2]}',
    "params.json": '{"b": 3, "s": 1e-9}',
    "draws.csv": DRAWS,
  });
});
test.after.each(({ folder }) => folder.remove());

test("simulate from parameters keeps sizes and covariates", async ({ folder }) => {
  const args = ["simulate", "line.stan", "--data", "data.json", "--params", "params.json"];
  const { code, stdout, stderr } = await folder.run(...args);
  assert.is(code, 0, stderr);
  const data = JSON.parse(stdout) as { N: number; x: number[]; y: number[] };
  assert.equal([data.N, data.x], [3, [0, 10, 20]]);
  data.y.forEach((value, n) => assert.ok(Math.abs(value - 30 * n) < 1e-6, stdout));
});

test("simulate from the prior: data sets with their parameters, the same for the same seed", async ({
  folder,
}) => {
  const args = [
    "simulate",
    "line.stan",
    "--data",
    "data.json",
    "--prior",
    "--draws",
    "2",
    "--seed",
    "5",
    "--json",
  ];
  const { code, stdout, stderr } = await folder.run(...args, "-o", "out");
  assert.is(code, 0, stderr);
  const sets = JSON.parse(stdout) as { parameters: { s: number }; data: { y: number[] } }[];
  assert.is(sets.length, 2);
  assert.ok(sets.every(({ parameters, data }) => parameters.s > 0 && data.y.length === 3));
  assert.is.not(sets[0]!.data.y[1], sets[1]!.data.y[1]);
  assert.equal(JSON.parse(folder.read("out/line-data-2.json")), sets[1]!.data);
  assert.equal(JSON.parse(folder.read("out/line-parameters-1.json")), sets[0]!.parameters);
  const all = JSON.parse(folder.read("out/line-prior.json")) as {
    prior: { s: { data: number[][] } };
    prior_predictive: { y: { dims: string[]; data: number[][][] } };
  };
  assert.equal(all.prior.s.data, [sets.map(({ parameters }) => parameters.s)]);
  assert.equal(all.prior_predictive.y.dims, ["chain", "draw", "y_dim_0"]);
  assert.equal(all.prior_predictive.y.data, [sets.map(({ data }) => data.y)]);
  assert.equal(Object.keys(all.prior_predictive), ["y"], "x was given, not drawn");
  assert.is((await folder.run(...args)).stdout, stdout);
});

test("simulate names what stands in its way", async ({ folder }) => {
  const { code, stdout, stderr } = await folder.run("simulate", "improper.stan", "--data", "data.json");
  assert.is(code, 1);
  assert.is(stdout, "");
  assert.match(
    stderr,
    /no parameters can be drawn from its prior \(give them with --params\):\n {2}line 7: `real b`: b has no prior/,
  );
});

test("predict gives the groups of InferenceData", async ({ folder }) => {
  const args = ["predict", "line.stan", "--data", "data.json", "--draws", "draws.csv", "--json"];
  const { code, stdout, stderr } = await folder.run(...args);
  assert.is(code, 0, stderr);
  const groups = JSON.parse(stdout) as Record<string, Record<string, { data: number[][] & number[][][] }>>;
  assert.equal(groups.posterior!.twice!.data, [[2, 4]]);
  assert.is(groups.posterior_predictive!.y!.data[0]!.length, 2);
  assert.is(groups.posterior_predictive!.y!.data[0]![0]!.length, 3);
  assert.equal(groups.observed_data, { y: { dims: ["y_dim_0"], data: [0, 1, 2] } });
  // Observation 1 at b x = 0, s = 0.5, and observation 3 at b x = 40, s = 0.25.
  const normal = (z: number, sd: number): number => -0.5 * z * z - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
  const likelihood = groups.log_likelihood!.y!.data[0] as unknown as number[][];
  assert.ok(Math.abs(likelihood[0]![0]! - normal(0, 0.5)) < 1e-12);
  assert.ok(Math.abs(likelihood[1]![2]! / normal((2 - 40) / 0.25, 0.25) - 1) < 1e-12);
});

test("predict without draws is wrong usage; draws of another model are named", async ({ folder }) => {
  assert.is((await folder.run("predict", "line.stan", "--data", "data.json")).code, 2);
  folder.write("other.csv", "lp__,a\n0,1\n");
  const { code, stderr } = await folder.run(
    "predict",
    "line.stan",
    "--data",
    "data.json",
    "--draws",
    "other.csv",
  );
  assert.is(code, 1);
  assert.match(stderr, /^the draws have no b: are they draws of this model\?/);
});

test.run();
