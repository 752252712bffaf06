// Where buffers come from: a typed array of as many cells as the dims say.

import type { Buffer } from "../ir/mir.ts";
import { expressionText } from "./expression.ts";
import { isGrowing } from "../ir/growing.ts";
import { cellCount } from "./offset.ts";
import { isLive, nameDeclared, type Printing } from "./printing.ts";

/** `new Float64Array(J)` */
export function allocation(p: Printing, buffer: Buffer): string {
  const array = buffer.elem === "f64" ? "Float64Array" : "Int32Array";
  return `new ${array}(${expressionText(p, cellCount(buffer))})`;
}

/** `const z = new Float64Array(J);`, unless nothing uses it. */
export function allocationLines(p: Printing, buffer: Buffer): string[] {
  if (!isLive(p, buffer)) return [];
  const array = buffer.elem === "f64" ? "Float64Array" : "Int32Array";
  if (isGrowing(buffer)) return [`let ${nameDeclared(p, buffer)} = new ${array}(0);`];
  return [`const ${nameDeclared(p, buffer)} = ${allocation(p, buffer)};`];
}
