// The cells of a variable as they appear in draws and tables: column-major over all indices, array ones included, unlike storage, which
// is row-major over arrays. One table per variable leads from the written order to storage.

import { axesOf } from "../data/shape.ts";
import { type AnyLayout, type Flat, type FlatParts, isStruct, type Part, type VisitCell } from "./layout.ts";
import { partAt, partsOf } from "./parts.ts";

export interface Cells {
  /** `mu`, `theta[1,2]`, `t[1].2[3]`, `z[2].real`. */
  readonly names: readonly string[];
  readonly parts: readonly Part[];
  /** Part of each cell, by its place in `parts`. */
  readonly sources: Int32Array;
  /** Storage position of each cell within its part. */
  readonly positions: Int32Array;
}

export function cellsOf(name: string, layout: AnyLayout): Cells {
  const parts = partsOf(name, layout, 0);
  const strides = parts.map((part) => axesOf(part.layout).map((axis) => axis.stride));
  const names: string[] = [];
  const sources: number[] = [];
  const positions: number[] = [];
  eachCell(layout, name, [], 0, (text, source, index) => {
    names.push(text);
    sources.push(source);
    positions.push(index.reduce((position, i, d) => position + strides[source]![d]! * i, 0));
  });
  return { names, parts, sources: Int32Array.from(sources), positions: Int32Array.from(positions) };
}

/** Calls `cell` for every cell of a variable, or of a slot inside arrays of tuples. */
export function eachCell(
  layout: AnyLayout,
  name: string,
  outer: readonly number[],
  first: number,
  cell: VisitCell,
): void {
  if (isStruct(layout)) return layout.methods.eachCell(layout, name, outer, first, cell);
  eachIndex([...layout.array, ...layout.inner], (index) =>
    cell(name + bracketed(index), first, [...outer, ...index]),
  );
}

export const bracketed = (index: readonly number[]): string =>
  index.length === 0 ? "" : `[${index.map((i) => i + 1).join(",")}]`;

/** All indices, the first one fastest. */
export function eachIndex(sizes: readonly number[], visit: (index: readonly number[]) => void): void {
  const count = sizes.reduce((a, b) => a * b, 1);
  const index = sizes.map(() => 0);
  for (let n = 0; n < count; n++) {
    visit(index);
    for (let d = 0; d < sizes.length; d++) {
      index[d]!++;
      if (index[d]! < sizes[d]!) break;
      index[d] = 0;
    }
  }
}

/** Writes the cells of `value` to `out` from `offset` on; returns how many. */
export function writeCells(cells: Cells, value: FlatParts, out: Float64Array, offset: number): number {
  const { parts, sources, positions } = cells;
  const flats = parts.map((part) => partAt(value, part) as Flat);
  for (let i = 0; i < positions.length; i++) {
    const flat = flats[sources[i]!]!;
    out[offset + i] = typeof flat === "number" ? flat : flat[positions[i]!]!;
  }
  return positions.length;
}
