// log of Student's t distribution function. The nearer tail is half an incomplete beta function of nu / (nu + z^2), formed from
// z / sqrt(nu) so that z^2 cannot overflow; its complement is passed beside it, so neither end loses digits.
// From 20000 degrees of freedom on, the tail is the density times an integral over Gauss-Legendre panels, which starts at z and so
// keeps its relative accuracy however far z lies. Sources: NIST Handbook of Mathematical Functions, 8.17; Johnson, Kotz and
// Balakrishnan, Continuous Univariate Distributions 2, 28.

import { lbeta, lbetaDa } from "../../functions/beta-function.ts";
import { exp } from "../../functions/exp.ts";
import { rule } from "../../functions/gauss-legendre.ts";
import { logIncBetaXY, logIncBetaXYDa, logIncBetaXYDx } from "../../functions/incomplete-beta.ts";
import { log, log1p } from "../../functions/log.ts";
import { log1pMinus } from "../../functions/log1p-minus.ts";

const LN2 = 0.6931471805599453;

/** 1 / (1 + r^2) for r = z / sqrt(nu). */
function farShare(z: number, nu: number): number {
  const r = Math.abs(z) / Math.sqrt(nu);
  return r > 1e8 ? 1 / r / r : 1 / (1 + r * r);
}

/** r^2 / (1 + r^2). */
function nearShare(z: number, nu: number): number {
  const r = Math.abs(z) / Math.sqrt(nu);
  return r > 1e8 ? 1 : (r * r) / (1 + r * r);
}

/** Beyond, the incomplete beta function would take of the order of sqrt(nu) steps. */
const MANY = 20000;

/** [S, its derivative in nu] for the tail beyond z >= 0: density times S, S = integral over s > 0 of the density at z + s over that at z. */
const tailIntegral = new Float64Array(2);

/** With w = (2 z s + s^2) / (nu + z^2), the integrand is (1 + w)^(-(nu + 1) / 2). */
function integrateTail(z: number, nu: number): void {
  const scale = nu + z * z;
  const half = 0.8 / Math.max(1, ((nu + 1) / scale) * z);
  let [sum, inNu] = [0, 0];
  for (let panel = 0; panel < 400; panel++) {
    let part = 0;
    for (let i = 0; i < rule.length; i += 2) {
      const s = half * (2 * panel + 1 + rule[i]!);
      const w = (s * (2 * z + s)) / scale;
      const weight = rule[i + 1]! * half * exp(-0.5 * (nu + 1) * log1p(w));
      part += weight;
      inNu += weight * 0.5 * ((w * (1 - (z + s) * (z + s))) / (scale * (1 + w)) - log1pMinus(w));
    }
    sum += part;
    if (part < 1e-17 * sum) break;
  }
  tailIntegral[0] = sum;
  tailIntegral[1] = inNu;
}

/** d log density / d nu for nu > MANY; digamma((nu + 1) / 2) - digamma(nu / 2) - 1 / nu by its series in 1 / nu. */
function logDensityDnu(z: number, nu: number): number {
  const u = (z / nu) * z;
  const gammas = (0.5 / nu / nu) * (1 - 0.5 / nu / nu);
  return 0.5 * (gammas - log1pMinus(u) + ((u / nu) * (1 - z * z)) / (1 + u));
}

/** Below it nu / (nu + z^2) may underflow; the tail is the first term of its series, x^a / (2 a B(a, 1/2)), there. */
const SMALLEST = 1e-290;

/** log(|z| / sqrt(nu)). */
function farOut(z: number, nu: number): number {
  return log(Math.abs(z) / Math.sqrt(nu));
}

/** log of the probability below -|z|. */
function logTail(z: number, nu: number): number {
  if (nu > MANY) {
    integrateTail(Math.abs(z), nu);
    return logDensity(z, nu) + log(tailIntegral[0]!);
  }
  const far = farShare(z, nu);
  if (far < SMALLEST) return -nu * farOut(z, nu) - log(0.5 * nu) - lbeta(0.5, 0.5 * nu) - LN2;
  return logIncBetaXY(0.5 * nu, 0.5, far, nearShare(z, nu)) - LN2;
}

export function studentTLogCdf(z: number, nu: number): number {
  if (z === 0) return -LN2;
  if (z === Infinity || z === -Infinity) return z > 0 ? 0 : -Infinity;
  const tail = logTail(z, nu);
  return z < 0 ? tail : log1p(-exp(tail));
}

function logDensity(z: number, nu: number): number {
  const r = Math.abs(z) / Math.sqrt(nu);
  const spread = r > 1e8 ? 2 * log(r) : log1p(r * r);
  return -0.5 * (nu + 1) * spread - 0.5 * log(nu) - lbeta(0.5, 0.5 * nu);
}

/** Density over the probability beyond |z|, through the incomplete beta function's own logarithmic derivative. */
function hazard(z: number, nu: number): number {
  if (nu > MANY) {
    integrateTail(Math.abs(z), nu);
    return 1 / tailIntegral[0]!;
  }
  const [far, near] = [farShare(z, nu), nearShare(z, nu)];
  if (far < SMALLEST) return nu / Math.abs(z);
  if (near === 0) return exp(logDensity(z, nu) - logTail(z, nu));
  return (logIncBetaXYDx(0.5 * nu, 0.5, far, near) * 2 * far * near) / Math.abs(z);
}

/** Density over distribution function. */
export function studentTLogCdfDz(z: number, nu: number): number {
  if (z < 0) return hazard(z, nu);
  return exp(logDensity(z, nu) - studentTLogCdf(z, nu));
}

/** `logTail` has just been called. */
function logTailDnu(z: number, nu: number): number {
  if (nu > MANY) return logDensityDnu(z, nu) + tailIntegral[1]! / tailIntegral[0]!;
  const far = farShare(z, nu);
  if (far < SMALLEST) return 0.5 - farOut(z, nu) - 1 / nu - 0.5 * lbetaDa(0.5 * nu, 0.5);
  const atFixedShare = 0.5 * logIncBetaXYDa(0.5 * nu, 0.5, far, nearShare(z, nu));
  return atFixedShare + (hazard(z, nu) * Math.abs(z)) / (2 * nu);
}

/** With T the tail: d log T / d nu = (d log I / da) / 2 - (density / T) dz/dnu at fixed share, that is z / (2 nu) times the hazard. */
export function studentTLogCdfDnu(z: number, nu: number): number {
  if (z === 0 || z === Infinity || z === -Infinity) return 0;
  const tail = logTail(z, nu);
  const slope = logTailDnu(z, nu);
  if (z < 0) return slope;
  const ratio = exp(tail);
  return (-slope * ratio) / (1 - ratio);
}
