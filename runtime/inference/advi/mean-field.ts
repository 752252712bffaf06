// Independent normals: S = diag(exp(omega)), C = diag(sd). Gradients of one draw, with g = C grad log p and r = g + eps / s the path
// derivative (Roeder, Wu and Duvenaud, NeurIPS 2017):
//   closed form: d/dmu = g, d/domega = g s eps + 1;   path derivative: d/dmu = r, d/domega = r s eps.

import { exp, log } from "../../functions/elementary.ts";
import type { Estimator, Family } from "./family.ts";

/** A mean-field family around `centre` with standard deviations `sds`. */
export function meanFieldFamily(centre: Float64Array, sds: Float64Array): Family {
  const n = centre.length;
  const frame = sds.slice();
  const middle = centre.slice();
  return {
    name: "meanfield",
    dimension: n,
    size: 2 * n,
    centre: middle,
    frame,
    draw(parameters, eps, theta) {
      for (let i = 0; i < n; i++) {
        theta[i] = middle[i]! + frame[i]! * (parameters[i]! + exp(parameters[n + i]!) * eps[i]!);
      }
    },
    addGradient(parameters, eps, gradient, estimator: Estimator, out) {
      const isPath = estimator === "path-derivative";
      for (let i = 0; i < n; i++) {
        const s = exp(parameters[n + i]!);
        const g = frame[i]! * gradient[i]! + (isPath ? eps[i]! / s : 0);
        out[i]! += g;
        out[n + i]! += g * s * eps[i]! + (isPath ? 0 : 1);
      }
    },
    logDeterminant(parameters) {
      let total = 0;
      for (let i = 0; i < n; i++) total += log(frame[i]!) + parameters[n + i]!;
      return total;
    },
    absorb(parameters) {
      for (let i = 0; i < n; i++) {
        middle[i]! += frame[i]! * parameters[i]!;
        frame[i]! *= exp(parameters[n + i]!);
      }
    },
  };
}
