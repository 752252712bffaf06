// The door to the diagnostics: everything a user or another folder may call on draws.

export type { Chains, Draws } from "./draws.ts";
export { chainsOf, pooled } from "./draws.ts";
export * as limits from "./limits.ts";
export { mean, standardDeviation, variance } from "./moments.ts";
export { median, quantile } from "./quantile.ts";
export { rhat, rhatBasic } from "./rhat.ts";
export { essBulk, essMean, essMedian, essQuantile, essSd, essTail } from "./ess.ts";
export { mcseMean, mcseMedian, mcseQuantile, mcseSd } from "./mcse.ts";
export { hdi } from "./hdi.ts";
export { ebfmi } from "./energy.ts";
export { khatThreshold, paretoKhat } from "./pareto.ts";
export { type SmoothedWeights, psis } from "./psis.ts";
export { type LeaveOneOut, type PredictiveDensity, loo, waic } from "./loo.ts";
export { type SummaryOptions, type SummaryRow, type SummaryStyle, summarize } from "./summary.ts";
