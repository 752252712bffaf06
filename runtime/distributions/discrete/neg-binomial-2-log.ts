// The negative binomial distribution by the logarithm of its mean.

import type { Distribution } from "../../descriptor.ts";

export const negBinomial2Log = {
  name: "neg_binomial_2_log",
  over: { n: "int" },
  params: { eta: "real", phi: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n >= 0",
  where: { ratio: "eta - log(phi)", odds: "exp(ratio < 0 ? ratio : -ratio)" },
  logDensity: ["log_multichoose(phi, n)", "(ratio < 0 ? n * ratio : -phi * ratio) - (n + phi) * log1p(odds)"],
  rng: "negBinomial2LogRng",
  testPoints: [
    [3, 0.7, 0.7],
    [0, -1, 5],
    [20, 3, 1.5],
  ],
  doc: {
    summary: "Negative binomial distribution with log mean eta and precision phi.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), chapter 5",
  },
} as const satisfies Distribution;
