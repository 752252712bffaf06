// The standard normal distribution: no parameters, so no operation is spent on them.

import type { Distribution } from "../../descriptor.ts";

export const stdNormal = {
  name: "std_normal",
  over: { y: "real" },
  params: {},
  vectorised: "elementwise",
  outside: "reject",
  logDensity: ["-0.5 * square(y)", "-0.5 * log(2 * pi())"],
  cdf: "Phi(y)",
  lcdf: "log_Phi(y)",
  lccdf: "log_Phi(-y)",
  rng: "stdNormalRng",
  testPoints: [[-3.5], [0.2], [1.9]],
  doc: {
    summary: "Normal distribution with mean 0 and standard deviation 1.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 13",
  },
} as const satisfies Distribution;
