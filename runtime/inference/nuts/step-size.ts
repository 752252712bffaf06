// Step size: a first guess by doubling or halving, then dual averaging towards a target acceptance (Hoffman and Gelman, JMLR 15,
// 2014, sections 3.2 and 3.2.1; constants and order of updates of Stan's stepsize_adaptation.hpp and base_hmc.hpp).

import { exp, log, pow } from "../../functions/elementary.ts";
import type { Trajectory } from "./trajectory.ts";

const GAMMA = 0.05;
const KAPPA = 0.75;
const T0 = 10;
const LARGEST = 1e7;

/**
 * Moves `trajectory.stepSize` by factors of two until one leapfrog step crosses an acceptance of 0.8.
 * Throws if the step leaves (0, 1e7].
 */
export function initializeStepSize(trajectory: Trajectory): void {
  const start = trajectory.stepSize;
  if (!(start > 0 && start <= LARGEST)) return;
  const bound = log(0.8);
  const isGrowing = trajectory.trialEnergyError() > bound;
  for (;;) {
    const error = trajectory.trialEnergyError();
    if (isGrowing ? !(error > bound) : !(error < bound)) return;
    trajectory.stepSize *= isGrowing ? 2 : 0.5;
    if (trajectory.stepSize > LARGEST) {
      throw new Error(
        "The posterior is improper: the energy barely changes over a step of size 1e7. " +
          "Give every parameter a proper prior or data that informs it.",
      );
    }
    if (trajectory.stepSize === 0) {
      throw new Error(
        "No step size is small enough: the log density changes abruptly at the starting point. " +
          "Check the model for discontinuities and the data for extreme values.",
      );
    }
  }
}

export interface DualAveraging {
  /** Forgets the past; iterates are drawn towards log(10 stepSize). */
  restart(stepSize: number): void;
  /** The next step size, given the acceptance statistic of the last transition. */
  update(acceptance: number): number;
  /** The averaged step size, for use after warm-up. */
  averaged(): number;
}

/** Nesterov dual averaging of log step size towards acceptance `target`. */
export function createDualAveraging(target: number): DualAveraging {
  let count = 0;
  let meanError = 0;
  let logAveraged = 0;
  let centre = 0;
  return {
    restart(stepSize) {
      count = 0;
      meanError = 0;
      logAveraged = 0;
      centre = log(10 * stepSize);
    },
    update(acceptance) {
      count++;
      const weight = 1 / (count + T0);
      const bounded = acceptance > 1 ? 1 : acceptance;
      meanError = (1 - weight) * meanError + weight * (target - bounded);
      const logStep = centre - (meanError * Math.sqrt(count)) / GAMMA;
      const decay = pow(count, -KAPPA);
      logAveraged = (1 - decay) * logAveraged + decay * logStep;
      return exp(logStep);
    },
    averaged: () => exp(logAveraged),
  };
}
