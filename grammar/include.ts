// `#include`: which text a directive stands for. Reading files is the caller's business (`IncludeOptions.include`), so that the
// grammar works on in-memory files and in a browser; here are the rules: search path, no recursion, function files once.

import type { Source, Span } from "./source.ts";
import type { Problem } from "./problem.ts";

export interface IncludeOptions {
  /** The text of an included file, or null if there is none of that name. */
  readonly include?: (name: string, from: Source) => Source | null;
  /** Folders to search, in order; without any, the name is looked up as written. */
  readonly includePaths?: readonly string[];
}

const MAX_DEPTH = 100;

/** The source to splice in for the directive at `span`, "skip" for a function file already there, or what is wrong. */
export function resolveInclude(
  span: Span,
  directive: string,
  options: IncludeOptions,
  seen: Set<string>,
): Source | "skip" | Problem {
  const name = includedName(directive);
  const paths = options.includePaths ?? [];
  const candidates = paths.length === 0 ? [name] : paths.map((path) => `${path.replace(/\/+$/, "")}/${name}`);
  for (const candidate of candidates) {
    const found = options.include?.(candidate, span.source) ?? null;
    if (found === null) continue;
    if (isOpen(found.name, span) || depthOf(span) >= MAX_DEPTH) return recursive(name, span);
    if (found.name.endsWith(".stanfunctions") && seen.has(found.name)) return "skip";
    seen.add(found.name);
    return { name: found.name, text: found.text, includedFrom: span };
  }
  return notFound(name, span, paths);
}

function includedName(directive: string): string {
  const written = directive.slice("#include".length).trim();
  return /^["<]/.test(written) ? written.slice(1, -1) : written;
}

function isOpen(name: string, span: Span): boolean {
  for (let at: Span | undefined = span; at !== undefined; at = at.source.includedFrom)
    if (at.source.name === name) return true;
  return false;
}

function depthOf(span: Span): number {
  let depth = 0;
  for (let at: Span | undefined = span; at !== undefined; at = at.source.includedFrom) depth++;
  return depth;
}

function recursive(name: string, span: Span): Problem {
  return {
    severity: "error",
    code: "include-recursive",
    message: `The file "${name}" includes itself, directly or through another file.`,
    span,
  };
}

function notFound(name: string, span: Span, paths: readonly string[]): Problem {
  return {
    severity: "error",
    code: "include-not-found",
    message: `Cannot find the included file "${name}".`,
    span,
    hint:
      paths.length === 0
        ? "Say in which folder to look with --include-path."
        : `These folders were searched: ${paths.join(", ")}.`,
  };
}
