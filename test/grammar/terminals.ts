// Tokens as terminals of the reference grammar: a literal is its own text, the rest go by class.

import type { IToken } from "chevrotain";

const VECTORS = ["vector", "row_vector", "complex_vector", "complex_row_vector"];
const ONE_SIZE = [
  "ordered",
  "positive_ordered",
  "simplex",
  "unit_vector",
  "sum_to_zero_vector",
  "cholesky_factor_corr",
  "corr_matrix",
  "cov_matrix",
];
const ARITHMETIC = ["+", "-", "*", "/", "%", "%/%", "\\", ".*", "./"];

const classes: Readonly<Record<string, readonly string[]>> = {
  VECTOR: VECTORS,
  MATRIX: ["matrix", "complex_matrix"],
  ONESIZE: ONE_SIZE,
  TWOSIZE: ["sum_to_zero_matrix", "column_stochastic_matrix", "row_stochastic_matrix"],
  PRINT: ["print", "reject", "fatal_error"],
  ASSIGN: ["=", "+=", "-=", "*=", "/=", ".*=", "./="],
  PREFIX: ["!", "-", "+"],
  POWER: ["^", ".^"],
  QUOTE: ["'"],
  ARITHMETIC,
  BINARY: [...ARITHMETIC, "||", "&&", "==", "!=", "<", "<=", ">", ">="],
};

const literals: Readonly<Record<string, string>> = {
  IntLiteral: "INT",
  RealLiteral: "REAL",
  DotNumeral: "DOTNUM",
  ImaginaryLiteral: "IMAGINARY",
  StringLiteral: "STRING",
};

/** The terminals that a token may be taken for. */
export function kindsOf({ tokenType, image }: IToken): readonly string[] {
  const literal = literals[tokenType.name];
  if (literal !== undefined) return [literal];
  if (tokenType.name === "Identifier") return ["ID"];
  const text = image.replace(/\s+/, " ");
  const kinds = Object.keys(classes).filter((name) => classes[name]!.includes(text));
  return [`'${text}'`, ...kinds, ...(text === "T" ? ["ID"] : [])];
}
