// Data as tensors. They are made once, when data are bound, and live until the model is disposed; what depends on a loop of the density
// is made anew where it is used. Numbers become float32 here and nowhere else.

import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "./shapes.ts";

/** Flat positions in an array of the model, one for each element of a shape. */
export interface Places {
  readonly indices: Int32Array;
  /** The same for tf.gather; null where the places are contiguous and a slice does. */
  readonly tensor: tf.Tensor1D | null;
}

/** The function's value at every index of `shape`, or an array's own values: a tensor [1, ...shape], the same for all draws. */
export function constant(
  shape: readonly number[],
  values: ArrayLike<number> | ((...index: number[]) => number),
): tf.Tensor {
  const numbers = new Float32Array(sizeOf(shape));
  if (typeof values === "function") forEachIndex(shape, (index, at) => (numbers[at] = values(...index)));
  else numbers.set(values);
  return tf.tensor(numbers, [1, ...shape]);
}

/** Truth values, for choices that depend on data. */
export function mask(shape: readonly number[], holds: (...index: number[]) => boolean): tf.Tensor {
  const bits = new Uint8Array(sizeOf(shape));
  forEachIndex(shape, (index, at) => (bits[at] = holds(...index) ? 1 : 0));
  return tf.tensor(bits, [1, ...shape], "bool");
}

export function places(shape: readonly number[], place: (...index: number[]) => number): Places {
  const indices = new Int32Array(sizeOf(shape));
  forEachIndex(shape, (index, at) => (indices[at] = place(...index)));
  const isContiguous = indices.every((at, i) => at === indices[0]! + i);
  return { indices, tensor: isContiguous ? null : tf.tensor1d(indices, "int32") };
}

/** Protects a constant from the `tf.tidy` that the caller of `bindTensor` may be in. */
export function keep<Kept extends tf.Tensor | Places>(kept: Kept): Kept {
  if (kept instanceof tf.Tensor) tf.keep(kept);
  else if (kept.tensor !== null) tf.keep(kept.tensor);
  return kept;
}

export function release(kept: tf.Tensor | Places): void {
  if (kept instanceof tf.Tensor) kept.dispose();
  else kept.tensor?.dispose();
}

/** Calls `visit` with every index, the last number running fastest, and its position. */
function forEachIndex(shape: readonly number[], visit: (index: readonly number[], at: number) => void): void {
  const index = shape.map(() => 0);
  const size = sizeOf(shape);
  for (let at = 0; at < size; at++) {
    visit(index, at);
    for (let d = shape.length - 1; d >= 0 && ++index[d]! === shape[d]; d--) index[d] = 0;
  }
}
