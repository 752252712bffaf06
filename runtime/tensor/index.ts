// What density modules of target `tfjs` import, published as `logjoint/tensor/1`: all of the ABI (data checks, functions of transformed
// data) and the tensor side. This folder alone knows tfjs, and nothing else imports this folder: who does not ask for it never loads it.

export * from "../abi.ts";
export { Cells } from "./cells.ts";
export { constant, keep, mask, type Places, places } from "./constants.ts";
export { defineTensorModel, type TensorDefinition, type TensorModel } from "./define-tensor-model.ts";
export { elementwise } from "./elementwise.ts";
export { registerGradients } from "./gradients.ts";
export {
  batchDirichletDensity,
  batchLogSoftmax,
  batchLogSumExp,
  batchOrderedConstrain,
  batchPositiveOrderedConstrain,
  batchSimplexConstrain,
  batchSimplexStickBreakingConstrain,
  batchSoftmax,
  batchSumToZeroVectorConstrain,
  batchUnitVectorConstrain,
} from "./kernels.ts";
export { spread, weightedSums } from "./shapes.ts";
