// Automatic differentiation variational inference (Kucukelbir et al., JMLR 18(14), 2017) that says truthfully whether it converged.
// Stages of stochastic gradient ascent in a frame at the posterior's scale, each with a smaller step. Converged means: two successive
// stages were stationary, precise, and agree. A stage that lowers the ELBO is undone. No learning rate is exposed.

import type { LogDensity } from "../../model.ts";
import { randomStream } from "../../random/random.ts";
import { findInitialPoint, type Init } from "../initial-point.ts";
import { purposes } from "../purposes.ts";
import { figure } from "../status.ts";
import { counted } from "../target.ts";
import { type Approximation, approximationOf } from "./approximation.ts";
import { elboOf } from "./elbo.ts";
import type { Family, FamilyName } from "./family.ts";
import { createGradientSampler } from "./gradient.ts";
import { type StageResult, runStage } from "./stage.ts";
import { startingFamily } from "./start.ts";

export interface AdviOptions {
  readonly family: FamilyName;
  readonly seed: number;
  readonly init?: Init;
  /** Iterations at most, over all stages (default 10000). */
  readonly maxIterations?: number;
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
}

/** First step; halved from stage to stage. */
const FIRST_STEP = 0.3;
const PAIRS = 5;
const ELBO_DRAWS = 100;
const MEASURING_PAIRS = 50;
const MOST_STAGES = 12;
/** Change between stages, in posterior sds or relative scale, below which they agree. */
const AGREEMENT = 0.05;

/** Fits a normal on the unconstrained scale. Throws if the model has no usable starting point. */
export async function advi(model: LogDensity, options: AdviOptions): Promise<AdviResult> {
  const density = counted(model);
  const { seed } = options;
  const isStopped = (): boolean => options.signal?.aborted ?? false;
  const elboStream = randomStream(seed, 0, purposes.elbo);
  const start = findInitialPoint(density, randomStream(seed, 0, purposes.initialPoint), options.init);
  const family = startingFamily(density, options.family, start, elboStream, isStopped);
  const sampler = createGradientSampler(density, family, randomStream(seed, 0, purposes.variationalSteps));
  const none = new Float64Array(family.size);
  const elbo: ElboPoint[] = [];
  let iterations = 0;
  let nonFinite = 0;
  const evaluate = (): ElboPoint => {
    const estimate = elboOf(density, family, ELBO_DRAWS, elboStream);
    nonFinite = estimate.nonFinite;
    return {
      iteration: iterations,
      gradientEvaluations: density.evaluations,
      elbo: estimate.elbo,
      mcse: estimate.mcse,
    };
  };
  let current = evaluate();
  elbo.push(current);
  let stepSize = FIRST_STEP;
  let outcome = "";
  let isAgreed = model.dimension === 0;
  for (let stage = 0; stage < MOST_STAGES && !isAgreed; stage++) {
    const left = (options.maxIterations ?? 10000) - iterations;
    const result = await runStage(sampler, family.size, {
      stepSize,
      estimator: sampler.quieter(none, MEASURING_PAIRS),
      pairs: PAIRS,
      watched: 2 * family.dimension,
      maxIterations: left < 2000 ? left : 2000,
      pause: options.pause,
      isStopped,
    });
    iterations += result.iterations;
    const before = { centre: family.centre.slice(), frame: family.frame.slice() };
    family.absorb(result.average);
    const next = evaluate();
    const isWorse = !(next.elbo > current.elbo - 4 * (next.mcse + current.mcse));
    if (isWorse) restore(family, before);
    else current = next;
    elbo.push(current);
    options.onStage?.(current);
    outcome = describe(result, isWorse);
    isAgreed =
      result.kind === "settled" && !isWorse && stage > 0 && largestChange(result.average) < AGREEMENT;
    if (result.kind === "stopped" || iterations >= (options.maxIterations ?? 10000)) break;
    stepSize /= isWorse || result.kind === "unusable" ? 4 : 2;
  }
  return {
    approximation: approximationOf(family, randomStream(seed, 0, purposes.approximationDraws)),
    elbo,
    converged: isAgreed,
    reasons: [
      ...(isAgreed ? [] : [`variational inference did not converge in ${iterations} iterations: ${outcome}`]),
      ...oddities(nonFinite, sampler),
    ],
    iterations,
    gradientEvaluations: density.evaluations,
  };
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
