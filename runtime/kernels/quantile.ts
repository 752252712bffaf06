// Sample quantile of a block by linear interpolation between order statistics, the definition of the language (type 7 of Hyndman and Fan,
// "Sample quantiles in statistical packages", The American Statistician 50 (1996)). Data only, so it has no adjoint.

import type { Kernel } from "../descriptor.ts";
import { scratch } from "./scratch.ts";

export function sampleQuantile(x: Float64Array, xOffset: number, p: number, n: number): number {
  const sorted = scratch(8, n);
  for (let i = 0; i < n; i++) sorted[i] = x[xOffset + i]!;
  sorted.subarray(0, n).sort();
  const position = (n - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  return below + 1 < n ? low + (position - below) * (sorted[below + 1]! - low) : low;
}

export const sampleQuantileKernel = {
  name: "sampleQuantile",
  params: [
    { name: "x", role: "in" },
    { name: "p", role: "real" },
    { name: "n", role: "int" },
  ],
  result: "real",
} as const satisfies Kernel;
