// Decompositions by reconstruction, closed forms and reference values; adjoints against central differences.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { exp } from "../../../runtime/functions/elementary.ts";
import * as la from "../../../runtime/linear-algebra/index.ts";
import {
  flipped,
  identity,
  inner,
  isPaddingIntact,
  largestDifference,
  lowerPart,
  numericGradient,
  padded,
  randomMatrix,
  source,
  spd,
  times,
  type Matrix,
} from "./matrices.ts";

const test = suite("decompositions");

function close(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  label: string,
): void {
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  const difference = largestDifference(actual, expected);
  assert.ok(difference <= tolerance * scale, `${label}: off by ${difference}`);
}

function cholesky(a: Matrix, n: number): Matrix {
  const l = new Float64Array(n * n);
  assert.is(la.cholesky(l, 0, a, 0, n), -1);
  return l;
}

test("cholesky reconstructs, honours offsets and names the failing column", () => {
  for (const n of [1, 2, 3, 4, 5, 8, 13, 30]) {
    const a = spd(n, source(n));
    const l = cholesky(a, n);
    close(times(l, flipped(l, n, n), n, n, n), a, 1e-14, `L L' (${n})`);
    const out = padded(a);
    la.cholesky(out, 3, out, 3, n);
    assert.ok(isPaddingIntact(out));
    close(out.slice(3, -2), l, 0, "in place");
  }
  assert.is(la.cholesky(new Float64Array(9), 0, Float64Array.of(1, 2, 0, 2, 1, 0, 0, 0, 1), 0, 3), 1);
  assert.is(la.cholesky(new Float64Array(1), 0, Float64Array.of(NaN), 0, 1), 0);
});

test("cholesky adjoint", () => {
  for (const n of [1, 2, 5, 9]) {
    const random = source(40 + n);
    const a = spd(n, random);
    const weight = lowerPart(randomMatrix(n, n, random), n);
    const adjoint = new Float64Array(n * n);
    la.choleskyAdjoint(adjoint, 0, cholesky(a, n), 0, weight.slice(), 0, n);
    const numeric = numericGradient((x) => inner(cholesky(x, n), weight), a);
    close(adjoint, lowerPart(numeric, n), 1e-8, `adjoint (${n})`);
  }
});

test("inverse and determinant from the Cholesky factor", () => {
  const n = 6;
  const a = spd(n, source(3));
  const l = cholesky(a, n);
  const inverse = new Float64Array(n * n);
  la.inverseFromCholesky(inverse, 0, l, 0, n);
  close(times(a, inverse, n, n, n), identity(n), 1e-13, "A A^-1");
  const factors = new Float64Array(n * n);
  la.lu(factors, 0, new Int32Array(n), a, 0, n);
  assert.ok(Math.abs(la.logDeterminantFromCholesky(l, 0, n) - la.luLogAbsDeterminant(factors, n)) < 1e-13);
});

test("triangular solves, left and right", () => {
  const n = 7;
  const m = 3;
  const random = source(5);
  const l = lowerPart(spd(n, random), n);
  const u = flipped(l, n, n);
  const full = (t: Matrix): Matrix => t.map((value) => (value === 0 ? 99 : value));
  const b = randomMatrix(n, m, random);
  const c = randomMatrix(m, n, random);
  const solve = (f: typeof la.solveLower, t: Matrix, rhs: Matrix, p: number, q: number): Matrix => {
    const out = padded(rhs);
    f(out, 3, padded(full(t)), 3, out, 3, p, q);
    assert.ok(isPaddingIntact(out));
    return out.slice(3, -2);
  };
  close(times(l, solve(la.solveLower, l, b, n, m), n, n, m), b, 1e-13, "L X");
  close(times(u, solve(la.solveLowerTranspose, l, b, n, m), n, n, m), b, 1e-13, "L' X");
  close(times(u, solve(la.solveUpper, u, b, n, m), n, n, m), b, 1e-13, "U X");
  close(times(l, solve(la.solveUpperTranspose, u, b, n, m), n, n, m), b, 1e-13, "U' X");
  close(times(solve(la.solveLowerRight, l, c, m, n), l, m, n, n), c, 1e-13, "X L");
  close(times(solve(la.solveLowerTransposeRight, l, c, m, n), u, m, n, n), c, 1e-13, "X L'");
  close(times(solve(la.solveUpperRight, u, c, m, n), u, m, n, n), c, 1e-13, "X U");
});

test("LU: solve, inverse, determinant, singular matrices", () => {
  for (const n of [1, 2, 5, 12]) {
    const random = source(60 + n);
    const a = randomMatrix(n, n, random);
    const b = randomMatrix(n, 2, random);
    const factors = new Float64Array(n * n);
    const pivots = new Int32Array(n);
    assert.ok(la.lu(factors, 0, pivots, a, 0, n) !== 0);
    const x = b.slice();
    la.luSolve(factors, pivots, x, 0, n, 2);
    close(times(a, x, n, n, 2), b, 1e-12, "A X");
    const y = b.slice();
    la.luSolveTranspose(factors, pivots, y, 0, n, 2);
    close(times(flipped(a, n, n), y, n, n, 2), b, 1e-12, "A' X");
    const inverse = new Float64Array(n * n);
    assert.ok(la.inverse(inverse, 0, a, 0, n));
    close(times(a, inverse, n, n, n), identity(n), 1e-12, "A A^-1");
  }
  const factors = new Float64Array(9);
  const sign = la.lu(factors, 0, new Int32Array(3), Float64Array.of(0, 1, 4, 2, 0, 5, 3, 1, 6), 0, 3);
  assert.ok(Math.abs(la.luDeterminant(factors, sign, 3) - 11) < 1e-13);
  assert.is(la.lu(new Float64Array(4), 0, new Int32Array(2), Float64Array.of(1, 2, 2, 4), 0, 2), 0);
  assert.not(la.inverse(new Float64Array(4), 0, Float64Array.of(1, 2, 2, 4), 0, 2));
});

function eigen(a: Matrix, n: number): { values: Matrix; vectors: Matrix } {
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  la.symmetricEigen(values, 0, vectors, 0, a, 0, n);
  return { values, vectors };
}

test("symmetric eigenvalues: reference values, reconstruction, order", () => {
  const a = Float64Array.of(
    1.1483,
    0.5764,
    0.7308,
    -0.0036,
    0.5764,
    2.5526,
    1.0832,
    0.5184,
    0.7308,
    1.0832,
    1.6894,
    -0.0044,
    -0.0036,
    0.5184,
    -0.0044,
    0.7815,
  );
  const reference = [0.5093233892152096, 0.6561776154569164, 1.3424433533575568, 3.663855641970317];
  close(eigen(a, 4).values, reference, 1e-15, "eigenvalues");
  for (const n of [1, 2, 9, 20]) {
    const m = randomMatrix(n, n, source(70 + n));
    const s = m.map((value, i) => value + flipped(m, n, n)[i]!);
    const { values, vectors } = eigen(s, n);
    const scaled = vectors.map((value, i) => value * values[Math.floor(i / n)]!);
    close(times(scaled, flipped(vectors, n, n), n, n, n), s, 1e-13, "V D V'");
    close(times(flipped(vectors, n, n), vectors, n, n, n), identity(n), 1e-14, "V'V");
    assert.ok(values.every((value, i) => i === 0 || value >= values[i - 1]!));
  }
  close(eigen(identity(3), 3).values, [1, 1, 1], 0, "identity");
});

test("symmetric eigen adjoint", () => {
  const n = 4;
  const random = source(8);
  const a = spd(n, random);
  const valueWeight = randomMatrix(n, 1, random);
  const vectorWeight = randomMatrix(n, n, random);
  const { values, vectors } = eigen(a, n);
  const adjoint = new Float64Array(n * n);
  la.symmetricEigenAdjoint(adjoint, 0, values, 0, vectors, 0, valueWeight, 0, vectorWeight, 0, n);
  const numeric = numericGradient((x) => {
    const s = x.map((value, i) => 0.5 * (value + flipped(x, n, n)[i]!));
    const e = eigen(s, n);
    // The sign of a vector is free: follow the one at the centre.
    const aligned = e.vectors.map((value, i) => {
      const column = Math.floor(i / n) * n;
      return inner(e.vectors.slice(column, column + n), vectors.slice(column, column + n)) < 0
        ? -value
        : value;
    });
    return inner(e.values, valueWeight) + inner(aligned, vectorWeight);
  }, a);
  close(adjoint, numeric, 1e-7, "adjoint");
});

function thinQr(a: Matrix, m: number, n: number, columns = Math.min(m, n)): { q: Matrix; r: Matrix } {
  const q = new Float64Array(m * columns);
  const r = new Float64Array(columns * n);
  la.qr(q, 0, r, 0, a, 0, m, n, columns);
  return { q, r };
}

test("QR: Stan's signs, reconstruction, thin and full", () => {
  const { q, r } = thinQr(Float64Array.of(-1.0629, -0.29725, 0.63021, 0.82758), 2, 2);
  close(q, [-0.9630491330760281, -0.269325764236381, -0.269325764236381, 0.9630491330760281], 1e-15, "Q");
  close(r, [1.1036820069657745, 0, -0.8298118101225879, 0.6272684116716496], 1e-15, "R");
  for (const [m, n] of [
    [1, 1],
    [5, 3],
    [3, 5],
    [6, 6],
  ] as const) {
    const a = randomMatrix(m, n, source(80 + m + 10 * n));
    for (const columns of [Math.min(m, n), m]) {
      const f = thinQr(a, m, n, columns);
      close(times(f.q, f.r, m, columns, n), a, 1e-14, "Q R");
      close(times(flipped(f.q, m, columns), f.q, columns, m, columns), identity(columns), 1e-14, "Q'Q");
      for (let i = 0; i < Math.min(columns, n); i++) assert.ok(f.r[i + i * columns]! >= 0);
    }
  }
});

test("thin QR adjoint", () => {
  for (const [m, n] of [
    [4, 4],
    [6, 3],
  ] as const) {
    const random = source(90 + m);
    const a = randomMatrix(m, n, random);
    const qWeight = randomMatrix(m, n, random);
    const rWeight = flipped(lowerPart(randomMatrix(n, n, random), n), n, n);
    const { q, r } = thinQr(a, m, n);
    const adjoint = new Float64Array(m * n);
    la.qrThinAdjoint(adjoint, 0, q, 0, r, 0, qWeight, 0, rWeight, 0, m, n);
    const numeric = numericGradient((x) => {
      const f = thinQr(x, m, n);
      return inner(f.q, qWeight) + inner(f.r, rWeight);
    }, a);
    close(adjoint, numeric, 1e-7, `adjoint ${m} x ${n}`);
  }
});

function thinSvd(a: Matrix, m: number, n: number): { u: Matrix; values: Matrix; v: Matrix } {
  const k = Math.min(m, n);
  const u = new Float64Array(m * k);
  const values = new Float64Array(k);
  const v = new Float64Array(n * k);
  la.svd(u, 0, values, 0, v, 0, a, 0, m, n);
  return { u, values, v };
}

test("SVD: reference values, reconstruction, rank deficiency", () => {
  const reference = thinSvd(Float64Array.of(1.9652, 1.4437, -2.46, -0.87549, -0.54519, -1.762), 3, 2);
  close(reference.values, [3.5218157930706586, 1.9398590479408775], 1e-15, "singular values");
  const deficient = Float64Array.of(1, 2, 3, 2, 4, 6, 0, 0, 0);
  for (const [m, n] of [
    [1, 1],
    [7, 4],
    [4, 7],
    [3, 3],
  ] as const) {
    const k = Math.min(m, n);
    const a = m === 3 ? deficient : randomMatrix(m, n, source(100 + m));
    const { u, values, v } = thinSvd(a, m, n);
    const scaled = u.map((value, i) => value * values[Math.floor(i / m)]!);
    close(times(scaled, flipped(v, n, k), m, k, n), a, 1e-14, "U S V'");
    close(times(flipped(u, m, k), u, k, m, k), identity(k), 1e-14, "U'U");
    close(times(flipped(v, n, k), v, k, n, k), identity(k), 1e-14, "V'V");
    assert.ok(values.every((value, i) => value >= 0 && (i === 0 || value <= values[i - 1]!)));
  }
});

test("SVD adjoint", () => {
  for (const [m, n] of [
    [3, 3],
    [5, 3],
    [3, 5],
  ] as const) {
    const k = Math.min(m, n);
    const random = source(110 + m);
    const a = randomMatrix(m, n, random);
    const weights = {
      u: randomMatrix(m, k, random),
      s: randomMatrix(k, 1, random),
      v: randomMatrix(n, k, random),
    };
    const base = thinSvd(a, m, n);
    const adjoint = new Float64Array(m * n);
    la.svdAdjoint(adjoint, 0, base.u, base.values, base.v, weights.u, weights.s, weights.v, m, n);
    const numeric = numericGradient((x) => {
      const f = thinSvd(x, m, n);
      const sign = (i: number): number =>
        inner(f.u.slice(i * m, i * m + m), base.u.slice(i * m, i * m + m)) < 0 ? -1 : 1;
      const u = f.u.map((value, i) => value * sign(Math.floor(i / m)));
      const v = f.v.map((value, i) => value * sign(Math.floor(i / n)));
      return inner(u, weights.u) + inner(f.values, weights.s) + inner(v, weights.v);
    }, a);
    close(adjoint, numeric, 1e-6, `adjoint ${m} x ${n}`);
  }
});

function matrixExp(a: Matrix, n: number): Matrix {
  const out = new Float64Array(n * n);
  la.matrixExp(out, 0, a, 0, n);
  return out;
}

test("matrix exponential: closed forms, large norms, adjoint", () => {
  close(matrixExp(new Float64Array(9), 3), identity(3), 0, "exp 0");
  close(matrixExp(Float64Array.of(0, 0, 1, 0), 2), [1, 0, 1, 1], 1e-16, "nilpotent");
  const angle = 2.5;
  const rotation = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)];
  close(matrixExp(Float64Array.of(0, angle, -angle, 0), 2), rotation, 1e-15, "rotation");
  close(matrixExp(Float64Array.of(-50, 0, 0, 3), 2), [exp(-50), 0, 0, exp(3)], 1e-14, "diagonal");
  const n = 3;
  const random = source(120);
  const a = randomMatrix(n, n, random).map((value) => 2 * value);
  close(
    times(
      matrixExp(a, n),
      matrixExp(
        a.map((x) => -x),
        n,
      ),
      n,
      n,
      n,
    ),
    identity(n),
    1e-11,
    "exp(A) exp(-A)",
  );
  const weight = randomMatrix(n, n, random);
  const adjoint = new Float64Array(n * n);
  la.matrixExpAdjoint(adjoint, 0, a, 0, weight, 0, n);
  close(
    adjoint,
    numericGradient((x) => inner(matrixExp(x, n), weight), a),
    1e-8,
    "adjoint",
  );
});

test.run();
