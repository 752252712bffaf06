// Ordered outcomes by a normal with cut points. The difference of two Phi is taken in the tail where both are small; between close cut
// points it is an integral of the density, since the difference of two Phi would lose the digits of the gap.

import type { Distribution } from "../../descriptor.ts";
import { exp } from "../../functions/exp.ts";
import { rule } from "../../functions/gauss-legendre.ts";
import { log, log1p } from "../../functions/log.ts";
import { logDiffExp } from "../../functions/logistic.ts";
import { logPhi, Phi } from "../../functions/normal-cdf.ts";
import { reject } from "../../rejection.ts";

const HALF_LOG_2PI = 0.9189385332046728;

/** log(Phi(a) - Phi(b)) for a >= b. */
function logPhiDifference(a: number, b: number): number {
  if (b >= 0) return logDiffExp(logPhi(-b), logPhi(-a));
  if (a <= 0) return logDiffExp(logPhi(a), logPhi(b));
  return log1p(-(Phi(-a) + Phi(b)));
}

/** [log of the probability between two cut points, mean of the variate there], for cut points that are `isNarrow`. */
const between = new Float64Array(2);

function isNarrow(gap: number, middle: number): boolean {
  return gap * (1 + Math.abs(middle)) < 2;
}

function integrateBetween(gap: number, middle: number): void {
  let [sum, moved] = [0, 0];
  for (let i = 0; i < rule.length; i += 2) {
    const t = 0.5 * gap * rule[i]!;
    const weight = 0.5 * rule[i + 1]! * exp(-t * (middle + 0.5 * t));
    sum += weight;
    moved += weight * t;
  }
  between[0] = log(gap * sum) - 0.5 * middle * middle - HALF_LOG_2PI;
  between[1] = middle + moved / sum;
}

/** y counts from 1 to M + 1; c has M cut points. */
export function orderedProbitDensity(
  y: number,
  eta: number,
  c: Float64Array,
  cOffset: number,
  M: number,
): number {
  if (!(y >= 1 && y <= M + 1)) throw reject(`ordered_probit: outcome ${y} is not in 1 .. ${M + 1}`);
  if (y === 1) return logPhi(c[cOffset]! - eta);
  if (y > M) return logPhi(eta - c[cOffset + M - 1]!);
  const [low, high] = [c[cOffset + y - 2]!, c[cOffset + y - 1]!];
  const middle = eta - low - 0.5 * (high - low);
  if (!isNarrow(high - low, middle)) return logPhiDifference(eta - low, eta - high);
  integrateBetween(high - low, middle);
  return between[0]!;
}

/** Normal density at each cut point over the probability of the category. */
export function orderedProbitDensityAdjoint(
  etaAdj: Float64Array | null,
  etaAdjOffset: number,
  cAdj: Float64Array | null,
  cAdjOffset: number,
  resultAdj: number,
  result: number,
  y: number,
  eta: number,
  c: Float64Array,
  cOffset: number,
  M: number,
): void {
  const hazard = (cut: number): number => exp(-0.5 * (eta - cut) * (eta - cut) - HALF_LOG_2PI - result);
  const below = y > 1 ? hazard(c[cOffset + y - 2]!) : 0;
  const above = y <= M ? hazard(c[cOffset + y - 1]!) : 0;
  if (etaAdj !== null) etaAdj[etaAdjOffset]! += resultAdj * slopeInEta(y, eta, c, cOffset, M, below - above);
  if (cAdj === null) return;
  if (y > 1) cAdj[cAdjOffset + y - 2]! -= resultAdj * below;
  if (y <= M) cAdj[cAdjOffset + y - 1]! += resultAdj * above;
}

/** `difference`, the densities at both ends over the probability, or minus the mean of the variate where that would cancel. */
function slopeInEta(
  y: number,
  eta: number,
  c: Float64Array,
  cOffset: number,
  M: number,
  difference: number,
): number {
  if (y === 1 || y > M) return difference;
  const [low, high] = [c[cOffset + y - 2]!, c[cOffset + y - 1]!];
  const middle = eta - low - 0.5 * (high - low);
  if (!isNarrow(high - low, middle)) return difference;
  integrateBetween(high - low, middle);
  return -between[1]!;
}

export const orderedProbit = {
  name: "ordered_probit",
  over: { y: "positive-int" },
  params: { eta: "real", c: "ordered" },
  vectorised: "kernel",
  outside: "reject",
  sizes: { M: "size(c)" },
  kernels: {
    density: {
      name: "orderedProbitDensity",
      params: [
        { name: "y", role: "int" },
        { name: "eta", role: "real" },
        { name: "c", role: "in" },
        { name: "M", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "orderedProbitDensityAdjoint",
        args: ["eta.adj", "c.adj", "result.adj", "result", "y", "eta", "c", "M"],
      },
    },
  },
  rng: "orderedProbitRng",
  testPoints: [[2, 0.3, [-0.5, 0.7]]],
  doc: {
    summary: "Ordered probit distribution with predictor eta and cut points c.",
    formula: "log(Φ(η − c_{y−1}) − Φ(η − c_y)), c₀ = −∞, c_K = ∞",
    reference:
      "McCullagh, Regression models for ordinal data, J. Royal Statistical Society B 42 (1980), section 5.1",
  },
} as const satisfies Distribution;
