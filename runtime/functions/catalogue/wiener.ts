// Passage times of Wiener processes for formulas of the Wiener distribution: without drift in closed series, with drift, start and delay
// that vary between trials by cubature. Their kernels stand beside the distributions.

import type { ScalarFunction } from "../../descriptor.ts";

const navarroFuss = "Navarro and Fuss, Journal of Mathematical Psychology 53 (2009)";
const henrich = "Henrich, Hartmann, Pratz, Voss and Klauer, Behavior Research Methods 56 (2023)";

const varying = {
  t: "real",
  alpha: "real",
  w: "real",
  delta: "real",
  sv: "real",
  sw: "real",
  st0: "real",
} as const;

const varyingPoints = [
  [0.6, 1.2, 0.6, 0.9, 0.3, 0.2, 0.1],
  [2.5, 1.5, 0.4, -0.5, 1.2, 0.3, 0.4],
  [0.3, 2.5, 0.5, 1.5, 0.8, 0.1, 0.5],
] as const;

export const wiener = {
  log_first_passage: {
    name: "log_first_passage",
    args: { u: "real", w: "real" },
    kernel: "logFirstPassage",
    partials: { u: "log_first_passage_du(u, w)", w: "log_first_passage_dw(u, w)" },
    cost: 150,
    testPoints: [
      [0.05, 0.4],
      [0.25, 0.7],
      [0.8, 0.3],
    ],
    doc: {
      summary: "Logarithm of the density of first passage through 0 at time u, started at w between 0 and 1.",
      reference: navarroFuss,
    },
  },
  log_first_passage_du: {
    name: "log_first_passage_du",
    args: { u: "real", w: "real" },
    kernel: "logFirstPassageDu",
    cost: 150,
    testPoints: [],
    doc: { summary: "Derivative of log_first_passage in u.", reference: navarroFuss },
  },
  log_first_passage_dw: {
    name: "log_first_passage_dw",
    args: { u: "real", w: "real" },
    kernel: "logFirstPassageDw",
    cost: 150,
    testPoints: [],
    doc: { summary: "Derivative of log_first_passage in w.", reference: navarroFuss },
  },
  log_varying_passage: {
    name: "log_varying_passage",
    args: varying,
    kernel: "logVaryingPassage",
    partials: {
      t: "log_varying_passage_dk(1, t, alpha, w, delta, sv, sw, st0)",
      alpha: "log_varying_passage_dk(2, t, alpha, w, delta, sv, sw, st0)",
      w: "log_varying_passage_dk(3, t, alpha, w, delta, sv, sw, st0)",
      delta: "log_varying_passage_dk(4, t, alpha, w, delta, sv, sw, st0)",
      sv: "log_varying_passage_dk(5, t, alpha, w, delta, sv, sw, st0)",
      sw: "log_varying_passage_dk(6, t, alpha, w, delta, sv, sw, st0)",
      st0: "log_varying_passage_dk(7, t, alpha, w, delta, sv, sw, st0)",
    },
    cost: 100000,
    testPoints: varyingPoints,
    doc: {
      summary:
        "Logarithm of the density of passage at t with drift normal, start and delay uniform over trials.",
      reference: henrich,
    },
  },
  log_varying_passage_dk: {
    name: "log_varying_passage_dk",
    args: { k: "int", ...varying },
    kernel: "logVaryingPassageD",
    cost: 10,
    testPoints: [],
    doc: { summary: "Derivative of log_varying_passage in its argument k.", reference: henrich },
  },
  log_passage_before: {
    name: "log_passage_before",
    args: varying,
    kernel: "logPassageBefore",
    partials: {
      t: "log_passage_before_dk(1, t, alpha, w, delta, sv, sw, st0)",
      alpha: "log_passage_before_dk(2, t, alpha, w, delta, sv, sw, st0)",
      w: "log_passage_before_dk(3, t, alpha, w, delta, sv, sw, st0)",
      delta: "log_passage_before_dk(4, t, alpha, w, delta, sv, sw, st0)",
      sv: "log_passage_before_dk(5, t, alpha, w, delta, sv, sw, st0)",
      sw: "log_passage_before_dk(6, t, alpha, w, delta, sv, sw, st0)",
      st0: "log_passage_before_dk(7, t, alpha, w, delta, sv, sw, st0)",
    },
    cost: 100000,
    testPoints: varyingPoints,
    doc: {
      summary: "Logarithm of the probability of passage at this boundary until t, for the same process.",
      reference: henrich,
    },
  },
  log_passage_before_dk: {
    name: "log_passage_before_dk",
    args: { k: "int", ...varying },
    kernel: "logPassageBeforeD",
    cost: 10,
    testPoints: [],
    doc: { summary: "Derivative of log_passage_before in its argument k.", reference: henrich },
  },
  log_passage_after: {
    name: "log_passage_after",
    args: varying,
    kernel: "logPassageAfter",
    partials: {
      t: "log_passage_after_dk(1, t, alpha, w, delta, sv, sw, st0)",
      alpha: "log_passage_after_dk(2, t, alpha, w, delta, sv, sw, st0)",
      w: "log_passage_after_dk(3, t, alpha, w, delta, sv, sw, st0)",
      delta: "log_passage_after_dk(4, t, alpha, w, delta, sv, sw, st0)",
      sv: "log_passage_after_dk(5, t, alpha, w, delta, sv, sw, st0)",
      sw: "log_passage_after_dk(6, t, alpha, w, delta, sv, sw, st0)",
      st0: "log_passage_after_dk(7, t, alpha, w, delta, sv, sw, st0)",
    },
    cost: 100000,
    testPoints: varyingPoints,
    doc: {
      summary: "Logarithm of the probability of passage at this boundary after t, for the same process.",
      reference: henrich,
    },
  },
  log_passage_after_dk: {
    name: "log_passage_after_dk",
    args: { k: "int", ...varying },
    kernel: "logPassageAfterD",
    cost: 10,
    testPoints: [],
    doc: { summary: "Derivative of log_passage_after in its argument k.", reference: henrich },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
