// Modules as plain text: the JavaScript that the command line runs, without the detour over a syntax tree and a formatter. `function` is the
// same code as the body of a function of the ABI, for models that are compiled and run in memory.

import type { ModuleParts } from "./parts.ts";
import { indented } from "./statement.ts";

export function javascriptModule(parts: ModuleParts, abi: string, header: string): string {
  return text([
    `// ${header}`,
    `import { ${parts.values.join(", ")} } from ${JSON.stringify(abi)};`,
    "",
    ...bindFunction(parts, "export function"),
  ]);
}

/** `new Function("abi", text)(abi).bind` is the bind function. */
export function javascriptFunction(parts: ModuleParts, header: string): string {
  return text([
    `// ${header}`,
    '"use strict";',
    `const { ${parts.values.join(", ")} } = abi;`,
    "",
    ...bindFunction(parts, "function"),
    "return { bind };",
  ]);
}

const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

function bindFunction(parts: ModuleParts, keyword: string): string[] {
  const parameters = ["data", ...(parts.options === null ? [] : [`${parts.options} = {}`])];
  return [
    ...docComment(parts.doc),
    `${keyword} bind(${parameters.join(", ")}) {`,
    ...indented(parts.body),
    "}",
  ];
}

export function docComment(lines: readonly string[]): string[] {
  if (lines.length === 1) return [`/** ${lines[0]} */`];
  return ["/**", ...lines.map((line) => ` * ${line}`), " */"];
}
