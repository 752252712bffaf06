// Between a lower-triangular factor L and the symmetric matrix L L', both K x K and column-major: the product, its adjoint and the
// factorisation. Only for the sizes of matrix parameters; larger work has its own kernels.

/** x = L L', both triangles. */
export function multiplySelf(x: Float64Array, xOffset: number, factor: Float64Array, K: number): void {
  for (let i = 0; i < K; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k <= j; k++) sum += factor[k * K + i]! * factor[k * K + j]!;
      x[xOffset + j * K + i] = sum;
      x[xOffset + i * K + j] = sum;
    }
  }
}

/** Entry (row, column) of (X + X') L for the adjoint X of L L': the adjoint of L. */
export function factorAdjoint(
  xAdj: Float64Array,
  xAdjOffset: number,
  factor: Float64Array,
  K: number,
  row: number,
  column: number,
): number {
  let sum = 0;
  for (let i = column; i < K; i++) {
    const both = xAdj[xAdjOffset + i * K + row]! + xAdj[xAdjOffset + row * K + i]!;
    sum += both * factor[column * K + i]!;
  }
  return sum;
}

/** L from the lower triangle of x; NaN where x is not positive definite. */
export function factorise(factor: Float64Array, x: Float64Array, xOffset: number, K: number): void {
  for (let j = 0; j < K; j++) {
    for (let i = j; i < K; i++) {
      let sum = x[xOffset + j * K + i]!;
      for (let k = 0; k < j; k++) sum -= factor[k * K + i]! * factor[k * K + j]!;
      factor[j * K + i] = i === j ? Math.sqrt(sum) : sum / factor[j * K + j]!;
    }
  }
}
