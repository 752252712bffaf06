// Vector and matrix generators: means and covariances against closed forms, marginals against distribution functions, shapes.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { log } from "../../../runtime/functions/elementary.ts";
import * as f from "../../../runtime/functions/special.ts";
import * as g from "../../../runtime/random/generators.ts";
import { randomStream } from "../../../runtime/random/random.ts";

const test = suite("multivariate generators");
const DRAWS = 8000;
const random = randomStream(5, 0, 0);

/** Mean of each coordinate of `statistic` over draws, with its standard error. */
function means(
  size: number,
  statistic: (out: Float64Array) => void,
): { mean: Float64Array; error: Float64Array } {
  const sum = new Float64Array(size);
  const squares = new Float64Array(size);
  const out = new Float64Array(size);
  for (let i = 0; i < DRAWS; i++) {
    statistic(out);
    for (let k = 0; k < size; k++) {
      sum[k]! += out[k]!;
      squares[k]! += out[k]! * out[k]!;
    }
  }
  const mean = sum.map((value) => value / DRAWS);
  const error = squares.map((value, k) => Math.sqrt(Math.max(value / DRAWS - mean[k]! ** 2, 1e-30) / DRAWS));
  return { mean, error };
}

function expectMeans(
  size: number,
  expected: ArrayLike<number>,
  statistic: (out: Float64Array) => void,
): void {
  const { mean, error } = means(size, statistic);
  mean.forEach((value, k) => {
    const z = (value - expected[k]!) / error[k]!;
    assert.ok(
      Math.abs(z) < 4.5,
      `coordinate ${k}: mean ${value}, expected ${expected[k]}, ${z} standard errors`,
    );
  });
}

const L = Float64Array.of(1.2, 0.4, -0.3, 0, 0.9, 0.5, 0, 0, 0.7);
const Sigma = new Float64Array(9);
for (let i = 0; i < 3; i++)
  for (let j = 0; j < 3; j++) for (let k = 0; k < 3; k++) Sigma[i + 3 * j]! += L[i + 3 * k]! * L[j + 3 * k]!;
const mu = Float64Array.of(1, -2, 3);

/** Mean vector and second moments around mu of a vector generator. */
function checkNormal(draw: (out: Float64Array) => void, inflation: number): void {
  const y = new Float64Array(3);
  const expected = [...mu, ...Sigma.map((value) => value * inflation)];
  expectMeans(12, expected, (out) => {
    draw(y);
    out.set(y);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) out[3 + i + 3 * j] = (y[i]! - mu[i]!) * (y[j]! - mu[j]!);
  });
}

test("multi_normal and multi_student_t, by covariance and by factor", () => {
  checkNormal((y) => g.multiNormalCholeskyRng(random, y, 0, mu, 0, L, 0, 3), 1);
  checkNormal((y) => g.multiNormalRng(random, y, 0, mu, 0, Sigma, 0, 3), 1);
  checkNormal((y) => g.multiStudentTCholeskyRng(random, y, 0, 9, mu, 0, L, 0, 3), 9 / 7);
  checkNormal((y) => g.multiStudentTRng(random, y, 0, 9, mu, 0, Sigma, 0, 3), 9 / 7);
});

test("dirichlet: moments, and weights that all but vanish", () => {
  const alpha = Float64Array.of(0.5, 2, 3);
  const expected = [0.5 / 5.5, 2 / 5.5, 3 / 5.5, ...[0.5, 2, 3].map((a) => f.digamma(a) - f.digamma(5.5))];
  expectMeans(6, expected, (out) => {
    g.dirichletRng(random, out, 0, alpha, 0, 3);
    for (let k = 0; k < 3; k++) out[3 + k] = log(out[k]!);
  });
  const out = new Float64Array(3);
  for (let i = 0; i < 100; i++) {
    g.dirichletRng(random, out, 0, Float64Array.of(1e-4, 1e-4, 1e-4), 0, 3);
    assert.ok(Math.abs(out[0]! + out[1]! + out[2]! - 1) < 1e-15);
  }
});

test("multinomial, multinomial_logit, dirichlet_multinomial", () => {
  const theta = Float64Array.of(0.2, 0, 0.5, 0.3);
  const counts = new Int32Array(4);
  const moments = (out: Float64Array): void => {
    assert.is(
      counts.reduce((a, b) => a + b),
      10,
    );
    for (let k = 0; k < 4; k++) out[k] = counts[k]!;
    out[4] = counts[0]! * counts[2]!;
  };
  expectMeans(5, [2, 0, 5, 3, 90 * 0.1], (out) => {
    g.multinomialRng(random, counts, 0, theta, 0, 10, 4);
    moments(out);
  });
  const gamma = theta.map((p) => 300 + log(p));
  expectMeans(5, [2, 0, 5, 3, 90 * 0.1], (out) => {
    g.multinomialLogitRng(random, counts, 0, gamma, 0, 10, 4);
    moments(out);
  });
  const alpha = Float64Array.of(1, 0.5, 2, 0.5);
  expectMeans(5, [2.5, 1.25, 5, 1.25, (90 * 2) / 20], (out) => {
    g.dirichletMultinomialRng(random, counts, 0, alpha, 0, 10, 4);
    moments(out);
  });
});

test("wishart and its relatives: means, log determinants", () => {
  const nu = 6.5;
  const logDetScale = 2 * log(1.2 * 0.9 * 0.7);
  const expectedLogDet =
    logDetScale + 3 * log(2) + f.digamma(nu / 2) + f.digamma((nu - 1) / 2) + f.digamma((nu - 2) / 2);
  const inverseLogDet = 2 * logDetScale - expectedLogDet;
  const W = new Float64Array(9);
  const fromMatrix = (out: Float64Array): void => {
    out.set(W);
    const [a, b, c, , e, h, , , k] = W as unknown as number[];
    out[9] = log(a! * (e! * k! - h! * h!) - b! * (b! * k! - h! * c!) + c! * (b! * h! - e! * c!));
  };
  const fromFactor = (out: Float64Array): void => {
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        out[i + 3 * j] = 0;
        if (j > i) assert.is(W[i + 3 * j], 0);
        for (let k = 0; k < 3; k++) out[i + 3 * j]! += W[i + 3 * k]! * W[j + 3 * k]!;
      }
    }
    out[9] = 2 * log(W[0]! * W[4]! * W[8]!);
  };
  const direct = [...Sigma.map((value) => value * nu), expectedLogDet];
  const inverse = [...Sigma.map((value) => value / (nu - 4)), inverseLogDet];
  expectMeans(10, direct, (out) => {
    g.wishartRng(random, W, 0, nu, Sigma, 0, 3);
    fromMatrix(out);
  });
  expectMeans(10, direct, (out) => {
    g.wishartCholeskyRng(random, W, 0, nu, L, 0, 3);
    fromFactor(out);
  });
  expectMeans(10, inverse, (out) => {
    g.invWishartRng(random, W, 0, nu, Sigma, 0, 3);
    fromMatrix(out);
  });
  expectMeans(10, inverse, (out) => {
    g.invWishartCholeskyRng(random, W, 0, nu, L, 0, 3);
    fromFactor(out);
  });
});

test("lkj: every correlation is 2 beta(b, b) - 1 with b = eta - 1 + K/2", () => {
  const K = 4;
  const eta = 1.5;
  const R = new Float64Array(K * K);
  const factor = new Float64Array(K * K);
  const b = eta - 1 + K / 2;
  const variance = 1 / (2 * b + 1);
  const expected = [0, 0, 0, 0, 0, 0, ...Array<number>(6).fill(variance)];
  const pairs = [1, 2, 3, 6, 7, 11];
  for (const byFactor of [false, true]) {
    expectMeans(12, expected, (out) => {
      if (byFactor) {
        g.lkjCorrCholeskyRng(random, factor, 0, K, eta);
        R.fill(0);
        for (let i = 0; i < K; i++)
          for (let j = 0; j < K; j++)
            for (let k = 0; k < K; k++) R[i + j * K]! += factor[i + k * K]! * factor[j + k * K]!;
      } else g.lkjCorrRng(random, R, 0, K, eta);
      for (let i = 0; i < K; i++) assert.ok(Math.abs(R[i + i * K]! - 1) < 1e-14);
      pairs.forEach((at, i) => {
        out[i] = R[at]!;
        out[6 + i] = R[at]! ** 2;
      });
    });
  }
});

test("hmm_latent: state probabilities by enumeration", () => {
  const K = 2;
  const N = 3;
  const logOmega = Float64Array.of(-1, -2, -0.5, -0.3, -2, -0.1);
  const Gamma = Float64Array.of(0.7, 0.4, 0.3, 0.6);
  const rho = Float64Array.of(0.25, 0.75);
  const weights: number[] = [];
  for (let path = 0; path < 8; path++) {
    const s = [path & 1, (path >> 1) & 1, path >> 2];
    let weight = rho[s[0]!]!;
    for (let n = 0; n < N; n++) {
      weight *= Math.exp(logOmega[s[n]! + n * K]!) * (n > 0 ? Gamma[s[n - 1]! + s[n]! * K]! : 1);
    }
    weights.push(weight);
  }
  const total = weights.reduce((a, b) => a + b);
  const states = new Int32Array(N);
  expectMeans(
    8,
    weights.map((weight) => weight / total),
    (out) => {
      g.hmmLatentRng(random, states, 0, logOmega, 0, Gamma, 0, rho, 0, K, N);
      out.fill(0);
      out[states[0]! - 1 + 2 * (states[1]! - 1) + 4 * (states[2]! - 1)] = 1;
    },
  );
});

test("bernoulli_logit_glm", () => {
  const x = Float64Array.of(1, 0, 2, -1);
  const alpha = Float64Array.of(0.5, -0.5);
  const beta = Float64Array.of(0.3, 0.4);
  const y = new Int32Array(2);
  const p = (eta: number): number => 1 / (1 + Math.exp(-eta));
  expectMeans(2, [p(0.5 + 0.3 + 0.8), p(-0.5 - 0.4)], (out) => {
    g.bernoulliLogitGlmRng(random, y, 0, x, 0, alpha, 0, beta, 0, 2, 2);
    out[0] = y[0]!;
    out[1] = y[1]!;
  });
});

test.run();
