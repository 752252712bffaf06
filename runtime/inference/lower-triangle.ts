// Dense lower-triangular algebra for covariances of moderate size: D x D, column-major, entries above the diagonal ignored.
// Plain loops in one fixed order, so that results are the same bits everywhere.

/** Cholesky factor of a symmetric matrix (its lower half is read); null if it is not positive definite. */
export function cholesky(matrix: Float64Array, dimension: number): Float64Array | null {
  const factor = new Float64Array(dimension * dimension);
  for (let j = 0; j < dimension; j++) {
    for (let i = j; i < dimension; i++) {
      let sum = matrix[i + j * dimension]!;
      for (let k = 0; k < j; k++) sum -= factor[i + k * dimension]! * factor[j + k * dimension]!;
      if (i > j) {
        factor[i + j * dimension] = sum / factor[j + j * dimension]!;
      } else {
        if (!(sum > 0 && sum < Infinity)) return null;
        factor[j + j * dimension] = Math.sqrt(sum);
      }
    }
  }
  return factor;
}

/** out = L x; out may be x. */
export function multiplyLower(lower: Float64Array, x: Float64Array, out: Float64Array): void {
  const n = x.length;
  for (let i = n - 1; i >= 0; i--) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += lower[i + j * n]! * x[j]!;
    out[i] = sum;
  }
}

/** out = L' x; out may be x. */
export function multiplyLowerTransposed(lower: Float64Array, x: Float64Array, out: Float64Array): void {
  const n = x.length;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = j; i < n; i++) sum += lower[i + j * n]! * x[i]!;
    out[j] = sum;
  }
}

/** Solves L x = b in place. */
export function solveLower(lower: Float64Array, x: Float64Array): void {
  const n = x.length;
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let j = 0; j < i; j++) sum -= lower[i + j * n]! * x[j]!;
    x[i] = sum / lower[i + i * n]!;
  }
}

/** Solves L' x = b in place. */
export function solveLowerTransposed(lower: Float64Array, x: Float64Array): void {
  const n = x.length;
  for (let j = n - 1; j >= 0; j--) {
    let sum = x[j]!;
    for (let i = j + 1; i < n; i++) sum -= lower[i + j * n]! * x[i]!;
    x[j] = sum / lower[j + j * n]!;
  }
}

/** L L', both halves filled. */
export function lowerTimesTransposed(lower: Float64Array, dimension: number): Float64Array {
  const product = new Float64Array(dimension * dimension);
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k <= j; k++) sum += lower[i + k * dimension]! * lower[j + k * dimension]!;
      product[i + j * dimension] = sum;
      product[j + i * dimension] = sum;
    }
  }
  return product;
}

/** L K for two lower-triangular matrices. */
export function lowerTimesLower(left: Float64Array, right: Float64Array, dimension: number): Float64Array {
  const product = new Float64Array(dimension * dimension);
  for (let j = 0; j < dimension; j++) {
    for (let i = j; i < dimension; i++) {
      let sum = 0;
      for (let k = j; k <= i; k++) sum += left[i + k * dimension]! * right[k + j * dimension]!;
      product[i + j * dimension] = sum;
    }
  }
  return product;
}
