// Products against plain triple loops, at sizes around the block of four, with offsets and sentinels.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as la from "../../../runtime/linear-algebra/index.ts";
import {
  flipped,
  isPaddingIntact,
  largestDifference,
  padded,
  randomMatrix,
  source,
  times,
} from "./matrices.ts";

const test = suite("products");
const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 13];

/** Runs a kernel on padded copies and compares the middle of `out`. */
function check(
  start: Float64Array,
  expected: Float64Array,
  run: (out: Float64Array) => void,
  label: string,
): void {
  const out = padded(start);
  run(out);
  assert.ok(isPaddingIntact(out), `${label} wrote outside its result`);
  const difference = largestDifference(out.slice(3, -2), expected);
  assert.ok(difference < 1e-13, `${label} is off by ${difference}`);
}

function plus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]!);
}

test("matrix times vector, transposed too", () => {
  const random = source(1);
  for (const n of sizes) {
    for (const m of sizes) {
      const a = randomMatrix(n, m, random);
      const x = randomMatrix(m, 1, random);
      const r = randomMatrix(n, 1, random);
      const pa = padded(a);
      const ax = times(a, x, n, m, 1);
      const ar = times(flipped(a, n, m), r, m, n, 1);
      const where = `${n} x ${m}`;
      check(r, ax, (out) => la.matvec(out, 3, pa, 3, padded(x), 3, n, m), `matvec ${where}`);
      check(r, plus(r, ax), (out) => la.matvecAdd(out, 3, pa, 3, padded(x), 3, n, m), `matvecAdd ${where}`);
      check(
        x,
        ar,
        (out) => la.matvecTranspose(out, 3, pa, 3, padded(r), 3, n, m),
        `matvecTranspose ${where}`,
      );
      check(
        x,
        plus(x, ar),
        (out) => la.matvecTransposeAdd(out, 3, pa, 3, padded(r), 3, n, m),
        `transposeAdd ${where}`,
      );
      check(
        a,
        plus(a, times(r, x, n, 1, m)),
        (out) => la.outerAdd(out, 3, padded(r), 3, padded(x), 3, n, m),
        `outerAdd ${where}`,
      );
      check(
        flipped(a, n, m),
        flipped(a, n, m),
        (out) => la.transpose(out, 3, pa, 3, n, m),
        `transpose ${where}`,
      );
    }
  }
});

test("matrix times matrix and its adjoints", () => {
  const random = source(2);
  for (const [n, k, m] of [
    [1, 1, 1],
    [2, 3, 4],
    [5, 4, 3],
    [4, 9, 6],
    [8, 8, 8],
    [3, 0, 2],
  ] as const) {
    const a = randomMatrix(n, k, random);
    const b = randomMatrix(k, m, random);
    const c = randomMatrix(n, m, random);
    const ab = times(a, b, n, k, m);
    const at = padded(flipped(a, n, k));
    const bt = padded(flipped(b, k, m));
    check(c, ab, (out) => la.matmul(out, 3, padded(a), 3, padded(b), 3, n, k, m), "matmul");
    check(c, plus(c, ab), (out) => la.matmulAdd(out, 3, padded(a), 3, padded(b), 3, n, k, m), "matmulAdd");
    check(c, plus(c, ab), (out) => la.matmulTransposeLeftAdd(out, 3, at, 3, padded(b), 3, n, k, m), "A'B");
    check(c, plus(c, ab), (out) => la.matmulTransposeRightAdd(out, 3, padded(a), 3, bt, 3, n, k, m), "AB'");
    // The adjoints of C = A B, each by the product that defines it.
    const aAdj = plus(a, times(c, flipped(b, k, m), n, m, k));
    const bAdj = plus(b, times(flipped(a, n, k), c, k, n, m));
    const [left, right] = [padded(a), padded(b)];
    la.matmulAdjoint(left, 3, right, 3, padded(c), 3, padded(a), 3, padded(b), 3, n, k, m);
    check(a, aAdj, (out) => out.set(left), "adjoint of A");
    check(b, bAdj, (out) => out.set(right), "adjoint of B");
    const ata = times(flipped(a, n, k), a, k, n, k);
    const aat = times(a, flipped(a, n, k), n, k, n);
    check(ata, ata, (out) => la.crossprod(out, 3, padded(a), 3, n, k), "crossprod");
    check(aat, aat, (out) => la.tcrossprod(out, 3, padded(a), 3, n, k), "tcrossprod");
  }
});

test.run();
