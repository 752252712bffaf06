// The scaled inverse chi-square distribution: inv_gamma(nu / 2, nu sigma^2 / 2).

import type { Distribution } from "../../descriptor.ts";

export const scaledInvChiSquare = {
  name: "scaled_inv_chi_square",
  over: { y: "real" },
  params: { nu: "positive", sigma: "positive" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "y > 0",
  requires: { cumulative: "y >= 0" },
  where: { scale: "0.5 * nu * square(sigma)" },
  logDensity: ["-(0.5 * nu + 1) * log(y)", "-scale / y", "0.5 * nu * log(scale)", "-lgamma(0.5 * nu)"],
  cdf: "gamma_q(0.5 * nu, scale / y)",
  lcdf: "log_gamma_q(0.5 * nu, scale / y)",
  lccdf: "log_gamma_p(0.5 * nu, scale / y)",
  rng: "scaledInvChiSquareRng",
  testPoints: [
    [0.3, 1.2, 0.8],
    [2, 7, 1.5],
    [4, 3, 10],
  ],
  doc: {
    summary: "Scaled inverse chi-square distribution with nu degrees of freedom and scale sigma.",
    reference: "Gelman et al., Bayesian Data Analysis (2013), table A.1",
  },
} as const satisfies Distribution;
