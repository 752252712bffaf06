// The Frechet distribution by shape and scale.

import type { Distribution } from "../../descriptor.ts";

export const frechet = {
  name: "frechet",
  over: { y: "real" },
  params: { alpha: "positive", sigma: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { always: "y > 0" },
  where: { ratio: "y / sigma" },
  logDensity: ["-(alpha + 1) * log(ratio)", "-pow(ratio, -alpha)", "log(alpha)", "-log(sigma)"],
  cdf: "alpha * log(ratio) < -7 ? 0 : exp(-pow(ratio, -alpha))",
  lcdf: "-pow(ratio, -alpha)",
  lccdf:
    "alpha * log(ratio) > 40 ? -alpha * log(ratio) : alpha * log(ratio) < -7 ? 0 : log1m_exp(-pow(ratio, -alpha))",
  rng: "frechetRng",
  testPoints: [
    [0.6, 1.2, 1],
    [2, 0.7, 3],
    [5, 3, 4],
  ],
  doc: {
    summary: "Frechet distribution with shape alpha and scale sigma.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 22",
  },
} as const satisfies Distribution;
