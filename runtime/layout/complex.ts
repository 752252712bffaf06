// Complex numbers: real and imaginary parts are stored apart, so that products of complex matrices are products of real ones; unconstrained
// numbers and cells in draws come in pairs, nested values are [re, im].

import { readInto } from "../data/read-values.ts";
import { type Axis, axesOf } from "../data/shape.ts";
import {
  blockCount,
  blockSize,
  type FlatParts,
  type Layout,
  type Nested,
  type StructLayout,
  type StructMethods,
} from "./layout.ts";
import { bracketed, eachIndex } from "./names.ts";
import { real } from "./plain.ts";
import { requireSize } from "./sizes.ts";

function complexLayout(inner: readonly number[]): StructLayout {
  requireSize("a complex vector or matrix", inner, 0);
  return { kind: "complex", array: [], inner, slots: [], methods };
}

export const complex = (): StructLayout => complexLayout([]);
export const complexVector = (size: number): StructLayout => complexLayout([size]);
export const complexRowVector = complexVector;
export const complexMatrix = (rows: number, columns: number): StructLayout => complexLayout([rows, columns]);

const countOf = (layout: StructLayout): number => blockCount(layout) * blockSize(layout);

const methods: StructMethods = {
  parts({ name, keys, outer, starts }, layout) {
    const run = real();
    const full: Layout = { ...run, array: [...outer, ...layout.array], inner: layout.inner };
    const count = countOf(layout);
    return ["real", "imag"].map((key, k) => ({
      name: `${name}.${key}`,
      keys: [...keys, key],
      layout: full,
      run,
      starts: starts.flatMap((start) => Array.from({ length: count }, (_, i) => start + 2 * i + k)),
    }));
  },
  freeSize: (layout) => 2 * countOf(layout),
  eachCell(layout, name, outer, first, cell) {
    eachIndex([...layout.array, ...layout.inner], (index) => {
      cell(`${name}${bracketed(index)}.real`, first, [...outer, ...index]);
      cell(`${name}${bracketed(index)}.imag`, first + 1, [...outer, ...index]);
    });
  },
  nest(layout, value, element) {
    const { real: re, imag: im } = value as { readonly [key: string]: FlatParts };
    if (typeof re === "number") return [re, im as number];
    const axes = axesOf({ array: layout.array, inner: layout.inner });
    return nestPairs(axes, 0, re as Float64Array, im as Float64Array, element * countOf(layout));
  },
  read(name, layout, value, outer) {
    const array = [...outer, ...layout.array];
    const size = countOf({ ...layout, array });
    const pairs = new Float64Array(2 * size);
    readInto(name, value, "real", { array, inner: layout.inner, complex: true }, pairs);
    if (array.length + layout.inner.length === 0) return { real: pairs[0]!, imag: pairs[1]! };
    return {
      real: Float64Array.from({ length: size }, (_, i) => pairs[2 * i]!),
      imag: Float64Array.from({ length: size }, (_, i) => pairs[2 * i + 1]!),
    };
  },
};

function nestPairs(
  axes: readonly Axis[],
  depth: number,
  re: Float64Array,
  im: Float64Array,
  offset: number,
): Nested {
  const axis = axes[depth];
  if (axis === undefined) return [re[offset]!, im[offset]!];
  return Array.from({ length: axis.size }, (_, i) =>
    nestPairs(axes, depth + 1, re, im, offset + i * axis.stride),
  );
}
