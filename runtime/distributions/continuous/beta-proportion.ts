// The beta distribution by its mean and precision: beta(mu kappa, (1 - mu) kappa).

import type { Distribution } from "../../descriptor.ts";

export const betaProportion = {
  name: "beta_proportion",
  over: { y: "real" },
  params: { mu: "open-unit", kappa: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { always: "y >= 0 && y <= 1" },
  where: { a: "mu * kappa", b: "(1 - mu) * kappa" },
  logDensity: ["lmultiply(a - 1, y)", "multiply_log1p(b - 1, -y)", "-lbeta(a, b)"],
  lcdf: "log_inc_beta(a, b, y, 1 - y)",
  lccdf: "log_inc_beta(b, a, 1 - y, y)",
  rng: "betaProportionRng",
  testPoints: [
    [0.3, 0.4, 5],
    [0.01, 0.07, 8],
    [0.97, 0.8, 1.4],
  ],
  doc: {
    summary: "Beta distribution with mean mu and precision kappa.",
    reference:
      "Ferrari and Cribari-Neto, Beta regression for modelling rates and proportions, J. Applied Statistics 31 (2004), equation 4",
  },
} as const satisfies Distribution;
