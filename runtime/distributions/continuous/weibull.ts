// The Weibull distribution by shape and scale.

import type { Distribution } from "../../descriptor.ts";

export const weibull = {
  name: "weibull",
  over: { y: "real" },
  params: { alpha: "positive", sigma: "positive" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "y >= 0",
  requires: { density: "abs(y) < positive_infinity()", cumulative: "y >= 0" },
  where: { ratio: "y / sigma" },
  logDensity: ["lmultiply(alpha - 1, ratio)", "-pow(ratio, alpha)", "log(alpha)", "-log(sigma)"],
  cdf: "alpha * log(ratio) > 7 ? 1 : -expm1(-pow(ratio, alpha))",
  lcdf: "alpha * log(ratio) < -40 ? alpha * log(ratio) : alpha * log(ratio) > 7 ? 0 : log1m_exp(-pow(ratio, alpha))",
  lccdf: "-pow(ratio, alpha)",
  rng: "weibullRng",
  testPoints: [
    [0.3, 1.2, 1],
    [2, 0.7, 3],
    [5, 3, 4],
  ],
  doc: {
    summary: "Weibull distribution with shape alpha and scale sigma.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 21",
  },
} as const satisfies Distribution;
