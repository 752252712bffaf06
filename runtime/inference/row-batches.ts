// Batches of the rows of the data: in random order without replacement, an epoch after the other, in parts of nearly equal size. Each
// batch weighs as many times as there are batches, so the average of an epoch is exactly the density of all rows, whatever the sizes.

import { DataError } from "../data/data-error.ts";
import type { Random } from "../random/random.ts";

/** Which data have one entry per row: what the compiler says of a model (`rows` of its result). */
export interface RowData {
  /** The variable that counts the rows. */
  readonly size: string;
  readonly variables: readonly string[];
}

/** The data with the given rows only; rows count from 0. */
export function withRows(
  data: Readonly<Record<string, unknown>>,
  { size, variables }: RowData,
  rows: Int32Array,
): Record<string, unknown> {
  const chosen = variables.map((name) => [name, Array.from(rows, (row) => entries(name, data[name])[row])]);
  return { ...data, ...Object.fromEntries(chosen), [size]: rows.length };
}

function entries(name: string, value: unknown): ArrayLike<unknown> {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
  if (isList) return value as ArrayLike<unknown>;
  const flat = value as { values?: ArrayLike<unknown>; dims?: readonly number[] } | null;
  if (flat?.values !== undefined && flat.dims?.length === 1) return flat.values;
  throw new DataError(`${name}: batches of rows need nested arrays, one entry per row`);
}

/** How many batches of about `batch` rows there are in `rows` rows. */
export function batchCount(rows: number, batch: number): number {
  return Math.ceil(rows / batch);
}

/** Batches without end: each row once per epoch, every epoch in a new order. */
export function* rowBatches(rows: number, batch: number, random: Random): Generator<Int32Array, never> {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const count = batchCount(rows, batch);
  for (;;) {
    for (let i = rows - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      const row = order[i]!;
      order[i] = order[j]!;
      order[j] = row;
    }
    for (let k = 0; k < count; k++)
      yield order.slice(Math.floor((k * rows) / count), Math.floor(((k + 1) * rows) / count));
  }
}
