// The negative binomial distribution with mean alpha / beta.

import type { Distribution } from "../../descriptor.ts";

export const negBinomial = {
  name: "neg_binomial",
  over: { n: "int" },
  params: { alpha: "positive", beta: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n >= 0",
  logDensity: ["log_multichoose(alpha, n)", "-alpha * log1p(1 / beta)", "-n * log1p(beta)"],
  cdf: "n < 0 ? 0 : exp(log_inc_beta(alpha, n + 1, beta / (1 + beta), 1 / (1 + beta)))",
  lcdf: "n < 0 ? negative_infinity() : log_inc_beta(alpha, n + 1, beta / (1 + beta), 1 / (1 + beta))",
  lccdf: "n < 0 ? 0 : log_inc_beta(n + 1, alpha, 1 / (1 + beta), beta / (1 + beta))",
  rng: "negBinomialRng",
  testPoints: [
    [3, 2, 0.7],
    [0, 0.4, 5],
    [20, 30, 1.5],
  ],
  doc: {
    summary: "Negative binomial distribution with shape alpha and inverse scale beta.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), chapter 5",
  },
} as const satisfies Distribution;
