// The Pareto distribution. The log of y / y_min is taken through the exact difference, so it stays accurate just above y_min.

import type { Distribution } from "../../descriptor.ts";

export const pareto = {
  name: "pareto",
  over: { y: "real" },
  params: { y_min: "positive", alpha: "positive" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "y >= y_min",
  where: { excess: "log1p((y - y_min) / y_min)" },
  logDensity: ["-(alpha + 1) * log(y)", "alpha * log(y_min)", "log(alpha)"],
  cdf: "y < y_min ? 0 : -expm1(-alpha * excess)",
  lcdf: "y < y_min ? negative_infinity() : log1m_exp(-alpha * excess)",
  lccdf: "y < y_min ? 0 : -alpha * excess",
  rng: "paretoRng",
  testPoints: [
    [1.3, 1, 1.2],
    [2, 0.7, 3],
    [50, 3, 0.4],
  ],
  doc: {
    summary: "Pareto distribution with minimum y_min and shape alpha.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 20",
  },
} as const satisfies Distribution;
