// The skew normal distribution: twice a normal density times a normal cdf.

import type { Distribution } from "../../descriptor.ts";

export const skewNormal = {
  name: "skew_normal",
  over: { y: "real" },
  params: { xi: "real", omega: "positive", alpha: "real" },
  vectorised: "elementwise",
  outside: "reject",
  where: { z: "(y - xi) / omega" },
  logDensity: ["-0.5 * square(z) + log_Phi(alpha * z)", "-log(omega)", "log(2) - 0.5 * log(2 * pi())"],
  cdf: "exp(skew_normal_log_cdf(z, alpha))",
  lcdf: "skew_normal_log_cdf(z, alpha)",
  lccdf: "skew_normal_log_cdf(-z, -alpha)",
  rng: "skewNormalRng",
  testPoints: [
    [0.3, 0, 1, 2],
    [-2, 1.5, 0.7, -3],
    [4, -3, 5, 0.5],
  ],
  doc: {
    summary: "Skew normal distribution with location xi, scale omega and shape alpha.",
    reference:
      "Azzalini, A class of distributions which includes the normal ones, Scand. J. Statistics 12 (1985)",
  },
} as const satisfies Distribution;
