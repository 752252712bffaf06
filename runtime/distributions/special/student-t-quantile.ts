// Quantile of Student's t: the inverse incomplete beta function in the tail or next to the median, wherever its argument keeps its
// digits, then two steps of Newton on the log distribution function. Derivatives come from the distribution function's.

import { exp } from "../../functions/exp.ts";
import { invIncBeta } from "../../functions/incomplete-beta.ts";
import { log } from "../../functions/log.ts";
import { invPhi } from "../../functions/normal-quantile.ts";
import { studentTLogCdf, studentTLogCdfDnu, studentTLogCdfDz } from "./student-t-cdf.ts";

/** t with standard location and scale for p <= 1/2. */
function lowerQuantile(p: number, nu: number): number {
  let t: number;
  if (nu > 20000) t = invPhi(p);
  else if (p < 0.25) {
    const x = invIncBeta(0.5 * nu, 0.5, 2 * p);
    t = -Math.sqrt(nu * ((1 - x) / x));
  } else {
    const y = invIncBeta(0.5, 0.5 * nu, 1 - 2 * p);
    t = -Math.sqrt(nu * (y / (1 - y)));
  }
  if (!(t > -Infinity && t < 0)) return t;
  const target = log(p);
  for (let i = 0; i < 2; i++) t -= (studentTLogCdf(t, nu) - target) / studentTLogCdfDz(t, nu);
  return t;
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
