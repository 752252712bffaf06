// The von Mises distribution on a circle. The cosine minus 1 and the scaled Bessel function keep it exact for large kappa.

import type { Distribution } from "../../descriptor.ts";

export const vonMises = {
  name: "von_mises",
  over: { y: "real" },
  params: { mu: "real", kappa: "positive" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { density: "y > negative_infinity() && y < positive_infinity()" },
  logDensity: ["-2 * kappa * square(sin(0.5 * (y - mu)))", "-log_scaled_bessel_i0(kappa)", "-log(2 * pi())"],
  cdf: "exp(von_mises_log_cdf(y, mu, kappa))",
  lcdf: "von_mises_log_cdf(y, mu, kappa)",
  lccdf: "von_mises_log_cdf(-y, -mu, kappa)",
  rng: "vonMisesRng",
  testPoints: [
    [0.3, 0, 1],
    [-2, 1.5, 0.7],
    [3, 2.5, 40],
  ],
  doc: {
    summary: "Von Mises distribution with mean direction mu and concentration kappa; its cdf starts at -pi.",
    reference: "Mardia and Jupp, Directional Statistics (2000), section 3.5.4",
  },
} as const satisfies Distribution;
