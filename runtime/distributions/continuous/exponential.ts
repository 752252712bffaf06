// The exponential distribution by its rate.

import type { Distribution } from "../../descriptor.ts";

export const exponential = {
  name: "exponential",
  over: { y: "real" },
  params: { beta: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { always: "y >= 0" },
  logDensity: ["log(beta)", "-beta * y"],
  cdf: "-expm1(-beta * y)",
  lcdf: "log1m_exp(-beta * y)",
  lccdf: "-beta * y",
  rng: "exponentialRng",
  testPoints: [
    [0.3, 1],
    [2, 0.2],
    [1e-6, 3],
  ],
  doc: {
    summary: "Exponential distribution with rate beta.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 19",
  },
} as const satisfies Distribution;
