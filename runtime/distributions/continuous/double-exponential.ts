// The Laplace distribution by its location and scale.

import type { Distribution } from "../../descriptor.ts";

export const doubleExponential = {
  name: "double_exponential",
  over: { y: "real" },
  params: { mu: "real", sigma: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { density: "y > negative_infinity() && y < positive_infinity()" },
  where: { z: "(y - mu) / sigma" },
  logDensity: ["-abs(z)", "-log(sigma)", "-log(2)"],
  cdf: "z < 0 ? 0.5 * exp(z) : 1 - 0.5 * exp(-z)",
  lcdf: "z < 0 ? z - log(2) : log1p(-0.5 * exp(-z))",
  lccdf: "z > 0 ? -z - log(2) : log1p(-0.5 * exp(z))",
  rng: "doubleExponentialRng",
  testPoints: [
    [0.3, 0, 1],
    [-2, 1.5, 0.7],
    [40, -3, 12],
  ],
  doc: {
    summary: "Double exponential (Laplace) distribution with location mu and scale sigma.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 24",
  },
} as const satisfies Distribution;
