// Log-scale arithmetic and the logistic family. Derivatives are written where the derived ones would cancel in a tail.

import type { ScalarFunction } from "../../descriptor.ts";

const composed = "Stan Functions Reference, composed and link functions";
const maechler = "Maechler, Accurately computing log(1 - exp(-|a|)), 2012";
const lines = [[-40], [-3], [-0.01], [0.7], [5], [45]];

export const logistic = {
  logit: {
    name: "logit",
    args: { p: "real" },
    kernel: "logit",
    partials: { p: "1 / (p * (1 - p))" },
    cost: 18,
    testPoints: [[1e-6], [0.3], [0.5], [0.95]],
    doc: {
      summary: "log(p / (1 - p)).",
      formula: "log(p / (1 − p))",
      reference: "McCullagh and Nelder, Generalized Linear Models (1989), section 4.3.1",
    },
  },
  inv_logit: {
    name: "inv_logit",
    args: { x: "real" },
    kernel: "invLogit",
    partials: { x: "result * inv_logit(-x)" },
    cost: 18,
    testPoints: lines,
    doc: {
      summary: "1 / (1 + exp(-x)).",
      formula: "1 / (1 + e^(−x))",
      reference: "McCullagh and Nelder, Generalized Linear Models (1989), section 4.3.1",
    },
  },
  inv_logit_dx: {
    name: "inv_logit_dx",
    args: { x: "real", p: "real" },
    kernel: "invLogitDx",
    cost: 4,
    testPoints: [],
    doc: { summary: "Derivative of inv_logit in x, given its value p.", reference: composed },
  },
  log_inv_logit: {
    name: "log_inv_logit",
    args: { x: "real" },
    kernel: "logInvLogit",
    partials: { x: "inv_logit(-x)" },
    cost: 28,
    testPoints: lines,
    doc: { summary: "log(inv_logit(x)).", formula: "−log(1 + e^(−x))", reference: composed },
  },
  log1m_inv_logit: {
    name: "log1m_inv_logit",
    args: { x: "real" },
    kernel: "log1mInvLogit",
    partials: { x: "-inv_logit(x)" },
    cost: 28,
    testPoints: lines,
    doc: { summary: "log(1 - inv_logit(x)).", formula: "−log(1 + e^x)", reference: composed },
  },
  log1p_exp: {
    name: "log1p_exp",
    args: { x: "real" },
    kernel: "log1pExp",
    partials: { x: "inv_logit(x)" },
    cost: 28,
    testPoints: lines,
    doc: { summary: "log(1 + exp(x)) without overflow.", formula: "log(1 + e^x)", reference: maechler },
  },
  log1m_exp: {
    name: "log1m_exp",
    args: { x: "real" },
    kernel: "log1mExp",
    partials: { x: "-1 / expm1(-x)" },
    cost: 28,
    testPoints: [[-50], [-2], [-0.5], [-1e-8]],
    doc: { summary: "log(1 - exp(x)) for x <= 0.", formula: "log(1 − e^x), x < 0", reference: maechler },
  },
  log_inv_logit_diff: {
    name: "log_inv_logit_diff",
    args: { x: "real", y: "real" },
    kernel: "logInvLogitDiff",
    partials: {
      x: "inv_logit(-x) + 1 / expm1(x - y)",
      y: "-1 / expm1(x - y) - inv_logit(y)",
    },
    cost: 60,
    testPoints: [
      [1, -1],
      [8, 7.5],
      [-3, -30],
    ],
    doc: {
      summary: "log(inv_logit(x) - inv_logit(y)) for x >= y.",
      formula: "log(1 / (1 + e^(−x)) − 1 / (1 + e^(−y)))",
      reference: composed,
    },
  },
  exp_ratio: {
    name: "exp_ratio",
    args: { a: "real", b: "real" },
    kernel: "expRatio",
    partials: { a: "a < b ? result : -result", b: "a < b ? -result : result" },
    cost: 13,
    testPoints: [
      [-3, 2],
      [1000, 999],
    ],
    doc: { summary: "exp of the smaller argument over exp of the larger.", reference: composed },
  },
  log_sum_exp: {
    name: "log_sum_exp",
    args: { a: "real", b: "real" },
    // A formula, so that value and both weights share one exponential.
    where: { high: "a < b ? b : a", ratio: "exp_ratio(a, b)" },
    formula: "high + log1p(ratio)",
    cost: 28,
    testPoints: [
      [0, 0],
      [-3, 2],
      [1000, 999],
      [-50, 1],
    ],
    doc: {
      summary: "log(exp(a) + exp(b)) without overflow.",
      formula: "log Σ exp(xᵢ), over two scalars or all elements of one container",
      reference:
        "Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, IMA J. Numer. Anal. 41 (2021), equation 3.8",
    },
  },
  log_diff_exp: {
    name: "log_diff_exp",
    args: { a: "real", b: "real" },
    kernel: "logDiffExp",
    partials: { a: "-1 / expm1(b - a)", b: "-1 / expm1(a - b)" },
    cost: 28,
    testPoints: [
      [1, 0.5],
      [-3, -40],
      [1000, 999],
    ],
    doc: { summary: "log(exp(a) - exp(b)) for a >= b.", formula: "log(e^a − e^b)", reference: maechler },
  },
  log_mix: {
    name: "log_mix",
    args: { theta: "real", a: "real", b: "real" },
    // The larger term plus the logarithm of a sum of positive parts: regular at theta = 0 and 1, one exponential in all, and a
    // small weight of the larger term keeps its digits.
    where: {
      high: "a < b ? b : a",
      ratio: "exp_ratio(a, b)",
      heavy: "a < b ? 1 - theta : theta",
      light: "a < b ? theta : 1 - theta",
    },
    formula: "high + log(heavy + light * ratio)",
    cost: 50,
    testPoints: [
      [0.3, -1, 2],
      [0.9, 5, -20],
      [0.5, 0.1, 0.1],
    ],
    doc: {
      summary: "log(theta exp(a) + (1 - theta) exp(b)).",
      formula: "log(θ e^a + (1 − θ) e^b); of containers log Σ θₖ exp(xₖ)",
      reference: composed,
    },
  },
  inv_cloglog: {
    name: "inv_cloglog",
    args: { x: "real" },
    kernel: "invCloglog",
    partials: { x: "exp(x - exp(x))" },
    cost: 26,
    testPoints: [[-30], [-1], [0.5], [3]],
    doc: {
      summary: "1 - exp(-exp(x)).",
      formula: "1 − exp(−e^x)",
      reference: "McCullagh and Nelder, Generalized Linear Models (1989), section 4.3.1",
    },
  },
  binary_log_loss: {
    name: "binary_log_loss",
    args: { y: "int", p: "real" },
    kernel: "binaryLogLoss",
    partials: { p: "y == 1 ? -1 / p : 1 / (1 - p)" },
    cost: 15,
    testPoints: [
      [0, 0.2],
      [1, 0.7],
    ],
    doc: {
      summary: "-log(p) for y = 1, -log(1 - p) for y = 0.",
      formula: "−y log p − (1 − y) log(1 − p)",
      reference: composed,
    },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
