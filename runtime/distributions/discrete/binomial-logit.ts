// The binomial distribution by the log-odds. Value and derivative share one exponential of the negative magnitude.

import type { Distribution } from "../../descriptor.ts";

export const binomialLogit = {
  name: "binomial_logit",
  over: { n: "int" },
  params: { N: "count", alpha: "real" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n >= 0 && n <= N",
  where: { odds: "exp(alpha < 0 ? alpha : -alpha)" },
  logDensity: ["(alpha < 0 ? n * alpha : (n - N) * alpha) - N * log1p(odds)", "lchoose(N, n)"],
  testPoints: [
    [3, 10, -1.3],
    [0, 4, 0.4],
    [20, 20, 30],
  ],
  doc: {
    summary: "Binomial distribution of n successes in N trials with log-odds alpha.",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), section 4.3.1",
  },
} as const satisfies Distribution;
