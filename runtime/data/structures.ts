// The structured constraints of declarations as questions to one vector or column-major matrix: null, or the words that follow
// the variable's name in the message. Tolerance 1e-8 wherever a sum, a norm or a symmetry must hold (as in Stan's `check_*`
// functions); order, signs and zeros above a diagonal are exact.

const TOLERANCE = 1e-8;

type Values = Float64Array;

function off(value: number, target: number): boolean {
  return !(Math.abs(value - target) <= TOLERANCE);
}

export function isSimplex(values: Values, offset: number, size: number): string | null {
  return simplexAt(values, offset, size, 1, "");
}

/** The simplex of `size` elements `stride` apart; `part` names it inside a matrix. */
function simplexAt(
  values: Values,
  offset: number,
  size: number,
  stride: number,
  part: string,
): string | null {
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const value = values[offset + i * stride]!;
    if (!(value >= 0)) return `is not a simplex: ${part}element ${i + 1} is ${value}, expected at least 0`;
    sum += value;
  }
  return off(sum, 1) ? `is not a simplex: ${part}its elements sum to ${sum}, expected 1` : null;
}

export function isOrdered(values: Values, offset: number, size: number): string | null {
  for (let i = 0; i < size; i++) {
    const value = values[offset + i]!;
    if (value !== value) return `is not ordered: element ${i + 1} is NaN`;
    if (i > 0 && !(value > values[offset + i - 1]!)) {
      return `is not ordered: element ${i + 1} (${value}) must be greater than element ${i} (${values[offset + i - 1]})`;
    }
  }
  return null;
}

export function isPositiveOrdered(values: Values, offset: number, size: number): string | null {
  if (size > 0 && !(values[offset]! >= 0)) {
    return `is not positive ordered: element 1 is ${values[offset]}, expected at least 0`;
  }
  return isOrdered(values, offset, size);
}

export function isUnitVector(values: Values, offset: number, size: number): string | null {
  const squares = sumOfSquares(values, offset, size, 1);
  return off(squares, 1) ? `is not a unit vector: its squares sum to ${squares}, expected 1` : null;
}

export function isSumToZeroVector(values: Values, offset: number, size: number): string | null {
  const sum = sumAt(values, offset, size, 1);
  return off(sum, 0) ? `does not sum to zero: its sum is ${sum}` : null;
}

export function isSumToZeroMatrix(
  values: Values,
  offset: number,
  rows: number,
  columns: number,
): string | null {
  for (let i = 0; i < rows; i++) {
    const sum = sumAt(values, offset + i, columns, rows);
    if (off(sum, 0)) return `does not sum to zero: row ${i + 1} sums to ${sum}`;
  }
  for (let j = 0; j < columns; j++) {
    const sum = sumAt(values, offset + j * rows, rows, 1);
    if (off(sum, 0)) return `does not sum to zero: column ${j + 1} sums to ${sum}`;
  }
  return null;
}

export function isColumnStochastic(
  values: Values,
  offset: number,
  rows: number,
  columns: number,
): string | null {
  for (let j = 0; j < columns; j++) {
    const complaint = simplexAt(values, offset + j * rows, rows, 1, `in column ${j + 1} `);
    if (complaint !== null) return complaint.replace("a simplex", "a column stochastic matrix");
  }
  return null;
}

export function isRowStochastic(
  values: Values,
  offset: number,
  rows: number,
  columns: number,
): string | null {
  for (let i = 0; i < rows; i++) {
    const complaint = simplexAt(values, offset + i, columns, rows, `in row ${i + 1} `);
    if (complaint !== null) return complaint.replace("a simplex", "a row stochastic matrix");
  }
  return null;
}

export function isCholeskyFactorCov(
  values: Values,
  offset: number,
  rows: number,
  columns: number,
): string | null {
  return choleskyComplaint(values, offset, rows, columns, "is not a Cholesky factor");
}

export function isCholeskyFactorCorr(values: Values, offset: number, rows: number): string | null {
  const what = "is not a Cholesky factor of a correlation matrix";
  const complaint = choleskyComplaint(values, offset, rows, rows, what);
  if (complaint !== null) return complaint;
  for (let i = 0; i < rows; i++) {
    const squares = sumOfSquares(values, offset + i, rows, rows);
    if (off(squares, 1)) return `${what}: the squares of row ${i + 1} sum to ${squares}, expected 1`;
  }
  return null;
}

export function isCorrMatrix(values: Values, offset: number, rows: number): string | null {
  for (let i = 0; i < rows; i++) {
    const value = values[offset + i * rows + i]!;
    if (off(value, 1))
      return `is not a correlation matrix: element [${i + 1},${i + 1}] is ${value}, expected 1`;
  }
  return covarianceComplaint(values, offset, rows, "is not a correlation matrix");
}

export function isCovMatrix(values: Values, offset: number, rows: number): string | null {
  return covarianceComplaint(values, offset, rows, "is not a covariance matrix");
}

function choleskyComplaint(
  values: Values,
  offset: number,
  rows: number,
  columns: number,
  what: string,
): string | null {
  if (rows < columns)
    return `${what}: it has ${rows} rows, expected at least as many as its ${columns} columns`;
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < j; i++) {
      const value = values[offset + j * rows + i]!;
      if (value !== 0)
        return `${what}: element [${i + 1},${j + 1}] above the diagonal is ${value}, expected 0`;
    }
    const diagonal = values[offset + j * rows + j]!;
    if (!(diagonal > 0))
      return `${what}: element [${j + 1},${j + 1}] on the diagonal is ${diagonal}, expected above 0`;
    for (let i = j + 1; i < rows; i++) {
      const value = values[offset + j * rows + i]!;
      if (value !== value) return `${what}: element [${i + 1},${j + 1}] is NaN`;
    }
  }
  return null;
}

function covarianceComplaint(values: Values, offset: number, size: number, what: string): string | null {
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < j; i++) {
      const upper = values[offset + j * size + i]!;
      const lower = values[offset + i * size + j]!;
      if (off(upper, lower)) {
        return `${what}: it is not symmetric, element [${i + 1},${j + 1}] is ${upper} and [${j + 1},${i + 1}] is ${lower}`;
      }
    }
  }
  return isPositiveDefinite(values, offset, size) ? null : `${what}: it is not positive definite`;
}

/** Whether a Cholesky factorisation of the lower triangle meets only positive pivots. */
function isPositiveDefinite(values: Values, offset: number, size: number): boolean {
  const factor = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = values[offset + j * size + i]!;
      for (let k = 0; k < j; k++) sum -= factor[k * size + i]! * factor[k * size + j]!;
      if (i === j && !(sum > 0)) return false;
      factor[j * size + i] = i === j ? Math.sqrt(sum) : sum / factor[j * size + j]!;
    }
  }
  return true;
}

function sumAt(values: Values, offset: number, size: number, stride: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += values[offset + i * stride]!;
  return sum;
}

function sumOfSquares(values: Values, offset: number, size: number, stride: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += values[offset + i * stride]! * values[offset + i * stride]!;
  return sum;
}
