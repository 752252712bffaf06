// The lognormal distribution: log(y) is normal(mu, sigma).

import type { Distribution } from "../../descriptor.ts";

export const lognormal = {
  name: "lognormal",
  over: { y: "real" },
  params: { mu: "real", sigma: "positive" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "y > 0",
  requires: { always: "y >= 0" },
  where: { logY: "log(y)", z: "(logY - mu) / sigma" },
  logDensity: ["-0.5 * square(z)", "-logY", "-log(sigma)", "-0.5 * log(2 * pi())"],
  cdf: "Phi(z)",
  lcdf: "log_Phi(z)",
  lccdf: "log_Phi(-z)",
  rng: "lognormalRng",
  testPoints: [
    [0.3, 0, 1],
    [20, 1.5, 0.7],
    [1e-3, -3, 2],
  ],
  doc: {
    summary: "Lognormal distribution: log(y) has mean mu and standard deviation sigma.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 14",
  },
} as const satisfies Distribution;
