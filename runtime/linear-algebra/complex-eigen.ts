// Eigenvalues and eigenvectors of general and of Hermitian matrices from the Schur form. Eigenvalues stand by real part, then by imaginary
// part; eigenvectors have length one and their largest entry real and positive.

import { type ComplexMatrix, dagger, largestRow, times, turnColumns, zeros } from "./complex.ts";
import { complexSchur } from "./complex-schur.ts";
import { lu, luSolve } from "./lu.ts";

export interface Eigen {
  /** One row. */
  readonly values: ComplexMatrix;
  /** One vector per column. */
  readonly vectors: ComplexMatrix;
}

export function complexEigen(a: ComplexMatrix): Eigen {
  const n = a.rows;
  const { u, t } = complexSchur(a);
  const vectors = times(u, triangularVectors(t));
  const scale = a.re.reduce((sum, x, i) => sum + Math.abs(x) + Math.abs(a.im[i]!), 0);
  const isReal = a.im.every((y) => y === 0);
  const noise = isReal ? 4 * 2 ** -52 * scale : 0;
  const diagonal = Array.from({ length: n }, (_, k) => k + k * n);
  const order = sortedBy(
    diagonal.map((k) => t.re[k]!),
    diagonal.map((k) => (Math.abs(t.im[k]!) <= noise ? 0 : t.im[k]!)),
    1e-10 * scale,
  );
  const sorted = zeros(n, n);
  const values = zeros(1, n);
  order.forEach((from, to) => {
    values.re[to] = t.re[from + from * n]!;
    values.im[to] = t.im[from + from * n]!;
    copyUnit(vectors, from, sorted, to);
  });
  turnColumns(sorted);
  if (isReal) tidyReal(values, sorted, noise);
  return { values, vectors: sorted };
}

/** Indices by real part, where these differ by more than `close`, else by imaginary part. */
function sortedBy(re: readonly number[], im: readonly number[], close: number): readonly number[] {
  const order: number[] = [];
  re.forEach((_, k) => {
    let at = order.length;
    while (at > 0 && isBefore(k, order[at - 1]!)) at--;
    order.splice(at, 0, k);
  });
  return order;
  function isBefore(i: number, j: number): boolean {
    const gap = re[i]! - re[j]!;
    return Math.abs(gap) > close ? gap < 0 : im[i]! < im[j]!;
  }
}

function copyUnit(from: ComplexMatrix, j: number, to: ComplexMatrix, k: number): void {
  const n = from.rows;
  let sum = 0;
  for (let i = j * n; i < (j + 1) * n; i++) sum += from.re[i]! ** 2 + from.im[i]! ** 2;
  const length = Math.sqrt(sum);
  for (let i = 0; i < n; i++) {
    to.re[i + k * n] = from.re[i + j * n]! / length;
    to.im[i + k * n] = from.im[i + j * n]! / length;
  }
}

/** What must be real, or pairs, of a real matrix is so exactly. */
function tidyReal(values: ComplexMatrix, vectors: ComplexMatrix, noise: number): void {
  const n = vectors.rows;
  for (let k = 0; k < n; k++) {
    const isAlone = Math.abs(values.im[k]!) <= noise;
    if (!isAlone && (k + 1 === n || values.im[k]! > 0)) continue;
    const to = isAlone ? k : k + 1;
    values.re[to] = values.re[k]!;
    values.im[to] = isAlone ? 0 : -values.im[k]!;
    for (let i = 0; i < n; i++) {
      vectors.re[i + to * n] = vectors.re[i + k * n]!;
      vectors.im[i + to * n] = isAlone ? 0 : -vectors.im[i + k * n]!;
    }
    k = to;
  }
}

/** Eigenvectors of an upper triangular matrix by back substitution; equal eigenvalues count as a rounding error apart. */
function triangularVectors(t: ComplexMatrix): ComplexMatrix {
  const n = t.rows;
  const x = zeros(n, n);
  const size = Math.max(...Array.from(t.re, Math.abs), ...Array.from(t.im, Math.abs), 1e-300);
  for (let k = 0; k < n; k++) {
    x.re[k + k * n] = 1;
    for (let i = k - 1; i >= 0; i--) {
      let [re, im] = [0, 0];
      for (let j = i + 1; j <= k; j++) {
        const [p, q, r, s] = [t.re[i + j * n]!, t.im[i + j * n]!, x.re[j + k * n]!, x.im[j + k * n]!];
        re -= p * r - q * s;
        im -= p * s + q * r;
      }
      let [gapRe, gapIm] = [t.re[i + i * n]! - t.re[k + k * n]!, t.im[i + i * n]! - t.im[k + k * n]!];
      if (Math.hypot(gapRe, gapIm) < 2 ** -52 * size) [gapRe, gapIm] = [2 ** -52 * size, 0];
      const square = gapRe * gapRe + gapIm * gapIm;
      x.re[i + k * n] = (re * gapRe + im * gapIm) / square;
      x.im[i + k * n] = (im * gapRe - re * gapIm) / square;
    }
  }
  return x;
}

/**
 * The adjoint of A: V^-H P V^H, where P has the adjoints of the eigenvalues on its diagonal and elsewhere V^H times the adjoint of V over
 * conjugate gaps (Giles 2008, An extended collection of matrix derivative results, 3.1), less what length and phase of the vectors fix.
 */
export function complexEigenAdjoint(
  { values, vectors }: Eigen,
  valuesAdj: ComplexMatrix,
  vectorsAdj: ComplexMatrix,
): ComplexMatrix {
  const n = vectors.rows;
  const inner = times(dagger(vectors), withoutGauge(vectors, vectorsAdj));
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) {
      const at = i + j * n;
      if (i === j) {
        [inner.re[at], inner.im[at]] = [valuesAdj.re[j]!, valuesAdj.im[j]!];
        continue;
      }
      const [gapRe, gapIm] = [values.re[j]! - values.re[i]!, values.im[j]! - values.im[i]!];
      const size = gapRe * gapRe + gapIm * gapIm;
      const [x, y] = size === 0 ? [0, 0] : [inner.re[at]! / size, inner.im[at]! / size];
      [inner.re[at], inner.im[at]] = [x * gapRe - y * gapIm, x * gapIm + y * gapRe];
    }
  return solveDagger(vectors, times(inner, dagger(vectors)));
}

/** The adjoint of vectors that may move freely, given that of vectors whose length is one and whose largest entry is real. */
function withoutGauge(v: ComplexMatrix, adjoint: ComplexMatrix): ComplexMatrix {
  const n = v.rows;
  const out = { ...adjoint, re: adjoint.re.slice(), im: adjoint.im.slice() };
  for (let k = 0; k < n; k++) {
    let [re, im] = [0, 0];
    for (let i = k * n; i < (k + 1) * n; i++) {
      re += adjoint.re[i]! * v.re[i]! + adjoint.im[i]! * v.im[i]!;
      im += adjoint.re[i]! * v.im[i]! - adjoint.im[i]! * v.re[i]!;
    }
    for (let i = k * n; i < (k + 1) * n; i++) {
      out.re[i]! -= re * v.re[i]!;
      out.im[i]! -= re * v.im[i]!;
    }
    const largest = largestRow(v, k) + k * n;
    out.im[largest]! += im / v.re[largest]!;
  }
  return out;
}

/** V^-H B by a real system of twice the size. */
function solveDagger(v: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const n = v.rows;
  const side = 2 * n;
  const system = new Float64Array(side * side);
  const right = new Float64Array(side * b.columns);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) {
      const [re, im] = [v.re[j + i * n]!, -v.im[j + i * n]!];
      system[i + j * side] = system[i + n + (j + n) * side] = re;
      system[i + n + j * side] = im;
      system[i + (j + n) * side] = -im;
    }
  for (let j = 0; j < b.columns; j++)
    for (let i = 0; i < n; i++) {
      right[i + j * side] = b.re[i + j * n]!;
      right[i + n + j * side] = b.im[i + j * n]!;
    }
  const factors = new Float64Array(side * side);
  const pivots = new Int32Array(side);
  lu(factors, 0, pivots, system, 0, side);
  luSolve(factors, pivots, right, 0, side, b.columns);
  const out = zeros(n, b.columns);
  for (let j = 0; j < b.columns; j++)
    for (let i = 0; i < n; i++) {
      out.re[i + j * n] = right[i + j * side]!;
      out.im[i + j * n] = right[i + n + j * side]!;
    }
  return out;
}

/** Of a Hermitian matrix, whose lower triangle is read: its Schur form is diagonal, so the vectors are those of the form. */
export function hermitianEigen(a: ComplexMatrix): Eigen {
  const n = a.rows;
  const whole = { ...a, re: a.re.slice(), im: a.im.slice() };
  for (let j = 0; j < n; j++)
    for (let i = 0; i <= j; i++) {
      whole.re[i + j * n] = a.re[j + i * n]!;
      whole.im[i + j * n] = i === j ? 0 : -a.im[j + i * n]!;
    }
  const { u, t } = complexSchur(whole);
  const order = Array.from({ length: n }, (_, k) => k).sort((i, j) => t.re[i + i * n]! - t.re[j + j * n]!);
  const sorted: Eigen = { values: zeros(1, n), vectors: zeros(n, n) };
  order.forEach((from, to) => {
    sorted.values.re[to] = t.re[from + from * n]!;
    copyUnit(u, from, sorted.vectors, to);
  });
  turnColumns(sorted.vectors);
  return sorted;
}
