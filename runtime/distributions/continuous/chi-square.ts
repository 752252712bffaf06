// The chi-square distribution.

import type { Distribution } from "../../descriptor.ts";

export const chiSquare = {
  name: "chi_square",
  over: { y: "real" },
  params: { nu: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { always: "y >= 0" },
  logDensity: ["lmultiply(0.5 * nu - 1, y)", "-0.5 * y", "-0.5 * nu * log(2)", "-lgamma(0.5 * nu)"],
  cdf: "gamma_p(0.5 * nu, 0.5 * y)",
  lcdf: "log_gamma_p(0.5 * nu, 0.5 * y)",
  lccdf: "log_gamma_q(0.5 * nu, 0.5 * y)",
  rng: "chiSquareRng",
  testPoints: [
    [0.3, 1.2],
    [2, 7],
    [40, 30],
  ],
  doc: {
    summary: "Chi-square distribution with nu degrees of freedom.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 18",
  },
} as const satisfies Distribution;
