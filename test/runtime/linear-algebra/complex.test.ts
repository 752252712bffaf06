// Decompositions of complex matrices by reconstruction and closed forms. Their adjoints are in test/laws/kernels.test.ts.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  complexEigen,
  complexSchur,
  complexSvd,
  hermitianEigen,
} from "../../../runtime/linear-algebra/index.ts";
import {
  type ComplexMatrix,
  dagger,
  identity,
  plus,
  times,
  zeros,
} from "../../../runtime/linear-algebra/complex.ts";
import { randomStream } from "../../../runtime/random/random.ts";

const test = suite("complex decompositions");

function random(m: number, n: number, seed: number, isReal = false): ComplexMatrix {
  const stream = randomStream(seed, m, n);
  const x = zeros(m, n);
  for (let i = 0; i < m * n; i++) {
    x.re[i] = 2 * stream.uniform() - 1;
    x.im[i] = isReal ? 0 : 2 * stream.uniform() - 1;
  }
  return x;
}

const largest = (x: ComplexMatrix): number =>
  Math.max(0, ...Array.from(x.re, Math.abs), ...Array.from(x.im, Math.abs));

function same(a: ComplexMatrix, b: ComplexMatrix, tolerance: number, what: string): void {
  const off = largest(plus(a, b, -1));
  assert.ok(off <= tolerance * Math.max(1, largest(b)), `${what}: off by ${off}`);
}

const diagonal = (re: ArrayLike<number>, im: ArrayLike<number> | null, n = re.length): ComplexMatrix => {
  const x = zeros(n, n);
  for (let k = 0; k < n; k++) [x.re[k + k * n], x.im[k + k * n]] = [re[k]!, im === null ? 0 : im[k]!];
  return x;
};

const unitary = (u: ComplexMatrix, what: string): void =>
  same(times(dagger(u), u), identity(u.columns), 1e-13, what);

const SIZES = [1, 2, 3, 5, 8, 20];

test("Schur forms reconstruct: unitary, triangular, of real and of complex matrices", () => {
  for (const n of SIZES)
    for (const isReal of [false, true]) {
      const a = random(n, n, 1, isReal);
      const { u, t } = complexSchur(a);
      unitary(u, "U");
      same(times(u, times(t, dagger(u))), a, 1e-13 * n, `U T U^H (${n})`);
      for (let j = 0; j < n; j++) for (let i = j + 1; i < n; i++) assert.is(t.re[i + j * n], 0);
    }
  for (const a of [zeros(4, 4), identity(4), diagonal([1e-200, 1, 1e200], null)])
    same(complexSchur(a).t, a, 1e-15, "of a diagonal matrix");
});

test("a shift by one goes round in circles without the odd shifts", () => {
  const n = 6;
  const a = zeros(n, n);
  for (let j = 0; j < n; j++) a.re[((j + 1) % n) + j * n] = 1;
  const { values, vectors } = complexEigen(a);
  const angles = Array.from({ length: n }, (_, k) => (2 * Math.PI * k) / n);
  for (const angle of angles) {
    const gaps = Array.from(values.re, (x, k) =>
      Math.hypot(x - Math.cos(angle), values.im[k]! - Math.sin(angle)),
    );
    assert.ok(Math.min(...gaps) < 1e-14, `the root of unity at ${angle}`);
  }
  same(times(a, vectors), times(vectors, diagonal(values.re, values.im)), 1e-14, "A V = V D");
});

test("eigenvectors have length one and a largest entry that is real", () => {
  for (const n of SIZES)
    for (const isReal of [false, true]) {
      const a = random(n, n, 2, isReal);
      const { values, vectors } = complexEigen(a);
      same(times(a, vectors), times(vectors, diagonal(values.re, values.im)), 1e-12, `A V = V D (${n})`);
      for (let k = 0; k < n; k++) {
        const sizes = Array.from({ length: n }, (_, i) =>
          Math.hypot(vectors.re[i + k * n]!, vectors.im[i + k * n]!),
        );
        assert.ok(Math.abs(Math.hypot(...sizes) - 1) < 1e-14);
        const at = sizes.indexOf(Math.max(...sizes)) + k * n;
        assert.ok(vectors.re[at]! > 0 && Math.abs(vectors.im[at]!) < 1e-15);
      }
      if (!isReal) continue;
      // What is not real of a real matrix comes in exact pairs.
      for (let k = 0; k < n; k++)
        if (values.im[k]! < 0) {
          assert.equal([values.re[k + 1], values.im[k + 1]], [values.re[k], -values.im[k]!]);
          k++;
        } else assert.is(values.im[k], 0);
    }
});

test("eigenvalues of a rotation, a companion and a defective matrix", () => {
  const turn = { ...zeros(2, 2), re: Float64Array.of(Math.cos(1), Math.sin(1), -Math.sin(1), Math.cos(1)) };
  const { values } = complexEigen(turn);
  assert.ok(Math.abs(values.im[0]! + Math.sin(1)) < 1e-15 && Math.abs(values.re[1]! - Math.cos(1)) < 1e-15);
  // (x - 1) (x - 2) (x - 3) = x^3 - 6 x^2 + 11 x - 6.
  const companion = { ...zeros(3, 3), re: Float64Array.of(6, 1, 0, -11, 0, 1, 6, 0, 0) };
  const roots = complexEigen(companion).values;
  [1, 2, 3].forEach((root, k) => assert.ok(Math.abs(roots.re[k]! - root) < 1e-13 && roots.im[k] === 0));
  const jordan = { ...zeros(2, 2), re: Float64Array.of(2, 0, 1, 2) };
  assert.equal([...complexEigen(jordan).values.re], [2, 2]);
});

test("Hermitian matrices have real eigenvalues and orthogonal vectors, also where eigenvalues are equal", () => {
  for (const n of SIZES) {
    const x = random(n, n, 3);
    const a = plus(x, dagger(x));
    const { values, vectors } = hermitianEigen(a);
    unitary(vectors, "V");
    same(times(vectors, times(diagonal(values.re, null), dagger(vectors))), a, 1e-13 * n, `V D V^H (${n})`);
    for (let k = 1; k < n; k++) assert.ok(values.re[k]! >= values.re[k - 1]!);
  }
  const { u } = complexSchur(random(5, 5, 4));
  const degenerate = times(u, times(diagonal([2, 2, 2, -1, -1], null), dagger(u)));
  const { values, vectors } = hermitianEigen(degenerate);
  unitary(vectors, "V of equal eigenvalues");
  [-1, -1, 2, 2, 2].forEach((value, k) => assert.ok(Math.abs(values.re[k]! - value) < 1e-14));
});

test("singular value decompositions reconstruct, tall, wide and of lower rank", () => {
  for (const [m, n] of [
    [1, 1],
    [4, 4],
    [6, 3],
    [3, 6],
    [20, 12],
  ] as const) {
    const a = random(m, n, 5);
    const { u, values, v } = complexSvd(a);
    unitary(u, "U");
    unitary(v, "V");
    same(times(u, times(diagonal(values, null), dagger(v))), a, 1e-13, `U S V^H (${m} x ${n})`);
    for (let k = 1; k < values.length; k++) assert.ok(values[k]! <= values[k - 1]!);
  }
  const low = times(random(5, 2, 6), random(2, 4, 7));
  const found = complexSvd(low);
  unitary(found.v, "V of lower rank");
  assert.ok(found.values[1]! > 0.1 && found.values[2]! < 1e-14);
  const none = complexSvd(zeros(3, 2));
  unitary(none.u, "U of zero");
  assert.equal([...none.values], [0, 0]);
});

test.run();
