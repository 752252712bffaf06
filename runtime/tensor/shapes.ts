// Shapes. Every tensor of a density is [draws, n1, n2, ...] with one dimension per loop level of the program, 1 where it does not vary:
// so values of different levels meet by broadcasting alone.

import * as tf from "@tensorflow/tfjs-core";

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i]);

/** `value` in full size: `shape`, or a larger one if it has more draws. */
export function spread(value: tf.Tensor | number, shape: readonly number[]): tf.Tensor {
  if (typeof value !== "number" && sameShape(value.shape, shape)) return value;
  return tf.add(value, tf.zeros([...shape]));
}

/**
 * Sums over the last level of a table times values that vary with that level too: a matrix times vectors, without forming all products.
 * `table` [1, ..., N, K] and `x` [draws, ..., 1, K] give [draws, ..., N, 1]; levels of `x` come before those of `table`.
 */
export function weightedSums(table: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const inner = table.shape.at(-1)!;
  const outer = table.shape.slice(1, -1).map((size, d) => Math.max(size, x.shape[d + 1]!));
  const sums = tf.matMul(tf.reshape(x, [-1, inner]), tf.reshape(table, [-1, inner]), false, true);
  return tf.reshape(sums, [x.shape[0]!, ...outer, 1]);
}
