// Every block kernel by the name of its runtime function; the densities of distributions stand in their own descriptors.

import type { Kernel } from "../descriptor.ts";
import { blockSumKernel, moveAdjointKernel } from "./block-adjoints.ts";
import { cholToInverseKernel, choleskyDecomposeKernel, isPositiveDefiniteKernel } from "./cholesky.ts";
import {
  eigenGeneralKernel,
  eigenHermitianKernel,
  schurKernel,
  svdComplexKernel,
} from "./complex-decompositions.ts";
import {
  eigenvaluesSymKernel,
  eigenvectorsSymKernel,
  matrixExpKernel,
  qrQKernel,
  qrRKernel,
  singularValuesKernel,
  svdUKernel,
  svdVKernel,
} from "./decompositions.ts";
import { fourierKernel } from "./fourier.ts";
import { hmmHiddenStateProbKernel, hmmMarginalKernel } from "./hmm.ts";
import { hypergeometricSeriesKernel } from "./hypergeometric.ts";
import {
  determinantKernel,
  generalizedInverseKernel,
  inverseMatrixKernel,
  inverseSpdKernel,
  logDeterminantKernel,
  logDeterminantSpdKernel,
} from "./inverse.ts";
import { logMixtureKernel, logSumExpKernel } from "./log-sum-exp.ts";
import { sampleQuantileKernel } from "./quantile.ts";
import {
  maximumKernel,
  minimumKernel,
  norm2Kernel,
  productKernel,
  standardDeviationKernel,
  varianceKernel,
} from "./reductions.ts";
import { logSoftmaxKernel, softmaxKernel } from "./softmax.ts";
import {
  mdivideLeftKernel,
  mdivideLeftSpdKernel,
  mdivideLeftTriLowKernel,
  mdivideRightKernel,
  mdivideRightSpdKernel,
  mdivideRightTriLowKernel,
} from "./solve.ts";
import {
  rankKernel,
  sortAscKernel,
  sortDescKernel,
  sortIndicesAscKernel,
  sortIndicesDescKernel,
} from "./sort.ts";
import { csrMatrixTimesVectorKernel, csrToDenseMatrixKernel } from "./sparse.ts";
import {
  categoricalLogitRngKernel,
  categoricalRngKernel,
  dirichletMultinomialRngKernel,
  dirichletRngKernel,
  multiNormalCholeskyRngKernel,
  multiStudentTCholeskyRngKernel,
  multinomialLogitRngKernel,
  multinomialRngKernel,
  orderedLogisticRngKernel,
  orderedProbitRngKernel,
} from "../distributions/rng/vectors.ts";
import {
  hmmLatentRngKernel,
  invWishartCholeskyRngKernel,
  invWishartRngKernel,
  lkjCorrCholeskyRngKernel,
  lkjCorrRngKernel,
  wishartCholeskyRngKernel,
  wishartRngKernel,
} from "../distributions/rng/matrices.ts";

export const kernels: Readonly<Record<string, Kernel>> = {
  blockSum: blockSumKernel,
  categoricalLogitRng: categoricalLogitRngKernel,
  categoricalRng: categoricalRngKernel,
  cholToInverse: cholToInverseKernel,
  choleskyDecompose: choleskyDecomposeKernel,
  csrMatrixTimesVector: csrMatrixTimesVectorKernel,
  csrToDenseMatrix: csrToDenseMatrixKernel,
  determinant: determinantKernel,
  dirichletMultinomialRng: dirichletMultinomialRngKernel,
  dirichletRng: dirichletRngKernel,
  eigenGeneral: eigenGeneralKernel,
  eigenHermitian: eigenHermitianKernel,
  eigenvaluesSym: eigenvaluesSymKernel,
  eigenvectorsSym: eigenvectorsSymKernel,
  fourier: fourierKernel,
  generalizedInverse: generalizedInverseKernel,
  hmmHiddenStateProb: hmmHiddenStateProbKernel,
  hmmLatentRng: hmmLatentRngKernel,
  hmmMarginal: hmmMarginalKernel,
  hypergeometricSeries: hypergeometricSeriesKernel,
  invWishartCholeskyRng: invWishartCholeskyRngKernel,
  invWishartRng: invWishartRngKernel,
  inverseMatrix: inverseMatrixKernel,
  inverseSpd: inverseSpdKernel,
  isPositiveDefinite: isPositiveDefiniteKernel,
  lkjCorrCholeskyRng: lkjCorrCholeskyRngKernel,
  lkjCorrRng: lkjCorrRngKernel,
  logDeterminant: logDeterminantKernel,
  logDeterminantSpd: logDeterminantSpdKernel,
  logMixture: logMixtureKernel,
  logSoftmax: logSoftmaxKernel,
  logSumExp: logSumExpKernel,
  matrixExp: matrixExpKernel,
  maximum: maximumKernel,
  mdivideLeft: mdivideLeftKernel,
  mdivideLeftSpd: mdivideLeftSpdKernel,
  mdivideLeftTriLow: mdivideLeftTriLowKernel,
  mdivideRight: mdivideRightKernel,
  mdivideRightSpd: mdivideRightSpdKernel,
  mdivideRightTriLow: mdivideRightTriLowKernel,
  minimum: minimumKernel,
  moveAdjoint: moveAdjointKernel,
  multiNormalCholeskyRng: multiNormalCholeskyRngKernel,
  multiStudentTCholeskyRng: multiStudentTCholeskyRngKernel,
  multinomialLogitRng: multinomialLogitRngKernel,
  multinomialRng: multinomialRngKernel,
  norm2: norm2Kernel,
  orderedLogisticRng: orderedLogisticRngKernel,
  orderedProbitRng: orderedProbitRngKernel,
  product: productKernel,
  qrQ: qrQKernel,
  qrR: qrRKernel,
  rank: rankKernel,
  sampleQuantile: sampleQuantileKernel,
  schur: schurKernel,
  singularValues: singularValuesKernel,
  softmax: softmaxKernel,
  sortAsc: sortAscKernel,
  sortDesc: sortDescKernel,
  sortIndicesAsc: sortIndicesAscKernel,
  sortIndicesDesc: sortIndicesDescKernel,
  standardDeviation: standardDeviationKernel,
  svdComplex: svdComplexKernel,
  svdU: svdUKernel,
  svdV: svdVKernel,
  variance: varianceKernel,
  wishartCholeskyRng: wishartCholeskyRngKernel,
  wishartRng: wishartRngKernel,
};
