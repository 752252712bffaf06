// Nested arrays, typed arrays and `{ values, dims }` to flat storage. The walk follows the declared shape, so every complaint
// can say which element of which variable is wrong. `{ values, dims }` holds its numbers in storage order already: arrays
// row-major, matrices column-major (see shape.ts). The caller's arrays are copied, never kept.

import { DataError, describeValue, isArrayLike } from "./data-error.ts";
import { axesOf, type Axis, describeShape, flatLength, plural, type Shape } from "./shape.ts";

/** A container that is flat already. */
export interface FlatArray {
  readonly values: ArrayLike<number>;
  readonly dims: readonly number[];
}

type NumberKind = "int" | "real";

interface Walk {
  readonly name: string;
  readonly kind: NumberKind;
  readonly shape: Shape;
  readonly axes: readonly Axis[];
  readonly out: Float64Array | Int32Array;
}

/** Fills `out` (length `flatLength`) from `value`. Throws a DataError. */
export function readInto(
  name: string,
  value: unknown,
  kind: NumberKind,
  shape: Shape,
  out: Float64Array | Int32Array,
): void {
  if (value === undefined || value === null) throw missing(name, shape, value);
  const walk: Walk = { name, kind, shape, axes: axesOf(shape), out };
  if (isFlatArray(value)) return readFlat(walk, value);
  if (out.length === 0 && flatLength(name, shape) === 0 && isArrayLike(value) && countLeaves(value) === 0)
    return;
  readAxis(walk, value, 0, 0, []);
}

export function readNumber(name: string, value: unknown, kind: NumberKind): number {
  if (typeof value === "number") return kind === "int" ? requireInteger(name, value) : value;
  if (value === undefined || value === null) throw missing(name, { array: [], inner: [] }, value);
  const special = kind === "real" && typeof value === "string" ? spelledNumber(value) : null;
  if (special !== null) return special;
  throw new DataError(
    `${name} is ${describeValue(value)}, expected ${nounOf(kind)}${numberRemedy(value, kind)}`,
  );
}

/** CmdStan's spellings of the numbers that JSON lacks; null for any other text. */
export function spelledNumber(text: string): number | null {
  const match = /^([+-]?)(nan|inf(?:inity)?)$/i.exec(text.trim());
  if (match === null) return null;
  if (match[2]!.toLowerCase() === "nan") return NaN;
  return match[1] === "-" ? -Infinity : Infinity;
}

function readAxis(walk: Walk, value: unknown, depth: number, offset: number, path: readonly number[]): void {
  const axis = walk.axes[depth];
  if (axis === undefined) {
    walk.out[offset] = readNumber(walk.name, value, walk.kind);
    return;
  }
  if (!isArrayLike(value)) throw notAnArray(walk, value, depth, path);
  if (value.length !== axis.size) throw wrongLength(walk, value, depth, path);
  if (depth < walk.axes.length - 1) {
    for (let i = 0; i < axis.size; i++) {
      readAxis(walk, value[i], depth + 1, offset + i * axis.stride, [...path, i + 1]);
    }
    return;
  }
  // The innermost run, where the bulk of the data is: no path, no call for a plain number.
  for (let i = 0; i < axis.size; i++) {
    const element = value[i];
    const isPlain = typeof element === "number" && (walk.kind === "real" || element === (element | 0));
    walk.out[offset + i * axis.stride] = isPlain
      ? element
      : readNumber(place(walk.name, [...path, i + 1]), element, walk.kind);
  }
}

function readFlat(walk: Walk, { values, dims }: FlatArray): void {
  const declared = [...walk.shape.array, ...walk.shape.inner, ...(walk.shape.complex === true ? [2] : [])];
  if (dims.length !== declared.length || dims.some((size, i) => size !== declared[i])) {
    throw new DataError(
      `${walk.name} has dims [${dims.join(", ")}], expected [${declared.join(", ")}]: ${describeShape(walk.shape)}`,
    );
  }
  if (values.length !== walk.out.length) {
    throw new DataError(
      `${walk.name} has ${values.length} values, but its dims [${dims.join(", ")}] need ${walk.out.length}`,
    );
  }
  for (let i = 0; i < walk.out.length; i++)
    walk.out[i] = readNumber(`${walk.name}.values[${i}]`, values[i], walk.kind);
}

function isFlatArray(value: unknown): value is FlatArray {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.hasOwn(value, "values") &&
    Object.hasOwn(value, "dims") &&
    isArrayLike((value as FlatArray).values) &&
    isArrayLike((value as FlatArray).dims)
  );
}

function countLeaves(value: unknown): number {
  if (!isArrayLike(value)) return 1;
  let count = 0;
  for (let i = 0; i < value.length; i++) count += countLeaves(value[i]);
  return count;
}

function requireInteger(name: string, value: number): number {
  if (!Number.isInteger(value)) throw new DataError(`${name} is ${value}, expected an integer`);
  if (value < -2147483648 || value > 2147483647) {
    throw new DataError(
      `${name} is ${value}, expected an integer of 32 bits (-2147483648 to 2147483647): declare it real`,
    );
  }
  return value;
}

// ---------------------------------------------------------------------------------------------------------------- messages

function place(name: string, path: readonly number[]): string {
  return path.length === 0 ? name : `${name}[${path.join(",")}]`;
}

function nounOf(kind: NumberKind): string {
  return kind === "int" ? "an integer" : "a real number";
}

function missing(name: string, shape: Shape, value: unknown): DataError {
  if (value === null) {
    return new DataError(
      `${name} is null, expected ${describeShape(shape)}: leave missing values out, or model them as parameters`,
    );
  }
  return new DataError(`${name} is missing from the data, expected ${describeShape(shape)}`);
}

function numberRemedy(value: unknown, kind: NumberKind): string {
  if (typeof value === "boolean") return `: write ${value ? 1 : 0}`;
  if (value === null) return ": leave missing values out, or model them as parameters";
  if (isArrayLike(value)) return value.length === 1 ? ": take it out of its brackets" : "";
  if (typeof value !== "string") return "";
  const text = value.trim();
  if (text !== "" && Number.isFinite(Number(text))) return `: write ${Number(text)} without quotes`;
  if (kind === "int" && spelledNumber(text) !== null) return ": an int has no NaN and no infinity";
  if (/^\d{4}-\d{1,2}(-\d{1,2})?\b|^\d{1,2}[./]\d{1,2}[./]\d{2,4}/.test(text)) {
    return ": turn dates into numbers first, for example days since the first one";
  }
  return text === "" || /^(na|null|none|n\/a)$/i.test(text)
    ? ": leave missing values out, or model them as parameters"
    : ": code categories as numbers first";
}

function notAnArray(walk: Walk, value: unknown, depth: number, path: readonly number[]): DataError {
  const expected = expectedAt(walk, depth);
  const found = `${place(walk.name, path)} is ${describeValue(value)}, expected ${expected}`;
  if (typeof value !== "number") return new DataError(found);
  if (walk.axes.length === depth + 1 && walk.axes[depth]!.size === 1)
    return new DataError(`${found}: wrap it in [ ], as in [${value}]`);
  if (depth > 0 && depth === walk.shape.array.length + 1)
    return new DataError(`${found}: write a matrix as an array of its rows`);
  return new DataError(found);
}

function wrongLength(
  walk: Walk,
  value: ArrayLike<unknown>,
  depth: number,
  path: readonly number[],
): DataError {
  const { size } = walk.axes[depth]!;
  const found = `${place(walk.name, path)} has ${plural(value.length, "element")}, expected ${size}`;
  const rest = walk.axes.slice(depth).map((axis) => axis.size);
  const whole = rest.length > 1 ? ` (${describeShape(walk.shape)})` : "";
  const first = value[0];
  if (rest.length === 2 && value.length === rest[1] && isArrayLike(first) && first.length === rest[0]) {
    return new DataError(
      `${found}${whole}: it looks transposed; a matrix is written as an array of its rows`,
    );
  }
  const difference = value.length - size;
  const offByOne =
    difference === 1 || difference === -1 ? `: one too ${difference > 0 ? "many" : "few"}` : "";
  return new DataError(
    `${found}${whole}${offByOne}${offByOne === "" ? ": " : "; "}does the size given in the data agree with the data?`,
  );
}

function expectedAt(walk: Walk, depth: number): string {
  if (depth === 0) return describeShape(walk.shape);
  const noun = walk.kind === "int" ? "integer" : "number";
  const rest = walk.axes.slice(depth).map((axis) => axis.size);
  return rest.length === 1
    ? `an array of ${plural(rest[0]!, noun)}`
    : `an array of ${rest.join(" x ")} ${noun}s`;
}
