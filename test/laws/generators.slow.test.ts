// Many draws of every generator at its test points and at edge parameters (tiny shapes, huge counts, both algorithms of each that has
// two), for five seeds, against the distribution function; of generators of blocks, against that of a marginal.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { distributions } from "../../runtime/distributions/catalogue.ts";
import { distance, draws, exactCdf, probabilityOf, stream } from "./draws.ts";
import { runtimeFunction } from "./kernel-calls.ts";
import { writeTarget } from "../../runtime/inference/target.ts";
import type { Random } from "../../runtime/random/random.ts";
import { bindSource } from "../support/golden-models.ts";

const test = suite("generators, many draws");
const SEEDS = [1, 2, 3, 4, 5];
const DRAWS = 100000;

/** Parameters beyond those of the descriptors' test points. */
const EDGES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  bernoulli: [[1e-3], [0], [1]],
  bernoulli_logit: [[6]],
  beta: [[1e-3, 1e-3], [1e6, 1e6], [0.5, 30], [1e-2, 5], [1, 1]],
  beta_binomial: [[100000, 0.5, 0.5], [10, 1e-2, 1e-2], [1000, 1e5, 1e5]],
  beta_neg_binomial: [[3, 5, 2], [0.5, 3, 0.5]],
  beta_proportion: [[0.01, 1], [0.5, 1e6]],
  binomial: [[2147483647, 0.5], [2147483647, 1e-8], [1, 0.5], [10, 0], [10, 1], [1000000, 1e-3], [30, 0.33]],
  cauchy: [[0, 1e-5]],
  chi_square: [[1], [1e8]],
  discrete_range: [[1, 3], [-2000000000, 2000000000]],
  double_exponential: [[1, 1e-3]],
  exp_mod_normal: [[0, 1, 1e-2], [0, 1, 1e3]],
  exponential: [[1e10], [1e-10]],
  frechet: [[0.1, 1], [50, 2]],
  gamma: [[1e-3, 1], [0.02, 3], [1, 1], [1e6, 2], [0.999, 1], [1e10, 1]],
  gumbel: [[5, 1e3]],
  hypergeometric: [[200, 300, 400], [1000, 1000000, 1000000], [5, 5, 5]],
  inv_chi_square: [[0.5], [1e4]],
  inv_gamma: [[0.05, 1], [1e5, 1]],
  logistic: [[0, 1e-3]],
  loglogistic: [[1, 0.2], [1, 50]],
  lognormal: [[0, 30], [5, 1e-3]],
  neg_binomial: [[1e-3, 1e-3], [1e6, 1e3], [0.5, 1e-4]],
  neg_binomial_2: [[5, 1e8], [1e6, 3], [1e-3, 2], [100, 0.01]],
  neg_binomial_2_log: [[4, 5], [-5, 1]],
  normal: [[1e300, 1e290], [-5, 1e-5]],
  pareto: [[1, 0.05], [1, 1e3]],
  pareto_type_2: [[0, 1, 0.3]],
  poisson: [[1e-3], [9.99], [10.01], [30], [1e6], [1e9]],
  poisson_log: [[6], [-6]],
  rayleigh: [[1e-3]],
  scaled_inv_chi_square: [[0.5, 2], [1e5, 2]],
  skew_double_exponential: [[0, 1, 0.001], [0, 1, 0.999]],
  skew_normal: [[0, 1, 50], [0, 1, -50]],
  student_t: [[0.1, 0, 1], [1e8, 0, 1], [1, 0, 1]],
  uniform: [[-1e300, 1e300]],
  von_mises: [[1, 1e-9], [-0.5, 300], [2, 1e5]],
  weibull: [[0.05, 1], [100, 3]],
  yule_simon: [[0.8], [20]],
}; // prettier-ignore

for (const [name, d] of Object.entries(distributions)) {
  if (d.vectorised !== "elementwise" || d.rng === undefined) continue;
  test(`${name}: ${DRAWS} draws follow the distribution function for each of ${SEEDS.length} seeds`, () => {
    const known = (d.testPoints as readonly (readonly number[])[]).map((point) => point.slice(1));
    for (const params of [...known, ...(EDGES[name] ?? [])]) {
      const cdf = exactCdf(d, params);
      for (const seed of SEEDS) {
        const found = distance(draws(d, params, stream(seed), DRAWS), cdf, 250);
        const probability = probabilityOf(found, DRAWS);
        assert.ok(
          probability > 1e-4,
          `${name}(${params}), seed ${seed}: distance ${found}, probability ${probability}`,
        );
      }
    }
  });
}

interface Marginal {
  readonly generator: string;
  /** Cells of the block; negative for counts. */
  readonly size: number;
  readonly args: readonly unknown[];
  /** What of the block has the distribution. */
  readonly of: (cells: ArrayLike<number>) => number;
  readonly distribution: string;
  readonly params: readonly number[];
}

const f64 = (...values: number[]): Float64Array => Float64Array.from(values);
const [mu, L] = [f64(1, -1), f64(1.2, 0.4, 0, 0.9)];
const S = f64(1.44, 0.48, 0.48, 0.97);
const second = Math.sqrt(0.97);

/** Sources: the marginals of Gelman et al., Bayesian Data Analysis (2013), appendix A; of LKJ, Lewandowski et al. (2009), section 2. */
const MARGINALS: readonly Marginal[] = [
  { generator: "multiNormalCholeskyRng", size: 2, args: [mu, 0, L, 0, 2], of: (y) => y[1]!, distribution: "normal", params: [-1, second] },
  { generator: "multiStudentTCholeskyRng", size: 2, args: [2.5, mu, 0, L, 0, 2], of: (y) => y[1]!, distribution: "student_t", params: [2.5, -1, second] },
  { generator: "dirichletRng", size: 3, args: [f64(0.3, 2, 5), 0, 3], of: (t) => t[0]!, distribution: "beta", params: [0.3, 7] },
  { generator: "dirichletRng", size: 3, args: [f64(0.02, 0.03, 0.05), 0, 3], of: (t) => t[2]!, distribution: "beta", params: [0.05, 0.05] },
  { generator: "lkjCorrRng", size: 9, args: [1.5, 3], of: (R) => 0.5 + 0.5 * R[5]!, distribution: "beta", params: [2, 2] },
  { generator: "lkjCorrRng", size: 9, args: [0.1, 3], of: (R) => 0.5 + 0.5 * R[2]!, distribution: "beta", params: [0.6, 0.6] },
  { generator: "lkjCorrCholeskyRng", size: 9, args: [20, 3], of: (R) => 0.5 + 0.5 * R[2]!, distribution: "beta", params: [20.5, 20.5] },
  { generator: "wishartRng", size: 4, args: [5, S, 0, 2], of: (W) => W[3]! / 0.97, distribution: "chi_square", params: [5] },
  { generator: "wishartRng", size: 4, args: [1.2, S, 0, 2], of: (W) => W[3]! / 0.97, distribution: "chi_square", params: [1.2] },
  { generator: "wishartCholeskyRng", size: 4, args: [5, L, 0, 2], of: (W) => W[0]! ** 2 / 1.44, distribution: "chi_square", params: [5] },
  { generator: "invWishartRng", size: 4, args: [10, S, 0, 2], of: (W) => W[3]!, distribution: "inv_gamma", params: [4.5, 0.485] },
  { generator: "invWishartCholeskyRng", size: 4, args: [10, L, 0, 2], of: (W) => W[0]! ** 2, distribution: "inv_gamma", params: [4.5, 0.72] },
  { generator: "multinomialRng", size: -3, args: [f64(0.2, 0.3, 0.5), 0, 50, 3], of: (n) => n[1]!, distribution: "binomial", params: [50, 0.3] },
  { generator: "multinomialLogitRng", size: -3, args: [f64(Math.log(2), Math.log(3), Math.log(5)), 0, 50, 3], of: (n) => n[1]!, distribution: "binomial", params: [50, 0.3] },
  { generator: "dirichletMultinomialRng", size: -3, args: [f64(0.4, 3, 5), 0, 50, 3], of: (n) => n[0]!, distribution: "beta_binomial", params: [50, 0.4, 8] },
]; // prettier-ignore

for (const { generator, size, args, of, distribution, params } of MARGINALS) {
  test(`${generator}: a marginal of its draws is ${distribution}(${params})`, () => {
    const out = size < 0 ? new Int32Array(-size) : new Float64Array(size);
    const generate = runtimeFunction(generator);
    for (const seed of SEEDS) {
      const random = stream(seed);
      const sample = Float64Array.from({ length: DRAWS }, () => {
        generate(random, out, 0, ...args);
        return of(out);
      }).sort();
      const found = distance(sample, exactCdf(distributions[distribution]!, params), 250);
      const probability = probabilityOf(found, DRAWS);
      assert.ok(probability > 1e-4, `seed ${seed}: distance ${found}, probability ${probability}`);
    }
  });
}

/** Upper tail of a chi-square at Pearson's statistic of counts with these probabilities. */
function probabilityOfCounts(counts: readonly number[], expected: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const statistic = expected.reduce((sum, p, k) => sum + (counts[k]! - total * p) ** 2 / (total * p), 0);
  return 1 - exactCdf(distributions.chi_square!, [expected.length - 1])(statistic);
}

interface Categories {
  /** The category of a draw, from 0. */
  readonly draw: (random: Random) => number;
  readonly probabilities: readonly number[];
}

const category =
  (name: string, ...args: readonly unknown[]) =>
  (random: Random): number =>
    (runtimeFunction(name)(random, ...args) as number) - 1;
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const Phi = exactCdf(distributions.std_normal!, []);
const between = (at: readonly number[]): number[] => [...at, 1].map((p, k) => p - (at[k - 1] ?? 0));
const cuts = [-1, 0.5, 4];
const [omega, Gamma, rho] = [f64(0.3, -1, 0.2, 0.9, -2, 0.4), f64(0.7, 0.4, 0.3, 0.6), f64(0.2, 0.8)];

/** Of all eight paths of two states over three times: the first state changes fastest. Matrices stand by columns. */
function pathProbabilities(): number[] {
  const weights = Array.from({ length: 8 }, (_, path) => {
    const [a, b, c] = [path & 1, (path >> 1) & 1, path >> 2];
    const moves = rho[a]! * Gamma[a + 2 * b]! * Gamma[b + 2 * c]!;
    return moves * Math.exp(omega[a]! + omega[2 + b]! + omega[4 + c]!);
  });
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

const states = new Int32Array(3);
const CATEGORIES: Readonly<Record<string, Categories>> = {
  categorical: { draw: category("categoricalRng", f64(0.2, 0.3, 1e-3, 0.499), 0, 4), probabilities: [0.2, 0.3, 1e-3, 0.499] },
  categorical_logit: {
    draw: category("categoricalLogitRng", f64(700, 700 + Math.log(3), 700 - Math.log(50)), 0, 3),
    probabilities: [1, 3, 0.02].map((odds) => odds / 4.02),
  },
  ordered_logistic: {
    draw: category("orderedLogisticRng", 0.3, Float64Array.from(cuts), 0, 3),
    probabilities: between(cuts.map((c) => logistic(c - 0.3))),
  },
  ordered_probit: {
    draw: category("orderedProbitRng", 0.5, Float64Array.from(cuts.slice(0, 2)), 0, 2),
    probabilities: between(cuts.slice(0, 2).map((c) => Phi(c - 0.5))),
  },
  hmm_latent: {
    draw: (random) => {
      runtimeFunction("hmmLatentRng")(random, states, 0, omega, 0, Gamma, 0, rho, 0, 2, 3);
      return states.reduce((path, state, t) => path + ((state - 1) << t), 0);
    },
    probabilities: pathProbabilities(),
  },
}; // prettier-ignore

function countsOf({ draw, probabilities }: Categories, seed: number): number[] {
  const counts = probabilities.map(() => 0);
  const random = stream(seed);
  for (let i = 0; i < DRAWS; i++) counts[draw(random)]!++;
  return counts;
}

for (const [name, one] of Object.entries(CATEGORIES))
  test(`${name}: ${DRAWS} draws come with their probabilities, by Pearson's statistic`, () => {
    for (const seed of SEEDS) {
      const probability = probabilityOfCounts(countsOf(one, seed), one.probabilities);
      assert.ok(probability > 1e-4, `seed ${seed}: probability ${probability}`);
    }
  });

test("Pearson's statistic rejects categories that are slightly off", () => {
  const off = { ...CATEGORIES.categorical!, probabilities: [0.21, 0.29, 1e-3, 0.499] };
  for (const seed of SEEDS) assert.ok(probabilityOfCounts(countsOf(off, seed), off.probabilities) < 1e-4);
});

/** Draws of functions that lowering makes of others: programs whose generated quantities are a thousand draws. */
const WRITTEN: readonly (readonly [draw: string, distribution: string, params: readonly number[], functions?: string])[] = [
  ["multi_normal_rng([1, -1]', [[1.44, 0.48], [0.48, 0.97]])[2]", "normal", [-1, second]],
  ["multi_student_t_rng(2.5, [1, -1]', [[1.44, 0.48], [0.48, 0.97]])[2]", "student_t", [2.5, -1, second]],
  ["bernoulli_logit_glm_rng([[0.5, 2]], [0.3]', [1, -0.4]')[1]", "bernoulli", [0.5]],
  [
    // The likelihood is normal, so its Laplace approximation is exact: precision 1 / 0.5 + 1, mean 1.2 / 3.
    "laplace_latent_rng(likelihood, (1.2,), 1, covariance, (0.5,))[1]", "normal", [0.4, Math.sqrt(1 / 3)],
    "real likelihood(vector t, real y) { return normal_lpdf(y | t[1], 1); } matrix covariance(real s) { return [[s]]; }",
  ],
]; // prettier-ignore

for (const [draw, distribution, params, functions = ""] of WRITTEN)
  test(`${draw}: ${DRAWS} draws of a program`, async () => {
    const model = await bindSource(
      `functions { ${functions} } generated quantities { array[1000] real y; for (n in 1 : 1000) y[n] = ${draw}; }`,
      {},
    );
    const cdf = exactCdf(distributions[distribution]!, params);
    for (const seed of SEEDS) {
      const random = stream(seed);
      const sample = new Float64Array(DRAWS);
      for (let n = 0; n < DRAWS; n += 1000) sample.set(writeTarget(model, new Float64Array(), random), n);
      const probability = probabilityOf(distance(sample.sort(), cdf, 250), DRAWS);
      assert.ok(probability > 1e-4, `seed ${seed}: probability ${probability}`);
    }
  });

test.run();
