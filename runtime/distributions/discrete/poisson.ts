// The Poisson distribution by its rate; rate 0 is exact.

import type { Distribution } from "../../descriptor.ts";

export const poisson = {
  name: "poisson",
  over: { n: "int" },
  params: { lambda: "nonnegative-any" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n >= 0",
  requires: { density: "lambda < positive_infinity()" },
  logDensity: ["lmultiply(n, lambda)", "-lambda", "-lgamma(n + 1)"],
  cdf: "n < 0 ? 0 : gamma_q(n + 1, lambda)",
  lcdf: "n < 0 ? negative_infinity() : log_gamma_q(n + 1, lambda)",
  lccdf: "n < 0 ? 0 : log_gamma_p(n + 1, lambda)",
  rng: "poissonRng",
  testPoints: [
    [3, 2],
    [0, 0.4],
    [20, 30],
  ],
  doc: {
    summary: "Poisson distribution with rate lambda.",
    reference: "Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), chapter 4",
  },
} as const satisfies Distribution;
