// log of Student's t distribution function. The nearer tail is half an incomplete beta function of nu / (nu + z^2), formed from
// z / sqrt(nu) so that z^2 cannot overflow; its complement is passed beside it, so neither end loses digits.
// From 20000 degrees of freedom on, the tail is that of a normal at Hill's transformed z (the incomplete beta would need sqrt(nu)
// steps and lose digits). Sources: Hill, "Algorithm 395: Student's t-distribution", CACM 13 (1970); NIST Handbook of Mathematical Functions, 8.17; Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2, 28.

import { lbeta } from "../../functions/beta-function.ts";
import { exp } from "../../functions/exp.ts";
import { logIncBetaXY, logIncBetaXYDa } from "../../functions/incomplete-beta.ts";
import { log, log1p } from "../../functions/log.ts";
import { logPhi, logPhiDerivative } from "../../functions/normal-cdf.ts";

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

const MANY = 20000;

/** |z| of a normal with the same tail; relative error below nu^-5. */
function hill(z: number, nu: number): number {
  const a = nu - 0.5;
  const b = 48 * a * a;
  const y = a * log1p((z / nu) * z);
  const second = ((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3) / b;
  return (1 + second) * Math.sqrt(y);
}

/** d hill / d nu from the first two terms, sqrt(y) (1 + (y + 3) / b); with u = z^2 / nu, dy/dnu = log1p(u) - (a / nu) u / (1 + u). */
function hillDnu(z: number, nu: number): number {
  const a = nu - 0.5;
  const b = 48 * a * a;
  const u = (z / nu) * z;
  const y = a * log1p(u);
  const slopeY =
    u < 1e-3
      ? u * u * (0.5 - u * (2 / 3 - 0.75 * u)) + ((0.5 / nu) * u) / (1 + u)
      : log1p(u) - ((a / nu) * u) / (1 + u);
  const root = Math.sqrt(y);
  return (slopeY * (1 + (3 * y + 3) / b)) / (2 * root) - (root * (y + 3) * 2) / (a * b);
}

/** log of the probability below -|z|. */
function logTail(z: number, nu: number): number {
  if (nu > MANY) return logPhi(-hill(z, nu));
  return logIncBetaXY(0.5 * nu, 0.5, farShare(z, nu), nearShare(z, nu)) - LN2;
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

/** Density over distribution function. */
export function studentTLogCdfDz(z: number, nu: number): number {
  return exp(logDensity(z, nu) - studentTLogCdf(z, nu));
}

/** With T the tail: d log T / d nu = (d log I / da) / 2 - (density / T) dz/dnu at fixed share, that is z / (2 nu) times the hazard. */
export function studentTLogCdfDnu(z: number, nu: number): number {
  if (z === 0 || z === Infinity || z === -Infinity) return 0;
  const size = Math.abs(z);
  const tail = logTail(z, nu);
  const hazard = exp(logDensity(z, nu) - tail);
  const slope =
    nu > MANY
      ? -logPhiDerivative(-hill(z, nu)) * hillDnu(size, nu)
      : 0.5 * logIncBetaXYDa(0.5 * nu, 0.5, farShare(z, nu), nearShare(z, nu)) + (hazard * size) / (2 * nu);
  if (z < 0) return slope;
  const ratio = exp(tail);
  return (-slope * ratio) / (1 - ratio);
}
