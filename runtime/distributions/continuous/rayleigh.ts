// The Rayleigh distribution by its scale.

import type { Distribution } from "../../descriptor.ts";

export const rayleigh = {
  name: "rayleigh",
  over: { y: "real" },
  params: { sigma: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { density: "y > 0", cumulative: "y >= 0" },
  logDensity: ["log(y)", "-0.5 * square(y / sigma)", "-2 * log(sigma)"],
  cdf: "-expm1(-0.5 * square(y / sigma))",
  lcdf: "y / sigma < 1e-4 ? 2 * log(y / sigma) - log(2) - 0.25 * square(y / sigma) : log1m_exp(-0.5 * square(y / sigma))",
  lccdf: "-0.5 * square(y / sigma)",
  rng: "rayleighRng",
  testPoints: [
    [0.3, 1],
    [2, 0.7],
    [5, 3],
  ],
  doc: {
    summary: "Rayleigh distribution with scale sigma.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 18",
  },
} as const satisfies Distribution;
