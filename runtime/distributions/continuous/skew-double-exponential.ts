// The skewed Laplace distribution: an exponential on either side with rates 2 (1 - tau) / sigma and 2 tau / sigma.

import type { Distribution } from "../../descriptor.ts";

export const skewDoubleExponential = {
  name: "skew_double_exponential",
  over: { y: "real" },
  params: { mu: "real", sigma: "positive", tau: "unit" },
  vectorised: "elementwise",
  outside: "reject",
  where: { distance: "(y < mu ? (1 - tau) * (mu - y) : tau * (y - mu)) * 2 / sigma" },
  logDensity: ["-distance", "log(2) + log(tau) + log1m(tau)", "-log(sigma)"],
  cdf: "y < mu ? tau * exp(-distance) : 1 - (1 - tau) * exp(-distance)",
  lcdf: "y < mu ? log(tau) - distance : log1p((tau - 1) * exp(-distance))",
  lccdf: "y < mu ? log1p(-tau * exp(-distance)) : log1m(tau) - distance",
  rng: "skewDoubleExponentialRng",
  testPoints: [
    [0.3, 0, 1, 0.2],
    [-2, 1.5, 0.7, 0.6],
    [4, -3, 5, 0.9],
  ],
  doc: {
    summary: "Skewed double exponential distribution with location mu, scale sigma and skewness tau.",
    reference:
      "Kotz, Kozubowski and Podgórski, The Laplace Distribution and Generalizations (2001), section 3.1; Yu and Zhang, A three-parameter asymmetric Laplace distribution, Comm. Stat. 34 (2005)",
  },
} as const satisfies Distribution;
