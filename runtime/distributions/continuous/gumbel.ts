// The Gumbel distribution of maxima. Far above the location 1 - F equals exp(-z) to the last digit.

import type { Distribution } from "../../descriptor.ts";

export const gumbel = {
  name: "gumbel",
  over: { y: "real" },
  params: { mu: "real", beta: "positive-any" },
  vectorised: "elementwise",
  outside: "reject",
  where: { z: "(y - mu) / beta" },
  logDensity: ["-z - exp(-z)", "-log(beta)"],
  cdf: "z < -7 ? 0 : exp(-exp(-z))",
  lcdf: "-exp(-z)",
  lccdf: "z > 40 ? -z : z < -7 ? 0 : log1m_exp(-exp(-z))",
  rng: "gumbelRng",
  testPoints: [
    [0.3, 0, 1],
    [-1, 1.5, 0.9],
    [40, -3, 1.2],
  ],
  doc: {
    summary: "Gumbel distribution with location mu and scale beta.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 22",
  },
} as const satisfies Distribution;
