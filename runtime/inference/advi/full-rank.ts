// A normal with any covariance: S lower triangular with diagonal exp(omega), so that its factor is valid whatever a step does, C lower
// triangular. Gradients of one draw, with g = C' grad log p and r = g + S'^-1 eps the path derivative:
//   d/dmu = r, d/dS_ij = r_i eps_j (i > j), d/domega_i = r_i eps_i S_ii;   closed form: g for r, and + 1 for every omega.

import { exp, log } from "../../functions/elementary.ts";
import {
  lowerTimesLower,
  multiplyLower,
  multiplyLowerTransposed,
  solveLowerTransposed,
} from "../lower-triangle.ts";
import type { Family } from "./family.ts";

/** A full-rank family around `centre` with the Cholesky factor `factor` (D x D, column-major) of its covariance. */
export function fullRankFamily(centre: Float64Array, factor: Float64Array): Family {
  const n = centre.length;
  const middle = centre.slice();
  const frame = factor.slice();
  const shape = new Float64Array(n * n);
  const z = new Float64Array(n);
  const r = new Float64Array(n);
  const path = new Float64Array(n);
  return {
    name: "fullrank",
    dimension: n,
    size: 2 * n + (n * (n - 1)) / 2,
    centre: middle,
    frame,
    draw(parameters, eps, theta) {
      unpack(parameters, n, shape);
      multiplyLower(shape, eps, z);
      for (let i = 0; i < n; i++) z[i]! += parameters[i]!;
      multiplyLower(frame, z, theta);
      for (let i = 0; i < n; i++) theta[i]! += middle[i]!;
    },
    addGradient(parameters, eps, gradient, estimator, out) {
      const isPath = estimator === "path-derivative";
      multiplyLowerTransposed(frame, gradient, r);
      if (isPath) {
        unpack(parameters, n, shape);
        path.set(eps);
        solveLowerTransposed(shape, path);
        for (let i = 0; i < n; i++) r[i]! += path[i]!;
      }
      let k = 2 * n;
      for (let j = 0; j < n; j++) {
        out[j]! += r[j]!;
        out[n + j]! += r[j]! * eps[j]! * exp(parameters[n + j]!) + (isPath ? 0 : 1);
        for (let i = j + 1; i < n; i++) out[k++]! += r[i]! * eps[j]!;
      }
    },
    logDeterminant(parameters) {
      let total = 0;
      for (let i = 0; i < n; i++) total += log(frame[i + i * n]!) + parameters[n + i]!;
      return total;
    },
    absorb(parameters) {
      z.set(parameters.subarray(0, n));
      multiplyLower(frame, z, z);
      for (let i = 0; i < n; i++) middle[i]! += z[i]!;
      unpack(parameters, n, shape);
      frame.set(lowerTimesLower(frame, shape, n));
    },
  };
}

/** S as a matrix: column by column below the diagonal, as the parameters hold it. */
function unpack(parameters: Float64Array, n: number, shape: Float64Array): void {
  let k = 2 * n;
  for (let j = 0; j < n; j++) {
    shape[j + j * n] = exp(parameters[n + j]!);
    for (let i = j + 1; i < n; i++) shape[i + j * n] = parameters[k++]!;
  }
}
