// The binomial distribution. Edges of theta are exact: 0 times an infinite logarithm is 0.

import type { Distribution } from "../../descriptor.ts";

export const binomial = {
  name: "binomial",
  over: { n: "int" },
  params: { N: "count", theta: "unit" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n >= 0 && n <= N",
  logDensity: ["lchoose(N, n)", "lmultiply(n, theta)", "multiply_log1p(N - n, -theta)"],
  cdf: "n < 0 ? 0 : n >= N ? 1 : exp(log_inc_beta(N - n, n + 1, 1 - theta, theta))",
  lcdf: "n < 0 ? negative_infinity() : n >= N ? 0 : log_inc_beta(N - n, n + 1, 1 - theta, theta)",
  lccdf: "n < 0 ? 0 : n >= N ? negative_infinity() : log_inc_beta(n + 1, N - n, theta, 1 - theta)",
  rng: "binomialRng",
  testPoints: [
    [3, 10, 0.3],
    [0, 4, 0.01],
    [20, 20, 0.9],
  ],
  doc: {
    summary: "Binomial distribution of n successes in N trials with probability theta.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), chapter 3",
  },
} as const satisfies Distribution;
