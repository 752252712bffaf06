// The block kernels and their adjoints under one door.

export { blockSum, moveAdjoint } from "./block-adjoints.ts";
export {
  cholToInverse,
  cholToInverseAdjoint,
  choleskyDecompose,
  choleskyDecomposeAdjoint,
  isPositiveDefinite,
} from "./cholesky.ts";
export {
  eigenGeneral,
  eigenGeneralAdjoint,
  eigenHermitian,
  eigenHermitianAdjoint,
  schur,
  schurAdjoint,
  svdComplex,
  svdComplexAdjoint,
} from "./complex-decompositions.ts";
export {
  eigenvaluesSym,
  eigenvaluesSymAdjoint,
  eigenvectorsSym,
  eigenvectorsSymAdjoint,
  matrixExp,
  matrixExpAdjoint,
  qrQ,
  qrQAdjoint,
  qrR,
  qrRAdjoint,
  singularValues,
  singularValuesAdjoint,
  svdU,
  svdUAdjoint,
  svdV,
  svdVAdjoint,
} from "./decompositions.ts";
export { fourier, fourierAdjoint } from "./fourier.ts";
export { hmmFilter, hmmHiddenStateProb, hmmMarginal, hmmMarginalAdjoint } from "./hmm.ts";
export { hypergeometricSeries, hypergeometricSeriesAdjoint } from "./hypergeometric.ts";
export {
  determinant,
  determinantAdjoint,
  generalizedInverse,
  generalizedInverseAdjoint,
  inverseMatrix,
  inverseMatrixAdjoint,
  inverseSpd,
  logDeterminant,
  logDeterminantAdjoint,
  logDeterminantSpd,
} from "./inverse.ts";
export { logMixture, logMixtureAdjoint, logSumExp, logSumExpAdjoint } from "./log-sum-exp.ts";
export { sampleQuantile } from "./quantile.ts";
export {
  extremeAdjoint,
  maximum,
  minimum,
  norm2,
  norm2Adjoint,
  product,
  productAdjoint,
  standardDeviation,
  standardDeviationAdjoint,
  variance,
  varianceAdjoint,
} from "./reductions.ts";
export { logSoftmax, logSoftmaxAdjoint, softmax, softmaxAdjoint } from "./softmax.ts";
export {
  mdivideLeft,
  mdivideLeftAdjoint,
  mdivideLeftSpd,
  mdivideLeftTriLow,
  mdivideLeftTriLowAdjoint,
  mdivideRight,
  mdivideRightAdjoint,
  mdivideRightSpd,
  mdivideRightTriLow,
  mdivideRightTriLowAdjoint,
} from "./solve.ts";
export {
  rank,
  sortAsc,
  sortAscAdjoint,
  sortDesc,
  sortDescAdjoint,
  sortIndicesAsc,
  sortIndicesDesc,
} from "./sort.ts";
export {
  csrMatrixTimesVector,
  csrMatrixTimesVectorAdjoint,
  csrToDenseMatrix,
  csrToDenseMatrixAdjoint,
} from "./sparse.ts";
