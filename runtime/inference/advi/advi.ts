// Automatic differentiation variational inference (Kucukelbir et al., JMLR 18(14), 2017) that says truthfully whether it converged.
// Stages of stochastic gradient ascent in a frame at the posterior's scale, each with a smaller step. Converged means: two successive
// stages were stationary, precise, and agree. A stage that lowers the ELBO is undone. No learning rate is exposed.

import type { LogDensity } from "../../model.ts";
import { type Random, randomStream } from "../../random/random.ts";
import { findInitialPoint, type Init } from "../initial-point.ts";
import { type BatchDensity, batchDensity, type Minibatches } from "../minibatch.ts";
import { purposes } from "../purposes.ts";
import { figure } from "../status.ts";
import { type CountedDensity, counted } from "../target.ts";
import { type Approximation, approximationOf } from "./approximation.ts";
import { elboOf } from "./elbo.ts";
import type { Family, FamilyName } from "./family.ts";
import { type GradientSampler, createGradientSampler } from "./gradient.ts";
import { type StageResult, runStage } from "./stage.ts";
import { startingFamily } from "./start.ts";

export interface AdviOptions {
  readonly family: FamilyName;
  readonly seed: number;
  readonly init?: Init;
  /** Iterations at most, over all stages (default 10000). */
  readonly maxIterations?: number;
  /** Steps see one batch of rows each; start, anchors and the ELBO see all rows. */
  readonly minibatch?: Minibatches;
  readonly signal?: AbortSignal | undefined;
  readonly onStage?: (point: ElboPoint) => void;
  readonly pause: () => Promise<void>;
}

/** The ELBO after a stage, by fresh draws. */
export interface ElboPoint {
  readonly iteration: number;
  readonly gradientEvaluations: number;
  readonly elbo: number;
  readonly mcse: number;
}

export interface AdviResult {
  readonly approximation: Approximation;
  readonly elbo: readonly ElboPoint[];
  readonly converged: boolean;
  /** Why it did not converge, and what was odd. */
  readonly reasons: readonly string[];
  readonly iterations: number;
  readonly gradientEvaluations: number;
  /** Of these, those of batches, in passes over all rows. */
  readonly batchPasses: number;
}

/** First step; halved from stage to stage. */
const FIRST_STEP = 0.3;
const PAIRS = 5;
const ELBO_DRAWS = 100;
const MEASURING_PAIRS = 50;
const MOST_STAGES = 12;
const LONGEST_STAGE = 2000;
const MOST_WATCHED = 2000;
/** Change between stages, in posterior sds or relative scale, below which they agree. */
const AGREEMENT = 0.05;

/** Fits a normal on the unconstrained scale. Throws if the model has no usable starting point. */
export async function advi(model: LogDensity, options: AdviOptions): Promise<AdviResult> {
  const density = counted(model);
  const { seed } = options;
  const elboStream = randomStream(seed, 0, purposes.elbo);
  const start = findInitialPoint(density, randomStream(seed, 0, purposes.initialPoint), options.init);
  const isStopped = (): boolean => options.signal?.aborted ?? false;
  const family = startingFamily(density, options.family, start, elboStream, isStopped);
  const batches = options.minibatch
    ? batchDensity(density, options.minibatch, randomStream(seed, 0, purposes.rowBatches))
    : null;
  const stepStream = randomStream(seed, 0, purposes.variationalSteps);
  const sampler = createGradientSampler(batches ?? density, family, stepStream);
  const run = await runStages(density, family, byBatch(sampler, batches), elboStream, options, batches);
  const failure = `variational inference did not converge in ${run.iterations} iterations: ${run.outcome}`;
  return {
    approximation: approximationOf(family, randomStream(seed, 0, purposes.approximationDraws)),
    elbo: run.elbo,
    converged: run.isAgreed,
    reasons: [...(run.isAgreed ? [] : [failure]), ...oddities(run.nonFinite, sampler)],
    iterations: run.iterations,
    gradientEvaluations: density.evaluations + Math.ceil(batches?.passes ?? 0),
    batchPasses: Math.ceil(batches?.passes ?? 0),
  };
}

/** The sampler with a new batch for every average. */
function byBatch(sampler: GradientSampler, batches: BatchDensity | null): GradientSampler {
  if (batches === null) return sampler;
  return {
    get rejected() {
      return sampler.rejected;
    },
    get used() {
      return sampler.used;
    },
    average(...step) {
      batches.next();
      return sampler.average(...step);
    },
    quieter: (...step) => sampler.quieter(...step),
  };
}

interface StagesResult {
  readonly elbo: readonly ElboPoint[];
  readonly isAgreed: boolean;
  /** What the last stage ended with, for a message. */
  readonly outcome: string;
  readonly iterations: number;
  /** Draws of the last ELBO that were not finite. */
  readonly nonFinite: number;
}

async function runStages(
  density: CountedDensity,
  family: Family,
  sampler: GradientSampler,
  elboStream: Random,
  options: AdviOptions,
  batches: BatchDensity | null,
): Promise<StagesResult> {
  const none = new Float64Array(family.size);
  const most = options.maxIterations ?? 10000;
  let iterations = 0;
  let nonFinite = 0;
  const evaluate = (): ElboPoint => {
    const { elbo, mcse, ...estimate } = elboOf(density, family, ELBO_DRAWS, elboStream);
    nonFinite = estimate.nonFinite;
    return {
      iteration: iterations,
      gradientEvaluations: density.evaluations + Math.ceil(batches?.passes ?? 0),
      elbo,
      mcse,
    };
  };
  let current = evaluate();
  const elbo = [current];
  let stepSize = FIRST_STEP;
  let outcome = "it was not begun";
  let isAgreed = family.dimension === 0;
  for (let stage = 0; stage < MOST_STAGES && iterations < most && !isAgreed; stage++) {
    batches?.anchorAt(family.centre);
    const result = await runStage(sampler, family.size, {
      stepSize,
      estimator: sampler.quieter(none, MEASURING_PAIRS),
      pairs: PAIRS,
      watched: watchedEntries(family.dimension),
      maxIterations: most - iterations < LONGEST_STAGE ? most - iterations : LONGEST_STAGE,
      pause: options.pause,
      isStopped: () => options.signal?.aborted ?? false,
    });
    iterations += result.iterations;
    const before = { centre: family.centre.slice(), frame: family.frame.slice() };
    family.absorb(result.average);
    const next = evaluate();
    const isWorse = !(next.elbo > current.elbo - 4 * (next.mcse + current.mcse));
    if (isWorse) restore(family, before);
    else elbo.push((current = next));
    options.onStage?.(current);
    outcome = describe(result, isWorse);
    isAgreed =
      result.kind === "settled" && !isWorse && stage > 0 && largestChange(result.average) < AGREEMENT;
    if (result.kind === "stopped") break;
    stepSize /= isWorse || result.kind === "unusable" ? 4 : 2;
  }
  return { elbo, isAgreed, outcome, iterations, nonFinite };
}

/** Means and log scales; an even selection of them where there are many. */
function watchedEntries(dimension: number): number[] {
  const stride = Math.ceil((2 * dimension) / MOST_WATCHED);
  return Array.from({ length: Math.floor((2 * dimension) / stride) }, (_, k) => k * stride);
}

function restore(family: Family, before: { centre: Float64Array; frame: Float64Array }): void {
  family.centre.set(before.centre);
  family.frame.set(before.frame);
}

function largestChange(parameters: Float64Array): number {
  let largest = 0;
  for (const value of parameters) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}

function describe(result: StageResult, isWorse: boolean): string {
  if (result.kind === "stopped") return "it was stopped";
  if (result.kind === "unusable") return "the model rejects nearly all draws of the approximation";
  if (isWorse) return "the last stage lowered the ELBO";
  const change = figure(largestChange(result.average));
  if (result.kind === "unsettled") {
    return `iterates still wander (standard error ${figure(result.mcse)} posterior sds, R-hat ${figure(result.rhat)})`;
  }
  return `the last two stages differ by ${change} posterior sds`;
}

function oddities(nonFinite: number, sampler: { rejected: number; used: number }): string[] {
  const reasons: string[] = [];
  if (nonFinite > 0) {
    reasons.push(
      `${nonFinite} of ${ELBO_DRAWS} draws of the approximation have no finite log density: ` +
        "its ELBO leaves them out and it covers points that the model rejects",
    );
  }
  const share = sampler.rejected / (sampler.rejected + sampler.used);
  if (share > 0.01)
    reasons.push(`${figure(100 * share)} % of gradient draws were not finite and were drawn again`);
  return reasons;
}
