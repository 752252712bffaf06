// The multivariate normal by its covariance: one Cholesky factor serves all variates.

import type { Distribution } from "../../descriptor.ts";

export const multiNormal = {
  name: "multi_normal",
  over: { y: "real-vector" },
  params: { mu: "real-vector", Sigma: "covariance" },
  vectorised: "kernel",
  outside: "reject",
  via: { distribution: "multi_normal_cholesky", params: ["mu", "cholesky_decompose(Sigma)"] },
  testPoints: [
    [
      [0.2, -1],
      [0, 0.5],
      [
        [1.2, 0.3],
        [0.3, 0.9],
      ],
    ],
  ],
  doc: {
    summary: "Multivariate normal distribution with mean mu and covariance Sigma.",
    formula: "−½ (y − μ)′ Σ⁻¹ (y − μ) − ½ log det Σ − (K / 2) log 2π",
    reference: "Kotz, Balakrishnan and Johnson, Continuous Multivariate Distributions 1 (2000), chapter 45",
  },
} as const satisfies Distribution;
