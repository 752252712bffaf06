// The Yule-Simon distribution over n >= 1.

import type { Distribution } from "../../descriptor.ts";

export const yuleSimon = {
  name: "yule_simon",
  over: { n: "int" },
  params: { alpha: "positive" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "n >= 1",
  // n B(n, alpha + 1), the probability above n; for small alpha by gamma ratios, which do not round alpha + 1.
  where: {
    above:
      "alpha < 1 ? log_rising_factorial(1, alpha) - log_rising_factorial(n + 1, alpha) : log(n) + lbeta(n, alpha + 1)",
  },
  logDensity: ["lbeta(n, alpha + 1)", "log(alpha)"],
  cdf: "n < 1 ? 0 : -expm1(above)",
  lcdf: "n < 1 ? negative_infinity() : log1m_exp(above)",
  lccdf: "n < 1 ? 0 : above",
  rng: "yuleSimonRng",
  testPoints: [
    [3, 2],
    [1, 0.4],
    [20, 3],
  ],
  doc: {
    summary: "Yule-Simon distribution with shape alpha.",
    reference: "Simon, On a class of skew distribution functions, Biometrika 42 (1955), equation 1.5",
  },
} as const satisfies Distribution;
