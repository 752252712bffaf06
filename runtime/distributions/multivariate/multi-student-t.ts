// The multivariate Student t by its scale matrix: one Cholesky factor serves all variates.

import type { Distribution } from "../../descriptor.ts";

export const multiStudentT = {
  name: "multi_student_t",
  over: { y: "real-vector" },
  params: { nu: "positive", mu: "real-vector", Sigma: "covariance" },
  vectorised: "kernel",
  outside: "reject",
  via: { distribution: "multi_student_t_cholesky", params: ["nu", "mu", "cholesky_decompose(Sigma)"] },
  testPoints: [
    [
      [0.2, -1],
      4,
      [0, 0.5],
      [
        [1.2, 0.3],
        [0.3, 0.9],
      ],
    ],
  ],
  doc: {
    summary: "Multivariate Student t distribution with nu degrees of freedom, location mu and scale Sigma.",
    formula:
      "log Γ((ν + K) / 2) − log Γ(ν / 2) − (K / 2) log(ν π) − ½ log det Σ − ((ν + K) / 2) log(1 + (y − μ)′ Σ⁻¹ (y − μ) / ν)",
    reference: "Kotz and Nadarajah, Multivariate t Distributions and Their Applications (2004), equation 1.1",
  },
} as const satisfies Distribution;
