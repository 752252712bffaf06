// The gamma distribution by shape and inverse scale. lmultiply keeps the edge y = 0 exact for alpha = 1.

import type { Distribution } from "../../descriptor.ts";

export const gamma = {
  name: "gamma",
  over: { y: "real" },
  params: { alpha: "positive", beta: "positive" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "y >= 0",
  requires: { cumulative: "y >= 0" },
  logDensity: ["lmultiply(alpha - 1, y)", "-beta * y", "alpha * log(beta)", "-lgamma(alpha)"],
  cdf: "gamma_p(alpha, beta * y)",
  lcdf: "log_gamma_p(alpha, beta * y)",
  lccdf: "log_gamma_q(alpha, beta * y)",
  rng: "gammaRng",
  testPoints: [
    [0.3, 0.6, 1],
    [2, 7, 3],
    [40, 3, 0.1],
  ],
  doc: {
    summary: "Gamma distribution with shape alpha and inverse scale beta.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 17",
  },
} as const satisfies Distribution;
