// How tightly each operator binds, shared by the parser and the printer. Levels follow the reference manual of the language, low to
// high; note that `%/%` and `\` bind tighter than `*`, and that `^` and `.^` bind tighter than a prefix on their left.

import type { BinaryOperator } from "./ast.ts";

export const TERNARY = 1;
export const PREFIX = 9;
export const POWER = 10;
export const POSTFIX = 11;
export const PRIMARY = 12;

const levels: Readonly<Record<BinaryOperator, number>> = {
  "||": 2,
  "&&": 3,
  "==": 4,
  "!=": 4,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  "+": 6,
  "-": 6,
  "*": 7,
  "/": 7,
  "%": 7,
  ".*": 7,
  "./": 7,
  "%/%": 8,
  "\\": 8,
  "^": POWER,
  ".^": POWER,
};

/** All binary operators associate to the left, but those of level `POWER`, which associate to the right. */
export function binaryLevel(operator: BinaryOperator): number {
  return levels[operator];
}
