// The uniform distribution over the integers from first to last.

import type { Distribution } from "../../descriptor.ts";

export const discreteRange = {
  name: "discrete_range",
  over: { n: "int" },
  params: { first: "int", last: "int" },
  vectorised: "elementwise",
  outside: "-Infinity",
  support: "n >= first && n <= last",
  requires: { always: "first <= last" },
  logDensity: ["-log(last - first + 1)"],
  cdf: "n < first ? 0 : n >= last ? 1 : (n - first + 1.0) / (last - first + 1)",
  lcdf: "n < first ? negative_infinity() : n >= last ? 0 : log((n - first + 1.0) / (last - first + 1))",
  lccdf: "n < first ? 0 : n >= last ? negative_infinity() : log((last - n + 0.0) / (last - first + 1))",
  rng: "discreteRangeRng",
  testPoints: [
    [3, 2, 9],
    [-1, -4, -1],
  ],
  doc: {
    summary: "Uniform distribution over the integers from first to last.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), section 6.10.1",
  },
} as const satisfies Distribution;
