// The inverse gamma distribution: 1 / y is gamma(alpha, beta).

import type { Distribution } from "../../descriptor.ts";

export const invGamma = {
  name: "inv_gamma",
  over: { y: "real" },
  params: { alpha: "positive", beta: "positive" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "y > 0",
  requires: { cumulative: "y >= 0" },
  logDensity: ["-(alpha + 1) * log(y)", "-beta / y", "alpha * log(beta)", "-lgamma(alpha)"],
  cdf: "gamma_q(alpha, beta / y)",
  lcdf: "log_gamma_q(alpha, beta / y)",
  lccdf: "log_gamma_p(alpha, beta / y)",
  rng: "invGammaRng",
  testPoints: [
    [0.3, 0.6, 1],
    [2, 7, 3],
    [4, 3, 10],
  ],
  doc: {
    summary: "Inverse gamma distribution with shape alpha and scale beta.",
    reference: "Gelman et al., Bayesian Data Analysis (2013), table A.1",
  },
} as const satisfies Distribution;
