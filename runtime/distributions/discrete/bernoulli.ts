// The Bernoulli distribution by the probability of success.

import type { Distribution } from "../../descriptor.ts";

export const bernoulli = {
  name: "bernoulli",
  over: { n: "int" },
  params: { theta: "unit" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n == 0 || n == 1",
  logDensity: ["n == 1 ? log(theta) : log1m(theta)"],
  cdf: "n < 0 ? 0 : n >= 1 ? 1 : 1 - theta",
  lcdf: "n < 0 ? negative_infinity() : n >= 1 ? 0 : log1m(theta)",
  lccdf: "n < 0 ? 0 : n >= 1 ? negative_infinity() : log(theta)",
  rng: "bernoulliRng",
  testPoints: [
    [0, 0.3],
    [1, 0.3],
    [1, 0.95],
  ],
  doc: {
    summary: "Bernoulli distribution with probability of success theta.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), chapter 3",
  },
} as const satisfies Distribution;
