// The compiler as a library: strings in, results out, no file system. This is `logjoint/compiler`.

import { format as formatSource, type Problem } from "../grammar/index.ts";

export { check, compile } from "./compile.ts";
export { migrate } from "./migrate.ts";
export type { Rows } from "./ir/mir.ts";
export type { CompileOptions, CompileResult, Stage } from "./compile.ts";
export { renderProblem } from "../grammar/index.ts";
export type { Position, Problem, Source, Span } from "../grammar/index.ts";

/** The text in canonical layout, comments kept; or what is wrong with it. */
export function format(text: string, fileName: string): { text: string } | { problems: readonly Problem[] } {
  return formatSource({ name: fileName, text });
}
