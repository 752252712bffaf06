// Regressions in one statement. Each is its family at the linear predictor alpha + x beta: the compiler fuses the predictor into the
// loop over observations, so the rewriting costs nothing against a routine of its own.

import type { Distribution } from "../../descriptor.ts";

export const bernoulliLogitGlm = {
  name: "bernoulli_logit_glm",
  over: { y: "binary" },
  params: { x: "real-matrix", alpha: "real", beta: "real-vector" },
  vectorised: "kernel",
  outside: "reject",
  via: { distribution: "bernoulli_logit", params: ["alpha + x * beta"] },
  testPoints: [[[1], [[0.5, 1]], 0.2, [0.3, -0.2]]],
  doc: {
    summary: "Logistic regression with intercept alpha and weights beta.",
    formula: "Σₙ bernoulli_logit(yₙ | αₙ + xₙ β)",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), chapter 4",
  },
} as const satisfies Distribution;

export const binomialLogitGlm = {
  name: "binomial_logit_glm",
  over: { n: "count" },
  params: { N: "count", x: "real-matrix", alpha: "real", beta: "real-vector" },
  vectorised: "kernel",
  outside: "reject",
  via: { distribution: "binomial_logit", params: ["N", "alpha + x * beta"] },
  testPoints: [[[1], [3], [[0.5, 1]], 0.2, [0.3, -0.2]]],
  doc: {
    summary: "Binomial logistic regression with intercept alpha and weights beta.",
    formula: "Σᵢ binomial_logit(nᵢ | Nᵢ, αᵢ + xᵢ β)",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), chapter 4",
  },
} as const satisfies Distribution;

export const poissonLogGlm = {
  name: "poisson_log_glm",
  over: { y: "count" },
  params: { x: "real-matrix", alpha: "real", beta: "real-vector" },
  vectorised: "kernel",
  outside: "reject",
  via: { distribution: "poisson_log", params: ["alpha + x * beta"] },
  testPoints: [[[1], [[0.5, 1]], 0.2, [0.3, -0.2]]],
  doc: {
    summary: "Poisson log-linear regression with intercept alpha and weights beta.",
    formula: "Σₙ poisson_log(yₙ | αₙ + xₙ β)",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), chapter 6",
  },
} as const satisfies Distribution;

export const negBinomial2LogGlm = {
  name: "neg_binomial_2_log_glm",
  over: { y: "count" },
  params: { x: "real-matrix", alpha: "real", beta: "real-vector", phi: "positive" },
  vectorised: "kernel",
  outside: "reject",
  via: { distribution: "neg_binomial_2_log", params: ["alpha + x * beta", "phi"] },
  testPoints: [[[1], [[0.5, 1]], 0.2, [0.3, -0.2], 1.5]],
  doc: {
    summary: "Negative binomial log-linear regression with precision phi.",
    formula: "Σₙ neg_binomial_2_log(yₙ | αₙ + xₙ β, φ)",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), section 11.2",
  },
} as const satisfies Distribution;

export const normalIdGlm = {
  name: "normal_id_glm",
  over: { y: "real" },
  params: { x: "real-matrix", alpha: "real", beta: "real-vector", sigma: "positive-any" },
  vectorised: "kernel",
  outside: "reject",
  via: { distribution: "normal", params: ["alpha + x * beta", "sigma"] },
  testPoints: [[[1.5], [[0.5, 1]], 0.2, [0.3, -0.2], 1.5]],
  doc: {
    summary: "Normal linear regression with intercept alpha, weights beta and standard deviation sigma.",
    formula: "Σₙ normal(yₙ | αₙ + xₙ β, σₙ)",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), chapter 3",
  },
} as const satisfies Distribution;
