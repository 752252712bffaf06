// The user's comments that generated code repeats: the one at the head of the file, and those beside or directly above a declaration.

import { positionOf, type Comment, type Span } from "../../grammar/index.ts";
import type { TypedProgram } from "../ir/typed-ast.ts";

export function headComment(program: TypedProgram): string | null {
  const { source, blocks, functions } = program;
  const first = Math.min(...[...blocks, ...functions].map(({ span }) => span.start), source.text.length);
  const found: Comment[] = [];
  let end = 0;
  for (const comment of program.comments) {
    if (comment.span.source !== source || comment.span.end > first) break;
    const gap = source.text.slice(end, comment.span.start);
    if (gap.trim() !== "" || (found.length > 0 && /\n\s*\n/.test(gap))) break;
    found.push(comment);
    end = comment.span.end;
  }
  return found.length === 0 ? null : found.map(({ text }) => unmarked(text)).join("\n");
}

/** Comment on the line where the declaration ends, else those alone on the lines right above it. */
export function commentOf(program: TypedProgram, declaration: Span): string | null {
  const { source } = declaration;
  const own = program.comments.filter(({ span }) => span.source === source);
  const lineOf = (offset: number): number => positionOf(source, offset).line;
  const last = lineOf(declaration.end);
  const beside = own.find(({ span }) => span.start >= declaration.end && lineOf(span.start) === last);
  if (beside !== undefined && source.text.slice(declaration.end, beside.span.start).trim() === "")
    return unmarked(beside.text);
  const above: string[] = [];
  let line = lineOf(declaration.start);
  for (const comment of [...own].reverse()) {
    if (comment.span.end > declaration.start || lineOf(comment.span.end) !== line - 1) continue;
    const start = source.text.lastIndexOf("\n", comment.span.start) + 1;
    if (source.text.slice(start, comment.span.start).trim() !== "") break;
    above.unshift(unmarked(comment.text));
    line = lineOf(comment.span.start);
  }
  return above.length === 0 ? null : above.join("\n");
}

/** Text without `//`, `/*`, leading stars and blank edges. */
function unmarked(text: string): string {
  return text
    .replace(/^\/\/+|^\/\*+|\*+\/$/g, "")
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\*(?!\/)\s?/, "").trim())
    .join("\n")
    .trim();
}
