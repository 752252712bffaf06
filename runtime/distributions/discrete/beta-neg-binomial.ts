// The beta negative binomial distribution.

import type { Distribution } from "../../descriptor.ts";

export const betaNegBinomial = {
  name: "beta_neg_binomial",
  over: { n: "int" },
  params: { r: "positive", alpha: "positive", beta: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n >= 0",
  logDensity: ["lbeta(alpha + r, beta + n)", "-lbeta(alpha, beta)", "log_multichoose(r, n)"],
  cdf: "exp(beta_neg_binomial_log_cdf(n, r, alpha, beta))",
  lcdf: "beta_neg_binomial_log_cdf(n, r, alpha, beta)",
  lccdf: "beta_neg_binomial_log_ccdf(n, r, alpha, beta)",
  rng: "betaNegBinomialRng",
  testPoints: [
    [3, 2, 3, 0.7],
    [0, 0.4, 5, 2],
    [20, 3, 1.5, 4],
  ],
  doc: {
    summary: "Beta negative binomial distribution with r successes and prior alpha, beta.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), section 6.2.3",
  },
} as const satisfies Distribution;
