// The Poisson distribution by the logarithm of its rate; a count of 0 is certain at log rate -Infinity.

import type { Distribution } from "../../descriptor.ts";

export const poissonLog = {
  name: "poisson_log",
  over: { n: "int" },
  params: { alpha: "any" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n >= 0",
  logDensity: ["(n == 0 ? 0 : n * alpha) - exp(alpha)", "-lgamma(n + 1)"],
  rng: "poissonLogRng",
  testPoints: [
    [3, 0.7],
    [0, -1],
    [20, 3],
  ],
  doc: {
    summary: "Poisson distribution with log rate alpha.",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), section 6.2",
  },
} as const satisfies Distribution;
