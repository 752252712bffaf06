// Ancestral draws: parameters from their priors, cut to their constraints, in the order in which they depend on one another; then data, each
// statement seeing what was drawn before.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Model, randomStream } from "../../../../runtime/index.ts";
import { bindSource } from "../../../support/golden-models.ts";
import { criticalDistance, distance } from "../../../support/kolmogorov-smirnov.ts";

const test = suite("simulation");
const DRAWS = 2000;

const bind = (source: string, data: unknown): Promise<Model> => bindSource(source, data, { programs: true });

type Values = Readonly<Record<string, never>>;

function simulated(model: Model, pick: (parameters: Values, data: Values) => number, seed: number): number[] {
  const random = randomStream(seed, 0, 10);
  return Array.from({ length: DRAWS }, () => {
    const { parameters, data } = model.simulate({ random });
    return pick(parameters as Values, data as Values);
  });
}

/** The sample has the distribution of `reference` draws, and not that of them changed by `wrong`. */
function assertDistribution(
  draws: (seed: number) => readonly number[],
  reference: (random: ReturnType<typeof randomStream>) => number,
  wrong: (x: number) => number,
  what: string,
): void {
  const critical = criticalDistance(DRAWS, DRAWS, 1e-5);
  for (let seed = 1; seed <= 5; seed++) {
    const random = randomStream(seed, 1, 10);
    const expected = Array.from({ length: DRAWS }, () => reference(random));
    const ours = draws(seed);
    const found = distance(ours, expected);
    assert.ok(found < critical, `${what}, seed ${seed}: distance ${found}, critical ${critical}`);
    assert.ok(distance(ours, expected.map(wrong)) > critical, `${what}, seed ${seed}: wrong draws pass`);
  }
}

test("priors are cut to constraints, in order of dependence", async () => {
  const model = await bind(
    `data { int N; vector[N] y; }
     parameters { real mu; real<lower=0> tau; vector[3] theta; ordered[3] c; real<lower=-1, upper=2> u; sum_to_zero_vector[3] z; }
     model {
       y ~ normal(theta[1], 0.5);
       theta ~ normal(mu, tau);
       tau ~ normal(0, 1);
       mu ~ normal(5, 2);
       c ~ normal(0, 1);
       z ~ normal(0, 2);
     }`,
    { N: 2, y: [0, 0] },
  );
  const check = (
    name: string,
    pick: (p: Values, d: Values) => number,
    reference: (random: ReturnType<typeof randomStream>) => number,
    wrong: (x: number) => number,
  ): void => assertDistribution((seed) => simulated(model, pick, seed), reference, wrong, name);
  check("half-normal", ({ tau }) => tau, (r) => Math.abs(r.normal()), (x) => 1.3 * x); // prettier-ignore
  check("hierarchy", ({ theta }) => theta[2]!, (r) => 5 + 2 * r.normal() + Math.abs(r.normal()) * r.normal(), (x) => x + 0.5); // prettier-ignore
  check("data of the hierarchy", (_, { y }) => y[1]!, (r) => 5 + 2 * r.normal() + Math.abs(r.normal()) * r.normal() + 0.5 * r.normal(), (x) => x + 0.5); // prettier-ignore
  check("ordered", ({ c }) => c[0]!, (r) => Math.min(r.normal(), r.normal(), r.normal()), (x) => x + 0.2); // prettier-ignore
  check("uniform on its bounds", ({ u }) => u, (r) => -1 + 3 * r.uniform(), (x) => 0.8 * x); // prettier-ignore
  check("sum to zero", ({ z }) => z[1]!, (r) => 2 * Math.sqrt(2 / 3) * r.normal(), (x) => 1.5 * x); // prettier-ignore
  const random = randomStream(9, 0, 10);
  for (let k = 0; k < 50; k++) {
    const { c, z } = model.simulate({ random }).parameters as Values as Record<string, number[]>;
    assert.ok(c![0]! < c![1]! && c![1]! < c![2]!);
    assert.ok(Math.abs(z![0]! + z![1]! + z![2]!) < 1e-12);
  }
});

test("structured priors and transformed parameters", async () => {
  const model = await bind(
    `data { int N; array[N] vector[2] y; }
     parameters { cholesky_factor_corr[2] L; vector<lower=0>[2] s; simplex[3] p; cov_matrix[2] W; }
     transformed parameters { matrix[2, 2] C = diag_pre_multiply(s, L); real half = p[1] / 2; }
     model {
       L ~ lkj_corr_cholesky(2);
       s ~ lognormal(half, 0.1);
       W ~ wishart(4, identity_matrix(2));
       y ~ multi_normal_cholesky(rep_vector(0, 2), C);
     }`,
    { N: 3, y: [[0, 0], [0, 0], [0, 0]] }, // prettier-ignore
  );
  const random = randomStream(3, 0, 10);
  let [first, trace] = [0, 0];
  for (let k = 0; k < DRAWS; k++) {
    const { parameters, data } = model.simulate({ random });
    const { L, p, W } = parameters as Record<string, never[]> as Record<string, number[][]>;
    assert.is(L![0]![1], 0);
    assert.ok(Math.abs(L![1]![0]! ** 2 + L![1]![1]! ** 2 - 1) < 1e-12);
    first += (p as unknown as number[])[0]! / DRAWS;
    trace += (W![0]![0]! + W![1]![1]!) / DRAWS;
    assert.is((data.y as unknown[]).length, 3);
  }
  assert.ok(Math.abs(first - 1 / 3) < 0.03, `mean of a flat simplex: ${first}`);
  assert.ok(Math.abs(trace - 8) < 0.5, `mean trace of a Wishart: ${trace}`);
});

test("simulated data see simulated data, predicted data what was observed", async () => {
  const source = `data { int T; vector[T] y; array[T] int k; }
    parameters { real b; }
    model {
      for (t in 1:T) k[t] ~ poisson(exp(y[t]));
      b ~ normal(0, 1);
      for (t in 2:T) {
        real m = b * y[t - 1];
        y[t] ~ normal(m, 1e-9);
      }
    }`;
  const model = await bind(source, { T: 4, y: [1, 7, 7, 7], k: [0, 0, 0, 0] });
  const random = randomStream(1, 0, 10);
  const { data } = model.simulate({ random, parameters: { b: 2 } });
  const near = (values: ArrayLike<number>, expected: readonly number[]): void =>
    expected.forEach((value, t) => assert.ok(Math.abs(values[t]! - value) < 1e-6, `${values[t]} ${value}`));
  near(data.y as Float64Array, [1, 2, 4, 8]);
  const { predict } = model.programs;
  const cells = predict.isAvailable ? predict.variables.flatMap(({ cells: own }) => own) : [];
  const replicate = model.predict({ b: 2 }, random);
  near(replicate.slice(cells.indexOf("y[1]")), [1, 2, 14, 14]);
  // Counts are drawn after the series that they depend on, although the text has them first.
  assert.ok((data.k as Int32Array)[3]! > 1000, `${(data.k as Int32Array)[3]}`);
});

test("the same stream gives the same data", async () => {
  const model = await bind(
    "data { vector[3] y; } parameters { real<lower=0> s; } model { s ~ gamma(2, 1); y ~ normal(0, s); }",
    { y: [1, 2, 3] },
  );
  const run = (): unknown => model.simulate({ random: randomStream(4, 0, 10) });
  assert.equal(run(), run());
});

test.run();
