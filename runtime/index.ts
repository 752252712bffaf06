// The user's door to the runtime: fit, sample and optimize a bound model, summarise and judge what comes out. Everything here
// runs in Node, in workers and in browsers, and depends on no package.

export type { BindOptions, DensityOptions, LogDensity, Model, Variable } from "./model.ts";
export type { Availability, Point, ProgramName, ProgramVariable } from "./model.ts";
export { type Random, randomStream } from "./random/random.ts";

export { type FitOptions, type FitProgress, type FitResult, fit, khatOf } from "./inference/fit.ts";
export { type OptimizeOptions, type OptimizeResult, optimize } from "./inference/optimize.ts";
export { type Check, type ComparisonRow, checkAgainst, compare } from "./inference/check.ts";
export type { Minibatches } from "./inference/minibatch.ts";
export { type RowData, withRows } from "./inference/row-batches.ts";
export type { Approximation } from "./inference/advi/approximation.ts";
export type { ElboPoint } from "./inference/advi/advi.ts";
export type { FamilyName } from "./inference/advi/family.ts";
export { type SampleOptions, type SampleResult, sample } from "./inference/sample.ts";
export { type Bind, serveChains } from "./inference/serve-chains.ts";
export type { ChainWorker } from "./inference/chain-messages.ts";
export type { ChainProgress, ChainSeconds } from "./inference/drive.ts";
export type { ChainResult, SamplerStatistics } from "./inference/nuts/chain.ts";
export type { MetricKind } from "./inference/nuts/metric.ts";
export type { Init } from "./inference/initial-point.ts";
export {
  generatedQuantities,
  pointwiseLogLikelihood,
  posteriorPredictive,
  type PredictiveOptions,
  type PriorPredictiveOptions,
  simulateData,
  type Simulated,
} from "./inference/predictive.ts";
export type { Status, Verdict } from "./inference/status.ts";
export type { Target } from "./inference/target.ts";

export * from "./diagnostics/index.ts";
export * from "./draws/index.ts";
export { DataError } from "./data/data-error.ts";
export { spelledNumber } from "./data/read-values.ts";
