// Laws of generators: draws follow the distribution function (Kolmogorov and Smirnov's distance, fixed seed), a biased sampler is found
// out, blocks satisfy their constraints and have the right moments. Many draws at edge parameters: generators.slow.test.ts.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Kernel } from "../../runtime/descriptor.ts";
import { distributions } from "../../runtime/distributions/catalogue.ts";
import { kernels } from "../../runtime/kernels/catalogue.ts";
import { randomStream, type Random } from "../../runtime/random/random.ts";
import { distance, draws, exactCdf, generatorOf, probabilityOf, stream, type Generator } from "./draws.ts";
import { runtimeFunction } from "./kernel-calls.ts";

const test = suite("laws of generators");
/** Fewer where the exact distribution function is an integral. */
const count = (name: string): number => (name === "von_mises" || name === "skew_normal" ? 250 : 1500);

/** Beyond the descriptors' points: the algorithms for large means and small shapes. */
const MORE: Readonly<Record<string, readonly (readonly number[])[]>> = {
  poisson: [
    [0, 12],
    [0, 3000],
  ],
  binomial: [
    [0, 1000, 0.3],
    [0, 100000, 0.9999],
    [0, 50, 0.5],
  ],
  gamma: [
    [1, 0.05, 2],
    [1, 500, 3],
  ],
  beta: [[0.5, 0.02, 0.03]],
  von_mises: [
    [0, 1, 1e-9],
    [0, -0.5, 300],
  ],
  hypergeometric: [[5, 200, 300, 400]],
};

for (const [name, d] of Object.entries(distributions)) {
  if (d.vectorised !== "elementwise" || d.rng === undefined) continue;
  test(`${name}: draws follow the distribution function`, () => {
    const points = [...(d.testPoints as readonly (readonly number[])[]), ...(MORE[name] ?? [])];
    points.forEach((point, k) => {
      const params = point.slice(1);
      const sample = draws(d, params, randomStream(20240607, k, 0), count(name));
      const found = distance(sample, exactCdf(d, params), 300);
      const probability = probabilityOf(found, sample.length);
      assert.ok(probability > 5e-5, `${name}(${params}): distance ${found}, probability ${probability}`);
    });
  });
}

test("samplers with a small bias are found out", () => {
  const gamma = distributions["gamma"]!;
  const poisson = distributions["poisson"]!;
  const biased = [
    [gamma, [2, 3], (random: Random, ...p: number[]) => 1.02 * generatorOf(gamma)(random, ...p)],
    [poisson, [4], (random: Random, l: number) => generatorOf(poisson)(random, 1.02 * l!)],
  ] as const;
  for (const [d, params, generate] of biased) {
    const sample = draws(d, params, stream(1), 100000, generate as Generator);
    const probability = probabilityOf(distance(sample, exactCdf(d, params), 400), sample.length);
    assert.ok(probability < 1e-4, `${d.name}: ${probability}`);
  }
});

test("every generator of blocks is a kernel that takes the stream", () => {
  for (const d of Object.values(distributions)) {
    if (d.vectorised !== "kernel" || d.rng === undefined) continue;
    assert.is(kernels[d.rng]?.random, true, d.rng);
  }
});

/** Averages of `summary` over draws of a block of `size` cells. */
function averages(
  name: string,
  size: number,
  args: (out: Float64Array | Int32Array) => readonly unknown[],
  summary: (cells: readonly number[]) => readonly number[],
): number[] {
  const kernel: Kernel = kernels[name]!;
  const isInt = kernel.params.some((p) => p.role === "out" && "elem" in p && p.elem === "i32");
  const out = isInt ? new Int32Array(size) : new Float64Array(size);
  const random = randomStream(7, 0, 1);
  const generate = runtimeFunction(name);
  const sums: number[] = [];
  const total = 4000;
  for (let i = 0; i < total; i++) {
    const result = generate(random, ...args(out));
    const cells = typeof result === "number" ? [result] : [...out];
    summary(cells).forEach((value, k) => (sums[k] = (sums[k] ?? 0) + value / total));
  }
  return sums;
}

function near(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expected.forEach((e, k) =>
    assert.ok(Math.abs(actual[k]! - e) < tolerance, `[${k}] is ${actual[k]}, expected ${e}`),
  );
}

const f64 = (...values: number[]): Float64Array => Float64Array.from(values);
const shares = f64(0.2, 0.3, 0.5);
const indicators = ([y]: readonly number[]): number[] => [1, 2, 3].map((k) => (y === k ? 1 : 0));
const products = (cells: readonly number[]): number[] => cells.flatMap((a) => cells.map((b) => a * b));

test("categories come with their probabilities", () => {
  near(
    averages("categoricalRng", 1, () => [shares, 0, 3], indicators),
    [0.2, 0.3, 0.5],
    0.03,
  );
  const odds = f64(Math.log(2), Math.log(3), Math.log(5));
  near(
    averages("categoricalLogitRng", 1, () => [odds, 0, 3], indicators),
    [0.2, 0.3, 0.5],
    0.03,
  );
  const cuts = f64(-1, 0.5);
  const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
  const below = [logistic(-1.3), logistic(0.2)];
  near(
    averages("orderedLogisticRng", 1, () => [0.3, cuts, 0, 2], indicators),
    [below[0]!, below[1]! - below[0]!, 1 - below[1]!],
    0.03,
  );
  near(
    averages("orderedProbitRng", 1, () => [0.5, cuts, 0, 2], indicators),
    [0.0668072, 0.4331928, 0.5],
    0.03,
  );
});

test("counts of a multinomial have its mean and covariance", () => {
  const moments = averages(
    "multinomialRng",
    3,
    (n) => [n, 0, shares, 0, 20, 3],
    (n) => [...n, n[0]! * n[1]!],
  );
  near(moments, [4, 6, 10, 20 * 19 * 0.06], 0.4);
  const odds = f64(Math.log(2), Math.log(3), Math.log(5));
  near(
    averages(
      "multinomialLogitRng",
      3,
      (n) => [n, 0, odds, 0, 20, 3],
      (n) => n,
    ),
    [4, 6, 10],
    0.2,
  );
  near(
    averages(
      "dirichletMultinomialRng",
      3,
      (n) => [n, 0, f64(2, 3, 5), 0, 20, 3],
      (n) => n,
    ),
    [4, 6, 10],
    0.3,
  );
});

test("simplexes of a Dirichlet have its means and squares, also for tiny alpha", () => {
  const alpha = f64(2, 3, 5);
  near(
    averages(
      "dirichletRng",
      3,
      (t) => [t, 0, alpha, 0, 3],
      (t) => [...t, t[0]! ** 2],
    ),
    [0.2, 0.3, 0.5, 6 / 110],
    0.01,
  );
  const tiny = f64(1e-3, 1e-3);
  near(
    averages(
      "dirichletRng",
      2,
      (t) => [t, 0, tiny, 0, 2],
      (t) => [t[0]! + t[1]!, t[0]!],
    ),
    [1, 0.5],
    0.04,
  );
});

test("normal and t vectors have their covariance", () => {
  const [mu, L] = [f64(1, -1), f64(1.2, 0.4, 0, 0.9)];
  const centred = ([a, b]: readonly number[]): number[] => [a!, b!, ...products([a! - 1, b! + 1])];
  near(
    averages("multiNormalCholeskyRng", 2, (y) => [y, 0, mu, 0, L, 0, 2], centred),
    [1, -1, 1.44, 0.48, 0.48, 0.97],
    0.12,
  );
  const t = averages("multiStudentTCholeskyRng", 2, (y) => [y, 0, 12, mu, 0, L, 0, 2], centred);
  near(t, [1, -1, 1.44 * 1.2, 0.48 * 1.2, 0.48 * 1.2, 0.97 * 1.2], 0.2);
});

test("LKJ matrices are correlations whose squares have the mean 1 / (2 eta + K - 1)", () => {
  // A correlation is 2 beta(b, b) - 1 with b = eta + (K - 2)/2, of variance 1 / (2 b + 1).
  const summary = (S: readonly number[]): number[] => [S[0]!, S[4]!, S[1]! ** 2, S[2]! ** 2, S[5]! ** 2];
  near(
    averages("lkjCorrRng", 9, (S) => [S, 0, 1.5, 3], summary),
    [1, 1, 0.2, 0.2, 0.2],
    0.015,
  );
  const rows = (L: readonly number[]): number[] => [
    L[0]!,
    L[1]! ** 2 + L[4]! ** 2,
    L[3]!,
    L[1]! ** 2,
    L[2]! ** 2,
  ];
  near(
    averages("lkjCorrCholeskyRng", 9, (L) => [L, 0, 1.5, 3], rows),
    [1, 1, 0, 0.2, 0.2],
    0.015,
  );
});

test("Wishart matrices have the mean nu S, inverse ones S / (nu - K - 1)", () => {
  const [S, L] = [f64(1.44, 0.48, 0.48, 0.97), f64(1.2, 0.4, 0, 0.9)];
  const square = (W: readonly number[]): number[] => [
    W[0]! ** 2,
    W[0]! * W[1]!,
    W[2]!,
    W[1]! ** 2 + W[3]! ** 2,
  ];
  near(
    averages(
      "wishartRng",
      4,
      (W) => [W, 0, 5, S, 0, 2],
      (W) => W,
    ),
    [7.2, 2.4, 2.4, 4.85],
    0.3,
  );
  near(
    averages("wishartCholeskyRng", 4, (W) => [W, 0, 5, L, 0, 2], square),
    [7.2, 2.4, 0, 4.85],
    0.3,
  );
  const mean = [1.44, 0.48, 0.48, 0.97].map((s) => s / 7);
  near(
    averages(
      "invWishartRng",
      4,
      (W) => [W, 0, 10, S, 0, 2],
      (W) => W,
    ),
    mean,
    0.012,
  );
  near(
    averages("invWishartCholeskyRng", 4, (W) => [W, 0, 10, L, 0, 2], square),
    [mean[0]!, mean[1]!, 0, mean[3]!],
    0.012,
  );
});

test("hidden states follow their posterior", () => {
  const [omega, Gamma, rho] = [f64(0.3, -1, 0.2, 0.9, -2, 0.4), f64(0.7, 0.4, 0.3, 0.6), f64(0.2, 0.8)];
  const exact = new Float64Array(6);
  runtimeFunction("hmmHiddenStateProb")(exact, 0, omega, 0, Gamma, 0, rho, 0, 2, 3);
  const found = averages(
    "hmmLatentRng",
    3,
    (s) => [s, 0, omega, 0, Gamma, 0, rho, 0, 2, 3],
    (s) => s.map((k) => k - 1),
  );
  near(found, [exact[1]!, exact[3]!, exact[5]!], 0.03);
});

test.run();
