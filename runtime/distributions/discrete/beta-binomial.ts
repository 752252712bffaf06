// The beta-binomial distribution. Ratios of beta functions go through rising factorials, which do not cancel for large alpha, beta.

import type { Distribution } from "../../descriptor.ts";

export const betaBinomial = {
  name: "beta_binomial",
  over: { n: "int" },
  params: { N: "count", alpha: "positive", beta: "positive" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "n >= 0 && n <= N",
  logDensity: [
    "log_multichoose(alpha, n)",
    "log_multichoose(beta, N - n)",
    "-log_multichoose(alpha + beta, N)",
  ],
  cdf: "exp(beta_binomial_log_cdf(n, N, alpha, beta))",
  lcdf: "beta_binomial_log_cdf(n, N, alpha, beta)",
  lccdf: "beta_binomial_log_cdf(N - n - 1, N, beta, alpha)",
  rng: "betaBinomialRng",
  testPoints: [
    [3, 10, 2, 0.7],
    [0, 4, 0.4, 5],
    [20, 20, 30, 40],
  ],
  doc: {
    summary:
      "Beta-binomial distribution of n successes in N trials with prior successes alpha and failures beta.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), section 6.2.2",
  },
} as const satisfies Distribution;
