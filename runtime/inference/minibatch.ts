// A log density for stochastic steps: each step sees one batch of rows. What a batch says beyond all rows at an anchor point is taken off
// (a control variate, as in SVRG: Johnson and Zhang, NeurIPS 2013): the expectation stays, and near the anchor nearly all noise goes.

import type { LogDensity } from "../model.ts";
import type { Random } from "../random/random.ts";
import { batchCount, rowBatches } from "./row-batches.ts";

export interface Minibatches {
  /** Rows of the data. */
  readonly rows: number;
  /** Rows per step, about. */
  readonly batch: number;
  /** The model bound to the given rows (counted from 0), with that weight on the terms of rows. */
  readonly bind: (rows: Int32Array, weight: number) => LogDensity;
}

export interface BatchDensity extends LogDensity {
  /** Goes to the next batch. */
  next(): void;
  /** Takes `q` as the anchor from now on. */
  anchorAt(q: Float64Array): void;
  /** Evaluations so far, in passes over all rows. */
  readonly passes: number;
}

export function batchDensity(
  all: LogDensity,
  { rows, batch, bind }: Minibatches,
  random: Random,
): BatchDensity {
  const count = batchCount(rows, batch);
  const batches = rowBatches(rows, batch, random);
  const { dimension } = all;
  const anchor = {
    q: new Float64Array(dimension),
    value: 0,
    gradient: new Float64Array(dimension),
    isSet: false,
  };
  /** All rows at the anchor, less the batch at the anchor. */
  const correction = { value: 0, gradient: new Float64Array(dimension) };
  const scratch = new Float64Array(dimension);
  let current = bind(batches.next().value, count);
  let evaluations = 0;

  const correct = (): void => {
    correction.value = 0;
    correction.gradient.fill(0);
    if (!anchor.isSet) return;
    evaluations++;
    const value = current.logDensityGradient(anchor.q, scratch);
    if (!Number.isFinite(value) || !scratch.every(Number.isFinite)) return;
    correction.value = anchor.value - value;
    for (let i = 0; i < dimension; i++) correction.gradient[i] = anchor.gradient[i]! - scratch[i]!;
  };
  return {
    dimension,
    get rejection() {
      return current.rejection;
    },
    get passes() {
      return evaluations / count;
    },
    next() {
      current = bind(batches.next().value, count);
      correct();
    },
    anchorAt(q) {
      anchor.q.set(q);
      anchor.value = all.logDensityGradient(q, anchor.gradient);
      anchor.isSet = Number.isFinite(anchor.value) && anchor.gradient.every(Number.isFinite);
      correct();
    },
    logDensityGradient(q, gradient) {
      evaluations++;
      const value = current.logDensityGradient(q, gradient);
      if (!Number.isFinite(value)) return value;
      for (let i = 0; i < dimension; i++) gradient[i]! += correction.gradient[i]!;
      return value + correction.value;
    },
  };
}
