// The check that every mutant must fail: a gradient against fourth-order finite differences of its own log density. A point counts only
// where the differences themselves have settled (two steps agree), so that near a pole or a kink nobody blames the gradient.

import type { Model } from "../../runtime/index.ts";
import { assertGradient } from "../support/agreement.ts";
import { numericGradient } from "../support/finite-differences.ts";

const TOLERANCE = 1e-6;
const SETTLED = 2e-7;

export interface Verdict {
  /** What is wrong at the first bad point; null if nothing is. */
  readonly fault: string | null;
  /** Points at which the gradient was compared. */
  readonly compared: number;
}

export function judgeGradient(model: Model, points: readonly (readonly number[])[], what: string): Verdict {
  let compared = 0;
  for (const point of points) {
    const q = Float64Array.from(point);
    const expected = settledGradient((p) => model.logDensity(p), q);
    if (expected === null) continue;
    compared++;
    const gradient = new Float64Array(q.length);
    model.logDensityGradient(q, gradient);
    try {
      assertGradient(gradient, expected, `${what} at ${point.join(", ")}`, TOLERANCE);
    } catch (error) {
      return { fault: (error as Error).message, compared };
    }
  }
  return { fault: null, compared };
}

/** Finite differences of two steps where they agree, else null. */
function settledGradient(f: (q: Float64Array) => number, q: Float64Array): Float64Array | null {
  const [coarse, fine] = [numericGradient(f, q, 1e-3), numericGradient(f, q, 4e-4)];
  const scale = Math.max(...coarse.map(Math.abs), 1);
  const agree = coarse.every(
    (c, i) =>
      Number.isFinite(c) && Math.abs(c - fine[i]!) <= SETTLED * Math.max(1, Math.abs(c), 1e-3 * scale),
  );
  return agree ? coarse : null;
}
