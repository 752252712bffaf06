// log of the probability of a von Mises angle between -pi and y, and its derivatives. The smaller side is integrated numerically in
// panels no wider than the peak, so a small tail keeps its relative accuracy; the density is scaled by its own maximum.

import { exp } from "../../functions/exp.ts";
import { log, log1p } from "../../functions/log.ts";
import { sin } from "../../functions/trigonometric.ts";
import { logScaledBesselI0, logScaledBesselI0Dx } from "./bessel-i0.ts";
import { integratePanels } from "../../functions/gauss-legendre.ts";

const PI = 3.141592653589793;
const LOG_2PI = 1.8378770664093453;

function logDensity(t: number, mu: number, kappa: number): number {
  const s = sin(0.5 * (t - mu));
  return -2 * kappa * s * s - logScaledBesselI0(kappa) - LOG_2PI;
}

function panelWidth(kappa: number): number {
  return Math.min(0.5, 1 / Math.sqrt(kappa));
}

/** Integral of the density times `factor` over [from, to]. */
function integral(
  from: number,
  to: number,
  mu: number,
  kappa: number,
  factor: (t: number) => number,
): number {
  const constant = logScaledBesselI0(kappa) + LOG_2PI;
  const panels = Math.ceil((to - from) / panelWidth(kappa));
  let total = 0;
  for (let i = 0; i < panels; i++) {
    const left = from + ((to - from) * i) / panels;
    const right = from + ((to - from) * (i + 1)) / panels;
    total += integratePanels(
      (t) => {
        const s = sin(0.5 * (t - mu));
        return exp(-2 * kappa * s * s - constant) * factor(t);
      },
      left,
      right - left,
      right,
    );
  }
  return total;
}

export function vonMisesLogCdf(y: number, mu: number, kappa: number): number {
  if (y <= -PI) return -Infinity;
  if (y >= PI) return 0;
  const left = integral(-PI, y, mu, kappa, () => 1);
  if (left < 0.5) return log(left);
  return log1p(-integral(y, PI, mu, kappa, () => 1));
}

export function vonMisesLogCdfDy(y: number, mu: number, kappa: number, logCdf: number): number {
  return y <= -PI || y >= PI ? 0 : exp(logDensity(y, mu, kappa) - logCdf);
}

/** Moving the mean moves both ends of the interval. */
export function vonMisesLogCdfDmu(y: number, mu: number, kappa: number, logCdf: number): number {
  if (y <= -PI || y >= PI) return 0;
  return exp(logDensity(-PI, mu, kappa) - logCdf) - exp(logDensity(y, mu, kappa) - logCdf);
}

/** d log density / d kappa = cos(t - mu) - I1/I0; over the whole circle it integrates to zero, so the smaller side serves both. */
export function vonMisesLogCdfDkappa(y: number, mu: number, kappa: number, logCdf: number): number {
  if (y <= -PI || y >= PI) return 0;
  const mean = logScaledBesselI0Dx(kappa);
  const score = (t: number): number => {
    const s = sin(0.5 * (t - mu));
    return -2 * s * s - mean;
  };
  const slope = logCdf < -0.7 ? integral(-PI, y, mu, kappa, score) : -integral(y, PI, mu, kappa, score);
  return slope * exp(-logCdf);
}
