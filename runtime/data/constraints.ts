// Do values that were read obey their declaration? Bounds compare element by element; a structure (simplex, ordered,
// covariance matrix ...) judges one vector or matrix at a time. Generated code passes the structure as a function, so that a
// bundle holds only the checks its model uses. NaN fails every constraint.

import { DataError } from "./data-error.ts";
import { elementName, type Shape } from "./shape.ts";

/** A bound for all elements, or one per element in storage order. */
export type Bound = number | ArrayLike<number>;

/** What is wrong with the vector (columns 1) or column-major matrix at `offset`; null if nothing is. */
export type Structure = (
  values: Float64Array,
  offset: number,
  rows: number,
  columns: number,
) => string | null;

export interface Constraint {
  readonly min?: Bound;
  readonly max?: Bound;
  readonly is?: Structure;
}

/**
 * Throws a DataError for the first value that breaks `constraint`; `values` lie flat as `shape` says. NaN passes where there is
 * no constraint.
 */
export function requireConstraint(
  name: string,
  values: Float64Array | Int32Array,
  shape: Shape,
  constraint: Constraint,
): void {
  const { min, max, is } = constraint;
  if (min !== undefined || max !== undefined) {
    for (let i = 0; i < values.length; i++) {
      const complaint = boundsComplaint(values[i]!, at(min, i), at(max, i), values instanceof Int32Array);
      if (complaint !== null) throw new DataError(`${elementName(name, shape, i)} ${complaint}`);
    }
  }
  if (is === undefined || !(values instanceof Float64Array)) return;
  const rows = shape.inner[0] ?? 1;
  const columns = shape.inner[1] ?? 1;
  const blocks = shape.array.reduce((product, size) => product * size, 1);
  for (let block = 0; block < blocks; block++) {
    const offset = block * rows * columns;
    const complaint = is(values, offset, rows, columns);
    if (complaint === null) continue;
    const where =
      shape.array.length === 0 ? name : elementName(name, { array: shape.array, inner: [] }, block);
    throw new DataError(`${where} ${complaint}`);
  }
}

/** What is wrong with one value, as the words that follow its name; null if it lies within the bounds. */
export function boundsComplaint(
  value: number,
  min: number | undefined,
  max: number | undefined,
  isInteger: boolean,
): string | null {
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return null;
  return `is ${value}, expected ${describeBounds(min, max)}${remedy(value, min, isInteger)}`;
}

function describeBounds(min: number | undefined, max: number | undefined): string {
  if (max === undefined) return `at least ${min}`;
  return min === undefined ? `at most ${max}` : `a value from ${min} to ${max}`;
}

function remedy(value: number, min: number | undefined, isInteger: boolean): string {
  if (value !== value) return ": NaN is accepted only where the declaration has no constraint";
  if (isInteger && value === 0 && min === 1)
    return ": counting starts at 1; if these are ids that start at 0, add 1 to each";
  return "";
}

function at(bound: Bound | undefined, i: number): number | undefined {
  return typeof bound === "object" ? bound[i] : bound;
}
