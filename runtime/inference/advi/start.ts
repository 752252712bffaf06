// Where variational inference begins: at the mode with the curvature there, which for most models is already close. Where the climb
// finds no proper maximum (hierarchical models whose density grows without bound as a scale goes to zero), it begins at the point
// along the way whose local normal has the best ELBO, as in Pathfinder (Zhang et al., JMLR 23(306), 2022).

import type { LogDensity } from "../../model.ts";
import type { Random } from "../../random/random.ts";
import { negativeHessian } from "../curvature.ts";
import type { StartingPoint } from "../initial-point.ts";
import type { Iterate } from "../lbfgs.ts";
import { cholesky, lowerTimesTransposed } from "../lower-triangle.ts";
import { type Mode, findMode } from "../mode.ts";
import { elboOf } from "./elbo.ts";
import type { Family, FamilyName } from "./family.ts";
import { fullRankFamily } from "./full-rank.ts";
import { meanFieldFamily } from "./mean-field.ts";

/** Largest dimension for which a Hessian is computed by differences. */
const MOST_FOR_HESSIAN = 300;
const TRIAL_DRAWS = 20;
const MOST_ITERATIONS = 500;

/** A first family of the wanted kind. */
export function startingFamily(
  density: LogDensity,
  kind: FamilyName,
  start: StartingPoint,
  random: Random,
  isStopped: () => boolean,
): Family {
  const path: Iterate[] = [];
  let next = 1;
  const mode = findMode(density, start, {
    maxIterations: MOST_ITERATIONS,
    history: 10,
    isStopped,
    onIterate(iterate) {
      if (iterate.iteration < next) return;
      next = Math.ceil(iterate.iteration * 1.5);
      path.push({ ...iterate, q: iterate.q.slice(), inverseDiagonal: iterate.inverseDiagonal.slice() });
    },
  });
  if (mode.converged) return familyAtMode(density, kind, mode);
  const candidates = [start.q, ...path.map(({ q }) => q)].map((q, i) =>
    familyOf(kind, q, i === 0 ? q.map(() => 1) : path[i - 1]!.inverseDiagonal.map(Math.sqrt)),
  );
  return bestOf(density, candidates, random);
}

function bestOf(density: LogDensity, candidates: readonly Family[], random: Random): Family {
  let best = candidates[0]!;
  let bestElbo = -Infinity;
  for (const family of candidates) {
    const trial = elboOf(density, family, TRIAL_DRAWS, random);
    const elbo = trial.nonFinite > 0 ? -Infinity : trial.elbo;
    if (elbo > bestElbo) {
      best = family;
      bestElbo = elbo;
    }
  }
  return best;
}

function familyAtMode(density: LogDensity, kind: FamilyName, mode: Mode): Family {
  const scales = mode.scales.map((s, i) => (s > 0 ? s : Math.sqrt(mode.inverseDiagonal[i]!)));
  if (kind === "meanfield" || scales.length > MOST_FOR_HESSIAN) return familyOf(kind, mode.q, scales);
  const hessian = negativeHessian(density, mode.q, scales);
  const factor = hessian && factorOfInverse(hessian, scales);
  return factor ? fullRankFamily(mode.q, factor) : familyOf(kind, mode.q, scales);
}

/** A family with independent coordinates of the given sds. */
function familyOf(kind: FamilyName, centre: Float64Array, sds: Float64Array): Family {
  if (kind === "meanfield") return meanFieldFamily(centre, sds);
  const n = centre.length;
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) factor[i + i * n] = sds[i]!;
  return fullRankFamily(centre, factor);
}

/**
 * Cholesky factor of the inverse of a symmetric matrix, worked out at unit diagonal (divided by `scales` on both sides) with as
 * much added to the diagonal as makes it positive definite; null if nothing does.
 */
function factorOfInverse(matrix: Float64Array, scales: Float64Array): Float64Array | null {
  const n = scales.length;
  const unit = matrix.map((value, k) => value * scales[k % n]! * scales[Math.floor(k / n)]!);
  for (let ridge = 0; ridge < 10; ridge = ridge === 0 ? 1e-6 : ridge * 10) {
    const ridged = unit.slice();
    for (let i = 0; i < n; i++) ridged[i + i * n]! += ridge;
    const factor = cholesky(ridged, n);
    const inverse = factor && inverseFromFactor(factor, n);
    const result = inverse && cholesky(inverse, n);
    if (!result) continue;
    return result.map((value, k) => value * scales[k % n]!);
  }
  return null;
}

/** (L L')^-1 from L: with K = L^-1 lower triangular, it is K' K. */
function inverseFromFactor(lower: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= lower[i + k * n]! * inverse[k + j * n]!;
      inverse[i + j * n] = sum / lower[i + i * n]!;
    }
  }
  // K' K through the reversed order of rows and columns, which turns upper into lower triangles.
  const transposed = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) transposed[i + j * n] = inverse[n - 1 - j + (n - 1 - i) * n]!;
  }
  const product = lowerTimesTransposed(transposed, n);
  return product.reverse();
}
