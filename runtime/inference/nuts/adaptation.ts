// Warm-up of one chain: after every transition the step size learns, inside the windows the metric does; each new metric restarts
// the step size (Stan's adapt_diag_e_nuts.hpp). At the very start the iterates are drawn towards log(10) whatever the first guess
// was: Stan centres on its nominal step size 1, and so do we.

import { createCovarianceEstimate } from "./covariance-estimate.ts";
import type { Metric } from "./metric.ts";
import { createDualAveraging, initializeStepSize } from "./step-size.ts";
import type { Trajectory } from "./trajectory.ts";
import { windowSchedule } from "./windows.ts";

export interface Adaptation {
  /** Finds the first step size. */
  begin(): void;
  /** Learns from the transition just made, the `iteration`-th of the warm-up from 0. */
  learn(iteration: number): void;
  /** Fixes the averaged step size. */
  end(): void;
}

/** Adapts `trajectory.stepSize` towards acceptance `targetAccept`, and `metric`, over `warmup` transitions. */
export function createAdaptation(
  trajectory: Trajectory,
  metric: Metric,
  dimension: number,
  warmup: number,
  targetAccept: number,
): Adaptation {
  const averaging = createDualAveraging(targetAccept);
  const estimate = createCovarianceEstimate(metric.kind, dimension);
  const { first, ends } = windowSchedule(warmup);
  const last = ends[ends.length - 1] ?? -1;
  return {
    begin() {
      averaging.restart(trajectory.stepSize);
      initializeStepSize(trajectory);
    },
    learn(iteration) {
      trajectory.stepSize = averaging.update(trajectory.statistics.acceptance);
      if (!estimate || iteration < first || iteration > last) return;
      estimate.add(trajectory.current.q);
      if (!ends.includes(iteration)) return;
      metric.replace(estimate.take());
      initializeStepSize(trajectory);
      averaging.restart(trajectory.stepSize);
    },
    end() {
      if (warmup > 0) trajectory.stepSize = averaging.averaged();
    },
  };
}
