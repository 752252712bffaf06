// The block kernels and their adjoints under one door.

export { blockSum, moveAdjoint } from "./block-adjoints.ts";
export { logMixture, logMixtureAdjoint, logSumExp, logSumExpAdjoint } from "./log-sum-exp.ts";
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
  rank,
  sortAsc,
  sortAscAdjoint,
  sortDesc,
  sortDescAdjoint,
  sortIndicesAsc,
  sortIndicesDesc,
} from "./sort.ts";
