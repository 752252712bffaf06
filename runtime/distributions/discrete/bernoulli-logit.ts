// The Bernoulli distribution by the log-odds of success. Value and derivative share one exponential of the negative magnitude, so
// neither tail cancels or overflows.

import type { Distribution } from "../../descriptor.ts";

export const bernoulliLogit = {
  name: "bernoulli_logit",
  over: { n: "int" },
  params: { alpha: "any" },
  vectorised: "elementwise",
  outside: "reject",
  support: "n == 0 || n == 1",
  where: { signed: "(2 * n - 1) * alpha", odds: "exp(signed < 0 ? signed : -signed)" },
  logDensity: ["(signed < 0 ? signed : 0) - log1p(odds)"],
  rng: "bernoulliLogitRng",
  testPoints: [
    [0, -1.3],
    [1, 0.4],
    [1, 25],
    [0, 60],
  ],
  doc: {
    summary: "Bernoulli distribution with log-odds alpha.",
    reference: "McCullagh and Nelder, Generalized Linear Models (1989), section 4.3.1",
  },
} as const satisfies Distribution;
