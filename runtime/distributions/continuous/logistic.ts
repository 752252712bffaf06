// The logistic distribution. One exponential of the negative distance serves value and derivative, so no tail overflows.

import type { Distribution } from "../../descriptor.ts";

export const logistic = {
  name: "logistic",
  over: { y: "real" },
  params: { mu: "real", sigma: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { density: "y > negative_infinity() && y < positive_infinity()" },
  where: { z: "(y - mu) / sigma", distance: "z < 0 ? z : -z", odds: "exp(distance)" },
  logDensity: ["distance - 2 * log1p(odds)", "-log(sigma)"],
  cdf: "inv_logit(z)",
  lcdf: "log_inv_logit(z)",
  lccdf: "log_inv_logit(-z)",
  rng: "logisticRng",
  testPoints: [
    [0.3, 0, 1],
    [-2, 1.5, 0.7],
    [40, -3, 1.2],
  ],
  doc: {
    summary: "Logistic distribution with location mu and scale sigma.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 23",
  },
} as const satisfies Distribution;
