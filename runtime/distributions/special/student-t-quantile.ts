// Quantile of Student's t: the inverse incomplete beta function, of the share of t^2 next to the median and of its complement in the
// tails, there refined on the log distribution function. Derivatives come from the distribution function's.

import { lbeta } from "../../functions/beta-function.ts";
import { exp } from "../../functions/exp.ts";
import { invIncBeta } from "../../functions/incomplete-beta.ts";
import { log } from "../../functions/log.ts";
import { invPhi } from "../../functions/normal-quantile.ts";
import { studentTLogCdf, studentTLogCdfDnu, studentTLogCdfDz } from "./student-t-cdf.ts";

/** t with standard location and scale for p < 1/2. */
function lowerQuantile(p: number, nu: number): number {
  const x = nu > 20000 ? NaN : invIncBeta(0.5 * nu, 0.5, 2 * p);
  if (x < 1e-290) return farQuantile(p, nu);
  if (!(p < 0.25) && !(x < 0.5)) {
    // 1 - 2 p is exact, and so is the share of t^2 in nu + t^2 next to the median.
    const y = invIncBeta(0.5, 0.5 * nu, 1 - 2 * p);
    return -Math.sqrt(nu * (y / (1 - y)));
  }
  return refined(nu > 20000 ? invPhi(p) : -Math.sqrt(nu * ((1 - x) / x)), p, nu);
}

/** Newton's method on the log distribution function, which is concave. */
function refined(start: number, p: number, nu: number): number {
  const target = log(p);
  let t = start;
  for (let i = 0; i < 30; i++) {
    const move = (studentTLogCdf(t, nu) - target) / studentTLogCdfDz(t, nu);
    t -= move;
    if (!(Math.abs(move) > 1e-14 * Math.abs(t))) break;
  }
  return t;
}

/** From the first term of the tail, (nu / t^2)^(nu / 2) / (nu B(nu / 2, 1/2)). */
function farQuantile(p: number, nu: number): number {
  return -Math.sqrt(nu) * exp(-(log(p) + log(nu) + lbeta(0.5 * nu, 0.5)) / nu);
}

function standardQuantile(p: number, nu: number): number {
  if (!(p >= 0 && p <= 1 && nu > 0)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  return p < 0.5 ? lowerQuantile(p, nu) : -lowerQuantile(1 - p, nu);
}

/** Stan's student_t_qf. */
export function studentTQf(p: number, nu: number, mu: number, sigma: number): number {
  return mu + sigma * standardQuantile(p, nu);
}

/** 1 / density at the standard quantile. */
export function studentTQfDp(p: number, nu: number): number {
  const t = standardQuantile(p, nu);
  return exp(-studentTLogCdf(t, nu)) / studentTLogCdfDz(t, nu);
}

/** -(dF/dnu) / density at the standard quantile. */
export function studentTQfDnu(p: number, nu: number): number {
  const t = standardQuantile(p, nu);
  return -studentTLogCdfDnu(t, nu) / studentTLogCdfDz(t, nu);
}
