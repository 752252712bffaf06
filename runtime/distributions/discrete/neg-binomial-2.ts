// The negative binomial distribution by mean and precision; exact as the precision grows and it turns Poisson.

import type { Distribution } from "../../descriptor.ts";

export const negBinomial2 = {
  name: "neg_binomial_2",
  over: { n: "int" },
  params: { mu: "positive", phi: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n >= 0",
  logDensity: ["log_multichoose(phi, n)", "multiply_log1p(-n, phi / mu)", "-phi * log1p(mu / phi)"],
  cdf: "n < 0 ? 0 : exp(log_inc_beta(phi, n + 1, phi / (mu + phi), mu / (mu + phi)))",
  lcdf: "n < 0 ? negative_infinity() : log_inc_beta(phi, n + 1, phi / (mu + phi), mu / (mu + phi))",
  lccdf: "n < 0 ? 0 : log_inc_beta(n + 1, phi, mu / (mu + phi), phi / (mu + phi))",
  rng: "negBinomial2Rng",
  testPoints: [
    [3, 2, 0.7],
    [0, 0.4, 5],
    [20, 30, 1.5],
  ],
  doc: {
    summary: "Negative binomial distribution with mean mu and precision phi: variance mu + mu^2 / phi.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), chapter 5",
  },
} as const satisfies Distribution;
