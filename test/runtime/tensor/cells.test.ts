// Arrays of a model over draws: whatever form they were written in, reading gives what a plain array per draw would give.

import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Cells, constant, mask, places, spread, weightedSums } from "../../../runtime/tensor/index.ts";

tf.env().set("IS_TEST", true);
const test = suite("tensor cells");
const DRAWS = 3;

/** Draw d, cell i holds 10 d + i. */
const counted = (size: number): Cells =>
  new Cells(
    tf.tensor2d(
      Array.from({ length: DRAWS }, (_, d) => Array.from({ length: size }, (_, i) => 10 * d + i)),
      [DRAWS, size],
    ),
    size,
  );

const rows = (x: tf.Tensor): unknown => x.arraySync();

test("blocks and gathered places of a whole array", () => {
  const cells = counted(6);
  assert.equal(rows(cells.get(2, [3])), [
    [2, 3, 4],
    [12, 13, 14],
    [22, 23, 24],
  ]);
  assert.equal(cells.get(0, [2, 3]).shape, [DRAWS, 2, 3]);
  assert.equal(rows(cells.get(0, [1, 2])), [[[0, 1]], [[10, 11]], [[20, 21]]]);
  const table = places([4], (i) => [5, 0, 0, 2][i]!);
  assert.equal(rows(cells.gather(table, [4])), [
    [5, 0, 0, 2],
    [15, 10, 10, 12],
    [25, 20, 20, 22],
  ]);
  assert.equal(cells.gather(table, [2, 2]).shape, [DRAWS, 2, 2]);
});

test("contiguous places are a slice, others a gather", () => {
  assert.is(places([3], (i) => i + 2).tensor, null);
  assert.ok(places([3], (i) => 2 * i).tensor !== null);
  assert.equal(
    rows(
      counted(6).gather(
        places([3], (i) => i + 2),
        [3],
      ),
    ),
    [
      [2, 3, 4],
      [12, 13, 14],
      [22, 23, 24],
    ],
  );
});

test("cell by cell, in blocks, scattered, and as a whole", () => {
  const cells = new Cells(counted(1), 4);
  assert.ok(Number.isNaN((rows(cells.get(1, [1])) as number[][])[0]![0]), "a cell that was never set");
  cells.set(1, [1], 7);
  cells.set(2, [1], tf.tensor2d([[1], [2], [3]]));
  assert.equal(rows(cells.get(1, [2])), [
    [7, 1],
    [7, 2],
    [7, 3],
  ]);
  cells.scatter(
    places([2], (i) => 3 * i),
    [2],
    tf.tensor2d([[4, 5]]),
  );
  assert.equal(rows(cells.get(0, [4])), [
    [4, 7, 1, 5],
    [4, 7, 2, 5],
    [4, 7, 3, 5],
  ]);
  assert.equal(
    rows(
      cells.gather(
        places([2], (i) => 3 - 2 * i),
        [2],
      ),
    ),
    [
      [5, 7],
      [5, 7],
      [5, 7],
    ],
  );
  cells.set(0, [2, 2], tf.tensor3d([[[1], [2]]]));
  assert.equal(rows(cells.get(0, [4])), [
    [1, 1, 2, 2],
    [1, 1, 2, 2],
    [1, 1, 2, 2],
  ]);
  cells.set(3, [1], 9);
  assert.equal(rows(cells.get(0, [4])), [
    [1, 1, 2, 9],
    [1, 1, 2, 9],
    [1, 1, 2, 9],
  ]);
});

test("places outside read a harmless number and keep no writes", () => {
  const cells = counted(3);
  assert.equal(rows(cells.get(-1, [2])), [
    [0.5, 0],
    [0.5, 10],
    [0.5, 20],
  ]);
  assert.equal(
    rows(
      cells.gather(
        places([2], (i) => 4 * i),
        [2],
      ),
    ),
    [
      [0, 0.5],
      [10, 0.5],
      [20, 0.5],
    ],
  );
  cells.set(3, [1], 8);
  cells.set(-1, [2], 6);
  assert.equal(rows(cells.get(0, [3])), [
    [6, 1, 2],
    [6, 11, 12],
    [6, 21, 22],
  ]);
});

test("empty arrays and empty blocks", () => {
  const cells = new Cells(counted(1), 0);
  assert.equal(cells.get(0, [0]).shape, [DRAWS, 0]);
  assert.equal(counted(2).get(2, [0]).shape, [DRAWS, 0]);
});

test("constants and masks by the index, the last running fastest, for one draw that stands for all", () => {
  assert.equal(rows(constant([2, 3], (n, k) => 10 * n + k)), [
    [
      [0, 1, 2],
      [10, 11, 12],
    ],
  ]);
  assert.equal(rows(constant([3], [4, 5, 6])), [[4, 5, 6]]);
  assert.equal(rows(mask([2, 2], (n, k) => n === k)), [
    [
      [1, 0],
      [0, 1],
    ],
  ]);
  assert.is(mask([1], () => true).dtype, "bool");
});

test("spread fills a shape and leaves larger ones alone", () => {
  assert.equal(rows(spread(2, [1, 2])), [[2, 2]]);
  assert.equal(spread(tf.ones([3, 1]), [1, 2]).shape, [3, 2]);
});

test("weighted sums are the products summed over the last level", () => {
  const X = constant([2, 3], (n, k) => 1 + n - k * k);
  for (const x of [tf.randomUniform([4, 1, 3]), tf.randomUniform([4, 2, 1, 3])]) {
    const table = x.rank === 3 ? X : tf.reshape(X, [1, 1, 2, 3]);
    const [sums, expected] = [weightedSums(table, x), tf.sum(tf.mul(table, x), -1, true)];
    assert.equal(sums.shape, expected.shape);
    assert.ok(tf.max(tf.abs(tf.sub(sums, expected))).dataSync()[0]! < 1e-5);
  }
});

test.run();
