// Where buffers come from: a typed array of as many cells as the dims say.

import type { Buffer } from "../ir/mir.ts";
import { expressionText } from "./expression.ts";
import { cellCount } from "./offset.ts";
import { isLive, nameDeclared, type Printing } from "./printing.ts";

/** `new Float64Array(J)` */
export function allocation(p: Printing, buffer: Buffer): string {
  const array = buffer.elem === "f64" ? "Float64Array" : "Int32Array";
  return `new ${array}(${expressionText(p, cellCount(buffer))})`;
}

/** `const z = new Float64Array(J);`, unless nothing uses it. */
export function allocationLines(p: Printing, buffer: Buffer): string[] {
  return isLive(p, buffer) ? [`const ${nameDeclared(p, buffer)} = ${allocation(p, buffer)};`] : [];
}
