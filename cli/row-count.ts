// Data given as CSV rarely say how many rows they have. An `int N` of the data block that was not given, and that is the first
// size of a variable which came as a column, is that column's number of rows.

import type { Block, Expr, Program, SizedType, Statement } from "../grammar/index.ts";
import type { GivenData } from "./read-data.ts";

/** The values with such counts filled in. */
export function withRowCounts(program: Program, { values, columns }: GivenData): Record<string, unknown> {
  const block: Block | undefined = program.blocks.find(({ name }) => name === "data");
  if (block === undefined || columns.size === 0) return values;
  const filled = { ...values };
  const declared = block.body.flatMap(declarationsOf);
  const counts = new Set(declared.filter(({ type }) => isInt(type)).map(({ name }) => name));
  for (const { name, type } of declared) {
    const rows = columns.get(name);
    const size = firstSize(type);
    if (rows === undefined || size?.kind !== "variable" || !counts.has(size.name.text)) continue;
    if (!Object.hasOwn(filled, size.name.text)) filled[size.name.text] = rows;
  }
  return filled;
}

function declarationsOf(statement: Statement): { readonly name: string; readonly type: SizedType }[] {
  if (statement.kind !== "declaration") return [];
  return statement.declarators.map(({ name }) => ({ name: name.text, type: statement.type }));
}

function isInt(type: SizedType): boolean {
  return type.kind === "basic" && type.name === "int";
}

function firstSize(type: SizedType): Expr | undefined {
  return type.kind === "tuple" ? undefined : type.sizes[0];
}
