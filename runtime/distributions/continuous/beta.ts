// The beta distribution. multiply_log1p and lmultiply keep the edges exact: 0 times an infinite logarithm is 0.

import type { Distribution } from "../../descriptor.ts";

export const beta = {
  name: "beta",
  over: { y: "real" },
  params: { alpha: "positive", beta: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { always: "y >= 0 && y <= 1" },
  logDensity: ["lmultiply(alpha - 1, y)", "multiply_log1p(beta - 1, -y)", "-lbeta(alpha, beta)"],
  cdf: "inc_beta(alpha, beta, y)",
  lcdf: "log_inc_beta(alpha, beta, y, 1 - y)",
  lccdf: "log_inc_beta(beta, alpha, 1 - y, y)",
  rng: "betaRng",
  testPoints: [
    [0.3, 2, 3],
    [0.01, 0.6, 8],
    [0.97, 12, 0.4],
  ],
  doc: {
    summary: "Beta distribution with prior successes alpha and failures beta.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 25",
  },
} as const satisfies Distribution;
