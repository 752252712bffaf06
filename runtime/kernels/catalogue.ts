// Every block kernel by the name of its runtime function; the kernels of distributions stand in their own descriptors.

import type { Kernel } from "../descriptor.ts";
import { blockSumKernel, moveAdjointKernel } from "./block-adjoints.ts";
import { cholToInverseKernel, choleskyDecomposeKernel } from "./cholesky.ts";
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
import { hmmHiddenStateProbKernel, hmmMarginalKernel } from "./hmm.ts";
import {
  determinantKernel,
  generalizedInverseKernel,
  inverseMatrixKernel,
  inverseSpdKernel,
  logDeterminantKernel,
  logDeterminantSpdKernel,
} from "./inverse.ts";
import { logMixtureKernel, logSumExpKernel } from "./log-sum-exp.ts";
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

export const kernels: Readonly<Record<string, Kernel>> = {
  blockSum: blockSumKernel,
  cholToInverse: cholToInverseKernel,
  choleskyDecompose: choleskyDecomposeKernel,
  determinant: determinantKernel,
  eigenvaluesSym: eigenvaluesSymKernel,
  eigenvectorsSym: eigenvectorsSymKernel,
  generalizedInverse: generalizedInverseKernel,
  hmmHiddenStateProb: hmmHiddenStateProbKernel,
  hmmMarginal: hmmMarginalKernel,
  inverseMatrix: inverseMatrixKernel,
  inverseSpd: inverseSpdKernel,
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
  norm2: norm2Kernel,
  product: productKernel,
  qrQ: qrQKernel,
  qrR: qrRKernel,
  rank: rankKernel,
  singularValues: singularValuesKernel,
  softmax: softmaxKernel,
  sortAsc: sortAscKernel,
  sortDesc: sortDescKernel,
  sortIndicesAsc: sortIndicesAscKernel,
  sortIndicesDesc: sortIndicesDescKernel,
  standardDeviation: standardDeviationKernel,
  svdU: svdUKernel,
  svdV: svdVKernel,
  variance: varianceKernel,
};
