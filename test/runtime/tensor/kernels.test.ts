// Block routines over draws against the routines of the ABI, draw by draw: results, written blocks, and derivatives by differences.

import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BATCH_KERNELS, batchName } from "../../../compiler/6-emit/tensor/operations.ts";
import { kernels } from "../../../runtime/library.ts";
import * as tensor from "../../../runtime/tensor/index.ts";

tf.env().set("IS_TEST", true);
tensor.registerGradients();
const test = suite("tensor kernels");

type Plain = (...args: readonly (Float64Array | number)[]) => number | undefined;
type Batch = (...args: readonly (tensor.Cells | number)[]) => tf.Tensor | undefined;

const exports = tensor as unknown as Readonly<Record<string, unknown>>;
const DRAWS = 3;
const START = 2;
const GAP = 1;
const STEP = 1e-6;

/** Numbers that suit every routine here: positive, so that shares and powers are. */
const input = (draw: number, block: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => 0.2 + ((draw * 0.37 + block * 0.21 + i * 0.618034) % 1));

/** One call of each form: its blocks have `n` cells, wherever their places allow, behind a gap. */
function weightsOf(n: number): number[] {
  return Array.from({ length: n }, (_, i) => 0.5 + ((i * 0.7548) % 1));
}

for (const name of BATCH_KERNELS)
  for (const n of [1, 4])
    test(`${name}, size ${n}`, () => {
      const { params } = kernels[name]!;
      const plain = exports[name] as Plain;
      const batch = exports[batchName(name)] as Batch;
      const blocks = params.filter(({ role }) => role === "in" || role === "out");
      const size = n + START + GAP;
      const inputs = blocks.filter(({ role }) => role === "in").length;

      /** Weighted sum of everything a call computes for one draw. */
      const onDraw = (values: readonly (readonly number[])[]): number => {
        let next = 0;
        const arrays = new Map(
          blocks.map(({ name: block, role }) => {
            const array = new Float64Array(size);
            if (role === "in") array.set(values[next++]!, START);
            return [block, array];
          }),
        );
        const args = params.flatMap(({ name: p }) => (arrays.has(p) ? [arrays.get(p)!, START] : [n]));
        let sum = plain(...args) ?? 0;
        for (const { name: block, role } of blocks)
          if (role === "out") weightsOf(n).forEach((w, i) => (sum += w * arrays.get(block)![START + i]!));
        return sum;
      };

      const onBatch = (q: tf.Tensor): tf.Tensor => {
        let next = 0;
        const cells = new Map(
          blocks.map(({ name: block, role }) => {
            const array = new tensor.Cells(q as tf.Tensor2D, q.shape[1]!);
            const values = array.get(n * next, [n]);
            const made = new tensor.Cells(array, size);
            if (role === "in") {
              made.set(START, [n], values);
              next++;
            }
            return [block, made];
          }),
        );
        const args = params.flatMap(({ name: p }) => (cells.has(p) ? [cells.get(p)!, START] : [n]));
        let sum = batch(...args) ?? tf.zeros([1, 1]);
        for (const { name: block, role } of blocks)
          if (role === "out") {
            const made = cells.get(block)!.get(START, [n]);
            sum = tf.add(sum, tf.sum(tf.mul(tf.tensor2d([weightsOf(n)]), made), 1, true));
          }
        return sum;
      };

      const values = Array.from({ length: DRAWS }, (_, d) =>
        Array.from({ length: inputs }, (_, block) => input(d, block, n).map(Math.fround)),
      );
      const q = tf.tensor2d(values.map((draw) => draw.flat()));
      const results = tf.add(tf.zeros([DRAWS, 1]), onBatch(q)).dataSync();
      const zero = (x: tf.Tensor): tf.Tensor => tf.mul(0, tf.sum(x));
      const gradient = tf.grad((x: tf.Tensor) =>
        tf.add(tf.sum(tf.add(tf.zeros([DRAWS, 1]), onBatch(x))), zero(x)),
      )(q);
      const gradients = gradient.arraySync() as number[][];
      values.forEach((draw, d) => {
        assertClose(results[d]!, onDraw(draw), 2e-6, `draw ${d}`);
        draw.flat().forEach((x, i) => {
          const at = (moved: number): number =>
            onDraw(draw.map((block, b) => block.map((v, k) => (b * n + k === i ? moved : v))));
          const expected = (at(x + STEP) - at(x - STEP)) / (2 * STEP);
          assertClose(gradients[d]![i]!, expected, 1e-5, `draw ${d}, derivative by number ${i}`);
        });
      });
    });

function assertClose(actual: number, expected: number, tolerance: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  assert.ok(error <= tolerance, `${what}: ${actual}, expected ${expected}`);
}

test("logSumExp of nothing but -Infinity", () => {
  const x = new tensor.Cells(
    tf.tensor2d([
      [-Infinity, -Infinity],
      [-Infinity, 2],
    ]),
    2,
  );
  assert.equal([...tensor.batchLogSumExp(x, 0, 2).dataSync()], [-Infinity, 2]);
});

test("data blocks, and powers of 0", () => {
  const theta = new tensor.Cells(
    tf.tensor2d([
      [0, 1],
      [0.25, 0.75],
    ]),
    2,
  );
  const density = tensor.batchDirichletDensity(theta, 0, Float64Array.of(9, 1, 3), 1, 2);
  assert.equal([...density.dataSync()], [0, Math.fround(2 * Math.fround(Math.log(0.75)))]);
});

test.run();
