// Circular and hyperbolic functions and their inverses.

import type { ScalarFunction } from "../../descriptor.ts";

const reference = "NIST Handbook of Mathematical Functions, 4.14 to 4.37";
const angles = [[-7], [-0.8], [0.01], [1.2], [25]];
const proportions = [[-0.99], [-0.4], [1e-3], [0.7]];
const moderate = [[-6], [-0.3], [0.02], [2]];

export const trigonometric = {
  sin: {
    name: "sin",
    args: { x: "real" },
    kernel: "sin",
    partials: { x: "cos(x)" },
    cost: 18,
    testPoints: angles,
    doc: { summary: "Sine.", formula: "sin x", reference: "DLMF 4.14.1" },
  },
  cos: {
    name: "cos",
    args: { x: "real" },
    kernel: "cos",
    partials: { x: "-sin(x)" },
    cost: 18,
    testPoints: angles,
    doc: { summary: "Cosine.", formula: "cos x", reference: "DLMF 4.14.2" },
  },
  tan: {
    name: "tan",
    args: { x: "real" },
    kernel: "tan",
    partials: { x: "1 + square(result)" },
    cost: 25,
    testPoints: angles,
    doc: { summary: "Tangent.", formula: "sin x / cos x", reference: "DLMF 4.14.4" },
  },
  asin: {
    name: "asin",
    args: { x: "real" },
    kernel: "asin",
    partials: { x: "1 / sqrt((1 - x) * (1 + x))" },
    cost: 25,
    testPoints: proportions,
    doc: { summary: "Arc sine.", formula: "the y in [−π/2, π/2] with sin y = x", reference: "DLMF 4.23(ii)" },
  },
  acos: {
    name: "acos",
    args: { x: "real" },
    kernel: "acos",
    partials: { x: "-1 / sqrt((1 - x) * (1 + x))" },
    cost: 25,
    testPoints: proportions,
    doc: { summary: "Arc cosine.", formula: "the y in [0, π] with cos y = x", reference: "DLMF 4.23(ii)" },
  },
  atan: {
    name: "atan",
    args: { x: "real" },
    kernel: "atan",
    partials: { x: "1 / (1 + square(x))" },
    cost: 20,
    testPoints: moderate,
    doc: { summary: "Arc tangent.", formula: "the y in (−π/2, π/2) with tan y = x", reference: "DLMF 4.23(ii)" },
  },
  atan2: {
    name: "atan2",
    args: { y: "real", x: "real" },
    kernel: "atan2",
    // Two divisions by the length: its square may leave the range of reals.
    where: { length: "hypot(x, y)" },
    partials: { y: "x / length / length", x: "-(y / length / length)" },
    cost: 30,
    testPoints: [
      [1, 2],
      [-3, 0.5],
      [0.2, -4],
    ],
    doc: {
      summary: "Angle of the point (x, y).",
      formula: "the angle of the point (x, y) in (−π, π]",
      reference: "DLMF 4.23(ii)",
    },
  },
  sinh: {
    name: "sinh",
    args: { x: "real" },
    kernel: "sinh",
    partials: { x: "cosh(x)" },
    cost: 20,
    testPoints: moderate,
    doc: { summary: "Hyperbolic sine.", formula: "(e^x − e^(−x)) / 2", reference: "DLMF 4.28.1" },
  },
  cosh: {
    name: "cosh",
    args: { x: "real" },
    kernel: "cosh",
    partials: { x: "sinh(x)" },
    cost: 20,
    testPoints: moderate,
    doc: { summary: "Hyperbolic cosine.", formula: "(e^x + e^(−x)) / 2", reference: "DLMF 4.28.2" },
  },
  tanh: {
    name: "tanh",
    args: { x: "real" },
    kernel: "tanh",
    partials: { x: "tanh_dx(x, result)" },
    cost: 18,
    testPoints: [[-6], [-0.3], [0.02], [2], [19]],
    doc: { summary: "Hyperbolic tangent.", formula: "sinh x / cosh x", reference: "DLMF 4.28.4" },
  },
  tanh_dx: {
    name: "tanh_dx",
    args: { x: "real", t: "real" },
    kernel: "tanhDx",
    cost: 4,
    testPoints: [],
    doc: { summary: "Derivative of tanh in x, given its value t.", reference },
  },
  asinh: {
    name: "asinh",
    args: { x: "real" },
    kernel: "asinh",
    partials: { x: "1 / hypot(1, x)" },
    cost: 22,
    testPoints: moderate,
    doc: { summary: "Inverse hyperbolic sine.", formula: "log(x + √(x² + 1))", reference: "DLMF 4.37.16" },
  },
  acosh: {
    name: "acosh",
    args: { x: "real" },
    kernel: "acosh",
    partials: { x: "1 / sqrt(x - 1) / sqrt(x + 1)" },
    cost: 22,
    testPoints: [[1.01], [1.7], [40]],
    doc: {
      summary: "Inverse hyperbolic cosine.",
      formula: "log(x + √(x² − 1)), x ≥ 1",
      reference: "DLMF 4.37.19",
    },
  },
  atanh: {
    name: "atanh",
    args: { x: "real" },
    kernel: "atanh",
    partials: { x: "1 / ((1 - x) * (1 + x))" },
    cost: 22,
    testPoints: proportions,
    doc: {
      summary: "Inverse hyperbolic tangent.",
      formula: "½ log((1 + x) / (1 − x)), |x| < 1",
      reference: "DLMF 4.37.24",
    },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
