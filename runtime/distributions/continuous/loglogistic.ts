// The log-logistic distribution: log(y) is logistic(log(alpha), 1 / beta).

import type { Distribution } from "../../descriptor.ts";

export const loglogistic = {
  name: "loglogistic",
  over: { y: "real" },
  params: { alpha: "positive", beta: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { always: "y >= 0" },
  where: { ratio: "y / alpha", t: "beta * log(ratio)" },
  logDensity: ["lmultiply(beta - 1, ratio)", "-2 * log1p_exp(t)", "log(beta)", "-log(alpha)"],
  cdf: "inv_logit(t)",
  lcdf: "log_inv_logit(t)",
  lccdf: "log_inv_logit(-t)",
  rng: "loglogisticRng",
  testPoints: [
    [0.3, 1, 1.2],
    [2, 0.7, 3],
    [5, 3, 0.4],
  ],
  doc: {
    summary: "Log-logistic distribution with scale alpha and shape beta.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 23",
  },
} as const satisfies Distribution;
