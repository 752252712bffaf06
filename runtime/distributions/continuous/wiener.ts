// The time at which a Wiener diffusion first meets its upper boundary, and the same with a drift that varies normally between trials
// (the form of six arguments, chosen by their number). Scaling and drift are formulas; the driftless passage time is a function.
// Source: Navarro and Fuss (2009); for varying drift Tuerlinckx, Behavior Research Methods 36 (2004).

import type { Distribution } from "../../descriptor.ts";

export const wiener = {
  name: "wiener",
  over: { y: "real" },
  params: { alpha: "positive", tau: "nonnegative", beta: "open-unit", delta: "real" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { always: "y > tau && y < positive_infinity()" },
  where: { t: "y - tau", w: "1 - beta" },
  logDensity: [
    "log_first_passage(t / square(alpha), w)",
    "-2 * log(alpha)",
    "delta * (alpha * w - 0.5 * delta * t)",
  ],
  testPoints: [
    [0.8, 1.2, 0.2, 0.4, 0.9],
    [3, 1.5, 0.3, 0.6, -0.5],
    [0.5, 2.5, 0.1, 0.5, 1.5],
  ],
  doc: {
    summary:
      "Wiener first passage time with boundary separation alpha, non-decision time tau, bias beta and drift delta.",
    reference: "Stan Functions Reference, Wiener first passage time distribution",
  },
} as const satisfies Distribution;

export const wienerVaryingDrift = {
  name: "wiener_varying_drift",
  over: { y: "real" },
  params: { alpha: "positive", tau: "nonnegative", beta: "open-unit", delta: "real", sv: "nonnegative" },
  vectorised: "elementwise",
  outside: "reject",
  requires: { always: "y > tau && y < positive_infinity()" },
  where: { t: "y - tau", w: "1 - beta", reach: "alpha * w", spread: "1 + square(sv) * t" },
  logDensity: [
    "log_first_passage(t / square(alpha), w)",
    "-2 * log(alpha)",
    "0.5 * (square(sv * reach) + delta * (2 * reach - delta * t)) / spread",
    "-0.5 * log(spread)",
  ],
  testPoints: [
    [0.8, 1.2, 0.2, 0.4, 0.9, 0.3],
    [3, 1.5, 0.3, 0.6, -0.5, 1.2],
  ],
  doc: {
    summary: "Wiener first passage time whose drift is normal(delta, sv) between trials.",
    reference: "Stan Functions Reference, Wiener first passage time distribution",
  },
} as const satisfies Distribution;
