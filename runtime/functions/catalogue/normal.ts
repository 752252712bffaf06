// The normal distribution function and its relatives. The entries that are not functions of the language (`log_Phi`, its derivative, the
// density) serve the formulas of distributions: they stay accurate far beyond the point where Phi itself underflows.

import type { ScalarFunction } from "../../descriptor.ts";

const handbook = "NIST Handbook of Mathematical Functions, chapter 7";
const cody = "Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969)";
const wichura = "Wichura, Algorithm AS 241, Applied Statistics 37 (1988)";
const bowling =
  "Bowling et al., A logistic approximation to the cumulative normal distribution, J. Industrial Engineering and Management 2 (2009)";
const points = [[-4.5], [-1], [0], [0.3], [2.5]];
const tails = [[-30], [-5], [-0.5], [1], [7]];

export const normal = {
  erf: {
    name: "erf",
    args: { x: "real" },
    kernel: "erf",
    partials: { x: "1.1283791670955126 * exp(-square(x))" },
    cost: 30,
    testPoints: points,
    doc: {
      summary: "Error function.",
      formula: "(2 / √π) ∫₀^x exp(−t²) dt",
      reference:
        "DLMF 7.2.1; computed after Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969)",
    },
  },
  erfc: {
    name: "erfc",
    args: { x: "real" },
    kernel: "erfc",
    partials: { x: "-1.1283791670955126 * exp(-square(x))" },
    cost: 30,
    testPoints: points,
    doc: {
      summary: "Complementary error function.",
      formula: "(2 / √π) ∫_x^∞ exp(−t²) dt",
      reference:
        "DLMF 7.2.2; computed after Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969)",
    },
  },
  inv_erfc: {
    name: "inv_erfc",
    args: { p: "real" },
    kernel: "invErfc",
    partials: { p: "-0.8862269254527580 * exp(square(result))" },
    cost: 40,
    testPoints: [[1e-6], [0.3], [1], [1.7]],
    doc: {
      summary: "Inverse of erfc on (0, 2).",
      formula: "the x with erfc(x) = y, 0 < y < 2",
      reference: wichura,
    },
  },
  Phi: {
    name: "Phi",
    args: { x: "real" },
    kernel: "Phi",
    partials: { x: "std_normal_density(x)" },
    cost: 30,
    testPoints: points,
    doc: { summary: "Standard normal distribution function.", formula: "½ erfc(−x / √2)", reference: cody },
  },
  std_normal_density: {
    name: "std_normal_density",
    args: { x: "real" },
    kernel: "stdNormalDensity",
    partials: { x: "-x * result" },
    cost: 20,
    testPoints: points,
    doc: { summary: "Standard normal density.", reference: handbook },
  },
  log_Phi: {
    name: "log_Phi",
    args: { x: "real" },
    kernel: "logPhi",
    partials: { x: "log_Phi_derivative(x)" },
    cost: 45,
    testPoints: tails,
    doc: { summary: "Logarithm of Phi, accurate in both tails.", reference: handbook },
  },
  log_Phi_derivative: {
    name: "log_Phi_derivative",
    args: { x: "real" },
    kernel: "logPhiDerivative",
    partials: { x: "-result * (result + x)" },
    cost: 45,
    testPoints: tails,
    doc: {
      summary: "Standard normal density at x over the probability below x (inverse Mills ratio).",
      reference: handbook,
    },
  },
  Phi_approx: {
    name: "Phi_approx",
    args: { x: "real" },
    kernel: "PhiApprox",
    partials: { x: "Phi_approx_derivative(x)" },
    cost: 22,
    testPoints: points,
    doc: {
      summary: "Logistic approximation of Phi.",
      formula: "1 / (1 + exp(−0.07056 x³ − 1.5976 x))",
      reference: bowling,
    },
  },
  Phi_approx_derivative: {
    name: "Phi_approx_derivative",
    args: { x: "real" },
    kernel: "PhiApproxDerivative",
    cost: 30,
    testPoints: [],
    doc: { summary: "Derivative of Phi_approx.", reference: bowling },
  },
  inv_Phi: {
    name: "inv_Phi",
    args: { p: "real" },
    kernel: "invPhi",
    partials: { p: "1 / std_normal_density(result)" },
    cost: 40,
    testPoints: [[1e-8], [0.2], [0.5], [0.99]],
    doc: { summary: "Quantile of the standard normal.", formula: "the x with Φ(x) = p", reference: wichura },
  },
  std_normal_qf: {
    name: "std_normal_qf",
    args: { p: "real" },
    kernel: "invPhi",
    partials: { p: "1 / std_normal_density(result)" },
    cost: 40,
    testPoints: [[1e-8], [0.2], [0.5], [0.99]],
    doc: { summary: "Quantile of the standard normal.", formula: "the x with Φ(x) = p", reference: wichura },
  },
  std_normal_log_qf: {
    name: "std_normal_log_qf",
    args: { logp: "real" },
    kernel: "stdNormalLogQf",
    partials: { logp: "1 / log_Phi_derivative(result)" },
    cost: 60,
    testPoints: [[-300], [-5], [-0.7], [-1e-3]],
    doc: {
      summary: "Quantile of the standard normal at probability exp(logp).",
      formula: "the x with log Φ(x) = logp",
      reference: wichura,
    },
  },
  owens_t: {
    name: "owens_t",
    args: { h: "real", a: "real" },
    kernel: "owensT",
    partials: {
      h: "owens_t_dh(h, a)",
      a: "owens_t_da(h, a)",
    },
    cost: 200,
    testPoints: [
      [0.5, 1],
      [2, -0.3],
      [-1, 4],
    ],
    doc: {
      summary: "Owen's T function.",
      formula: "(1 / 2π) ∫₀^a exp(−½ h² (1 + t²)) / (1 + t²) dt",
      reference: "Owen, Tables for computing bivariate normal probabilities, Ann. Math. Stat. 27 (1956)",
    },
  },
  owens_t_dh: {
    name: "owens_t_dh",
    args: { h: "real", a: "real" },
    kernel: "owensTDh",
    cost: 60,
    testPoints: [],
    doc: { summary: "Derivative of owens_t in h.", reference: handbook },
  },
  owens_t_da: {
    name: "owens_t_da",
    args: { h: "real", a: "real" },
    kernel: "owensTDa",
    cost: 30,
    testPoints: [],
    doc: { summary: "Derivative of owens_t in a.", reference: handbook },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
