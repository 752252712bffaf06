// What generated `bind(data)` calls first: one check per declared variable, from whatever the caller passed to flat storage
// that the density can trust. Each function names the variable in its DataError and returns fresh storage: arrays row-major,
// matrices column-major, complex numbers as (re, im).

import { closestName } from "./closest-name.ts";
import { type Bound, boundsComplaint, type Constraint, requireConstraint } from "./constraints.ts";
import { DataError, describeValue, isArrayLike } from "./data-error.ts";
import { readInto, readNumber } from "./read-values.ts";
import { flatLength, type Shape } from "./shape.ts";

export interface ScalarBounds {
  readonly min?: number;
  readonly max?: number;
}

export interface ElementBounds {
  readonly min?: Bound;
  readonly max?: Bound;
}

/** All declared variables must be there; the message lists every missing one. Other keys are ignored. */
export function checkKeys(data: unknown, names: readonly string[]): void {
  if (typeof data !== "object" || data === null || isArrayLike(data)) {
    throw new DataError(
      `the data are ${describeValue(data)}, expected an object with the keys ${names.join(", ")}`,
    );
  }
  const missing = names.filter(
    (name) => !Object.hasOwn(data, name) || (data as Record<string, unknown>)[name] === undefined,
  );
  if (missing.length === 0) return;
  const unused = Object.keys(data).filter((key) => !names.includes(key));
  const described = missing.map((name) => {
    const closest = closestName(name, unused);
    return closest === null ? name : `${name} (there is ${closest}: did you mean that?)`;
  });
  throw new DataError(`missing from the data: ${described.join(", ")}`);
}

export function checkInt(name: string, value: unknown, bounds: ScalarBounds = {}): number {
  const number = readNumber(name, value, "int");
  return withinBounds(name, number, bounds, true);
}

export function checkReal(name: string, value: unknown, bounds: ScalarBounds = {}): number {
  const number = readNumber(name, value, "real");
  return withinBounds(name, number, bounds, false);
}

function withinBounds(name: string, value: number, { min, max }: ScalarBounds, isInteger: boolean): number {
  const complaint = boundsComplaint(value, min, max, isInteger);
  if (complaint !== null) throw new DataError(`${name} ${complaint}`);
  return value;
}

/** `[re, im]` */
export function checkComplex(name: string, value: unknown): Float64Array {
  return checkArray(name, value, { array: [], inner: [], complex: true });
}

/** `array[dims] int` */
export function checkInts(
  name: string,
  value: unknown,
  dims: number | readonly number[],
  bounds: ElementBounds = {},
): Int32Array {
  const shape: Shape = { array: typeof dims === "number" ? [dims] : dims, inner: [] };
  const out = new Int32Array(flatLength(name, shape));
  readInto(name, value, "int", shape, out);
  requireConstraint(name, out, shape, bounds);
  return out;
}

/** `array[dims] real` */
export function checkReals(
  name: string,
  value: unknown,
  dims: number | readonly number[],
  bounds: ElementBounds = {},
): Float64Array {
  return checkArray(name, value, { array: typeof dims === "number" ? [dims] : dims, inner: [] }, bounds);
}

/** `vector[size]`, and `simplex[size]` and its like through `{ is: isSimplex }`. */
export function checkVector(
  name: string,
  value: unknown,
  size: number,
  constraint: Constraint = {},
): Float64Array {
  return checkArray(name, value, { array: [], inner: [size] }, constraint);
}

/** `row_vector[size]` */
export const checkRowVector: typeof checkVector = checkVector;

/** `matrix[rows, columns]`, given as an array of rows, returned column-major. */
export function checkMatrix(
  name: string,
  value: unknown,
  rows: number,
  columns: number,
  constraint: Constraint = {},
): Float64Array {
  return checkArray(name, value, { array: [], inner: [rows, columns] }, constraint);
}

/** Any container of reals or complex numbers: `{ array: [J], inner: [K] }` is `array[J] vector[K]`. */
export function checkArray(
  name: string,
  value: unknown,
  shape: Shape,
  constraint: Constraint = {},
): Float64Array {
  const out = new Float64Array(flatLength(name, shape));
  readInto(name, value, "real", shape, out);
  requireConstraint(name, out, shape, constraint);
  return out;
}

/** Of pairs (re, im) as `checkArray` returns complex containers. */
export const realPart = (pairs: Float64Array): Float64Array =>
  Float64Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i]!);
export const imaginaryPart = (pairs: Float64Array): Float64Array =>
  Float64Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i + 1]!);

/**
 * The slots of `tuple(...)`, given as an object with the keys "1", "2", ... For `array[dims] tuple(...)` each slot comes back
 * as the nested array of its values, ready for the check of the slot's own type with `dims` in front.
 */
export function checkTuple(
  name: string,
  value: unknown,
  slots: number,
  dims: readonly number[] = [],
): readonly unknown[] {
  const [size, ...rest] = dims;
  if (size === undefined) return slotsOf(name, value, slots);
  if (!isArrayLike(value))
    throw new DataError(`${name} is ${describeValue(value)}, expected an array of ${size} tuples`);
  if (value.length !== size) throw new DataError(`${name} has ${value.length} tuples, expected ${size}`);
  const elements = Array.from({ length: size }, (_, i) =>
    checkTuple(`${name}[${i + 1}]`, value[i], slots, rest),
  );
  return Array.from({ length: slots }, (_, slot) => elements.map((element) => element[slot]));
}

function slotsOf(name: string, value: unknown, slots: number): readonly unknown[] {
  const keys = Array.from({ length: slots }, (_, i) => String(i + 1));
  if (typeof value !== "object" || value === null || isArrayLike(value)) {
    const found = value === undefined ? "missing from the data" : describeValue(value);
    throw new DataError(
      `${name} is ${found}, expected a tuple: an object with the keys "${keys.join('", "')}"`,
    );
  }
  const missing = keys.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined)
    throw new DataError(`${name} has no slot "${missing}", expected the keys "${keys.join('", "')}"`);
  return keys.map((key) => (value as Record<string, unknown>)[key]);
}
