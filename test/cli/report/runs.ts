// Models written by hand for reports, with names and generated quantities as a compiled model has them: a correlated normal, eight
// schools centred (which diverges) and non-centred, and a long list of independent normals.

import type { Target } from "../../../runtime/index.ts";

const EST = [28, 8, -3, 7, -1, 1, 18, 12];
const SE = [15, 10, 16, 11, 9, 11, 10, 18];

export const SCHOOLS_DATA = { J: 8, est: EST, se: SE };

/** Two normals with correlation 0.7; `names` are shown as they are given. */
export function correlatedPair(names: readonly [string, string] = ["alpha", "beta"]): Target {
  const rho = 0.7;
  const scale = 1 / (1 - rho * rho);
  return {
    dimension: 2,
    rejection: null,
    parameterNames: names,
    generatedNames: [],
    write: (q) => q.slice(),
    logDensityGradient(q, gradient) {
      const a = q[0]! - 1;
      const b = (q[1]! + 20) / 5;
      gradient[0] = -scale * (a - rho * b);
      gradient[1] = (-scale * (b - rho * a)) / 5;
      return -0.5 * scale * (a * a - 2 * rho * a * b + b * b);
    },
  };
}

/** q = mu, log tau, z or theta. */
export function eightSchools(form: "centred" | "non-centred"): Target {
  const isCentred = form === "centred";
  const names = (stem: string): string[] => EST.map((_, j) => `${stem}[${j + 1}]`);
  const effects = (q: Float64Array): number[] =>
    EST.map((_, j) => (isCentred ? q[j + 2]! : q[0]! + Math.exp(q[1]!) * q[j + 2]!));
  return {
    dimension: 10,
    rejection: null,
    parameterNames: ["mu", "tau", ...(isCentred ? [] : names("z")), ...names("theta")],
    generatedNames: names("est_rep"),
    write(q, random) {
      const theta = effects(q);
      const replicated = theta.map((effect, j) => effect + SE[j]! * (random?.normal() ?? NaN));
      const raw = isCentred ? [] : Array.from(q.subarray(2));
      return Float64Array.of(q[0]!, Math.exp(q[1]!), ...raw, ...theta, ...replicated);
    },
    logDensityGradient(q, gradient) {
      const [mu, tau] = [q[0]!, Math.exp(q[1]!)];
      const ratio = tau / 5;
      let total = (-mu * mu) / 50 - Math.log1p(ratio * ratio) + q[1]!;
      gradient[0] = -mu / 25;
      gradient[1] = 1 - (2 * ratio * ratio) / (1 + ratio * ratio);
      effects(q).forEach((theta, j) => {
        const r = (EST[j]! - theta) / SE[j]!;
        const byTheta = r / SE[j]!;
        total -= 0.5 * r * r;
        if (isCentred) {
          const z = (theta - mu) / tau;
          total -= 0.5 * z * z + q[1]!;
          gradient[j + 2] = byTheta - z / tau;
          gradient[0]! += z / tau;
          gradient[1]! += z * z - 1;
        } else {
          const z = q[j + 2]!;
          total -= 0.5 * z * z;
          gradient[j + 2] = byTheta * tau - z;
          gradient[0]! += byTheta;
          gradient[1]! += byTheta * tau * z;
        }
      });
      return total;
    },
  };
}

/** Independent normals of very different sizes. */
export function manyNormals(count: number): Target {
  const sd = (i: number): number => 10 ** ((i % 7) - 3);
  return {
    dimension: count,
    rejection: null,
    parameterNames: Array.from({ length: count }, (_, i) => `beta[${i + 1}]`),
    generatedNames: [],
    write: (q) => q.slice(),
    logDensityGradient(q, gradient) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        const z = (q[i]! - i) / sd(i);
        gradient[i] = -z / sd(i);
        total -= 0.5 * z * z;
      }
      return total;
    },
  };
}
