// Laplace approximations against dense ones in 24 digits (explicit inverses, numeric Hessians; gradients by differences in those digits):
// values, gradients by covariance and likelihood, modes and covariances; draws; what is refused.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { randomStream } from "../../../runtime/random/random.ts";
import { back, front } from "../../acceptance/pipeline.ts";

const test = suite("solvers: laplace");

interface Reference {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly mode: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}
const references = JSON.parse(readFileSync(new URL("laplace.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Reference>
>;

const FUNCTIONS = `functions {
  matrix cov(array[] real x, real sigma, real rho) {
    return add_diag(gp_exp_quad_cov(x, sigma, rho), 0.01);
  }
  real poisson(vector theta, array[] int y, real b) { return poisson_log_lpmf(y | theta + b); }
  real pairs(vector theta, vector z, real b) {
    real total = 0;
    for (i in 1:2) total += normal_lpdf(z[i] | theta[2 * i - 1] + b, exp(theta[2 * i]));
    return total;
  }
  real dense(vector theta, array[] int y, real b) {
    return dot_product(to_vector(y), theta) - 10 * log_sum_exp(theta) - b * sum(exp(0.5 * theta));
  }
}
data { array[4] real x; array[4] int y; vector[2] z; array[7] int counts; array[7] int binary; array[7] int group; vector[4] offset_; }
`;
const DATA = {
  x: [-1, -0.3, 0.4, 1.1],
  y: [2, 0, 3, 5],
  z: [0.7, -0.2],
  counts: [1, 0, 2, 0, 4, 1, 3],
  binary: [1, 0, 1, 0, 1, 1, 0],
  group: [1, 2, 2, 3, 4, 4, 4],
  offset_: [0.2, -0.1, 0.3, 0.5],
};
const Q = [1.3, 0.8, 0.25];
const PARAMETERS = "parameters { real sigma; real rho; real b; }";
const COVARIANCE = "cov, (x, sigma, rho)";
const OPTIONS = "(rep_vector(0.1, 4), 1e-10, 200, 1, 20, 1)";

/** Arguments before the covariance, for every reference. */
const likelihoods: Readonly<Record<string, string>> = {
  poisson: "poisson, (y, b), 1",
  pairs: "pairs, (z, b), 2",
  dense: "dense, (y, b), 4",
  poisson_log: "counts | group, offset_ + b, 1",
  bernoulli_logit: "binary | group, offset_ + b, 1",
  neg_binomial_2_log: "counts | group, [exp(b)]', offset_ + b, 1",
  "neg_binomial_2_log groups": "counts | group, exp(b) * [1, 2, 3, 4]', offset_ + b, 1",
};
const isCounts = (name: string): boolean => /_log/.test(name);
const family = (name: string): string => name.replace(" groups", "");

async function evaluate(term: string, q: readonly number[] = Q, data: object = DATA) {
  const model = await back(front(`${FUNCTIONS} ${PARAMETERS} model { ${term} }`), data);
  const gradient = new Float64Array(q.length);
  const value = model.logDensityGradient(Float64Array.from(q), gradient);
  return { value, gradient, rejection: String(model.rejection) };
}

function agrees(
  found: { readonly value: number; readonly gradient: Float64Array },
  name: string,
  tolerance: number,
): void {
  const { value, gradient } = references[name]!;
  assert.ok(
    Math.abs(found.value - value) <= 1e-11 * Math.abs(value),
    `${name}: ${found.value}, not ${value}`,
  );
  gradient.forEach((slope, k) =>
    assert.ok(
      Math.abs(found.gradient[k]! - slope) <= tolerance * Math.max(1, Math.abs(slope)),
      `${name}: d/dq[${k}] is ${found.gradient[k]}, not ${slope}`,
    ),
  );
}

for (const [name, args] of Object.entries(likelihoods)) {
  const [plain, tol] = isCounts(name)
    ? [`laplace_marginal_${family(name)}_lpmf`, `laplace_marginal_tol_${family(name)}_lpmf`]
    : ["laplace_marginal", "laplace_marginal_tol"];
  // Derivatives of a function's Hessian are differences of its gradient; those of counts are formulas.
  const tolerance = isCounts(name) ? 1e-10 : 1e-8;
  test(`${name}: value and gradient`, async () => {
    agrees(await evaluate(`target += ${plain}(${args}, ${COVARIANCE});`), name, tolerance);
    agrees(await evaluate(`target += ${tol}(${args}, ${COVARIANCE}, ${OPTIONS});`), name, tolerance);
  });
  if (!isCounts(name)) continue;
  test(`${name}: as a distribution`, async () => {
    const [variate, rest] = args.split(" | ");
    agrees(
      await evaluate(`${variate} ~ laplace_marginal_${family(name)}(${rest}, ${COVARIANCE});`),
      name,
      tolerance,
    );
  });
}

test("options in the order in which they are generated", async () => {
  for (const given of ["4", "rep_vector(0.0, 4)"])
    agrees(
      await evaluate(
        `target += laplace_marginal_tol(poisson, (y, b), 1, ${COVARIANCE}, generate_laplace_options(${given}));`,
      ),
      "poisson",
      1e-8,
    );
});

test("a singular covariance is no obstacle: three equal latent values are one", async () => {
  const term = (call: string) => `functions {
      real ll(vector theta, array[] int y, real b) { return poisson_log_lpmf(y | theta + b); }
      matrix same(real s, int n) { return rep_matrix(s * s, n, n); }
    }
    parameters { real s; real b; } model { target += ${call}; }`;
  const found = await Promise.all(
    [
      "laplace_marginal(ll, ({1, 2, 0}, b), 1, same, (s, 3))",
      "laplace_marginal_poisson_log_lpmf({1, 2, 0} | {1, 1, 1}, rep_vector(b, 1), 1, same, (s, 1))",
      "laplace_marginal_poisson_log_lpmf({1, 2, 0} | {1, 2, 3}, rep_vector(b, 3), 1, same, (s, 3))",
    ].map(async (call) => {
      const model = await back(front(term(call)), {});
      const gradient = new Float64Array(2);
      return [model.logDensityGradient(Float64Array.of(0.9, 0.3), gradient), ...gradient];
    }),
  );
  for (const other of found.slice(1))
    other.forEach((x, k) => assert.ok(Math.abs(x - found[0]![k]!) < 1e-9, `${x}, not ${found[0]![k]}`));
});

test("modes and covariances", async () => {
  const [sigma, rho, b] = Q;
  const text = `${FUNCTIONS}
    transformed data {
      tuple(vector[4], matrix[4, 4]) found = laplace_latent_solve(pairs, (z, ${b}), 2, cov, (x, ${sigma}, ${rho}));
    }
    parameters { real u; }
    model { target += u * (found.1[2] + 100 * found.2[3, 2]); }`;
  const model = await back(front(text), DATA);
  const { mode, covariance } = references["pairs"]!;
  const value = model.logDensity(Float64Array.of(1));
  const expected = mode[1]! + 100 * covariance[2]![1]!;
  assert.ok(Math.abs(value - expected) < 1e-9 * Math.abs(expected), `${value}, not ${expected}`);
});

/** Moments of the draws of a generator, one per call of generate. */
async function draws(call: string, count: number): Promise<readonly (readonly number[])[]> {
  const text = `${FUNCTIONS} ${PARAMETERS} model { } generated quantities { vector[4] theta = ${call}; }`;
  const model = await back(front(text), DATA);
  const random = randomStream(3, 0, 0);
  return Array.from({ length: count }, () => [...model.generate(Float64Array.from(Q), random)]);
}

for (const [name, call] of [
  ["pairs", "laplace_latent_rng(pairs, (z, b), 2, cov, (x, sigma, rho))"],
  ["pairs", `laplace_latent_tol_rng(pairs, (z, b), 2, cov, (x, sigma, rho), ${OPTIONS})`],
  ["poisson_log", "laplace_latent_poisson_log_rng(counts, group, offset_ + b, 1, cov, (x, sigma, rho))"],
  [
    "bernoulli_logit",
    `laplace_latent_tol_bernoulli_logit_rng(binary, group, offset_ + b, 1, cov, (x, sigma, rho), ${OPTIONS})`,
  ],
  [
    "neg_binomial_2_log",
    "laplace_latent_neg_binomial_2_log_rng(counts, group, [exp(b)]', offset_ + b, 1, cov, (x, sigma, rho))",
  ],
] as const)
  test(`${call.split("(")[0]}: mean and covariance of draws`, async () => {
    const count = 4000;
    const sample = await draws(call, count);
    const { mode, covariance } = references[name]!;
    for (let i = 0; i < 4; i++) {
      const mean = sample.reduce((sum, x) => sum + x[i]!, 0) / count;
      const sd = Math.sqrt(covariance[i]![i]!);
      assert.ok(
        Math.abs(mean - mode[i]!) < (4.5 * sd) / Math.sqrt(count),
        `mean ${i} is ${mean}, not ${mode[i]}`,
      );
      for (let j = 0; j <= i; j++) {
        const product = sample.reduce((sum, x) => sum + (x[i]! - mode[i]!) * (x[j]! - mode[j]!), 0) / count;
        const spread = Math.sqrt(covariance[i]![i]! * covariance[j]![j]! + covariance[i]![j]! ** 2);
        assert.ok(Math.abs(product - covariance[i]![j]!) < (4.5 * spread) / Math.sqrt(count), `covariance ${i}, ${j} is ${product}`); // prettier-ignore
      }
    }
  });

test("what cannot be approximated rejects and says why", async () => {
  const reason = async (term: string, data: object = DATA): Promise<string> => {
    const { value, rejection } = await evaluate(`target += ${term};`, Q, data);
    assert.is(value, -Infinity, term);
    return rejection;
  };
  const counts = (rest: string, options = "") =>
    `laplace_marginal_${options === "" ? "" : "tol_"}poisson_log_lpmf(counts | ${rest}, 1, cov, (x, sigma, rho)${options})`;
  const at = (start: string) => `, (${start}, 200, 1, 20, 1)`;
  assert.match(await reason(counts("group, offset_"), { ...DATA, group: [1, 2, 2, 3, 4, 4, 5] }), /index 7/);
  assert.match(await reason(counts("group, offset_"), { ...DATA, counts: [1, 0, 2, 0, 4, 1, -3] }), /y\[7\]/);
  assert.match(await reason(counts("group, offset_", at("rep_vector(0.0, 4), -1"))), /tolerance/);
  assert.match(await reason(counts("group, offset_", at("rep_vector(1e4, 4), 1e-8"))), /initial values/);
  assert.match(
    await reason(
      "laplace_marginal_tol(pairs, (z, b), 2, cov, (x, sigma, rho), (rep_vector(0.0, 4), 1e-9, 1, 1, 0, 0))",
    ),
    /1 steps/,
  );
  assert.match(
    await reason(
      "laplace_marginal_neg_binomial_2_log_lpmf(counts | group, [-1]', offset_, 1, cov, (x, sigma, rho))",
    ),
    /precision 1/,
  );
  assert.match(await reason("laplace_marginal(pairs, (z, b), 0, cov, (x, sigma, rho))"), /block size/);
});

test.run();
