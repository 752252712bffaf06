// The checked program as text: every declared name with its type, origin and level, in order of declaration. For `--emit typed`.

import { showType } from "../diagnostics/show-type.ts";
import type { TypedProgram } from "./typed-ast.ts";

export function printTyped(program: TypedProgram): string {
  const lines: string[] = [];
  for (const [name, symbol] of program.symbols) {
    const level = typeof symbol.level === "string" ? symbol.level : JSON.stringify(symbol.level);
    lines.push(`${name.text}: ${showType(symbol.type)} (${symbol.origin}, ${level})`);
  }
  return `${lines.join("\n")}\n`;
}
