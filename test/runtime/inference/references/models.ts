// Two posteriors written by hand, with means and sds from long runs of Stan's NUTS (4 chains of 4000 draws).

import { readFileSync } from "node:fs";
import type { Target } from "../../../../runtime/inference/target.ts";

export interface Reference {
  readonly mean: Record<string, number>;
  readonly sd: Record<string, number>;
  readonly mcse: Record<string, number>;
  readonly mcse_sd: Record<string, number>;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")) as T;
}

/** mu ~ normal(0, 10), sigma ~ normal(0, 5) T[0,], y ~ normal(mu, sigma); q = mu, log sigma. */
export function gaussMeanSd(): { target: Target; reference: Reference } {
  const { y } = read<{ y: number[] }>("gauss-mean-sd-data");
  const target: Target = {
    dimension: 2,
    rejection: null,
    parameterNames: ["mu", "sigma"],
    generatedNames: [],
    logDensityGradient(q, gradient) {
      const mu = q[0]!;
      const sigma = Math.exp(q[1]!);
      let sum = 0;
      let squares = 0;
      for (const value of y) {
        sum += value - mu;
        squares += (value - mu) ** 2;
      }
      gradient[0] = sum / sigma ** 2 - mu / 100;
      gradient[1] = squares / sigma ** 2 - y.length - sigma ** 2 / 25 + 1;
      return -0.5 * (squares / sigma ** 2 + mu ** 2 / 100 + sigma ** 2 / 25) - y.length * q[1]! + q[1]!;
    },
    write: (q) => Float64Array.of(q[0]!, Math.exp(q[1]!)),
  };
  return { target, reference: read<Reference>("gauss-mean-sd") };
}

/** Eight schools, non-centred: q = mu, log tau, z. */
export function eightSchools(): { target: Target; reference: Reference } {
  const est = [28, 8, -3, 7, -1, 1, 18, 12];
  const se = [15, 10, 16, 11, 9, 11, 10, 18];
  const indices = est.map((_, j) => j);
  const target: Target = {
    dimension: 10,
    rejection: null,
    parameterNames: [
      "mu",
      "tau",
      ...indices.map((j) => `z[${j + 1}]`),
      ...indices.map((j) => `theta[${j + 1}]`),
    ],
    generatedNames: [],
    logDensityGradient(q, gradient) {
      const mu = q[0]!;
      const tau = Math.exp(q[1]!);
      let total = -0.5 * (mu / 5) ** 2 - Math.log1p((tau / 5) ** 2) + q[1]!;
      let muAdj = -mu / 25;
      let tauAdj = (-2 * tau) / (25 + tau * tau);
      for (const j of indices) {
        const z = q[2 + j]!;
        const residual = est[j]! - (mu + tau * z);
        const thetaAdj = residual / se[j]! ** 2;
        total -= 0.5 * (z * z + residual * thetaAdj);
        muAdj += thetaAdj;
        tauAdj += thetaAdj * z;
        gradient[2 + j] = thetaAdj * tau - z;
      }
      gradient[0] = muAdj;
      gradient[1] = tauAdj * tau + 1;
      return total;
    },
    write(q) {
      const tau = Math.exp(q[1]!);
      const z = q.slice(2);
      return Float64Array.from([q[0]!, tau, ...z, ...z.map((value) => q[0]! + tau * value)]);
    },
  };
  return { target, reference: read<Reference>("eight-schools-noncentered") };
}
