// Where an algorithm starts: uniform on (-2, 2) in every unconstrained coordinate, up to 100 tries, as in Stan
// (services/util/initialize.hpp). A point is good if its log density and all its partial derivatives are finite.

import type { LogDensity } from "../model.ts";
import type { Random } from "../random/random.ts";

/** A radius for random points (default 2; 0 means the origin), or a point on the unconstrained scale. */
export type Init = number | Float64Array;

export interface StartingPoint {
  readonly q: Float64Array;
  readonly gradient: Float64Array;
  readonly logDensity: number;
}

const TRIES = 100;

/** A point with finite log density and gradient. Throws an error that quotes the model's own reasons if none is found. */
export function findInitialPoint(density: LogDensity, random: Random, init: Init = 2): StartingPoint {
  const dimension = density.dimension;
  if (typeof init !== "number" && init.length !== dimension) {
    throw new Error(
      `init has ${init.length} values, but the model has ${dimension} unconstrained parameters`,
    );
  }
  if (typeof init === "number" && !(init >= 0 && Number.isFinite(init))) {
    throw new Error(`init: a radius must be a finite number >= 0, got ${init}`);
  }
  const tries = typeof init === "number" && init > 0 && dimension > 0 ? TRIES : 1;
  const reasons = new Map<string, number>();
  for (let attempt = 0; attempt < tries; attempt++) {
    const q = typeof init === "number" ? uniformPoint(dimension, init, random) : init.slice();
    const gradient = new Float64Array(dimension);
    const logDensity = density.logDensityGradient(q, gradient);
    const reason = whyUnusable(density, logDensity, gradient);
    if (reason === null) return { q, gradient, logDensity };
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  throw new Error(failure(init, tries, reasons));
}

function uniformPoint(dimension: number, radius: number, random: Random): Float64Array {
  return Float64Array.from({ length: dimension }, () =>
    radius > 0 ? radius * (2 * random.uniform() - 1) : 0,
  );
}

function whyUnusable(density: LogDensity, logDensity: number, gradient: Float64Array): string | null {
  if (!Number.isFinite(logDensity)) return density.rejection ?? `the log density is ${logDensity}`;
  const bad = gradient.findIndex((g) => !Number.isFinite(g));
  return bad < 0 ? null : `the gradient is ${gradient[bad]} in unconstrained coordinate ${bad + 1}`;
}

function failure(init: Init, tries: number, reasons: Map<string, number>): string {
  const where =
    typeof init !== "number"
      ? "the given initial point cannot be used"
      : tries === 1
        ? "the origin of the unconstrained scale cannot be used"
        : `none of ${tries} random points within (-${init}, ${init}) on the unconstrained scale can be used`;
  const common = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 3);
  const list = common.map(([reason, count]) => (tries === 1 ? reason : `${reason} (${count} of ${tries})`));
  return (
    `No starting point: ${where}: ${list.join("; ")}. ` +
    "Check constraints and data against the model, or give initial values inside its support."
  );
}
