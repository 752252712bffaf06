// Every block kernel by the name of its runtime function; the kernels of distributions stand in their own descriptors.

import type { Kernel } from "../descriptor.ts";
import { blockSumKernel, moveAdjointKernel } from "./block-adjoints.ts";
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
  rankKernel,
  sortAscKernel,
  sortDescKernel,
  sortIndicesAscKernel,
  sortIndicesDescKernel,
} from "./sort.ts";

export const kernels: Readonly<Record<string, Kernel>> = {
  blockSum: blockSumKernel,
  logMixture: logMixtureKernel,
  logSoftmax: logSoftmaxKernel,
  logSumExp: logSumExpKernel,
  maximum: maximumKernel,
  minimum: minimumKernel,
  moveAdjoint: moveAdjointKernel,
  norm2: norm2Kernel,
  product: productKernel,
  rank: rankKernel,
  softmax: softmaxKernel,
  sortAsc: sortAscKernel,
  sortDesc: sortDescKernel,
  sortIndicesAsc: sortIndicesAscKernel,
  sortIndicesDesc: sortIndicesDescKernel,
  standardDeviation: standardDeviationKernel,
  variance: varianceKernel,
};
