// log of the standard skew normal distribution function, F(z) = integral of 2 phi(t) Phi(alpha t) up to z. Phi(z) - 2 T(z, alpha)
// cancels in the thin tail, so the smaller side is integrated on the log scale, relative to the density at z.
// Source: Azzalini, "A class of distributions which includes the normal ones", Scand. J. Stat. 12 (1985).

import { exp } from "../../functions/exp.ts";
import { log, log1p } from "../../functions/log.ts";
import { logPhi, logPhiDerivative } from "../../functions/normal-cdf.ts";
import { integratePanels } from "../../functions/gauss-legendre.ts";

const LOG_2 = 0.6931471805599453;
const HALF_LOG_2PI = 0.9189385332046728;
const SQRT_2_OVER_PI = 0.7978845608028654;

function logDensity(t: number, alpha: number): number {
  return LOG_2 - HALF_LOG_2PI - 0.5 * t * t + logPhi(alpha * t);
}

/** log of the probability below z; z lies left of the mean. */
function logLeft(z: number, alpha: number): number {
  const atEnd = logDensity(z, alpha);
  const slope = -z + alpha * logPhiDerivative(alpha * z);
  const curvature = Math.sqrt(1 + alpha * alpha);
  const width = 1 / (Math.abs(slope) * 0.1 + curvature * 0.5);
  const ratio = integratePanels(
    (t) => exp(logDensity(t, alpha) - atEnd),
    z,
    -width,
    z - 60 / Math.max(1, 0.1 * slope),
  );
  return atEnd + log(ratio);
}

export function skewNormalLogCdf(z: number, alpha: number): number {
  if (z > 1e100 || z < -1e100) return z > 0 ? 0 : -Infinity;
  const mean = (SQRT_2_OVER_PI * alpha) / Math.sqrt(1 + alpha * alpha);
  return z <= mean ? logLeft(z, alpha) : log1p(-exp(logLeft(-z, -alpha)));
}
