// The time at which a Wiener diffusion first meets its upper boundary; the same with a drift that varies normally between trials (the form
// of six arguments); and with a bias and a non-decision time that vary uniformly too (eight arguments). Scaling and drift are formulas; the
// driftless passage time and the averages over trials are functions. The distribution functions are those of passage at this boundary.
// Source: Navarro and Fuss (2009); for varying drift Tuerlinckx, Behavior Research Methods 36 (2004); for the rest Henrich et al. (2023).

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
  lcdfUnnorm: "log_passage_before(t, alpha, w, delta, 0.0, 0.0, 0.0)",
  lccdfUnnorm: "log_passage_after(t, alpha, w, delta, 0.0, 0.0, 0.0)",
  testPoints: [
    [0.8, 1.2, 0.2, 0.4, 0.9],
    [3, 1.5, 0.3, 0.6, -0.5],
    [0.5, 2.5, 0.1, 0.5, 1.5],
  ],
  doc: {
    summary:
      "Wiener first passage time with boundary separation alpha, non-decision time tau, bias beta and drift delta.",
    formula:
      "log f₀(t / α², w) − 2 log α + δ α w − ½ δ² t with t = y − τ, w = 1 − β (distance to the upper boundary) and f₀ the first passage density without drift, as the series that converges faster",
    reference:
      "Navarro and Fuss, Fast and accurate calculations for first-passage times in Wiener diffusion models, J. Mathematical Psychology 53 (2009), equations 5 and 6",
  },
} as const satisfies Distribution;

export const wienerVaryingDrift = {
  name: "wiener_varying_drift",
  calledAs: "wiener",
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

export const wienerVarying = {
  name: "wiener_varying",
  calledAs: "wiener",
  over: { y: "real" },
  params: {
    alpha: "positive",
    tau: "nonnegative",
    beta: "open-unit",
    delta: "real",
    sv: "nonnegative",
    sw: "nonnegative",
    st0: "nonnegative",
  },
  vectorised: "elementwise",
  outside: "reject",
  requires: {
    always: "y > tau && y < positive_infinity() && 0.5 * sw < beta && 0.5 * sw < 1 - beta",
  },
  where: { t: "y - tau", w: "1 - beta" },
  logDensity: ["log_varying_passage(t, alpha, w, delta, sv, sw, st0)"],
  lcdfUnnorm: "log_passage_before(t, alpha, w, delta, sv, sw, st0)",
  lccdfUnnorm: "log_passage_after(t, alpha, w, delta, sv, sw, st0)",
  testPoints: [
    [0.8, 1.2, 0.2, 0.4, 0.9, 0.3, 0.2, 0.1],
    [3, 1.5, 0.3, 0.6, -0.5, 1.2, 0.3, 0.4],
  ],
  doc: {
    summary:
      "Wiener first passage time with drift normal(delta, sv), bias uniform over beta - sw / 2 to beta + sw / 2 and non-decision time uniform over tau to tau + st0 between trials.",
    reference: "Henrich, Hartmann, Pratz, Voss and Klauer, Behavior Research Methods 56 (2023)",
  },
} as const satisfies Distribution;
