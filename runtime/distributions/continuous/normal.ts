// The normal distribution by its mean and standard deviation.

import type { Distribution } from "../../descriptor.ts";

export const normal = {
  name: "normal",
  over: { y: "real" },
  params: { mu: "real", sigma: "positive-any" },
  vectorised: "elementwise",
  outside: "reject",
  where: { z: "(y - mu) / sigma" },
  logDensity: ["-0.5 * square(z)", "-log(sigma)", "-0.5 * log(2 * pi())"],
  cdf: "Phi(z)",
  lcdf: "log_Phi(z)",
  lccdf: "log_Phi(-z)",
  rng: "normalRng",
  testPoints: [
    [0.3, 0, 1],
    [-2, 1.5, 0.7],
    [40, -3, 12],
  ],
  doc: {
    summary: "Normal distribution with mean mu and standard deviation sigma.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 13",
  },
} as const satisfies Distribution;
