// What the functions of containers should give, written from their definitions in the language's reference: indices, sums, products.

import { type Type } from "../../../../compiler/ir/type.ts";
import { c, dot, matmul, plus, times, total, type C, type Grid, type Row } from "./complex-arithmetic.ts";
import { elementType, rankOf, scalarOf, type Nested } from "./nested.ts";

export interface Given {
  readonly args: readonly Nested[];
  readonly types: readonly Type[];
  readonly result: Type;
}

export type Reference = (given: Given) => Nested;

type List = readonly Nested[];
const list = (x: Nested | undefined): List => x as List;
const count = (x: Nested | undefined): number => x as number;
const numbers = (x: Nested | undefined): readonly number[] => x as readonly number[];

/** A scalar as a complex number. */
export const asC = (x: Nested): C => (typeof x === "number" ? c(x) : (x as unknown as C));
export const asRow = (x: Nested): C[] => list(x).map(asC);
export const asGrid = (x: Nested): C[][] => list(x).map(asRow);
export const isComplexType = (type: Type): boolean => scalarOf(type).kind.startsWith("complex");

/** Back to what the type holds: real numbers must have no imaginary part. */
export const fromC = (z: C, isComplex: boolean): Nested => {
  if (isComplex) return [...z];
  if (Math.abs(z[1]) > 1e-12) throw new Error(`${z} is no real number`);
  return z[0];
};
const fromRow = (row: Row, type: Type): Nested => row.map((z) => fromC(z, isComplexType(type)));
const fromGrid = (grid: Grid, type: Type): Nested => grid.map((row) => fromRow(row, type));

/** All scalars of a value, the first index fastest: the order of matrices in memory. */
function columnMajor(x: Nested, type: Type): Nested[] {
  if (rankOf(type) === 0) return [x];
  if (!scalarOf(type).kind.toLowerCase().endsWith("matrix"))
    return list(x).flatMap((y) => columnMajor(y, elementType(type)!));
  const rows = x as readonly List[];
  return (rows[0] ?? []).flatMap((_, k) => rows.map((row) => row[k]!));
}

/** Row vectors and vectors as matrices of one row or column. */
function asMatrix(x: Nested, type: Type): C[][] {
  if (rankOf(type) === 2) return asGrid(x);
  if (rankOf(type) === 0) return [[asC(x)]];
  return type.kind.toLowerCase().endsWith("rowvector") ? [asRow(x)] : asRow(x).map((z) => [z]);
}

/** A matrix in the shape of a type. */
function shaped(grid: Grid, type: Type): Nested {
  const rank = rankOf(type);
  if (rank === 2) return fromGrid(grid, type);
  return rank === 1 ? fromRow(grid.flat(), type) : fromC(grid[0]![0]!, isComplexType(type));
}

const whole =
  (of: (z: readonly C[]) => C): Reference =>
  ({ args: [x], types: [type], result }) =>
    fromC(of(columnMajor(x!, type!).map(asC)), isComplexType(result));
const statistic =
  (of: (x: readonly number[]) => number): Reference =>
  ({ args: [x], types: [type] }) =>
    of(columnMajor(x!, type!) as number[]);
const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
const variance = (x: readonly number[]): number =>
  x.length === 1 ? 0 : x.reduce((s, v) => s + (v - mean(x)) ** 2, 0) / (x.length - 1);
const ordered =
  (sign: 1 | -1): Reference =>
  ({ args: [x] }) =>
    [...numbers(x)].sort((a, b) => sign * (a - b));
const orderOf = (sign: 1 | -1): Reference => ({ args: [x] }) =>
  numbers(x).map((_, i) => i + 1).sort((i, j) => sign * (numbers(x)[i - 1]! - numbers(x)[j - 1]!)); // prettier-ignore
const filled =
  (value: number): Reference =>
  ({ args: [n] }) =>
    new Array<number>(count(n)).fill(value);
const oneHot: Reference = ({ args: [n, k] }) =>
  Array.from({ length: count(n) }, (_, i) => (i + 1 === k ? 1 : 0));
const spaced: Reference = ({ args: [n, from, to] }) =>
  Array.from({ length: count(n) }, (_, i) => count(from) + (i * (count(to) - count(from))) / (count(n) - 1));
const repeated = (x: Nested, sizes: readonly number[]): Nested =>
  sizes.length === 0 ? x : Array.from({ length: sizes[0]! }, () => repeated(x, sizes.slice(1)));
const promoted = (x: Nested, type: Type, to: Type): Nested =>
  isComplexType(to) && !isComplexType(type) ? fromGridOrLess(x, to) : x;
const fromGridOrLess = (x: Nested, to: Type): Nested =>
  typeof x === "number" ? [x, 0] : list(x).map((y) => fromGridOrLess(y, to));

/** How matrices are filled from lists: by columns unless the last argument is 0. */
const toMatrix: Reference = ({ args, types, result }) => {
  const [x, m, n, byColumns] = args;
  const rank = rankOf(types[0]!);
  if (m === undefined) {
    const like =
      rank === 2 ? x! : types[0]!.kind.toLowerCase().endsWith("rowvector") ? [x!] : list(x).map((y) => [y]);
    return promoted(like, types[0]!, result);
  }
  const values = columnMajor(x!, types[0]!);
  return Array.from({ length: count(m) }, (_, i) =>
    Array.from(
      { length: count(n) },
      (_, j) => values[byColumns === 0 ? i * count(n) + j : i + j * count(m)]!,
    ),
  );
};

const toArray1d: Reference = ({ args: [x], types: [type] }) => columnMajor(x!, type!);
const joined =
  (isRows: boolean): Reference =>
  ({ args: [x, y], types, result }) => {
    // append_row of scalars and vectors stacks columns; of row vectors and matrices, rows. append_col is the transpose of that.
    const [a, b] = [x!, y!].map((v, k) => {
      const m = asMatrix(v, types[k]!);
      return isRows ? m : transposedGrid(m);
    });
    const rows = [...a!, ...b!];
    return shaped(isRows ? rows : transposedGrid(rows), result);
  };
const transposedGrid = (m: Grid): C[][] => (m[0] ?? []).map((_, k) => m.map((row) => row[k]!));

const elementwise =
  (f: (a: C, b: C) => C): Reference =>
  ({ args: [x, y], types, result }) => {
    const a = asMatrix(x!, types[0]!);
    const b = asMatrix(y!, types[1]!);
    const like = rankOf(types[0]!) > 0 ? a : b;
    const at = (m: Grid, rank: number, i: number, j: number): C => (rank === 0 ? m[0]![0]! : m[i]![j]!);
    return shaped(
      like.map((row, i) =>
        row.map((_, j) => f(at(a, rankOf(types[0]!), i, j), at(b, rankOf(types[1]!), i, j))),
      ),
      result,
    );
  };
const product: Reference = (given) => {
  const { args: [x, y], types, result } = given; // prettier-ignore
  if (types.some((type) => rankOf(type) === 0)) return elementwise(times)(given);
  return shaped(matmul(asMatrix(x!, types[0]!), asMatrix(y!, types[1]!)), result);
};

/** Sums over the columns of a matrix; a vector has one column, a row vector one row. The first factor is conjugated. */
const columnDots =
  (byRows: boolean): Reference =>
  ({ args, types, result }) => {
    const [a, b] = [args[0]!, args[1] ?? args[0]!].map((x, k) => {
      const m = asMatrix(x, types[k] ?? types[0]!);
      return byRows ? m : transposedGrid(m);
    });
    return fromRow(
      a!.map((row, i) =>
        dot(
          row.map(([re, im]) => c(re, -im)),
          b![i]!,
        ),
      ),
      result,
    );
  };
const innerProduct: Reference = ({ args, result }) =>
  fromC(
    dot(
      asRow(args[0]!).map(([re, im]) => c(re, -im)),
      asRow(args[1] ?? args[0]!),
    ),
    isComplexType(result),
  );

const cut =
  (from: (n: number, given: Given) => number, to: (n: number, given: Given) => number): Reference =>
  (given) => {
    const x = list(given.args[0]);
    return x.slice(from(x.length, given), to(x.length, given));
  };
const shape = (x: Nested, type: Type): number[] =>
  rankOf(type) === 0 ? [] : [list(x).length, ...shape(list(x)[0]!, elementType(type)!)];
const partOfRow = (x: Nested | undefined, i: number, j: number, n: number): Nested =>
  list(list(x)[i - 1]).slice(j - 1, j - 1 + n);

export const containers: Readonly<Record<string, Reference>> = {
  sum: whole(total),
  prod: whole((z) => z.reduce(times, c(1))),
  mean: statistic(mean),
  variance: statistic(variance),
  sd: statistic((x) => Math.sqrt(variance(x))),
  min: ({ args, types }) =>
    Math.min(...(args.length > 1 ? (args as number[]) : (columnMajor(args[0]!, types[0]!) as number[]))),
  max: ({ args, types }) =>
    Math.max(...(args.length > 1 ? (args as number[]) : (columnMajor(args[0]!, types[0]!) as number[]))),
  norm1: ({ args: [x] }) => numbers(x).reduce((s, v) => s + Math.abs(v), 0),
  norm2: ({ args: [x] }) => Math.sqrt(numbers(x).reduce((s, v) => s + v * v, 0)),
  distance: ({ args: [x, y] }) => Math.sqrt(numbers(x).reduce((s, v, i) => s + (v - numbers(y)[i]!) ** 2, 0)),
  squared_distance: ({ args: [x, y] }) =>
    typeof x === "number"
      ? (x - count(y)) ** 2
      : numbers(x).reduce((s, v, i) => s + (v - numbers(y)[i]!) ** 2, 0),
  dot_product: innerProduct,
  dot_self: innerProduct,
  columns_dot_product: columnDots(false),
  columns_dot_self: columnDots(false),
  rows_dot_product: columnDots(true),
  rows_dot_self: columnDots(true),
  rank: ({ args: [x, i] }) => numbers(x).filter((v) => v < numbers(x)[count(i) - 1]!).length,
  sort_asc: ordered(1),
  sort_desc: ordered(-1),
  sort_indices_asc: orderOf(1),
  sort_indices_desc: orderOf(-1),
  cumulative_sum: ({ args: [x], result }) => {
    let sum = c(0);
    return fromRow(
      asRow(x!).map((z) => (sum = plus(sum, z))),
      result,
    );
  },
  size: ({ args: [x], types: [type] }) =>
    rankOf(type!) === 0
      ? 1
      : type!.kind.toLowerCase().endsWith("matrix")
        ? shape(x!, type!).reduce((a, b) => a * b)
        : list(x).length,
  num_elements: ({ args: [x], types: [type] }) => shape(x!, type!).reduce((a, b) => a * b, 1),
  dims: ({ args: [x], types: [type] }) => shape(x!, type!),
  rows: ({ args: [x], types: [type] }) => asMatrix(x!, type!).length,
  cols: ({ args: [x], types: [type] }) => asMatrix(x!, type!)[0]!.length,
  rep_array: ({ args: [x, ...sizes] }) => repeated(x!, sizes as number[]),
  rep_vector: ({ args: [x, n] }) => repeated(x!, [count(n)]),
  rep_row_vector: ({ args: [x, n] }) => repeated(x!, [count(n)]),
  rep_matrix: ({ args: [x, ...sizes], types: [type] }) => {
    if (sizes.length === 2) return repeated(x!, sizes as number[]);
    if (type!.kind.toLowerCase().endsWith("rowvector")) return repeated(x!, sizes as number[]);
    return list(x).map((y) => repeated(y, sizes as number[]));
  },
  zeros_array: filled(0),
  zeros_int_array: filled(0),
  zeros_vector: filled(0),
  zeros_row_vector: filled(0),
  ones_array: filled(1),
  ones_int_array: filled(1),
  ones_vector: filled(1),
  ones_row_vector: filled(1),
  uniform_simplex: ({ args: [n] }) => new Array<number>(count(n)).fill(1 / count(n)),
  one_hot_array: oneHot,
  one_hot_int_array: oneHot,
  one_hot_vector: oneHot,
  one_hot_row_vector: oneHot,
  linspaced_array: spaced,
  linspaced_int_array: spaced,
  linspaced_vector: spaced,
  linspaced_row_vector: spaced,
  identity_matrix: ({ args: [n] }) =>
    Array.from({ length: count(n) }, (_, i) => Array.from({ length: count(n) }, (_, j) => (i === j ? 1 : 0))),
  head: cut(
    () => 0,
    (_, { args: [, n] }) => count(n),
  ),
  tail: cut(
    (size, { args: [, n] }) => size - count(n),
    (size) => size,
  ),
  segment: cut(
    (_, { args: [, i] }) => count(i) - 1,
    (_, { args: [, i, n] }) => count(i) - 1 + count(n),
  ),
  reverse: ({ args: [x] }) => [...list(x)].reverse(),
  append_array: ({ args: [x, y] }) => [...list(x), ...list(y)],
  append_row: joined(true),
  append_col: joined(false),
  block: ({ args: [x, i, j, m, n] }) =>
    Array.from({ length: count(m) }, (_, r) => partOfRow(x, count(i) + r, count(j), count(n))),
  sub_row: ({ args: [x, i, j, n] }) => partOfRow(x, count(i), count(j), count(n)),
  sub_col: ({ args: [x, i, j, n] }) =>
    Array.from({ length: count(n) }, (_, r) => list(list(x)[count(i) - 1 + r])[count(j) - 1]!),
  row: ({ args: [x, i] }) => list(x)[count(i) - 1]!,
  col: ({ args: [x, j] }) => list(x).map((row) => list(row)[count(j) - 1]!),
  diagonal: ({ args: [x] }) => list(x).map((row, i) => list(row)[i]!),
  to_vector: toArray1d,
  to_row_vector: toArray1d,
  to_matrix: toMatrix,
  to_array_1d: toArray1d,
  to_array_2d: ({ args: [x] }) => x!,
  add: elementwise(plus),
  subtract: elementwise((a, b) => [a[0] - b[0], a[1] - b[1]]),
  elt_multiply: elementwise(times),
  multiply: product,
  transpose: ({ args: [x], types: [type], result }) => shaped(transposedGrid(asMatrix(x!, type!)), result),
};

export { asMatrix, shaped, fromRow, fromGrid, list, count, numbers, elementwise, transposedGrid };
