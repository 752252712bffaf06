// The uniform distribution over an interval.

import type { Distribution } from "../../descriptor.ts";

export const uniform = {
  name: "uniform",
  over: { y: "real" },
  params: { alpha: "real", beta: "real" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "y >= alpha && y <= beta",
  requires: { always: "alpha < beta" },
  logDensity: ["-log(beta - alpha)"],
  cdf: "y <= alpha ? 0 : y >= beta ? 1 : (y - alpha) / (beta - alpha)",
  lcdf: "y <= alpha ? negative_infinity() : y >= beta ? 0 : y - alpha < beta - y ? log((y - alpha) / (beta - alpha)) : log1p((y - beta) / (beta - alpha))",
  lccdf:
    "y <= alpha ? 0 : y >= beta ? negative_infinity() : y - alpha < beta - y ? log1p((alpha - y) / (beta - alpha)) : log((beta - y) / (beta - alpha))",
  rng: "uniformRng",
  testPoints: [
    [0.3, 0, 1],
    [-2, -3, 0.7],
  ],
  doc: {
    summary: "Uniform distribution over [alpha, beta].",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 26",
  },
} as const satisfies Distribution;
