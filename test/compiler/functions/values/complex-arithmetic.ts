// Arithmetic and linear algebra written out over complex numbers, as [re, im]: the independent side of the comparisons. Real functions are
// the same with imaginary parts of zero.

export type C = readonly [re: number, im: number];
export type Row = readonly C[];
export type Grid = readonly Row[];

export const c = (re: number, im = 0): C => [re, im];
export const plus = (a: C, b: C): C => [a[0] + b[0], a[1] + b[1]];
export const minus = (a: C, b: C): C => [a[0] - b[0], a[1] - b[1]];
export const times = (a: C, b: C): C => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
export const over = (a: C, b: C): C => {
  const size = b[0] * b[0] + b[1] * b[1];
  return [(a[0] * b[0] + a[1] * b[1]) / size, (a[1] * b[0] - a[0] * b[1]) / size];
};
export const conjugate = (a: C): C => [a[0], -a[1]];
export const modulus = (a: C): number => Math.hypot(a[0], a[1]);
export const logarithm = (a: C): C => [Math.log(modulus(a)), Math.atan2(a[1], a[0])];
export const exponential = (a: C): C => [Math.exp(a[0]) * Math.cos(a[1]), Math.exp(a[0]) * Math.sin(a[1])];
export const root = (a: C): C => exponential(times(c(0.5), logarithm(a)));
const I = c(0, 1);

/** The elementary functions by exponentials, logarithms and roots; principal values. */
export const elementary: Readonly<Record<string, (z: C) => C>> = {
  exp: exponential,
  log: logarithm,
  log10: (z) => over(logarithm(z), c(Math.LN10)),
  sqrt: root,
  sinh: (z) => over(minus(exponential(z), exponential(times(c(-1), z))), c(2)),
  cosh: (z) => over(plus(exponential(z), exponential(times(c(-1), z))), c(2)),
  tanh: (z) => over(elementary["sinh"]!(z), elementary["cosh"]!(z)),
  sin: (z) => over(elementary["sinh"]!(times(I, z)), I),
  cos: (z) => elementary["cosh"]!(times(I, z)),
  tan: (z) => over(elementary["sin"]!(z), elementary["cos"]!(z)),
  asinh: (z) => logarithm(plus(z, root(plus(times(z, z), c(1))))),
  acosh: (z) => logarithm(plus(z, times(root(plus(z, c(1))), root(minus(z, c(1)))))),
  atanh: (z) => over(minus(logarithm(plus(c(1), z)), logarithm(minus(c(1), z))), c(2)),
  asin: (z) => over(elementary["asinh"]!(times(I, z)), I),
  acos: (z) => minus(c(Math.PI / 2), elementary["asin"]!(z)),
  atan: (z) => over(elementary["atanh"]!(times(I, z)), I),
};

export const total = (row: Row): C => row.reduce(plus, c(0));
export const dot = (a: Row, b: Row): C => total(a.map((x, i) => times(x, b[i]!)));
export const column = (a: Grid, k: number): C[] => a.map((row) => row[k]!);
export const columns = (a: Grid): C[][] => (a[0] ?? []).map((_, k) => column(a, k));
export const transposed = (a: Grid): C[][] => columns(a);
export const matmul = (a: Grid, b: Grid): C[][] => a.map((row) => columns(b).map((col) => dot(row, col)));
export const identity = (n: number): C[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => c(i === j ? 1 : 0)));

/** X with A X = B and det A, by elimination with row pivots. */
export function solve(a: Grid, b: Grid): { readonly x: C[][]; readonly determinant: C } {
  const n = a.length;
  const rows = a.map((row, i) => [...row, ...b[i]!]);
  let determinant = c(1);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (modulus(rows[i]![k]!) > modulus(rows[pivot]![k]!)) pivot = i;
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
      determinant = times(c(-1), determinant);
    }
    const head = rows[k]![k]!;
    determinant = times(determinant, head);
    rows[k] = rows[k]!.map((x) => over(x, head));
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![k]!;
      if (i !== k) rows[i] = rows[i]!.map((x, j) => minus(x, times(factor, rows[k]![j]!)));
    }
  }
  return { x: rows.map((row) => row.slice(n)), determinant };
}

/** Sum of A^k / k! for A / 2^s, squared s times. */
export function expm(a: Grid): C[][] {
  let sum: Grid = identity(a.length);
  let term: Grid = sum;
  const small = a.map((row) => row.map((x) => over(x, c(64))));
  for (let k = 1; k < 30; k++) {
    term = matmul(term, small).map((row) => row.map((x) => over(x, c(k))));
    sum = sum.map((row, i) => row.map((x, j) => plus(x, term[i]![j]!)));
  }
  for (let s = 0; s < 6; s++) sum = matmul(sum, sum);
  return sum.map((row) => [...row]);
}

/** Lower triangular L with L L' = A, for real A. */
export function choleskyFactor(a: readonly (readonly number[])[]): number[][] {
  const l = a.map((row) => row.map(() => 0));
  for (let j = 0; j < a.length; j++)
    for (let i = j; i < a.length; i++) {
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  return l;
}
