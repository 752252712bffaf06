// A normal plus an exponential. The cdf is a difference of two Mills ratios on the left, a sum of two tails on the right.

import type { Distribution } from "../../descriptor.ts";

export const expModNormal = {
  name: "exp_mod_normal",
  over: { y: "real" },
  params: { mu: "real", sigma: "positive", lambda: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  where: {
    z: "(y - mu) / sigma",
    v: "lambda * sigma",
    // log of exp(v (v / 2 - z)) Phi(z - v)
    decay:
      "z > v ? lambda * (0.5 * v * sigma - (y - mu)) + log_Phi(z - v) : log_scaled_tail(v - z) - 0.5 * square(z)",
  },
  logDensity: ["decay", "log(lambda)"],
  cdf: "z < 0 ? exp(exp_mod_normal_left(z, v)) : -expm1(log_sum_exp(log_Phi(-z), decay))",
  lcdf: "z < 0 ? exp_mod_normal_left(z, v) : log1m_exp(log_sum_exp(log_Phi(-z), decay))",
  lccdf: "z < 0 ? log1m_exp(exp_mod_normal_left(z, v)) : log_sum_exp(log_Phi(-z), decay)",
  rng: "expModNormalRng",
  testPoints: [
    [0.3, 0, 1, 2],
    [-2, 1.5, 0.7, 0.3],
    [4, -3, 5, 0.5],
  ],
  doc: {
    summary: "Exponentially modified normal distribution: normal(mu, sigma) plus exponential(lambda).",
    reference:
      "Grushka, Characterization of exponentially modified Gaussian peaks in chromatography, Analytical Chemistry 44 (1972)",
  },
} as const satisfies Distribution;
