// The Pareto distribution of type 2 (Lomax with a location).

import type { Distribution } from "../../descriptor.ts";

export const paretoType2 = {
  name: "pareto_type_2",
  over: { y: "real" },
  params: { mu: "real", lambda: "positive", alpha: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { always: "y >= mu", cumulative: "y >= 0" },
  where: { excess: "log1p((y - mu) / lambda)" },
  logDensity: ["-(alpha + 1) * excess", "log(alpha)", "-log(lambda)"],
  cdf: "-expm1(-alpha * excess)",
  lcdf: "log1m_exp(-alpha * excess)",
  lccdf: "-alpha * excess",
  rng: "paretoType2Rng",
  testPoints: [
    [1.3, 1, 1.2, 2],
    [2, 0.7, 3, 0.6],
    [50, 3, 0.4, 1.5],
  ],
  doc: {
    summary: "Pareto type 2 distribution with location mu, scale lambda and shape alpha.",
    reference:
      "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 20, the Lomax form with a location",
  },
} as const satisfies Distribution;
