// One stage of stochastic optimisation at a fixed step: iterate until the last half of the iterates is stationary, then answer with
// their average (Polyak-Ruppert), whose error is known. Since the frame measures everything in posterior sds, Stan's step rule
// g / (1 + sqrt(s)) needs no tuning: it is plain gradient ascent for small gradients and bounded for large ones.

import { mean, variance } from "../../diagnostics/moments.ts";
import { rhatUnsplit } from "../../diagnostics/rhat.ts";
import type { Estimator } from "./family.ts";
import type { GradientSampler } from "./gradient.ts";

export interface StageOptions {
  readonly stepSize: number;
  readonly estimator: Estimator;
  /** Antithetic pairs per iteration. */
  readonly pairs: number;
  /** Positions in the parameter vector that are watched for convergence. */
  readonly watched: readonly number[];
  readonly maxIterations: number;
  readonly pause: () => Promise<void>;
  readonly isStopped: () => boolean;
}

export interface StageResult {
  readonly kind: "settled" | "unsettled" | "unusable" | "stopped";
  /** Average of the iterates of the last half. */
  readonly average: Float64Array;
  /** Largest standard error of a watched average, in posterior sds (means) or as a relative error (scales). */
  readonly mcse: number;
  /** Largest R-hat between the halves of the averaged iterates, over entries that still vary noticeably. */
  readonly rhat: number;
  readonly iterations: number;
}

const BLOCK = 50;
const BATCHES = 5;
/** Standard error at which an average is precise enough. */
const PRECISE = 0.015;
const STATIONARY = 1.1;
/** Gradients beyond this many units per entry are clipped: they come from far outside the posterior. */
const CLIP = 20;

/** Ascends from mu = 0, S = I. */
export async function runStage(
  sampler: GradientSampler,
  size: number,
  options: StageOptions,
): Promise<StageResult> {
  const parameters = new Float64Array(size);
  const gradient = new Float64Array(size);
  const squares = new Float64Array(size);
  const history: Float64Array[] = [];
  const blocks: Float64Array[] = [];
  let block = new Float64Array(size);
  const answer = (kind: StageResult["kind"]): StageResult => ({
    kind,
    average: averageOf(blocks.slice(Math.floor(blocks.length / 2)), size),
    ...precision(history),
    iterations: history.length,
  });
  while (history.length < options.maxIterations) {
    if (options.isStopped()) return answer("stopped");
    if (!sampler.average(parameters, options.pairs, options.estimator, gradient)) return answer("unusable");
    ascend(parameters, gradient, squares, options.stepSize, history.length === 0);
    history.push(Float64Array.from(options.watched, (i) => parameters[i]!));
    for (let i = 0; i < size; i++) block[i]! += parameters[i]! / BLOCK;
    if (history.length % BLOCK > 0) continue;
    blocks.push(block);
    block = new Float64Array(size);
    await options.pause();
    if (blocks.length < 2) continue;
    const { mcse, rhat } = precision(history);
    if (mcse < PRECISE && rhat < STATIONARY) return answer("settled");
  }
  return answer("unsettled");
}

function ascend(
  parameters: Float64Array,
  gradient: Float64Array,
  squares: Float64Array,
  stepSize: number,
  isFirst: boolean,
): void {
  for (let i = 0; i < parameters.length; i++) {
    const raw = gradient[i]!;
    const g = raw > CLIP ? CLIP : raw < -CLIP ? -CLIP : raw;
    squares[i] = isFirst ? g * g : 0.9 * squares[i]! + 0.1 * g * g;
    parameters[i]! += (stepSize * g) / (1 + Math.sqrt(squares[i]!));
  }
}

function averageOf(vectors: readonly Float64Array[], size: number): Float64Array {
  const average = new Float64Array(size);
  for (const vector of vectors) for (let i = 0; i < size; i++) average[i]! += vector[i]! / vectors.length;
  return average;
}

/** Batch-means standard error and R-hat of the last half of the iterates, worst watched entry. */
function precision(history: readonly Float64Array[]): { mcse: number; rhat: number } {
  const recent = history.slice(Math.floor(history.length / 2));
  const length = Math.floor(recent.length / BATCHES);
  if (length < 2) return { mcse: Infinity, rhat: Infinity };
  let mcse = 0;
  let rhat = 1;
  for (let i = 0; i < recent[0]!.length; i++) {
    const series = Float64Array.from(recent, (row) => row[i]!);
    const batches = Float64Array.from({ length: BATCHES }, (_, b) =>
      mean(series.subarray(b * length, (b + 1) * length)),
    );
    const error = Math.sqrt(variance(batches) / BATCHES);
    if (error > mcse) mcse = error;
    if (error < PRECISE / 5) continue; // halves of an all but constant series differ without any meaning
    const half = Math.floor(series.length / 2);
    const ratio = rhatUnsplit([series.subarray(0, half), series.subarray(half, 2 * half)]);
    if (ratio > rhat) rhat = ratio;
  }
  return { mcse, rhat };
}
