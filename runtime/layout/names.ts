// The cells of a variable as they appear in draws and tables: column-major over all indices, array ones included, unlike storage, which
// is row-major over arrays. One table per variable leads from the written order to storage.

import { axesOf } from "../data/shape.ts";
import { type Flat, flatSize, type Layout } from "./layout.ts";

export interface Cells {
  /** `mu`, `theta[1,2]`. */
  readonly names: readonly string[];
  /** Storage position of each cell. */
  readonly positions: Int32Array;
}

export function cellsOf(name: string, layout: Layout): Cells {
  const axes = axesOf(layout);
  const size = flatSize(layout);
  const positions = new Int32Array(size);
  const names: string[] = [];
  const index = axes.map(() => 0);
  for (let cell = 0; cell < size; cell++) {
    positions[cell] = axes.reduce((position, axis, d) => position + axis.stride * index[d]!, 0);
    names.push(axes.length === 0 ? name : `${name}[${index.map((i) => i + 1).join(",")}]`);
    for (let d = 0; d < axes.length; d++) {
      index[d]!++;
      if (index[d]! < axes[d]!.size) break;
      index[d] = 0;
    }
  }
  return { names, positions };
}

/** Writes the cells of `value` to `out` from `offset` on; returns how many. */
export function writeCells(cells: Cells, value: Flat, out: Float64Array, offset: number): number {
  if (typeof value === "number") out[offset] = value;
  else for (let i = 0; i < cells.positions.length; i++) out[offset + i] = value[cells.positions[i]!]!;
  return cells.positions.length;
}
