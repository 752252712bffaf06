// The Cauchy distribution. The cdf is an angle, so neither tail cancels.

import type { Distribution } from "../../descriptor.ts";

export const cauchy = {
  name: "cauchy",
  over: { y: "real" },
  params: { mu: "real", sigma: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  where: { z: "(y - mu) / sigma" },
  logDensity: ["-log1p(square(z))", "-log(sigma)", "-log(pi())"],
  cdf: "atan2(1, -z) / pi()",
  lcdf: "z > 0 ? log1p(-atan2(1, z) / pi()) : log(atan2(1, -z) / pi())",
  lccdf: "z < 0 ? log1p(-atan2(1, -z) / pi()) : log(atan2(1, z) / pi())",
  rng: "cauchyRng",
  testPoints: [
    [0.3, 0, 1],
    [-20, 1.5, 0.7],
    [40, -3, 12],
  ],
  doc: {
    summary: "Cauchy distribution with location mu and scale sigma.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 16",
  },
} as const satisfies Distribution;
