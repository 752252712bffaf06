// softmax and its logarithm over a block. Both adjoints read the results only.

import type { Kernel } from "../descriptor.ts";
import { exp } from "../functions/exp.ts";
import { logSumExp } from "./log-sum-exp.ts";

/** y[i] = exp(x[i]) / sum of exp(x). */
export function softmax(y: Float64Array, yOffset: number, x: Float64Array, xOffset: number, n: number): void {
  let largest = -Infinity;
  for (let i = 0; i < n; i++) if (x[xOffset + i]! > largest) largest = x[xOffset + i]!;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const term = exp(x[xOffset + i]! - largest);
    y[yOffset + i] = term;
    sum += term;
  }
  for (let i = 0; i < n; i++) y[yOffset + i]! /= sum;
}

/** xAdj[i] += y[i] (yAdj[i] - sum of y yAdj). */
export function softmaxAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  yAdj: Float64Array,
  yAdjOffset: number,
  y: Float64Array,
  yOffset: number,
  n: number,
): void {
  let mean = 0;
  for (let i = 0; i < n; i++) mean += y[yOffset + i]! * yAdj[yAdjOffset + i]!;
  for (let i = 0; i < n; i++) xAdj[xAdjOffset + i]! += y[yOffset + i]! * (yAdj[yAdjOffset + i]! - mean);
}

export const softmaxKernel = {
  name: "softmax",
  params: [
    { name: "y", role: "out" },
    { name: "x", role: "in" },
    { name: "n", role: "int" },
  ],
  adjoint: { name: "softmaxAdjoint", args: ["x.adj", "y.adj", "y", "n"] },
} as const satisfies Kernel;

/** y[i] = x[i] - log(sum of exp(x)). */
export function logSoftmax(
  y: Float64Array,
  yOffset: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  const total = logSumExp(x, xOffset, n);
  for (let i = 0; i < n; i++) y[yOffset + i] = x[xOffset + i]! - total;
}

/** xAdj[i] += yAdj[i] - exp(y[i]) sum of yAdj. */
export function logSoftmaxAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  yAdj: Float64Array,
  yAdjOffset: number,
  y: Float64Array,
  yOffset: number,
  n: number,
): void {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yAdj[yAdjOffset + i]!;
  for (let i = 0; i < n; i++) xAdj[xAdjOffset + i]! += yAdj[yAdjOffset + i]! - exp(y[yOffset + i]!) * sum;
}

export const logSoftmaxKernel = {
  name: "logSoftmax",
  params: [
    { name: "y", role: "out" },
    { name: "x", role: "in" },
    { name: "n", role: "int" },
  ],
  adjoint: { name: "logSoftmaxAdjoint", args: ["x.adj", "y.adj", "y", "n"] },
} as const satisfies Kernel;
