// Reductions of a block to one number that need more than a plain loop: extremes, products, variances, norms. Ties of the extremes go
// to the first element; the extremes of nothing are infinite.

import type { Kernel } from "../descriptor.ts";

export function maximum(x: Float64Array | Int32Array, xOffset: number, n: number): number {
  let largest = -Infinity;
  for (let i = 0; i < n; i++) {
    const value = x[xOffset + i]!;
    if (value > largest || value !== value) largest = value;
  }
  return largest;
}

export function minimum(x: Float64Array | Int32Array, xOffset: number, n: number): number {
  let smallest = Infinity;
  for (let i = 0; i < n; i++) {
    const value = x[xOffset + i]!;
    if (value < smallest || value !== value) smallest = value;
  }
  return smallest;
}

/** Adjoint of `maximum` and `minimum`: all of it goes to the first element that equals the result. */
export function extremeAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  resultAdj: number,
  result: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  let i = 0;
  while (i < n && x[xOffset + i] !== result) i++;
  if (i < n) xAdj[xAdjOffset + i]! += resultAdj;
}

export function product(x: Float64Array | Int32Array, xOffset: number, n: number): number {
  let value = 1;
  for (let i = 0; i < n; i++) value *= x[xOffset + i]!;
  return value;
}

/** d / d x[i] is the product of the others; divided out only where no element is zero. */
export function productAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  resultAdj: number,
  result: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  if (result !== 0) {
    for (let i = 0; i < n; i++) xAdj[xAdjOffset + i]! += (resultAdj * result) / x[xOffset + i]!;
    return;
  }
  let prefix = resultAdj;
  for (let i = 0; i < n && prefix !== 0; i++) {
    let others = prefix;
    for (let j = i + 1; j < n; j++) others *= x[xOffset + j]!;
    xAdj[xAdjOffset + i]! += others;
    prefix *= x[xOffset + i]!;
  }
}

function mean(x: Float64Array, xOffset: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[xOffset + i]!;
  return sum / n;
}

/** Sample variance with divisor n - 1; 0 for one element. Two passes. */
export function variance(x: Float64Array, xOffset: number, n: number): number {
  if (n === 1) return 0;
  const centre = mean(x, xOffset, n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const deviation = x[xOffset + i]! - centre;
    sum += deviation * deviation;
  }
  return sum / (n - 1);
}

/** d / d x[i] = 2 (x[i] - mean) / (n - 1). */
export function varianceAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  resultAdj: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  if (n === 1) return;
  const centre = mean(x, xOffset, n);
  const scale = (2 * resultAdj) / (n - 1);
  for (let i = 0; i < n; i++) xAdj[xAdjOffset + i]! += scale * (x[xOffset + i]! - centre);
}

/** Sample standard deviation. */
export function standardDeviation(x: Float64Array, xOffset: number, n: number): number {
  return Math.sqrt(variance(x, xOffset, n));
}

/** Not differentiable at a constant block; there the derivative 1 / sqrt(n) is the convention of the language. */
export function standardDeviationAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  resultAdj: number,
  result: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  if (n === 1) return;
  if (result > 0) varianceAdjoint(xAdj, xAdjOffset, (0.5 * resultAdj) / result, x, xOffset, n);
  else for (let i = 0; i < n; i++) xAdj[xAdjOffset + i]! += resultAdj / Math.sqrt(n);
}

/** Euclidean norm, scaled so that squares neither overflow nor underflow. */
export function norm2(x: Float64Array, xOffset: number, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const size = Math.abs(x[xOffset + i]!);
    if (size > largest || size !== size) largest = size;
  }
  if (!(largest > 0 && largest < Infinity)) return largest;
  const scale = largest > 1e150 || largest < 1e-145 ? largest : 1;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const value = x[xOffset + i]! / scale;
    sum += value * value;
  }
  return scale * Math.sqrt(sum);
}

/** d / d x[i] = x[i] / result; 0 at the origin. */
export function norm2Adjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  resultAdj: number,
  result: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  if (result === 0) return;
  for (let i = 0; i < n; i++) xAdj[xAdjOffset + i]! += resultAdj * (x[xOffset + i]! / result);
}

const block = [
  { name: "x", role: "in" },
  { name: "n", role: "int" },
] as const;
const ofResult = ["x.adj", "result.adj", "result", "x", "n"] as const;

export const maximumKernel = {
  name: "maximum",
  params: block,
  result: "real",
  adjoint: { name: "extremeAdjoint", args: ofResult },
} as const satisfies Kernel;

export const minimumKernel = {
  name: "minimum",
  params: block,
  result: "real",
  adjoint: { name: "extremeAdjoint", args: ofResult },
} as const satisfies Kernel;

export const productKernel = {
  name: "product",
  params: block,
  result: "real",
  adjoint: { name: "productAdjoint", args: ofResult },
} as const satisfies Kernel;

export const varianceKernel = {
  name: "variance",
  params: block,
  result: "real",
  adjoint: { name: "varianceAdjoint", args: ["x.adj", "result.adj", "x", "n"] },
} as const satisfies Kernel;

export const standardDeviationKernel = {
  name: "standardDeviation",
  params: block,
  result: "real",
  adjoint: { name: "standardDeviationAdjoint", args: ofResult },
} as const satisfies Kernel;

export const norm2Kernel = {
  name: "norm2",
  params: block,
  result: "real",
  adjoint: { name: "norm2Adjoint", args: ofResult },
} as const satisfies Kernel;
