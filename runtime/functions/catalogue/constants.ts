// Constants of the language: functions without arguments. Formulas may call them by name; the compiler folds them.

import type { ScalarFunction } from "../../descriptor.ts";

const handbook = "NIST Handbook of Mathematical Functions, 3.12 and 4.2";
const ieee = "IEEE 754-2019, section 3";

export const constants = {
  pi: {
    name: "pi",
    args: {},
    formula: "3.141592653589793",
    cost: 0,
    testPoints: [[]],
    doc: { summary: "Ratio of a circle's circumference to its diameter.", reference: handbook },
  },
  e: {
    name: "e",
    args: {},
    formula: "2.718281828459045",
    cost: 0,
    testPoints: [[]],
    doc: { summary: "Base of the natural logarithm.", reference: handbook },
  },
  sqrt2: {
    name: "sqrt2",
    args: {},
    formula: "1.4142135623730951",
    cost: 0,
    testPoints: [[]],
    doc: { summary: "Square root of two.", reference: handbook },
  },
  machine_precision: {
    name: "machine_precision",
    args: {},
    formula: "2.220446049250313e-16",
    cost: 0,
    testPoints: [[]],
    doc: { summary: "Distance from 1 to the next larger real.", reference: ieee },
  },
  positive_infinity: {
    name: "positive_infinity",
    args: {},
    formula: "1.0 / 0.0",
    cost: 0,
    testPoints: [[]],
    doc: { summary: "Positive infinity.", reference: ieee },
  },
  negative_infinity: {
    name: "negative_infinity",
    args: {},
    formula: "-1.0 / 0.0",
    cost: 0,
    testPoints: [[]],
    doc: { summary: "Negative infinity.", reference: ieee },
  },
  not_a_number: {
    name: "not_a_number",
    args: {},
    formula: "0.0 / 0.0",
    cost: 0,
    testPoints: [[]],
    doc: { summary: "The value that is not a number.", reference: ieee },
  },
} as const satisfies Readonly<Record<string, ScalarFunction>>;
