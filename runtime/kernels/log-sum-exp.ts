// log of a sum of exponentials over a block. The maximum is taken out first; where every term is -Infinity the value is -Infinity
// and the gradient zero (decided so that an impossible mixture component stays without influence).

import type { Kernel } from "../descriptor.ts";
import { exp } from "../functions/exp.ts";
import { log } from "../functions/log.ts";
import { scratch } from "./scratch.ts";

export function logSumExp(x: Float64Array, xOffset: number, n: number): number {
  let largest = -Infinity;
  for (let i = xOffset; i < xOffset + n; i++) {
    const term = x[i]!;
    if (term > largest || term !== term) largest = term;
  }
  if (!(largest > -Infinity && largest < Infinity)) return largest;
  let sum = 0;
  for (let i = xOffset; i < xOffset + n; i++) sum += exp(x[i]! - largest);
  return largest + log(sum);
}

/** d result / d x[i] = exp(x[i]) / sum of exp(x). The sum is formed anew: exp(x[i] - result) loses digits for large |x|. */
export function logSumExpAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  resultAdj: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  let largest = -Infinity;
  for (let i = 0; i < n; i++) if (x[xOffset + i]! > largest) largest = x[xOffset + i]!;
  if (largest === -Infinity) return;
  const terms = scratch(8, n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const term = exp(x[xOffset + i]! - largest);
    terms[i] = term;
    sum += term;
  }
  const scale = resultAdj / sum;
  for (let i = 0; i < n; i++) xAdj[xAdjOffset + i]! += scale * terms[i]!;
}

export const logSumExpKernel = {
  name: "logSumExp",
  params: [
    { name: "x", role: "in" },
    { name: "n", role: "int" },
  ],
  result: "real",
  adjoint: { name: "logSumExpAdjoint", args: ["x.adj", "result.adj", "x", "n"] },
} as const satisfies Kernel;

/** log(sum of theta[i] exp(x[i])), the density of a mixture with weights theta; a component of weight zero has no influence. */
export function logMixture(
  theta: Float64Array,
  thetaOffset: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): number {
  let largest = -Infinity;
  for (let i = 0; i < n; i++) {
    const term = x[xOffset + i]!;
    if (theta[thetaOffset + i]! !== 0 && (term > largest || term !== term)) largest = term;
  }
  if (!(largest > -Infinity && largest < Infinity)) return largest;
  return largest + log(weightedSum(theta, thetaOffset, x, xOffset, n, largest));
}

/** With s the weighted sum: d / d x[i] = theta[i] exp(x[i]) / s, d / d theta[i] = exp(x[i]) / s. */
export function logMixtureAdjoint(
  thetaAdj: Float64Array | null,
  thetaAdjOffset: number,
  xAdj: Float64Array | null,
  xAdjOffset: number,
  resultAdj: number,
  theta: Float64Array,
  thetaOffset: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  let largest = -Infinity;
  for (let i = 0; i < n; i++) if (x[xOffset + i]! > largest) largest = x[xOffset + i]!;
  if (largest === -Infinity) return;
  const scale = resultAdj / weightedSum(theta, thetaOffset, x, xOffset, n, largest);
  for (let i = 0; i < n; i++) {
    const share = scale * exp(x[xOffset + i]! - largest);
    const weight = theta[thetaOffset + i]!;
    if (thetaAdj !== null) thetaAdj[thetaAdjOffset + i]! += share;
    if (xAdj !== null && weight !== 0) xAdj[xAdjOffset + i]! += weight * share;
  }
}

function weightedSum(
  theta: Float64Array,
  thetaOffset: number,
  x: Float64Array,
  xOffset: number,
  n: number,
  largest: number,
): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const weight = theta[thetaOffset + i]!;
    if (weight !== 0) sum += weight * exp(x[xOffset + i]! - largest);
  }
  return sum;
}

export const logMixtureKernel = {
  name: "logMixture",
  params: [
    { name: "theta", role: "in" },
    { name: "x", role: "in" },
    { name: "n", role: "int" },
  ],
  result: "real",
  adjoint: { name: "logMixtureAdjoint", args: ["theta.adj", "x.adj", "result.adj", "theta", "x", "n"] },
} as const satisfies Kernel;
