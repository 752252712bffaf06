// Student's t. The ratio of gammas goes through lbeta, which stays accurate for many degrees of freedom.

import type { Distribution } from "../../descriptor.ts";

export const studentT = {
  name: "student_t",
  over: { y: "real" },
  params: { nu: "positive", mu: "real", sigma: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  where: { z: "(y - mu) / sigma" },
  logDensity: [
    "-0.5 * (nu + 1) * log1p(square(z) / nu)",
    "-log(sigma)",
    "-0.5 * log(nu) - lbeta(0.5, 0.5 * nu)",
  ],
  cdf: "exp(student_t_log_cdf(z, nu))",
  lcdf: "student_t_log_cdf(z, nu)",
  lccdf: "student_t_log_cdf(-z, nu)",
  rng: "studentTRng",
  testPoints: [
    [0.3, 2, 0, 1],
    [-5, 4.5, 1.5, 0.7],
    [40, 30, -3, 12],
  ],
  doc: {
    summary: "Student's t distribution with nu degrees of freedom, location mu and scale sigma.",
    reference: "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 28",
  },
} as const satisfies Distribution;
