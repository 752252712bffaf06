// Every derivative that we register, against central differences of the operation itself; and that a user's registrations stay.

import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";

tf.env().set("IS_TEST", true);
const { registerGradients } = await import("../../../runtime/tensor/index.ts");
registerGradients();

const test = suite("tensor gradients");

// The registry belongs to the process, so what this test puts there it takes away again.
test("a derivative that is there already stays", () => {
  const users: tf.GradConfig = {
    kernelName: "Square",
    gradFunc: (dy) => ({ x: () => tf.mul(dy as tf.Tensor, 77) }),
  };
  tf.unregisterGradient("Square");
  tf.registerGradient(users);
  registerGradients();
  assert.is(tf.getGradient("Square"), users);
  tf.unregisterGradient("Square");
  registerGradients();
  assert.is.not(tf.getGradient("Square"), users);
});

const TABLE = tf.keep(tf.tensor2d([0.3, -1.2, 0.8, 1.1, 0.4, -0.6, 0.9, 0.2, -1.4, 0.5, 0.7, -0.3], [3, 4]));
const ROW = tf.keep(tf.tensor2d([1.5, 0.6, 2.1, 0.9], [1, 4]));
const SQUARE = tf.keep(tf.tensor2d([0.2, 1.1, -0.7, 0.4, 0.9, 0.3], [2, 3]));
const BITS = tf.keep(tf.tensor2d([1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1], [3, 4], "bool"));
const AT = tf.keep(tf.tensor1d([3, 0, 0, 2, 3], "int32"));

/** Functions of a 3 by 4 matrix of numbers from `low` to `high`, by the kernels they reach. */
const CASES: readonly (readonly [
  name: string,
  f: (x: tf.Tensor) => tf.Tensor,
  low?: number,
  high?: number,
])[] = [
  ["Square", (x) => tf.square(x)],
  ["Log", (x) => tf.log(x), 0.5, 3],
  ["Log1p", (x) => tf.log1p(x), -0.5, 2],
  ["Expm1", (x) => tf.expm1(x)],
  ["Exp", (x) => tf.exp(x)],
  ["Sqrt", (x) => tf.sqrt(x), 0.5, 3],
  ["Sigmoid", (x) => tf.sigmoid(x)],
  ["Softplus", (x) => tf.softplus(x)],
  ["Tanh", (x) => tf.tanh(x)],
  ["Sin", (x) => tf.sin(x)],
  ["Cos", (x) => tf.cos(x)],
  ["Tan", (x) => tf.tan(x), -1, 1],
  ["Asin", (x) => tf.asin(x), -0.8, 0.8],
  ["Acos", (x) => tf.acos(x), -0.8, 0.8],
  ["Atan", (x) => tf.atan(x)],
  ["Sinh", (x) => tf.sinh(x)],
  ["Cosh", (x) => tf.cosh(x)],
  ["Asinh", (x) => tf.asinh(x)],
  ["Abs", (x) => tf.abs(x), 0.3, 2],
  ["Neg", (x) => tf.neg(x)],
  ["Add, broadcast", (x) => tf.add(tf.mul(x, x), tf.slice(x, [1, 0], [1, 4]))],
  ["Sub, broadcast", (x) => tf.sub(tf.slice(x, [0, 2], [3, 1]), tf.mul(x, x))],
  ["Sub of a number", (x) => tf.sub(1, x)],
  ["Multiply, broadcast", (x) => tf.mul(x, tf.slice(x, [2, 0], [1, 4]))],
  ["Multiply, by lower rank", (x) => tf.mul(x, tf.reshape(tf.slice(x, [2, 0], [1, 4]), [4]))],
  ["RealDiv, broadcast", (x) => tf.div(tf.slice(x, [0, 1], [3, 1]), x), 0.5, 2],
  ["Maximum", (x) => tf.maximum(x, TABLE)],
  ["Minimum", (x) => tf.minimum(tf.mul(x, x), TABLE)],
  ["Pow in the base", (x) => tf.pow(x, ROW), 0.5, 2],
  ["Pow in the exponent", (x) => tf.pow(ROW, x)],
  ["Pow of a negative base", (x) => tf.pow(x, 3), -2, -0.5],
  ["Sum of all", (x) => tf.mul(tf.sum(x), x)],
  ["Sum over rows", (x) => tf.square(tf.sum(x, 0))],
  ["Sum over columns, kept", (x) => tf.square(tf.sum(x, -1, true))],
  ["Max", (x) => tf.square(tf.max(x, 1))],
  ["Max, kept", (x) => tf.mul(tf.max(x, 0, true), x)],
  ["LogSumExp", (x) => tf.logSumExp(x, 1, true)],
  ["Cumsum", (x) => tf.mul(tf.cumsum(x, 1), TABLE)],
  ["Cumsum, the other way, exclusive", (x) => tf.mul(tf.cumsum(x, 0, true, true), TABLE)],
  ["Reshape", (x) => tf.square(tf.reshape(x, [2, 6]))],
  ["Identity", (x) => tf.mul(tf.clone(x), x)],
  ["Slice", (x) => tf.square(tf.slice(x, [1, 1], [2, 2]))],
  ["Slice to the end", (x) => tf.square(tf.slice(x, [0, 2], [-1, -1]))],
  ["Slice of rows", (x) => tf.square(tf.slice(x, 1, 2))],
  ["Concat", (x) => tf.square(tf.concat([x, tf.slice(x, [0, 1], [3, 2]), TABLE], 1))],
  ["Concat of rows", (x) => tf.mul(tf.concat([TABLE, tf.square(x)], 0), 2)],
  ["Gather with repetition", (x) => tf.square(tf.gather(x, AT, 1))],
  ["Gather of rows", (x) => tf.square(tf.gather(x, tf.tensor1d([2, 2, 0], "int32"), 0))],
  [
    "Gather of a table of places",
    (x) =>
      tf.square(
        tf.gather(
          x,
          tf.tensor2d(
            [
              [2, 1],
              [0, 2],
            ],
            undefined,
            "int32",
          ),
          1,
        ),
      ),
  ],
  ["Select", (x) => tf.where(BITS, tf.square(x), tf.mul(3, x))],
  ["Select by a comparison", (x) => tf.where(tf.less(x, 0.1), tf.square(x), tf.mul(3, x))],
  ["Select, broadcast", (x) => tf.where(BITS, tf.slice(x, [0, 0], [3, 1]), tf.slice(x, [0, 0], [1, 4]))],
  ["Tile of what has more than one", (x) => tf.mul(tf.tile(x, [2, 1]), tf.tile(TABLE, [2, 1]))],
  ["Tile both ways", (x) => tf.square(tf.tile(x, [2, 3]))],
  ["Cast of a truth value", (x) => tf.mul(tf.cast(tf.greater(x, 0.1), "float32"), x)],
  ["Comparisons, logic, rounding", (x) => tf.mul(x, choices(x))],
  ["Transpose", (x) => tf.matMul(tf.transpose(x), x)],
  ["BatchMatMul", (x) => tf.square(tf.matMul(SQUARE, x))],
  ["BatchMatMul, left transposed", (x) => tf.square(tf.matMul(x, x, true, false))],
  ["BatchMatMul, right transposed", (x) => tf.square(tf.matMul(x, x, false, true))],
  ["BatchMatMul, both transposed", (x) => tf.square(tf.matMul(x, SQUARE, true, true))],
];

/** A number per element that depends on x in jumps only. */
function choices(x: tf.Tensor): tf.Tensor {
  const both = tf.logicalAnd(tf.lessEqual(x, 9), tf.logicalOr(tf.greaterEqual(x, -9), tf.notEqual(x, 7)));
  const bit = tf.logicalNot(tf.logicalAnd(both, tf.logicalOr(tf.equal(x, 11), tf.isNaN(x))));
  const rounded = tf.add(tf.add(tf.floor(x), tf.ceil(x)), tf.sign(x));
  return tf.where(tf.all(bit, 1, true), rounded, tf.zerosLike(x));
}

const STEP = 1 / 128;

for (const [name, f, low = -1.7, high = 1.7] of CASES)
  test(name, () => {
    const numbers = Array.from({ length: 12 }, (_, i) => low + (high - low) * ((0.137 + i * 0.618034) % 1));
    const weighted = (x: tf.Tensor): tf.Tensor => {
      const y = f(x);
      const weights = Array.from({ length: y.size }, (_, i) => 0.3 + ((i * 0.7548) % 1));
      return tf.sum(tf.mul(y, tf.tensor(weights, y.shape)));
    };
    const valueAt = (changed: readonly number[]): number =>
      tf.tidy(() => weighted(tf.tensor2d([...changed], [3, 4])).dataSync()[0]!);
    const gradient = tf.tidy(() =>
      tf
        .grad(weighted)(tf.tensor2d(numbers, [3, 4]))
        .dataSync(),
    );
    const largest = Math.max(1, ...gradient.map(Math.abs));
    numbers.forEach((x, i) => {
      const [above, below] = [numbers.with(i, x + STEP), numbers.with(i, x - STEP)];
      const expected = (valueAt(above) - valueAt(below)) / (2 * STEP);
      const error = Math.abs(gradient[i]! - expected) / largest;
      assert.ok(error < 2e-3, `element ${i}: ${gradient[i]}, by differences ${expected}`);
    });
  });

test("what was not chosen sends back 0, and nothing is left in memory", () => {
  const x = tf.tensor1d([-1, 4]);
  const before = tf.memory().numTensors;
  const gradient = tf.tidy(() => {
    const f = (v: tf.Tensor): tf.Tensor => {
      const isPositive = tf.greater(v, 0);
      return tf.where(isPositive, tf.sqrt(tf.where(isPositive, v, 0.5)), 0);
    };
    return [
      ...tf
        .grad((v: tf.Tensor) => tf.sum(f(v)))(x)
        .dataSync(),
    ];
  });
  assert.equal(gradient, [0, 0.25]);
  assert.is(tf.memory().numTensors, before);
});

test.run();
