// The shape of a container and where its elements lie in flat storage: arrays row-major (outermost index slowest), inside them
// vectors in order and matrices column-major, a complex number as two neighbours (re, im). JSON nests by the same axes.

import { DataError } from "./data-error.ts";

export interface Shape {
  /** Sizes of the array indices, outermost first; [] for no array. */
  readonly array: readonly number[];
  /** What the array holds: [] scalars, [n] vectors, [rows, columns] matrices. */
  readonly inner: readonly number[];
  readonly complex?: boolean;
}

/** One level of nesting: how many elements it has and how far apart they lie in flat storage. */
export interface Axis {
  readonly size: number;
  readonly stride: number;
}

/** The axes in the order in which JSON nests them. */
export function axesOf(shape: Shape): readonly Axis[] {
  const unit = shape.complex === true ? 2 : 1;
  const axes: Axis[] = [];
  let stride = unit;
  for (const size of shape.inner) {
    axes.push({ size, stride });
    stride *= size;
  }
  // A matrix is column-major: its row index, which JSON nests outside, has the smaller stride, as the loop above gives it.
  const outer: Axis[] = [];
  for (const size of [...shape.array].reverse()) {
    outer.unshift({ size, stride });
    stride *= size;
  }
  return [...outer, ...axes, ...(unit === 2 ? [{ size: 2, stride: 1 }] : [])];
}

/** How many numbers the flat storage holds. Throws a DataError naming the variable when a declared size is negative. */
export function flatLength(name: string, shape: Shape): number {
  let length = shape.complex === true ? 2 : 1;
  for (const size of [...shape.array, ...shape.inner]) {
    if (size < 0) {
      throw new DataError(
        `${name} has the declared size ${size}: a size must be 0 or more; mend the data it is computed from`,
      );
    }
    length *= size;
  }
  return length;
}

/** The element at a flat position as a user writes it: `theta[2,3]` (from 1); the bare name for a scalar. */
export function elementName(name: string, shape: Shape, position: number): string {
  const indices = axesOf(shape)
    .slice(0, shape.array.length + shape.inner.length)
    .map(({ size, stride }) => (Math.floor(position / stride) % size) + 1);
  return indices.length === 0 ? name : `${name}[${indices.join(",")}]`;
}

/** "8", "3 x 4": for messages. */
export function describeShape(shape: Shape): string {
  const number = shape.complex === true ? "complex number" : "number";
  const elements = shape.array.reduce((product, size) => product * size, 1);
  const [rows, columns] = shape.inner;
  if (shape.array.length === 0) {
    if (rows === undefined) return `a ${number}`;
    return columns === undefined ? plural(rows, number) : `a ${rows} x ${columns} matrix`;
  }
  const sizes = shape.array.join(" x ");
  if (rows === undefined) return `an array of ${sizes} ${number}${elements === 1 ? "" : "s"}`;
  return columns === undefined
    ? `an array of ${sizes} vectors of ${rows}`
    : `an array of ${sizes} matrices of ${rows} x ${columns}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
