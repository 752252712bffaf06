// Positions in flat storage: row-major over the dims of the buffer, by Horner's rule, with constants folded by the MIR's own arithmetic.

import { iadd, imul, int, product, ref } from "../ir/build.ts";
import type { Buffer, Expr } from "../ir/mir.ts";
import type { Printing } from "./printing.ts";

/** Position in the array that holds the buffer. */
export function placeOf(p: Printing, buffer: Buffer, index: readonly Expr[]): Expr {
  const start = p.offsets?.get(buffer);
  const offset = flatOffset(buffer, index);
  return start === undefined ? offset : iadd(ref(start), offset);
}

/** Offset of the cell, or of the block that starts there: missing trailing indices are 0. */
function flatOffset(buffer: Buffer, index: readonly Expr[]): Expr {
  let offset: Expr = int(0);
  for (const [k, dim] of buffer.dims.entries()) offset = iadd(imul(offset, dim), index[k] ?? int(0));
  return offset;
}

export const cellCount = (buffer: Buffer): Expr => product(buffer.dims);
