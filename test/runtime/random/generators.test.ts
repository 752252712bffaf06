// Every scalar generator against its distribution function (Kolmogorov-Smirnov) or probabilities (chi-square), at ordinary and extreme
// parameters, with fixed seeds: a generator that is wrong in any visible way fails by orders of magnitude.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { exp, expm1, invLogit, log, log1p, pow } from "../../../runtime/functions/elementary.ts";
import * as f from "../../../runtime/functions/special.ts";
import * as g from "../../../runtime/random/generators.ts";
import { randomStream, type Random } from "../../../runtime/random/random.ts";
import { REJECTION } from "../../../runtime/rejection.ts";

const test = suite("generators");
const DRAWS = 8000;

/** Largest distance of the empirical distribution from `cdf`, in units of 1/sqrt(n): above 2.2 has probability 1e-4. */
function distance(draw: (random: Random) => number, cdf: (y: number) => number): number {
  const random = randomStream(11, 0, 0);
  const values = Float64Array.from({ length: DRAWS }, () => draw(random)).sort();
  let worst = 0;
  values.forEach((value, i) => {
    const p = cdf(value);
    assert.ok(p >= 0 && p <= 1, `cdf(${value}) = ${p}`);
    worst = Math.max(worst, Math.abs(p - i / DRAWS), Math.abs(p - (i + 1) / DRAWS));
  });
  return worst * Math.sqrt(DRAWS);
}

const studentT = (z: number, nu: number): number => {
  const tail = 0.5 * f.incBetaXY(0.5 * nu, 0.5, nu / (nu + z * z), (z * z) / (nu + z * z));
  return z < 0 ? tail : 1 - tail;
};

type Continuous = readonly [name: string, draw: (random: Random) => number, cdf: (y: number) => number];
const continuous: readonly Continuous[] = [
  ["std_normal", (r) => g.stdNormalRng(r), f.Phi],
  ["normal", (r) => g.normalRng(r, 2, 3), (y) => f.Phi((y - 2) / 3)],
  ["lognormal", (r) => g.lognormalRng(r, 1, 0.5), (y) => f.Phi((log(y) - 1) / 0.5)],
  ["uniform", (r) => g.uniformRng(r, -1, 3), (y) => (y + 1) / 4],
  ["exponential", (r) => g.exponentialRng(r, 2), (y) => -expm1(-2 * y)],
  [
    "double_exponential",
    (r) => g.doubleExponentialRng(r, 1, 2),
    (y) => (y < 1 ? 0.5 * exp((y - 1) / 2) : 1 - 0.5 * exp((1 - y) / 2)),
  ],
  [
    "skew_double_exponential",
    (r) => g.skewDoubleExponentialRng(r, 1, 2, 0.2),
    (y) => (y < 1 ? 0.2 * exp(0.8 * (y - 1)) : 1 - 0.8 * exp(0.2 * (1 - y))),
  ],
  ["logistic", (r) => g.logisticRng(r, 1, 2), (y) => invLogit((y - 1) / 2)],
  ["cauchy", (r) => g.cauchyRng(r, 1, 2), (y) => 0.5 + Math.atan((y - 1) / 2) / Math.PI],
  ["gumbel", (r) => g.gumbelRng(r, 1, 2), (y) => exp(-exp((1 - y) / 2))],
  ["weibull", (r) => g.weibullRng(r, 1.5, 2), (y) => -expm1(-pow(y / 2, 1.5))],
  ["frechet", (r) => g.frechetRng(r, 1.5, 2), (y) => exp(-pow(y / 2, -1.5))],
  ["rayleigh", (r) => g.rayleighRng(r, 2), (y) => -expm1((-0.5 * y * y) / 4)],
  ["loglogistic", (r) => g.loglogisticRng(r, 2, 3), (y) => 1 / (1 + pow(y / 2, -3))],
  ["pareto", (r) => g.paretoRng(r, 2, 3), (y) => 1 - pow(2 / y, 3)],
  ["pareto_type_2", (r) => g.paretoType2Rng(r, 1, 2, 3), (y) => 1 - pow(1 + (y - 1) / 2, -3)],
  [
    "skew_normal",
    (r) => g.skewNormalRng(r, 1, 2, 3),
    (y) => f.Phi((y - 1) / 2) - 2 * f.owensT((y - 1) / 2, 3),
  ],
  [
    "exp_mod_normal",
    (r) => g.expModNormalRng(r, 1, 2, 0.7),
    (y) => f.Phi((y - 1) / 2) - exp(-0.7 * (y - 1) + 0.98) * f.Phi((y - 1) / 2 - 1.4),
  ],
  ["gamma", (r) => g.gammaRng(r, 2.5, 3), (y) => f.gammaP(2.5, 3 * y)],
  ["gamma, shape 0.3", (r) => g.gammaRng(r, 0.3, 1), (y) => f.gammaP(0.3, y)],
  ["gamma, shape 1000", (r) => g.gammaRng(r, 1000, 1), (y) => f.gammaP(1000, y)],
  ["inv_gamma", (r) => g.invGammaRng(r, 2.5, 3), (y) => f.gammaQ(2.5, 3 / y)],
  ["chi_square", (r) => g.chiSquareRng(r, 5), (y) => f.gammaP(2.5, y / 2)],
  ["inv_chi_square", (r) => g.invChiSquareRng(r, 5), (y) => f.gammaQ(2.5, 0.5 / y)],
  ["scaled_inv_chi_square", (r) => g.scaledInvChiSquareRng(r, 5, 2), (y) => f.gammaQ(2.5, 10 / y)],
  ["student_t", (r) => g.studentTRng(r, 3, 1, 2), (y) => studentT((y - 1) / 2, 3)],
  ["student_t, nu 0.8", (r) => g.studentTRng(r, 0.8, 0, 1), (y) => studentT(y, 0.8)],
  ["beta", (r) => g.betaRng(r, 2, 3.5), (y) => f.incBeta(2, 3.5, y)],
  ["beta, shapes 0.2", (r) => g.betaRng(r, 0.2, 0.2), (y) => f.incBeta(0.2, 0.2, y)],
  ["beta_proportion", (r) => g.betaProportionRng(r, 0.3, 5), (y) => f.incBeta(1.5, 3.5, y)],
  ["von_mises", (r) => g.vonMisesRng(r, 0.5, 2), vonMises(0.5, 2)],
  ["von_mises, mu 3, kappa 0.1", (r) => g.vonMisesRng(r, 3, 0.1), vonMises(3, 0.1)],
  ["von_mises, kappa 1e10", (r) => g.vonMisesRng(r, 0, 1e10), (y) => f.Phi(y * 1e5)],
];

/** The distribution function on (-pi, pi) by the trapezoidal rule on a fine grid, exact for periodic integrands. */
function vonMises(mu: number, kappa: number): (y: number) => number {
  const steps = 20000;
  const cumulative = new Float64Array(steps + 1);
  const density = (t: number): number => exp(kappa * (Math.cos(t - mu) - 1));
  const h = (2 * Math.PI) / steps;
  for (let i = 1; i <= steps; i++) {
    const t = -Math.PI + i * h;
    cumulative[i] = cumulative[i - 1]! + 0.5 * (density(t - h) + density(t));
  }
  return (y) => cumulative[Math.round((y + Math.PI) / h)]! / cumulative[steps]!;
}

for (const [name, draw, cdf] of continuous) {
  test(name, () => {
    const d = distance(draw, cdf);
    assert.ok(d < 2.2, `distance ${d}`);
  });
}

/** Chi-square statistic of the draws against `pmf`, as a standard normal deviate; cells below 5 expected are pooled. */
function deviate(
  draw: (random: Random) => number,
  pmf: (k: number) => number,
  from: number,
  to: number,
): number {
  const random = randomStream(12, 0, 0);
  const counts = new Map<number, number>();
  for (let i = 0; i < DRAWS; i++) {
    const k = draw(random);
    assert.ok(Number.isInteger(k), `${k} is not an integer`);
    counts.set(k, (counts.get(k) ?? 0) + 1);
  }
  let statistic = 0;
  let cells = 0;
  let restExpected = DRAWS;
  let restSeen = DRAWS;
  for (let k = from; k <= to; k++) {
    const expected = DRAWS * pmf(k);
    if (!(expected >= 5)) continue;
    const seen = counts.get(k) ?? 0;
    statistic += (seen - expected) ** 2 / expected;
    cells++;
    restExpected -= expected;
    restSeen -= seen;
  }
  if (restExpected > 5) {
    statistic += (restSeen - restExpected) ** 2 / restExpected;
    cells++;
  } else assert.ok(restSeen < 30, `${restSeen} draws where ${restExpected} were expected`);
  const freedom = cells - 1;
  return f.invPhi(Math.min(f.gammaP(0.5 * freedom, 0.5 * statistic), 1 - 1e-15));
}

const choose = f.binomialCoefficientLog;
const poisson = (k: number, mean: number): number => exp(k * log(mean) - mean - f.lgamma(k + 1));
const binomial = (k: number, n: number, p: number): number =>
  exp(choose(n, k) + k * log(p) + (n - k) * log1p(-p));
const negBinomial = (k: number, r: number, mean: number): number =>
  exp(choose(k + r - 1, k) + r * log(r / (r + mean)) + k * log(mean / (r + mean)));

const cut = Float64Array.of(-1, 0.5, 2);
const weights = Float64Array.of(0.1, 0, 0.6, 0.3);
const scores = Float64Array.of(500, 501, 499.5);
const scoreSum = exp(0) + exp(1) + exp(-0.5);
const between = (k: number, cdf: (z: number) => number, eta: number): number =>
  (k > 3 ? 1 : cdf(cut[k - 1]! - eta)) - (k < 2 ? 0 : cdf(cut[k - 2]! - eta));

type Discrete = readonly [string, (random: Random) => number, (k: number) => number, number, number];
const discrete: readonly Discrete[] = [
  ["bernoulli", (r) => g.bernoulliRng(r, 0.3), (k) => (k === 1 ? 0.3 : 0.7), 0, 1],
  ["bernoulli_logit", (r) => g.bernoulliLogitRng(r, 1), (k) => invLogit(k === 1 ? 1 : -1), 0, 1],
  ["binomial", (r) => g.binomialRng(r, 12, 0.3), (k) => binomial(k, 12, 0.3), 0, 12],
  ["binomial, large", (r) => g.binomialRng(r, 1000, 0.8), (k) => binomial(k, 1000, 0.8), 0, 1000],
  ["binomial, barely large", (r) => g.binomialRng(r, 25, 0.45), (k) => binomial(k, 25, 0.45), 0, 25],
  ["binomial_logit", (r) => g.binomialLogitRng(r, 12, -1), (k) => binomial(k, 12, invLogit(-1)), 0, 12],
  ["poisson", (r) => g.poissonRng(r, 3.5), (k) => poisson(k, 3.5), 0, 40],
  ["poisson, mean 10.5", (r) => g.poissonRng(r, 10.5), (k) => poisson(k, 10.5), 0, 60],
  ["poisson, mean 2000", (r) => g.poissonRng(r, 2000), (k) => poisson(k, 2000), 1500, 2500],
  ["poisson_log", (r) => g.poissonLogRng(r, 1), (k) => poisson(k, Math.E), 0, 40],
  ["neg_binomial", (r) => g.negBinomialRng(r, 2, 0.5), (k) => negBinomial(k, 2, 4), 0, 100],
  ["neg_binomial_2", (r) => g.negBinomial2Rng(r, 4, 0.7), (k) => negBinomial(k, 0.7, 4), 0, 100],
  ["neg_binomial_2_log", (r) => g.negBinomial2LogRng(r, 1, 3), (k) => negBinomial(k, 3, Math.E), 0, 100],
  [
    "beta_binomial",
    (r) => g.betaBinomialRng(r, 10, 0.5, 2),
    (k) => exp(choose(10, k) + f.lbeta(k + 0.5, 12 - k) - f.lbeta(0.5, 2)),
    0,
    10,
  ],
  [
    "beta_neg_binomial",
    (r) => g.betaNegBinomialRng(r, 3, 6, 2),
    (k) => exp(f.lbeta(2 + k, 9) - f.lbeta(6, 2) + choose(k + 2, k)),
    0,
    200,
  ],
  ["yule_simon", (r) => g.yuleSimonRng(r, 2.5), (k) => 2.5 * f.beta(k, 3.5), 1, 200],
  ["discrete_range", (r) => g.discreteRangeRng(r, -2, 3), () => 1 / 6, -2, 3],
  [
    "hypergeometric",
    (r) => g.hypergeometricRng(r, 20, 15, 30),
    (k) => exp(choose(15, k) + choose(30, 20 - k) - choose(45, 20)),
    0,
    15,
  ],
  [
    "hypergeometric, forced",
    (r) => g.hypergeometricRng(r, 40, 15, 30),
    (k) => exp(choose(15, k) + choose(30, 40 - k) - choose(45, 40)),
    10,
    15,
  ],
  ["categorical", (r) => g.categoricalRng(r, weights, 0, 4), (k) => weights[k - 1]!, 1, 4],
  [
    "categorical_logit",
    (r) => g.categoricalLogitRng(r, scores, 0, 3),
    (k) => exp(scores[k - 1]! - 500) / scoreSum,
    1,
    3,
  ],
  [
    "ordered_logistic",
    (r) => g.orderedLogisticRng(r, 0.4, cut, 0, 3),
    (k) => between(k, invLogit, 0.4),
    1,
    4,
  ],
  ["ordered_probit", (r) => g.orderedProbitRng(r, 0.4, cut, 0, 3), (k) => between(k, f.Phi, 0.4), 1, 4],
];

for (const [name, draw, pmf, from, to] of discrete) {
  test(name, () => {
    const z = deviate(draw, pmf, from, to);
    assert.ok(z < 3.8, `chi-square deviate ${z}`);
  });
}

test("wrong arguments reject by name", () => {
  const random = randomStream(1, 0, 0);
  const refused = (call: () => unknown, words: string): void => {
    try {
      call();
    } catch (error) {
      assert.is(error, REJECTION);
      assert.ok(REJECTION.reason.startsWith(words), REJECTION.reason);
      return;
    }
    assert.unreachable(words);
  };
  refused(() => g.normalRng(random, 0, -1), "normal_rng: sigma is -1, but must be positive");
  refused(() => g.poissonRng(random, NaN), "poisson_rng: lambda is NaN");
  refused(() => g.binomialRng(random, 3, 1.5), "binomial_rng: theta is 1.5");
  refused(() => g.uniformRng(random, 2, 1), "uniform_rng: beta is 1, but must be greater than alpha, 2");
  refused(
    () => g.hypergeometricRng(random, 9, 2, 3),
    "hypergeometric_rng: N is 9, but must be at most a + b = 5",
  );
  refused(
    () => g.categoricalRng(random, Float64Array.of(0.5, 0.4), 0, 2),
    "categorical_rng: the sum of theta is 0.9",
  );
});

test.run();
