// Sorting of blocks and the permutations that sort them. Equal values keep their order in both directions; the adjoint of a sorted
// block finds the permutation again instead of storing it. Indices count from 1, as the language does.

import type { Kernel } from "../descriptor.ts";

type Values = Float64Array | Int32Array;

/** order[i] = position (from 1) of the i-th smallest value. */
export function sortIndicesAsc(
  order: Int32Array,
  orderOffset: number,
  x: Values,
  xOffset: number,
  n: number,
): void {
  const positions = order.subarray(orderOffset, orderOffset + n);
  for (let i = 0; i < n; i++) positions[i] = i + 1;
  const base = xOffset - 1;
  positions.sort((a, b) => x[base + a]! - x[base + b]! || a - b);
}

/** order[i] = position (from 1) of the i-th largest value. */
export function sortIndicesDesc(
  order: Int32Array,
  orderOffset: number,
  x: Values,
  xOffset: number,
  n: number,
): void {
  const positions = order.subarray(orderOffset, orderOffset + n);
  for (let i = 0; i < n; i++) positions[i] = i + 1;
  const base = xOffset - 1;
  positions.sort((a, b) => x[base + b]! - x[base + a]! || a - b);
}

export function sortAsc(y: Values, yOffset: number, x: Values, xOffset: number, n: number): void {
  for (let i = 0; i < n; i++) y[yOffset + i] = x[xOffset + i]!;
  y.subarray(yOffset, yOffset + n).sort();
}

export function sortDesc(y: Values, yOffset: number, x: Values, xOffset: number, n: number): void {
  sortAsc(y, yOffset, x, xOffset, n);
  y.subarray(yOffset, yOffset + n).reverse();
}

/** xAdj[order[i]] += yAdj[i]. */
export function sortAscAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  yAdj: Float64Array,
  yAdjOffset: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  const order = new Int32Array(n);
  sortIndicesAsc(order, 0, x, xOffset, n);
  for (let i = 0; i < n; i++) xAdj[xAdjOffset + order[i]! - 1]! += yAdj[yAdjOffset + i]!;
}

export function sortDescAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  yAdj: Float64Array,
  yAdjOffset: number,
  x: Float64Array,
  xOffset: number,
  n: number,
): void {
  const order = new Int32Array(n);
  sortIndicesDesc(order, 0, x, xOffset, n);
  for (let i = 0; i < n; i++) xAdj[xAdjOffset + order[i]! - 1]! += yAdj[yAdjOffset + i]!;
}

/** How many values are smaller than the one at `position` (from 1). */
export function rank(x: Values, xOffset: number, n: number, position: number): number {
  const value = x[xOffset + position - 1]!;
  let smaller = 0;
  for (let i = 0; i < n; i++) if (x[xOffset + i]! < value) smaller++;
  return smaller;
}

const sorted = [
  { name: "y", role: "out" },
  { name: "x", role: "in" },
  { name: "n", role: "int" },
] as const;
const order = [
  { name: "order", role: "out", elem: "i32" },
  { name: "x", role: "in" },
  { name: "n", role: "int" },
] as const;

export const sortAscKernel = {
  name: "sortAsc",
  params: sorted,
  adjoint: { name: "sortAscAdjoint", args: ["x.adj", "y.adj", "x", "n"] },
} as const satisfies Kernel;

export const sortDescKernel = {
  name: "sortDesc",
  params: sorted,
  adjoint: { name: "sortDescAdjoint", args: ["x.adj", "y.adj", "x", "n"] },
} as const satisfies Kernel;

export const sortIndicesAscKernel = { name: "sortIndicesAsc", params: order } as const satisfies Kernel;

export const sortIndicesDescKernel = { name: "sortIndicesDesc", params: order } as const satisfies Kernel;

export const rankKernel = {
  name: "rank",
  params: [
    { name: "x", role: "in" },
    { name: "n", role: "int" },
    { name: "position", role: "int" },
  ],
  result: "int",
} as const satisfies Kernel;
