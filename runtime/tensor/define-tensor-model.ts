// The frame around generated density code: memory (everything in `tf.tidy`), rejected draws (-Infinity, gradient 0) and gradients by tfjs.

import * as tf from "@tensorflow/tfjs-core";
import { REJECTION } from "../rejection.ts";
import { Cells } from "./cells.ts";
import { type Places, release } from "./constants.ts";
import { registerGradients } from "./gradients.ts";

export interface TensorDefinition {
  readonly dimension: number;
  /** What `dispose` frees. */
  readonly constants: readonly (tf.Tensor | Places)[];
  /** From `dimension` cells to one number per draw, of any shape that broadcasts to [draws, 1, ...]. */
  readonly logDensity: (q: Cells) => tf.Tensor;
}

/**
 * A log density for whole batches of unconstrained points, in float32: about seven digits of the largest terms, so sums over hundreds of
 * thousands of observations are off by tenths. Made for averages over many draws, not for accepting or rejecting single ones.
 */
export interface TensorModel {
  /** Number of unconstrained values of one draw. */
  readonly dimension: number;
  /** From [draws, dimension] to [draws]: -Infinity where a draw is rejected. Differentiable by `tf.grad`. */
  logDensity(q: tf.Tensor2D): tf.Tensor1D;
  /** Also the gradient, [draws, dimension]: 0 where the density is not finite. Both tensors are the caller's to dispose. */
  logDensityGradient(q: tf.Tensor2D): {
    readonly logDensity: tf.Tensor1D;
    readonly gradient: tf.Tensor2D;
  };
  /** Frees the tensors that hold data. */
  dispose(): void;
}

export function defineTensorModel(definition: TensorDefinition): TensorModel {
  registerGradients();
  const { dimension, constants } = definition;
  let isDisposed = false;

  function logDensity(q: tf.Tensor2D): tf.Tensor1D {
    if (isDisposed) throw new Error("this model was disposed: bind its data again");
    requireBatch(q, dimension);
    return tf.tidy(() => density(definition, q));
  }

  return {
    dimension,
    logDensity,
    logDensityGradient: (q) =>
      tf.tidy(() => {
        const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => logDensity(x as tf.Tensor2D))(q);
        const gradient = tf.where(tf.isFinite(tf.reshape(value, [-1, 1])), grad, 0);
        return { logDensity: value as tf.Tensor1D, gradient: gradient as tf.Tensor2D };
      }),
    dispose() {
      if (!isDisposed) constants.forEach(release);
      isDisposed = true;
    },
  };
}

function density({ dimension, logDensity }: TensorDefinition, q: tf.Tensor2D): tf.Tensor1D {
  const draws = q.shape[0];
  // What a density without this draw's values broadcasts against; it also leads from the result to q where no term does.
  const zeros = tf.mul(tf.zerosLike(q), q);
  const start = tf.sum(zeros, 1);
  try {
    const target = logDensity(new Cells(q, dimension));
    const perDraw = target.size === draws ? tf.reshape(target, [draws]) : tf.reshape(target, [1]);
    const total = tf.add(start, perDraw);
    return tf.where(tf.isNaN(total), -Infinity, total) as tf.Tensor1D;
  } catch (cause) {
    if (cause !== REJECTION) throw cause;
    return tf.add(start, -Infinity) as tf.Tensor1D;
  }
}

function requireBatch(q: tf.Tensor2D, dimension: number): void {
  if (q.rank === 2 && q.shape[1] === dimension) return;
  throw new Error(
    `q has shape [${q.shape.join(", ")}], but it must be [draws, ${dimension}]: one row per unconstrained point`,
  );
}
