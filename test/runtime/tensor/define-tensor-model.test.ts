// The frame of a tensor model: batches, draws that are rejected, memory, and the functions that run in JavaScript.

import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  type Cells,
  constant,
  defineTensorModel,
  digamma,
  elementwise,
  keep,
  lgamma,
  pow,
  reject,
  type TensorModel,
} from "../../../runtime/tensor/index.ts";

tf.env().set("IS_TEST", true);
const test = suite("tensor model");

const normal = (q: Cells): tf.Tensor => tf.mul(-0.5, tf.sum(tf.square(q.get(0, [2])), 1, true));

test("one number per draw, and its gradient", () => {
  const model = defineTensorModel({ dimension: 2, constants: [], logDensity: normal });
  const q = tf.tensor2d([
    [1, 2],
    [0, -3],
    [0, 0],
  ]);
  const value = model.logDensity(q);
  assert.equal(value.shape, [3]);
  assert.equal([...value.dataSync()], [-2.5, -4.5, 0]);
  const { logDensity, gradient } = model.logDensityGradient(q);
  assert.equal([...logDensity.dataSync()], [-2.5, -4.5, 0]);
  assert.equal(gradient.arraySync(), [
    [-1, -2],
    [0, 3],
    [0, 0],
  ]);
  assert.equal(
    tf
      .grad((x: tf.Tensor) => model.logDensity(x as tf.Tensor2D))(q)
      .arraySync(),
    [
      [-1, -2],
      [0, 3],
      [0, 0],
    ],
  );
});

test("a density without q is one number for all draws, with gradient 0", () => {
  const model = defineTensorModel({ dimension: 2, constants: [], logDensity: () => tf.scalar(3) });
  const { logDensity, gradient } = model.logDensityGradient(tf.ones([2, 2]));
  assert.equal([...logDensity.dataSync()], [3, 3]);
  assert.equal(gradient.arraySync(), [
    [0, 0],
    [0, 0],
  ]);
});

test("NaN and rejection are -Infinity with gradient 0, for the draws concerned", () => {
  const model = defineTensorModel({ dimension: 1, constants: [], logDensity: (q) => tf.log(q.get(0, [1])) });
  const { logDensity, gradient } = model.logDensityGradient(tf.tensor2d([[-1], [2]]));
  assert.equal([...logDensity.dataSync()], [-Infinity, Math.fround(Math.log(2))]);
  assert.equal(gradient.arraySync(), [[0], [0.5]]);
  const never = defineTensorModel({
    dimension: 1,
    constants: [],
    logDensity: () => {
      throw reject("the data allow no point");
    },
  });
  const rejected = never.logDensityGradient(tf.ones([2, 1]));
  assert.equal([...rejected.logDensity.dataSync()], [-Infinity, -Infinity]);
  assert.equal(rejected.gradient.arraySync(), [[0], [0]]);
});

test("other errors are not swallowed", () => {
  const model = defineTensorModel({
    dimension: 1,
    constants: [],
    logDensity: () => {
      throw new TypeError("a fault");
    },
  });
  assert.throws(() => model.logDensity(tf.ones([1, 1])), /a fault/);
});

test("a batch of another shape is named", () => {
  const model = defineTensorModel({ dimension: 2, constants: [], logDensity: normal });
  assert.throws(() => model.logDensity(tf.ones([3, 5])), /q has shape \[3, 5\], but it must be \[draws, 2\]/);
});

test("nothing is left in memory but results, and constants until disposal, even if bound inside tidy", () => {
  const before = tf.memory().numTensors;
  let bound: TensorModel | null = null;
  tf.tidy(() => {
    const y = keep(constant([2], [1, 2]));
    const logDensity = (q: Cells): tf.Tensor => tf.sum(tf.mul(y, q.get(0, [2])), 1, true);
    bound = defineTensorModel({ dimension: 2, constants: [y], logDensity });
  });
  const model = bound as unknown as TensorModel;
  assert.is(tf.memory().numTensors, before + 1);
  const q = tf.ones([4, 2]) as tf.Tensor2D;
  const results = [model.logDensity(q), ...Object.values(model.logDensityGradient(q))];
  assert.is(tf.memory().numTensors, before + 2 + results.length);
  tf.dispose([q, ...results]);
  model.dispose();
  model.dispose();
  assert.is(tf.memory().numTensors, before);
  assert.throws(() => model.logDensity(tf.ones([1, 2])), /disposed/);
});

test("functions that run in JavaScript broadcast, differentiate and skip what was not chosen", () => {
  const lgammaOfEach = elementwise(lgamma, [(x) => digamma(x)]);
  const x = tf.tensor1d([0.5, 3, 7.25]);
  const close = (a: tf.Tensor, b: readonly number[]): void =>
    b.forEach((v, i) => assert.ok(Math.abs(a.dataSync()[i]! - v) <= 1e-6 * Math.max(1, Math.abs(v))));
  close(lgammaOfEach(x), [0.5, 3, 7.25].map(lgamma));
  close(tf.grad((v: tf.Tensor) => tf.sum(lgammaOfEach(v)))(x), [0.5, 3, 7.25].map(digamma));
  const power = elementwise(pow, [(a, b) => b * pow(a, b - 1), null]);
  const table = tf.tensor2d([[2], [3]]);
  assert.equal(power(table, tf.tensor1d([1, 2])).arraySync(), [
    [2, 4],
    [3, 9],
  ]);
  assert.equal(
    tf
      .grad((v: tf.Tensor) => tf.sum(power(v, tf.tensor1d([1, 2]))))(table)
      .arraySync(),
    [[5], [7]],
  );
  const chosen = tf.grad((v: tf.Tensor) =>
    tf.sum(tf.where(tf.greater(v, 1), lgammaOfEach(tf.sub(v, 0.5)), 0)),
  );
  close(chosen(x), [0, digamma(2.5), digamma(6.75)]);
});

test.run();
