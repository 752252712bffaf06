// The generalised hypergeometric function pFq with its parameters as blocks; the series and its derivatives live with the functions.

import type { Kernel } from "../descriptor.ts";
import {
  hypergeometricPFq,
  hypergeometricPFqDParameter,
  hypergeometricPFqDz,
} from "../functions/hypergeometric.ts";

/** pFq(a; b; z) for a of p and b of q parameters. */
export function hypergeometricSeries(
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  z: number,
  p: number,
  q: number,
): number {
  return hypergeometricPFq(a.subarray(aOffset, aOffset + p), b.subarray(bOffset, bOffset + q), z);
}

export function hypergeometricSeriesAdjoint(
  aAdj: Float64Array | null,
  aAdjOffset: number,
  bAdj: Float64Array | null,
  bAdjOffset: number,
  zAdj: Float64Array | null,
  zAdjOffset: number,
  resultAdj: number,
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  z: number,
  p: number,
  q: number,
): void {
  const [upper, lower] = [a.subarray(aOffset, aOffset + p), b.subarray(bOffset, bOffset + q)];
  for (let i = 0; i < p && aAdj !== null; i++)
    aAdj[aAdjOffset + i]! += resultAdj * hypergeometricPFqDParameter(upper, lower, z, true, i);
  for (let i = 0; i < q && bAdj !== null; i++)
    bAdj[bAdjOffset + i]! += resultAdj * hypergeometricPFqDParameter(upper, lower, z, false, i);
  if (zAdj !== null) zAdj[zAdjOffset]! += resultAdj * hypergeometricPFqDz(upper, lower, z);
}

export const hypergeometricSeriesKernel = {
  name: "hypergeometricSeries",
  params: [
    { name: "a", role: "in" },
    { name: "b", role: "in" },
    { name: "z", role: "real" },
    { name: "p", role: "int" },
    { name: "q", role: "int" },
  ],
  result: "real",
  adjoint: {
    name: "hypergeometricSeriesAdjoint",
    args: ["a.adj", "b.adj", "z.adj", "result.adj", "a", "b", "z", "p", "q"],
  },
} as const satisfies Kernel;
