// The only door for generated code, published as `logjoint/abi/1`. Names here are promises: files generated today must run against every
// later runtime with the same number. One line per entry of the library; a test checks that every descriptor's names are here.

export type { Random } from "./random/random.ts";
export type { BindOptions, Model } from "./model.ts";
export type { Matrix, Nested, Vector } from "./data/types.ts";
export { derivedPrograms } from "./programs.ts";
export { defineModel, type Complex, type FlatParameters, type ModelDefinition } from "./define-model.ts";

// Data
export {
  checkArray,
  checkComplex,
  checkInt,
  checkInts,
  checkKeys,
  checkMatrix,
  checkReal,
  checkReals,
  checkRowVector,
  checkTuple,
  checkVector,
  imaginaryPart,
  realPart,
} from "./data/check-data.ts";
export {
  isCholeskyFactorCorr,
  isCholeskyFactorCov,
  isColumnStochastic,
  isCorrMatrix,
  isCovMatrix,
  isOrdered,
  isPositiveOrdered,
  isRowStochastic,
  isSimplex,
  isSumToZeroMatrix,
  isSumToZeroVector,
  isUnitVector,
} from "./data/structures.ts";

// Layouts
export { complex, complexMatrix, complexRowVector, complexVector } from "./layout/complex.ts";
export { array, int, matrix, real, rowVector, vector } from "./layout/plain.ts";
export { tuple } from "./layout/tuple.ts";
export {
  choleskyFactorCorr,
  choleskyFactorCov,
  columnStochasticMatrix,
  corrMatrix,
  covMatrix,
  ordered,
  positiveOrdered,
  rowStochasticMatrix,
  simplex,
  simplexStickBreaking,
  sumToZeroMatrix,
  sumToZeroVector,
  unitVector,
} from "./layout/structured.ts";

// Statements
export { clear, copy, enlarged, print, show, take } from "./cells.ts";

// Products of matrices
export {
  matmul,
  matmulAdjoint,
  matmulTransposeLeftAdd,
  matmulTransposeRightAdd,
  tcrossprod,
} from "./linear-algebra/products.ts";

// Errors and memory
export { abort, refuseData, reject } from "./rejection.ts";
export { Stack } from "./stack.ts";
export { Frames } from "./frames.ts";
export { LOG_2PI, LOG_PI, LOG_SQRT_2PI } from "./constants.ts";
export { dataRandom } from "./random/data-random.ts";

// Transforms
export {
  choleskyFactorCorrConstrain,
  choleskyFactorCorrConstrainAdjoint,
} from "./transforms/cholesky-factor-corr.ts";
export {
  choleskyFactorCovConstrain,
  choleskyFactorCovConstrainAdjoint,
} from "./transforms/cholesky-factor-cov.ts";
export {
  columnStochasticMatrixConstrain,
  columnStochasticMatrixConstrainAdjoint,
} from "./transforms/column-stochastic-matrix.ts";
export { corrMatrixConstrain, corrMatrixConstrainAdjoint } from "./transforms/corr-matrix.ts";
export { covMatrixConstrain, covMatrixConstrainAdjoint } from "./transforms/cov-matrix.ts";
export { orderedConstrain, orderedConstrainAdjoint } from "./transforms/ordered.ts";
export { positiveOrderedConstrain, positiveOrderedConstrainAdjoint } from "./transforms/positive-ordered.ts";
export {
  rowStochasticMatrixConstrain,
  rowStochasticMatrixConstrainAdjoint,
} from "./transforms/row-stochastic-matrix.ts";
export { simplexConstrain, simplexConstrainAdjoint } from "./transforms/simplex.ts";
export {
  simplexStickBreakingConstrain,
  simplexStickBreakingConstrainAdjoint,
} from "./transforms/simplex-stick-breaking.ts";
export {
  sumToZeroMatrixConstrain,
  sumToZeroMatrixConstrainAdjoint,
} from "./transforms/sum-to-zero-matrix.ts";
export {
  sumToZeroVectorConstrain,
  sumToZeroVectorConstrainAdjoint,
} from "./transforms/sum-to-zero-vector.ts";
export { unitVectorConstrain, unitVectorConstrainAdjoint } from "./transforms/unit-vector.ts";

// Scalar functions
export * from "./functions/elementary.ts";
export * from "./functions/special.ts";
export * from "./functions/partials.ts";
export { expRatio } from "./functions/exp-ratio.ts";
export * from "./distributions/special.ts";

// Kernels
export * from "./kernels/index.ts";
export * from "./distributions/multivariate.ts";
export * from "./distributions/generators.ts";

// Solvers
export * from "./solvers/index.ts";
