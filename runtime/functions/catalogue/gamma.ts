// The gamma function and its relatives of one argument, and the incomplete gamma functions. Entries that are not functions of the
// language (`log_gamma_p`, names ending in `_da`, `_dx`) serve the formulas of distributions and derivatives.

import type { ScalarFunction } from "../../descriptor.ts";

const chapter5 = "NIST Handbook of Mathematical Functions, chapter 5";
const chapter8 = "NIST Handbook of Mathematical Functions, chapter 8";
const positive = [[0.05], [0.9], [2], [7.3], [150]];
const withNegative = [[-1.5], [0.05], [0.9], [2], [7.3], [150]];
const shapes = [
  [0.4, 0.2],
  [2, 3],
  [7.5, 4],
  [30, 45],
  [150, 140],
];

export const gamma = {
  lgamma: {
    name: "lgamma",
    args: { x: "real" },
    kernel: "lgamma",
    partials: { x: "digamma(x)" },
    cost: 50,
    testPoints: positive,
    doc: {
      summary: "Logarithm of the absolute value of the gamma function.",
      formula: "log |Γ(x)|, Γ(x) = ∫₀^∞ t^(x−1) e^(−t) dt",
      reference: "DLMF 5.2.1",
    },
  },
  tgamma: {
    name: "tgamma",
    args: { x: "real" },
    kernel: "tgamma",
    partials: { x: "result * digamma(x)" },
    cost: 50,
    testPoints: [[-1.5], [0.3], [2], [7.3]],
    doc: { summary: "Gamma function.", formula: "Γ(x) = ∫₀^∞ t^(x−1) e^(−t) dt", reference: "DLMF 5.2.1" },
  },
  digamma: {
    name: "digamma",
    args: { x: "real" },
    kernel: "digamma",
    partials: { x: "trigamma(x)" },
    cost: 40,
    testPoints: withNegative,
    doc: { summary: "Derivative of lgamma.", formula: "ψ(x) = Γ′(x) / Γ(x)", reference: "DLMF 5.2.2" },
  },
  trigamma: {
    name: "trigamma",
    args: { x: "real" },
    kernel: "trigamma",
    partials: { x: "tetragamma(x)" },
    cost: 40,
    testPoints: withNegative,
    doc: {
      summary: "Derivative of digamma.",
      formula: "ψ′(x) = Σ_{k≥0} 1 / (x + k)²",
      reference: "DLMF 5.15.1",
    },
  },
  tetragamma: {
    name: "tetragamma",
    args: { x: "real" },
    kernel: "tetragamma",
    cost: 40,
    testPoints: [],
    doc: { summary: "Derivative of trigamma.", reference: chapter5 },
  },
  lmgamma: {
    name: "lmgamma",
    args: { n: "int", x: "real" },
    kernel: "lmgamma",
    partials: { x: "lmgamma_dx(n, x)" },
    cost: 150,
    testPoints: [
      [1, 2.5],
      [3, 4],
      [5, 11.5],
    ],
    doc: {
      summary: "Logarithm of the multivariate gamma function of dimension n.",
      formula: "n (n − 1) / 4 log π + Σ_{j=1..n} log Γ(x + (1 − j) / 2)",
      reference: "DLMF 35.3.4",
    },
  },
  lmgamma_dx: {
    name: "lmgamma_dx",
    args: { n: "int", x: "real" },
    kernel: "lmgammaDx",
    cost: 150,
    testPoints: [],
    doc: { summary: "Derivative of lmgamma in x.", reference: chapter5 },
  },
  gamma_p: {
    name: "gamma_p",
    args: { a: "real", x: "real" },
    kernel: "gammaP",
    partials: { a: "gamma_p_da(a, x)", x: "gamma_p_dx(a, x)" },
    cost: 150,
    testPoints: shapes,
    doc: {
      summary: "Regularised lower incomplete gamma function.",
      formula: "P(a, x) = (1 / Γ(a)) ∫₀^x t^(a−1) e^(−t) dt",
      reference: "DLMF 8.2.4",
    },
  },
  gamma_q: {
    name: "gamma_q",
    args: { a: "real", x: "real" },
    kernel: "gammaQ",
    partials: { a: "-gamma_p_da(a, x)", x: "-gamma_p_dx(a, x)" },
    cost: 150,
    testPoints: shapes,
    doc: {
      summary: "Regularised upper incomplete gamma function.",
      formula: "Q(a, x) = 1 − P(a, x)",
      reference: "DLMF 8.2.4, 8.2.5",
    },
  },
  gamma_p_da: {
    name: "gamma_p_da",
    args: { a: "real", x: "real" },
    kernel: "gammaPda",
    cost: 200,
    testPoints: [],
    doc: { summary: "Derivative of gamma_p in a.", reference: chapter8 },
  },
  gamma_p_dx: {
    name: "gamma_p_dx",
    args: { a: "real", x: "real" },
    kernel: "gammaPdx",
    cost: 60,
    testPoints: [],
    doc: { summary: "Derivative of gamma_p in x.", reference: chapter8 },
  },
  log_gamma_p: {
    name: "log_gamma_p",
    args: { a: "real", x: "real" },
    kernel: "logGammaP",
    partials: { a: "log_gamma_p_da(a, x)", x: "log_gamma_p_dx(a, x)" },
    cost: 150,
    testPoints: shapes,
    doc: { summary: "Logarithm of gamma_p, finite where gamma_p underflows.", reference: chapter8 },
  },
  log_gamma_q: {
    name: "log_gamma_q",
    args: { a: "real", x: "real" },
    kernel: "logGammaQ",
    partials: { a: "log_gamma_q_da(a, x)", x: "log_gamma_q_dx(a, x)" },
    cost: 150,
    testPoints: shapes,
    doc: { summary: "Logarithm of gamma_q, finite where gamma_q underflows.", reference: chapter8 },
  },
  log_gamma_p_da: {
    name: "log_gamma_p_da",
    args: { a: "real", x: "real" },
    kernel: "logGammaPda",
    cost: 200,
    testPoints: [],
    doc: { summary: "Derivative of log_gamma_p in a.", reference: chapter8 },
  },
  log_gamma_p_dx: {
    name: "log_gamma_p_dx",
    args: { a: "real", x: "real" },
    kernel: "logGammaPdx",
    cost: 150,
    testPoints: [],
    doc: { summary: "Derivative of log_gamma_p in x.", reference: chapter8 },
  },
  log_gamma_q_da: {
    name: "log_gamma_q_da",
    args: { a: "real", x: "real" },
    kernel: "logGammaQda",
    cost: 200,
    testPoints: [],
    doc: { summary: "Derivative of log_gamma_q in a.", reference: chapter8 },
  },
  log_gamma_q_dx: {
    name: "log_gamma_q_dx",
    args: { a: "real", x: "real" },
    kernel: "logGammaQdx",
    cost: 150,
    testPoints: [],
    doc: { summary: "Derivative of log_gamma_q in x.", reference: chapter8 },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
