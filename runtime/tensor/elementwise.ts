// Functions that tfjs lacks (lgamma, digamma, the normal cdf, ...) on tensors, by our own float64 functions element by element. The values
// come back to the processor for it (`dataSync`): right on every backend, and slow on those that live on a graphics card.

import * as tf from "@tensorflow/tfjs-core";
import { sameShape, spread } from "./shapes.ts";

type Scalar = (...args: number[]) => number;

/**
 * `f` with one derivative per argument, each a function of the arguments and the result; null where there is none. Arguments broadcast.
 * Where the result's adjoint is 0 the derivative is not asked: a choice not taken sends back 0, not 0 times infinity.
 */
export function elementwise(
  f: Scalar,
  partials: readonly (Scalar | null)[],
): (...args: (tf.Tensor | number)[]) => tf.Tensor {
  return (...args) => {
    let shape: number[] = [];
    for (const arg of args)
      if (typeof arg !== "number") shape = tf.backend_util.assertAndGetBroadcastShape(shape, arg.shape);
    const apply = tf.customGrad((...given) => {
      const save = given.at(-1) as unknown as (tensors: tf.Tensor[]) => void;
      const inputs = given.slice(0, -1) as tf.Tensor[];
      const value = tf.tensor(mapped(f, inputs), shape);
      save([...inputs, value]);
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] =>
        partials.map((partial) =>
          partial === null ? tf.zeros(shape) : tf.tensor(pulled(partial, dy, saved), shape),
        );
      return { value, gradFunc };
    });
    return apply(
      ...args.map((arg) =>
        typeof arg !== "number" && sameShape(arg.shape, shape) ? arg : spread(arg, shape),
      ),
    );
  };
}

function mapped(f: Scalar, inputs: readonly tf.Tensor[]): Float32Array {
  const columns = inputs.map((x) => x.dataSync());
  return Float32Array.from(columns[0]!, (_, i) => f(...columns.map((column) => column[i]!)));
}

function pulled(partial: Scalar, dy: tf.Tensor, saved: readonly tf.Tensor[]): Float32Array {
  const columns = saved.map((x) => x.dataSync());
  return Float32Array.from(dy.dataSync(), (adjoint, i) =>
    adjoint === 0 ? 0 : adjoint * partial(...columns.map((column) => column[i]!)),
  );
}
