// The door of the grammar: TEXT -> AST and back. Everything outside this folder imports from here only.

export { parse } from "./parse.ts";
export type { ParseOptions, ParseResult } from "./parse.ts";
export { format, printExpression } from "./print-ast.ts";
export { renderProblem } from "./problem.ts";
export type { Fix, Problem, Repair } from "./problem.ts";
export { blockRenames } from "./repair-blocks.ts";
export { repairs } from "./repair.ts";
export { slips } from "./slips.ts";
export * from "./ast.ts";
export * from "./source.ts";
export { binaryLevel, PREFIX, POSTFIX, POWER, PRIMARY, TERNARY } from "./precedence.ts";
export * from "./walk.ts";
export * from "./rebuild.ts";
