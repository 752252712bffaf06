// Correlations by squared distance, for covariance functions of Gaussian processes only.

import type { ScalarFunction } from "../../descriptor.ts";

const reference = "Rasmussen and Williams 2006, Gaussian Processes for Machine Learning, section 4.2";
const testPoints = [[0.3], [2.5], [40]];

export const correlation = {
  matern32_of_square: {
    name: "matern32_of_square",
    args: { squared: "real" },
    kernel: "matern32",
    partials: { squared: "-1.5 * exp(-sqrt(3 * squared))" },
    cost: 25,
    testPoints,
    doc: { summary: "Matern correlation of order 3/2.", reference },
  },
  matern52_of_square: {
    name: "matern52_of_square",
    args: { squared: "real" },
    kernel: "matern52",
    partials: { squared: "-(5.0 / 6.0) * (1 + sqrt(5 * squared)) * exp(-sqrt(5 * squared))" },
    cost: 25,
    testPoints,
    doc: { summary: "Matern correlation of order 5/2.", reference },
  },
  exp_minus_root: {
    name: "exp_minus_root",
    args: { squared: "real" },
    kernel: "expMinusRoot",
    partials: { squared: "squared == 0 ? 0 : -0.5 * result / sqrt(squared)" },
    cost: 25,
    testPoints,
    doc: { summary: "Exponential correlation, with derivative 0 at distance 0.", reference },
  },
  sine_squared_of_root: {
    name: "sine_squared_of_root",
    args: { squared: "real" },
    kernel: "sineSquared",
    partials: { squared: "squared == 0 ? 1 : 0.5 * sin(2 * sqrt(squared)) / sqrt(squared)" },
    cost: 25,
    testPoints,
    doc: { summary: "The square of the sine of a root.", reference },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
