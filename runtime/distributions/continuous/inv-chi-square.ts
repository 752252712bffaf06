// The inverse chi-square distribution: 1 / y is chi_square(nu).

import type { Distribution } from "../../descriptor.ts";

export const invChiSquare = {
  name: "inv_chi_square",
  over: { y: "real" },
  params: { nu: "positive" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "y > 0",
  requires: { cumulative: "y >= 0" },
  logDensity: ["-(0.5 * nu + 1) * log(y)", "-0.5 / y", "-0.5 * nu * log(2)", "-lgamma(0.5 * nu)"],
  cdf: "gamma_q(0.5 * nu, 0.5 / y)",
  lcdf: "log_gamma_q(0.5 * nu, 0.5 / y)",
  lccdf: "log_gamma_p(0.5 * nu, 0.5 / y)",
  rng: "invChiSquareRng",
  testPoints: [
    [0.3, 1.2],
    [0.2, 7],
    [4, 3],
  ],
  doc: {
    summary: "Inverse chi-square distribution with nu degrees of freedom.",
    reference: "Gelman et al., Bayesian Data Analysis (2013), table A.1",
  },
} as const satisfies Distribution;
