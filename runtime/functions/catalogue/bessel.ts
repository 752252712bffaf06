// Bessel functions of integer order, and the logarithm of the modified one of real order.

import type { ScalarFunction } from "../../descriptor.ts";

const reference = "NIST Handbook of Mathematical Functions, 10.6 and 10.29";

export const bessel = {
  bessel_first_kind: {
    name: "bessel_first_kind",
    args: { n: "int", x: "real" },
    kernel: "besselFirstKind",
    partials: { x: "bessel_first_kind_dx(n, x)" },
    cost: 200,
    testPoints: [
      [0, 0.7],
      [1, 3.2],
      [4, 20],
    ],
    doc: {
      summary: "Bessel function of the first kind, order n.",
      formula: "Jₙ(x) = (1/π) ∫₀^π cos(n t − x sin t) dt",
      reference: "DLMF 10.9.2",
    },
  },
  bessel_second_kind: {
    name: "bessel_second_kind",
    args: { n: "int", x: "real" },
    kernel: "besselSecondKind",
    partials: { x: "bessel_second_kind_dx(n, x)" },
    cost: 200,
    testPoints: [
      [0, 0.7],
      [1, 3.2],
      [4, 20],
    ],
    doc: {
      summary: "Bessel function of the second kind, order n.",
      formula: "Yₙ(x) = lim_{ν→n} (J_ν(x) cos(νπ) − J_{−ν}(x)) / sin(νπ), x > 0",
      reference: "DLMF 10.2.3",
    },
  },
  modified_bessel_first_kind: {
    name: "modified_bessel_first_kind",
    args: { n: "int", x: "real" },
    kernel: "modifiedBesselFirstKind",
    partials: { x: "modified_bessel_first_kind_dx(n, x)" },
    cost: 200,
    testPoints: [
      [0, 0.7],
      [1, 3.2],
      [4, 20],
    ],
    doc: {
      summary: "Modified Bessel function of the first kind, order n.",
      formula: "Iₙ(x) = (1/π) ∫₀^π exp(x cos t) cos(n t) dt",
      reference: "DLMF 10.32.3",
    },
  },
  modified_bessel_second_kind: {
    name: "modified_bessel_second_kind",
    args: { n: "int", x: "real" },
    kernel: "modifiedBesselSecondKind",
    partials: { x: "modified_bessel_second_kind_dx(n, x)" },
    cost: 200,
    testPoints: [
      [0, 0.7],
      [1, 3.2],
      [4, 20],
    ],
    doc: {
      summary: "Modified Bessel function of the second kind, order n.",
      formula: "Kₙ(x) = ∫₀^∞ exp(−x cosh t) cosh(n t) dt, x > 0",
      reference: "DLMF 10.32.9",
    },
  },
  bessel_first_kind_dx: {
    name: "bessel_first_kind_dx",
    args: { n: "int", x: "real" },
    kernel: "besselFirstKindDx",
    cost: 200,
    testPoints: [],
    doc: { summary: "Derivative of bessel_first_kind in x.", reference: reference },
  },
  bessel_second_kind_dx: {
    name: "bessel_second_kind_dx",
    args: { n: "int", x: "real" },
    kernel: "besselSecondKindDx",
    cost: 200,
    testPoints: [],
    doc: { summary: "Derivative of bessel_second_kind in x.", reference: reference },
  },
  modified_bessel_first_kind_dx: {
    name: "modified_bessel_first_kind_dx",
    args: { n: "int", x: "real" },
    kernel: "modifiedBesselFirstKindDx",
    cost: 200,
    testPoints: [],
    doc: { summary: "Derivative of modified_bessel_first_kind in x.", reference: reference },
  },
  modified_bessel_second_kind_dx: {
    name: "modified_bessel_second_kind_dx",
    args: { n: "int", x: "real" },
    kernel: "modifiedBesselSecondKindDx",
    cost: 200,
    testPoints: [],
    doc: { summary: "Derivative of modified_bessel_second_kind in x.", reference: reference },
  },
  log_modified_bessel_first_kind: {
    name: "log_modified_bessel_first_kind",
    args: { v: "real", z: "real" },
    kernel: "logModifiedBesselFirstKind",
    partials: { v: "log_modified_bessel_first_kind_dv(v, z)", z: "log_modified_bessel_first_kind_dx(v, z)" },
    cost: 300,
    testPoints: [
      [0.5, 0.7],
      [1, 3.2],
      [4.5, 20],
    ],
    doc: {
      summary: "Logarithm of the modified Bessel function of the first kind, real order v.",
      formula: "log Σ_{k≥0} (x/2)^(2k+v) / (k! Γ(k + v + 1)), v ≥ −1, x ≥ 0",
      reference: "DLMF 10.25.2",
    },
  },
  log_modified_bessel_first_kind_dv: {
    name: "log_modified_bessel_first_kind_dv",
    args: { v: "real", z: "real" },
    kernel: "logModifiedBesselFirstKindDv",
    cost: 400,
    testPoints: [],
    doc: { summary: "Derivative of log_modified_bessel_first_kind in v.", reference: reference },
  },
  log_modified_bessel_first_kind_dx: {
    name: "log_modified_bessel_first_kind_dx",
    args: { v: "real", x: "real" },
    kernel: "logModifiedBesselFirstKindDx",
    cost: 400,
    testPoints: [],
    doc: { summary: "Derivative of log_modified_bessel_first_kind in x.", reference: reference },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
