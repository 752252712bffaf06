// The block routines that densities of tensors may call: same argument order as the routines of the ABI they stand for, an array of the
// model and the place where the block starts, then sizes. Results are [draws, 1]. Data blocks come as typed arrays.

import * as tf from "@tensorflow/tfjs-core";
import { Cells } from "./cells.ts";

type Block = Cells | Float64Array;

/** A block as [draws, n], or [1, n] if it is data. */
function read(block: Block, start: number, n: number): tf.Tensor {
  if (block instanceof Cells) return block.get(start, [n]);
  return tf.tensor2d(Float32Array.from(block.subarray(start, start + n)), [1, n]);
}

/** log of the sum of exp over the last dimension, kept; -Infinity where every term is, which `tf.logSumExp` makes NaN. */
function logSumExp(values: tf.Tensor): tf.Tensor {
  const largest = tf.max(values, 1, true);
  const shift = tf.where(tf.isFinite(largest), largest, 0);
  return tf.add(shift, tf.log(tf.sum(tf.exp(tf.sub(values, shift)), 1, true)));
}

export function batchLogSumExp(x: Block, xStart: number, n: number): tf.Tensor {
  return logSumExp(read(x, xStart, n));
}

export function batchLogSoftmax(y: Cells, yStart: number, x: Block, xStart: number, n: number): void {
  const values = read(x, xStart, n);
  y.set(yStart, [n], tf.sub(values, logSumExp(values)));
}

export function batchSoftmax(y: Cells, yStart: number, x: Block, xStart: number, n: number): void {
  const values = read(x, xStart, n);
  y.set(yStart, [n], tf.exp(tf.sub(values, logSumExp(values))));
}

/** Sum of (alpha_k - 1) log theta_k; a power of 0 silences its share even at 0. */
export function batchDirichletDensity(
  theta: Block,
  thetaStart: number,
  alpha: Block,
  alphaStart: number,
  K: number,
): tf.Tensor {
  const powers = tf.sub(read(alpha, alphaStart, K), 1);
  const shares = tf.where(tf.equal(powers, 0), 1, read(theta, thetaStart, K));
  return tf.sum(tf.mul(powers, tf.log(shares)), 1, true);
}

// --------------------------------------------------------------------------------------------------------------- transforms

/** K numbers that sum to zero from K - 1 free ones; formulas in runtime/transforms/sum-to-zero-vector.ts, here as a matrix. */
function sumToZero(q: Cells, qStart: number, K: number): tf.Tensor {
  const basis = new Float32Array((K - 1) * K);
  for (let n = 1; n < K; n++) {
    const w = 1 / Math.sqrt(n * (n + 1));
    for (let k = 0; k < n; k++) basis[(n - 1) * K + k] = w;
    basis[(n - 1) * K + n] = -n * w;
  }
  if (K === 1) return tf.zeros([q.draws, 1]);
  return tf.matMul(q.get(qStart, [K - 1]), tf.tensor2d(basis, [K - 1, K]));
}

export function batchSumToZeroVectorConstrain(
  x: Cells,
  xStart: number,
  q: Cells,
  qStart: number,
  K: number,
): tf.Tensor {
  x.set(xStart, [K], sumToZero(q, qStart, K));
  return tf.zeros([1, 1]);
}

/** Softmax of the numbers that sum to zero; log |J| = log(K) / 2 - K log_sum_exp. */
export function batchSimplexConstrain(
  x: Cells,
  xStart: number,
  q: Cells,
  qStart: number,
  K: number,
): tf.Tensor {
  const z = sumToZero(q, qStart, K);
  const logSum = logSumExp(z);
  x.set(xStart, [K], tf.exp(tf.sub(z, logSum)));
  return tf.sub(tf.mul(0.5, tf.log(K)), tf.mul(K, logSum));
}

export function batchSimplexStickBreakingConstrain(
  x: Cells,
  xStart: number,
  q: Cells,
  qStart: number,
  K: number,
): tf.Tensor {
  let stick: tf.Tensor = tf.ones([q.draws, 1]);
  let logJacobian: tf.Tensor = tf.zeros([q.draws, 1]);
  for (let k = 1; k < K; k++) {
    const u = tf.sub(q.get(qStart + k - 1, [1]), tf.log(K - k));
    x.set(xStart + k - 1, [1], tf.mul(stick, tf.sigmoid(u)));
    stick = tf.mul(stick, tf.sigmoid(tf.neg(u)));
    const rest = tf.mul(K - k, tf.softplus(u));
    logJacobian = tf.sub(logJacobian, tf.add(tf.softplus(tf.neg(u)), rest));
  }
  x.set(xStart + K - 1, [1], stick);
  return logJacobian;
}

/** Running sums of the first number and the exponentials of the others. */
export function batchOrderedConstrain(
  x: Cells,
  xStart: number,
  q: Cells,
  qStart: number,
  K: number,
): tf.Tensor {
  const first = q.get(qStart, [1]);
  if (K === 1) {
    x.set(xStart, [1], first);
    return tf.zeros([1, 1]);
  }
  const steps = q.get(qStart + 1, [K - 1]);
  x.set(xStart, [K], tf.cumsum(tf.concat([first, tf.exp(steps)], 1), 1));
  return tf.sum(steps, 1, true);
}

export function batchPositiveOrderedConstrain(
  x: Cells,
  xStart: number,
  q: Cells,
  qStart: number,
  K: number,
): tf.Tensor {
  const steps = q.get(qStart, [K]);
  x.set(xStart, [K], tf.cumsum(tf.exp(steps), 1));
  return tf.sum(steps, 1, true);
}

/** q / |q|, with -|q|^2 / 2 in place of the Jacobian that the map does not have. */
export function batchUnitVectorConstrain(
  x: Cells,
  xStart: number,
  q: Cells,
  qStart: number,
  K: number,
): tf.Tensor {
  const values = q.get(qStart, [K]);
  const squares = tf.sum(tf.square(values), 1, true);
  x.set(xStart, [K], tf.div(values, tf.sqrt(squares)));
  return tf.mul(-0.5, squares);
}
