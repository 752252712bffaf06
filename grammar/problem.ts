// What is shown to the user when something is wrong with a program, and how it looks as plain text. The checker reports with the
// same type, so every message has one layout: where, the source with a caret, what is wrong, how to repair it.

import { lineText, positionOf } from "./source.ts";
import type { Span } from "./source.ts";

export interface Problem {
  readonly severity: "error" | "warning";
  /** Stable kebab-case name of the kind of problem, e.g. `syn-expression`. */
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /** One sentence on how to repair it. */
  readonly hint?: string;
  /** A replacement that repairs it and can be applied by a program. */
  readonly fix?: Fix;
  /** Other repairs that may be meant, likeliest first; whoever can try them keeps the one that works (compiler/repair.ts). */
  readonly others?: readonly Repair[];
}

export interface Fix {
  readonly span: Span;
  readonly text: string;
  /** Today's spelling of what older versions of the language allowed: right whatever else is wrong with the program. */
  readonly isMigration?: true;
}

export interface Repair {
  readonly fix: Fix;
  /** The fix in words: one sentence. */
  readonly hint: string;
  /** Likely enough to be offered even if other errors keep the program from compiling afterwards; false: only if none does. */
  readonly isLikely?: boolean;
}

const CONTEXT_LINES = 2;

/** Header with file, line (from 1), column (from 0) and code; the source around it with a caret; message; hint; include chain. */
export function renderProblem(problem: Problem): string {
  const { line, column } = positionOf(problem.span.source, problem.span.start);
  const title = problem.severity === "error" ? "Error" : "Warning";
  const header = `${title} in ${quote(problem.span.source.name)}, line ${line}, column ${column} [${problem.code}]`;
  const parts = [header + includeChain(problem.span), frame(problem.span), problem.message];
  if (problem.hint !== undefined) parts.push(`Hint: ${problem.hint}`);
  return parts.join("\n") + "\n";
}

function includeChain(span: Span): string {
  let chain = "";
  for (let from = span.source.includedFrom; from !== undefined; from = from.source.includedFrom) {
    const { line, column } = positionOf(from.source, from.start);
    chain += `,\n  included from ${quote(from.source.name)}, line ${line}, column ${column}`;
  }
  return chain;
}

function frame(span: Span): string {
  const { source } = span;
  const { line, column } = positionOf(source, span.start);
  const last = positionOf(source, source.text.length).line;
  const lines: string[] = [];
  for (
    let shown = Math.max(1, line - CONTEXT_LINES);
    shown <= Math.min(last, line + CONTEXT_LINES);
    shown++
  ) {
    lines.push(`${String(shown).padStart(6)} | ${lineText(source, shown)}`.trimEnd());
    if (shown === line) lines.push(`${" ".repeat(6)} | ${caret(lineText(source, line), column, span)}`);
  }
  return lines.join("\n");
}

/** Tabs before the caret are copied, so that it stands under its character whatever the width of a tab. */
function caret(text: string, column: number, span: Span): string {
  const indent = text.slice(0, column).replace(/[^\t]/g, " ").padEnd(column);
  const width = Math.max(1, Math.min(span.end - span.start, text.length - column));
  return indent + "^".repeat(width);
}

function quote(name: string): string {
  return `'${name}'`;
}
