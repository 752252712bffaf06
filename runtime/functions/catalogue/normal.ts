// The normal distribution function and its relatives. The entries that are not functions of the language (`log_Phi`, `mills`) serve
// the formulas of distributions: both stay accurate far beyond the point where Phi itself underflows.

import type { ScalarFunction } from "../../descriptor.ts";

const handbook = "NIST Handbook of Mathematical Functions, chapter 7";
const cody = "Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969)";
const wichura = "Wichura, Algorithm AS 241, Applied Statistics 37 (1988)";
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
    doc: { summary: "Error function.", reference: cody },
  },
  erfc: {
    name: "erfc",
    args: { x: "real" },
    kernel: "erfc",
    partials: { x: "-1.1283791670955126 * exp(-square(x))" },
    cost: 30,
    testPoints: points,
    doc: { summary: "Complementary error function.", reference: cody },
  },
  inv_erfc: {
    name: "inv_erfc",
    args: { p: "real" },
    kernel: "invErfc",
    partials: { p: "-0.8862269254527580 * exp(square(result))" },
    cost: 40,
    testPoints: [[1e-6], [0.3], [1], [1.7]],
    doc: { summary: "Inverse of erfc on (0, 2).", reference: wichura },
  },
  Phi: {
    name: "Phi",
    args: { x: "real" },
    kernel: "Phi",
    partials: { x: "0.3989422804014327 * exp(-0.5 * square(x))" },
    cost: 30,
    testPoints: points,
    doc: { summary: "Standard normal distribution function.", reference: cody },
  },
  log_Phi: {
    name: "log_Phi",
    args: { x: "real" },
    kernel: "logPhi",
    partials: { x: "mills(-x)" },
    cost: 45,
    testPoints: tails,
    doc: { summary: "Logarithm of Phi, accurate in both tails.", reference: handbook },
  },
  mills: {
    name: "mills",
    args: { x: "real" },
    kernel: "mills",
    partials: { x: "result * (result - x)" },
    cost: 45,
    testPoints: tails,
    doc: {
      summary:
        "Standard normal density at x divided by the probability above x (hazard, inverse Mills ratio).",
      reference: handbook,
    },
  },
  Phi_approx: {
    name: "Phi_approx",
    args: { x: "real" },
    where: { u: "x * (1.5976 + 0.07056 * square(x))" },
    formula: "inv_logit(u)",
    cost: 22,
    testPoints: points,
    doc: {
      summary: "Logistic approximation of Phi.",
      reference:
        "Bowling et al., A logistic approximation to the cumulative normal distribution, JIEM 2 (2009)",
    },
  },
  inv_Phi: {
    name: "inv_Phi",
    args: { p: "real" },
    kernel: "invPhi",
    partials: { p: "2.5066282746310002 * exp(0.5 * square(result))" },
    cost: 40,
    testPoints: [[1e-8], [0.2], [0.5], [0.99]],
    doc: { summary: "Quantile of the standard normal.", reference: wichura },
  },
  std_normal_qf: {
    name: "std_normal_qf",
    args: { p: "real" },
    kernel: "invPhi",
    partials: { p: "2.5066282746310002 * exp(0.5 * square(result))" },
    cost: 40,
    testPoints: [[1e-8], [0.2], [0.5], [0.99]],
    doc: { summary: "Quantile of the standard normal.", reference: wichura },
  },
  std_normal_log_qf: {
    name: "std_normal_log_qf",
    args: { logp: "real" },
    kernel: "stdNormalLogQf",
    partials: { logp: "1 / mills(-result)" },
    cost: 60,
    testPoints: [[-300], [-5], [-0.7], [-1e-3]],
    doc: { summary: "Quantile of the standard normal at probability exp(logp).", reference: wichura },
  },
  owens_t: {
    name: "owens_t",
    args: { h: "real", a: "real" },
    kernel: "owensT",
    partials: {
      h: "-0.3989422804014327 * exp(-0.5 * square(h)) * (0.5 * erf(0.7071067811865476 * h * a))",
      a: "exp(-0.5 * square(h) * (1 + square(a))) / (6.283185307179586 * (1 + square(a)))",
    },
    cost: 200,
    testPoints: [
      [0.5, 1],
      [2, -0.3],
      [-1, 4],
    ],
    doc: {
      summary: "Owen's T function.",
      reference: "Owen, Tables for computing bivariate normal probabilities, Ann. Math. Stat. 27 (1956)",
    },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
