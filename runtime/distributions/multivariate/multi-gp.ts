// Rows of a matrix as Gaussian processes by their kernel matrix: row k is multi_normal(0, Sigma / w[k]).

import type { Distribution } from "../../descriptor.ts";

export const multiGp = {
  name: "multi_gp",
  over: { y: "real-matrix" },
  params: { Sigma: "covariance", w: "positive-vector" },
  vectorised: "kernel",
  outside: "reject",
  via: { distribution: "multi_gp_cholesky", params: ["cholesky_decompose(Sigma)", "w"] },
  testPoints: [
    [
      [[0.2, -1]],
      [
        [1.2, 0.3],
        [0.3, 0.9],
      ],
      [1.5],
    ],
  ],
  doc: {
    summary: "Gaussian process rows with kernel matrix Sigma and inverse scales w.",
    formula: "Σᵢ −½ wᵢ yᵢ′ Σ⁻¹ yᵢ + (N / 2) log wᵢ − ½ log det Σ − (N / 2) log 2π, yᵢ the rows of y",
    reference: "Kotz, Balakrishnan and Johnson, Continuous Multivariate Distributions 1 (2000), chapter 45",
  },
} as const satisfies Distribution;
