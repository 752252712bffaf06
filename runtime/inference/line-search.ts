// A step length that satisfies the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithms 3.5
// and 3.6) with Stan's constants. A trial without a finite value is a wall, not a number: the step is halved, never interpolated.

const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;
const EXPANSION = 10;
const MAX_TRIALS = 20;
const MAX_HALVINGS = 40;

/** Value and slope of the objective along the search direction. */
export interface Along {
  readonly value: number;
  readonly slope: number;
}

interface Trial extends Along {
  readonly step: number;
}

/**
 * A step along a descent direction of a function to be minimised, or null if none decreases it enough.
 * `at(step)` evaluates; the caller must evaluate the returned step last (`at` is called once more if it was not).
 */
export function searchLine(at: (step: number) => Along, start: Along, firstStep: number): number | null {
  let last = NaN;
  const evaluate = (step: number): Trial => {
    last = step;
    return { step, ...at(step) };
  };
  const found = bracket(evaluate, { step: 0, ...start }, firstStep);
  if (found !== null && found !== last) at(found);
  return found;
}

function bracket(evaluate: (step: number) => Trial, start: Trial, firstStep: number): number | null {
  let before = start;
  let step = firstStep;
  let halvings = 0;
  for (let i = 0; i < MAX_TRIALS;) {
    const trial = evaluate(step);
    if (!isFinite(trial)) {
      if (++halvings > MAX_HALVINGS) return before.step > 0 ? before.step : null;
      step = (before.step + step) / 2;
      continue;
    }
    if (!decreases(trial, start) || (i > 0 && trial.value >= before.value)) {
      return zoom(evaluate, start, before, trial);
    }
    if (Math.abs(trial.slope) <= -CURVATURE * start.slope) return trial.step;
    if (trial.slope >= 0) return zoom(evaluate, start, trial, before);
    before = trial;
    step = halvings > 0 ? (step * 3) / 2 : step * EXPANSION;
    i++;
  }
  return before.step > 0 ? before.step : null;
}

/** Narrows an interval whose end `low` has the smallest value so far. */
function zoom(evaluate: (step: number) => Trial, start: Trial, low: Trial, high: Trial): number | null {
  for (let i = 1; i <= MAX_TRIALS; i++) {
    const middle = (low.step + high.step) / 2;
    const trial = evaluate(i % 5 === 0 || !isFinite(high) ? middle : interpolate(low, high));
    if (!isFinite(trial) || !decreases(trial, start) || trial.value >= low.value) {
      high = trial;
      continue;
    }
    if (Math.abs(trial.slope) <= -CURVATURE * start.slope) return trial.step;
    if (trial.slope * (high.step - low.step) >= 0) high = low;
    low = trial;
  }
  return low.step > 0 && low.value < start.value ? low.step : null;
}

function decreases(trial: Trial, start: Trial): boolean {
  return trial.value <= start.value + SUFFICIENT_DECREASE * trial.step * start.slope;
}

function isFinite(trial: Trial): boolean {
  return Number.isFinite(trial.value) && Number.isFinite(trial.slope);
}

/** Minimum of the cubic through two points with slopes, kept inside the middle 80 % of the interval. */
function interpolate(a: Trial, b: Trial): number {
  const width = b.step - a.step;
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const square = d1 * d1 - a.slope * b.slope;
  const d2 = Math.sqrt(square > 0 ? square : 0) * (width > 0 ? 1 : -1);
  const share = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
  const bounded = share >= 0.1 ? (share <= 0.9 ? share : 0.9) : share < 0.1 ? 0.1 : 0.5;
  return a.step + bounded * width;
}
