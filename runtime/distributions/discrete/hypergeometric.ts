// The hypergeometric distribution: n of N drawn without replacement are of the first kind.

import type { Distribution } from "../../descriptor.ts";

export const hypergeometric = {
  name: "hypergeometric",
  over: { n: "int" },
  params: { N: "count", a: "count", b: "count" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n >= 0 && n <= a && n <= N && N - n <= b",
  requires: { always: "N <= a + b" },
  logDensity: ["lchoose(a, n)", "lchoose(b, N - n)", "-lchoose(a + b, N)"],
  rng: "hypergeometricRng",
  testPoints: [
    [3, 5, 6, 7],
    [0, 4, 3, 9],
  ],
  doc: {
    summary: "Hypergeometric distribution of n from a in N draws from a + b.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), chapter 6",
  },
} as const satisfies Distribution;
