// Adjoints of the two block statements that are not kernels themselves: copying a block and filling one with a value.

import type { Kernel } from "../descriptor.ts";

/** Reverse of `to <- from`: the adjoint of `to` moves to `from` and leaves zeros. The blocks may overlap. */
export function moveAdjoint(
  fromAdj: Float64Array,
  fromAdjOffset: number,
  toAdj: Float64Array,
  toAdjOffset: number,
  n: number,
): void {
  // Each cell is emptied before anything is added, in the direction in which no cell is emptied after it was added to.
  const isForward = fromAdj !== toAdj || fromAdjOffset <= toAdjOffset;
  for (let k = 0; k < n; k++) {
    const i = isForward ? k : n - 1 - k;
    const adjoint = toAdj[toAdjOffset + i]!;
    toAdj[toAdjOffset + i] = 0;
    fromAdj[fromAdjOffset + i]! += adjoint;
  }
}

/** Sum of a block: the adjoint of a value that filled it. */
export function blockSum(x: Float64Array, xOffset: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[xOffset + i]!;
  return sum;
}

export const moveAdjointKernel = {
  name: "moveAdjoint",
  params: [
    { name: "fromAdj", role: "inout" },
    { name: "toAdj", role: "inout" },
    { name: "n", role: "int" },
  ],
} as const satisfies Kernel;

export const blockSumKernel = {
  name: "blockSum",
  params: [
    { name: "x", role: "in" },
    { name: "n", role: "int" },
  ],
  result: "real",
} as const satisfies Kernel;
