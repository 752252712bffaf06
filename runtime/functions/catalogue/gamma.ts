// Gamma functions, their logarithms and ratios, and the incomplete gamma function. Entries that are not functions of the language
// (`log_gamma_p`, `log_gamma_q`, the shape derivatives) serve the formulas of distributions.

import type { ScalarFunction } from "../../descriptor.ts";

const handbook = "NIST Handbook of Mathematical Functions, chapter 5";
const incomplete = "NIST Handbook of Mathematical Functions, chapter 8";
const positive = [[0.05], [0.9], [2], [7.3], [150]];
const shapes = [
  [0.4, 0.2],
  [2, 3],
  [7.5, 4],
  [30, 45],
];

export const gamma = {
  lgamma: {
    name: "lgamma",
    args: { x: "real" },
    kernel: "lgamma",
    partials: { x: "digamma(x)" },
    cost: 50,
    testPoints: positive,
    doc: { summary: "Logarithm of the absolute value of the gamma function.", reference: handbook },
  },
  tgamma: {
    name: "tgamma",
    args: { x: "real" },
    kernel: "tgamma",
    partials: { x: "result * digamma(x)" },
    cost: 50,
    testPoints: [[-1.5], [0.3], [2], [7.3]],
    doc: { summary: "Gamma function.", reference: handbook },
  },
  digamma: {
    name: "digamma",
    args: { x: "real" },
    kernel: "digamma",
    partials: { x: "trigamma(x)" },
    cost: 40,
    testPoints: [[-1.5], [0.05], [0.9], [2], [7.3], [150]],
    doc: { summary: "Derivative of lgamma.", reference: handbook },
  },
  trigamma: {
    name: "trigamma",
    args: { x: "real" },
    kernel: "trigamma",
    partials: { x: "tetragamma(x)" },
    cost: 40,
    testPoints: [[-1.5], [0.05], [0.9], [2], [7.3], [150]],
    doc: { summary: "Derivative of digamma.", reference: handbook },
  },
  lmgamma: {
    name: "lmgamma",
    args: { n: "int", x: "real" },
    kernel: "lmgamma",
    partials: { x: "lmgammaDerivative(n, x)" },
    cost: 150,
    testPoints: [
      [1, 2.5],
      [3, 4],
      [5, 11.5],
    ],
    doc: { summary: "Logarithm of the multivariate gamma function of dimension n.", reference: "DLMF 35.3" },
  },
  gamma_p: {
    name: "gamma_p",
    args: { a: "real", x: "real" },
    kernel: "gammaP",
    partials: { a: "gamma_p_shape(a, x)", x: "gamma_p_density(a, x)" },
    cost: 150,
    testPoints: shapes,
    doc: { summary: "Regularised lower incomplete gamma function.", reference: incomplete },
  },
  gamma_q: {
    name: "gamma_q",
    args: { a: "real", x: "real" },
    kernel: "gammaQ",
    partials: { a: "-gamma_p_shape(a, x)", x: "-gamma_p_density(a, x)" },
    cost: 150,
    testPoints: shapes,
    doc: { summary: "Regularised upper incomplete gamma function.", reference: incomplete },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
