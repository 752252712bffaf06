// Complex matrices for decompositions: real and imaginary parts in two arrays, by columns.

export interface ComplexMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const zeros = (rows: number, columns: number): ComplexMatrix => ({
  rows,
  columns,
  re: new Float64Array(rows * columns),
  im: new Float64Array(rows * columns),
});

export function identity(n: number): ComplexMatrix {
  const x = zeros(n, n);
  for (let j = 0; j < n; j++) x.re[j + j * n] = 1;
  return x;
}

/** A copy of two blocks; a part that is null is zero. */
export function complexFrom(
  re: Float64Array | null,
  reOffset: number,
  im: Float64Array | null,
  imOffset: number,
  rows: number,
  columns: number,
): ComplexMatrix {
  const size = rows * columns;
  return {
    rows,
    columns,
    re: re === null ? new Float64Array(size) : re.slice(reOffset, reOffset + size),
    im: im === null ? new Float64Array(size) : im.slice(imOffset, imOffset + size),
  };
}

/** Adds the parts to two blocks, those that are wanted. */
export function addTo(
  re: Float64Array | null,
  reOffset: number,
  im: Float64Array | null,
  imOffset: number,
  x: ComplexMatrix,
): void {
  if (re !== null) for (let i = 0; i < x.re.length; i++) re[reOffset + i]! += x.re[i]!;
  if (im !== null) for (let i = 0; i < x.im.length; i++) im[imOffset + i]! += x.im[i]!;
}

export function times(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const out = zeros(a.rows, b.columns);
  for (let j = 0; j < b.columns; j++)
    for (let k = 0; k < a.columns; k++) {
      const [re, im] = [b.re[k + j * b.rows]!, b.im[k + j * b.rows]!];
      for (let i = 0; i < a.rows; i++) {
        const [x, y] = [a.re[i + k * a.rows]!, a.im[i + k * a.rows]!];
        out.re[i + j * a.rows]! += x * re - y * im;
        out.im[i + j * a.rows]! += x * im + y * re;
      }
    }
  return out;
}

/** The conjugate transpose. */
export function dagger(a: ComplexMatrix): ComplexMatrix {
  const out = zeros(a.columns, a.rows);
  for (let j = 0; j < a.columns; j++)
    for (let i = 0; i < a.rows; i++) {
      out.re[j + i * a.columns] = a.re[i + j * a.rows]!;
      out.im[j + i * a.columns] = -a.im[i + j * a.rows]!;
    }
  return out;
}

export function plus(a: ComplexMatrix, b: ComplexMatrix, factor = 1): ComplexMatrix {
  return {
    ...a,
    re: a.re.map((x, i) => x + factor * b.re[i]!),
    im: a.im.map((x, i) => x + factor * b.im[i]!),
  };
}

/** Columns times the conjugate of what makes their largest entry real and positive; its row for every column. */
export function turnColumns(...[first, ...others]: readonly ComplexMatrix[]): readonly number[] {
  const { rows, columns, re, im } = first!;
  return Array.from({ length: columns }, (_, j) => {
    const row = largestRow(first!, j);
    const [x, y] = [re[row + j * rows]!, im[row + j * rows]!];
    const size = Math.hypot(x, y);
    if (size === 0) return row;
    for (const matrix of [first!, ...others])
      for (let i = j * matrix.rows; i < (j + 1) * matrix.rows; i++) {
        const [p, q] = [matrix.re[i]!, matrix.im[i]!];
        matrix.re[i] = (p * x + q * y) / size;
        matrix.im[i] = (q * x - p * y) / size;
      }
    im[row + j * rows] = 0;
    return row;
  });
}

/** The row of the entry of column `j` that is larger than others by more than rounding. */
export function largestRow({ rows, re, im }: ComplexMatrix, j: number): number {
  let [row, largest] = [0, -1];
  for (let i = 0; i < rows; i++) {
    const size = re[i + j * rows]! ** 2 + im[i + j * rows]! ** 2;
    if (size > largest * (1 + 1e-9)) [row, largest] = [i, size];
  }
  return row;
}
