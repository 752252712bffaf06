// The mode, found for certain: L-BFGS may stop far away when coordinates differ in scale by orders of magnitude, so its result is
// checked against the curvature of every coordinate, and the search goes on in rescaled coordinates until the gradient is small
// against the posterior's own scale.

import type { LogDensity } from "../model.ts";
import { coordinateScales } from "./curvature.ts";
import type { StartingPoint } from "./initial-point.ts";
import { type LbfgsOptions, type Maximum, maximize } from "./lbfgs.ts";

export interface Mode extends Maximum {
  /** Conditional sds of the coordinates at the mode; NaN where the density is not concave or D > 1000. */
  readonly scales: Float64Array;
}

const ROUNDS = 6;
/** Largest distance from the mode, in conditional sds per coordinate, that counts as being there. */
const CLOSE = 0.02;
const MOST_COORDINATES = 1000;

/** Climbs to a local maximum; `converged` is true only if every coordinate was found to be there. */
export function findMode(density: LogDensity, start: StartingPoint, options: LbfgsOptions = {}): Mode {
  let found = maximize(density, start, options);
  let iterations = found.iterations;
  if (density.dimension > MOST_COORDINATES) {
    return { ...found, scales: new Float64Array(density.dimension).fill(NaN) };
  }
  for (let round = 1; ; round++) {
    const guess = found.inverseDiagonal.map(Math.sqrt);
    const scales = coordinateScales(density, found.q, guess);
    const isConcave = scales.every((s) => s > 0);
    const isThere = isConcave && scales.every((s, i) => Math.abs(s * found.gradient[i]!) < CLOSE);
    if (isThere || round === ROUNDS || options.isStopped?.()) {
      const reason = isThere
        ? found.reason
        : isConcave
          ? "the gradient does not vanish"
          : "no maximum: not concave";
      return { ...found, scales, iterations, converged: isThere, reason };
    }
    const units = scales.map((s, i) => (s > 0 ? s : guess[i]!));
    found = inUnits(density, units, found, options);
    iterations += found.iterations;
  }
}

/** The same search with coordinates measured in `units`. */
function inUnits(density: LogDensity, units: Float64Array, from: Maximum, options: LbfgsOptions): Maximum {
  const q = new Float64Array(units.length);
  const rescaled: LogDensity = {
    dimension: density.dimension,
    get rejection() {
      return density.rejection;
    },
    logDensityGradient(z, gradient) {
      for (let i = 0; i < q.length; i++) q[i] = z[i]! * units[i]!;
      const logDensity = density.logDensityGradient(q, gradient);
      for (let i = 0; i < q.length; i++) gradient[i]! *= units[i]!;
      return logDensity;
    },
  };
  const start = {
    q: from.q.map((x, i) => x / units[i]!),
    gradient: from.gradient.map((g, i) => g * units[i]!),
    logDensity: from.logDensity,
  };
  const { onIterate } = options;
  const found = maximize(rescaled, start, {
    ...options,
    ...(onIterate && {
      onIterate: (iterate) =>
        onIterate({
          ...iterate,
          q: iterate.q.map((z, i) => z * units[i]!),
          inverseDiagonal: iterate.inverseDiagonal.map((d, i) => d * units[i]! * units[i]!),
        }),
    }),
  });
  return {
    ...found,
    q: found.q.map((z, i) => z * units[i]!),
    gradient: found.gradient.map((g, i) => g / units[i]!),
    inverseDiagonal: found.inverseDiagonal.map((d, i) => d * units[i]! * units[i]!),
  };
}
