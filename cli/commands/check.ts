// `logjoint check`: parse and type-check only, many files in one run; one bad file never stops the rest.

import type { Command } from "commander";
import { check } from "../../compiler/index.ts";
import { positionOf, type Problem, renderProblem } from "../../grammar/index.ts";
import { messageOf } from "../failure.ts";
import { readText } from "../files.ts";
import { includer } from "../load-model.ts";
import { printJson } from "../number-text.ts";
import { withIncludePath } from "../options.ts";

interface CheckOptions {
  readonly includePath: readonly string[];
  readonly json?: boolean;
  readonly pedantic?: boolean;
}

interface Checked {
  readonly file: string;
  readonly problems: readonly Problem[];
  /** Why the file could not be read; null if it could. */
  readonly unreadable: string | null;
}

export function registerCheck(program: Command): void {
  withIncludePath(program.command("check"))
    .description("parse and type-check models")
    .argument("<model...>", "models (.model or .stan)")
    .option("--pedantic", "also warn about what is legal but probably not meant")
    .option("--json", "print one JSON array of the files with their diagnostics")
    .action(run);
}

function run(files: readonly string[], options: CheckOptions): void {
  const results = files.map((file) => checkFile(file, options));
  if (options.json === true) printJson(results.map(toJson));
  else results.forEach(show);
  if (!results.every(isOk)) process.exitCode = 1;
}

function checkFile(file: string, options: CheckOptions): Checked {
  try {
    const text = readText(file);
    const { problems } = check(text, {
      fileName: file,
      include: includer(options.includePath),
      pedantic: options.pedantic ?? false,
    });
    return { file, problems, unreadable: null };
  } catch (cause) {
    return { file, problems: [], unreadable: messageOf(cause) };
  }
}

function isOk({ problems, unreadable }: Checked): boolean {
  return unreadable === null && !problems.some(({ severity }) => severity === "error");
}

function show(checked: Checked): void {
  if (checked.unreadable !== null) process.stderr.write(`${checked.unreadable}\n`);
  for (const problem of checked.problems) process.stderr.write(`${renderProblem(problem)}\n`);
  if (isOk(checked)) process.stdout.write(`${checked.file}: ok\n`);
}

function toJson(checked: Checked): unknown {
  const { file, problems, unreadable } = checked;
  const place = { line: 1, column: 0, endLine: 1, endColumn: 0 };
  const diagnostics =
    unreadable === null
      ? problems.map(diagnostic)
      : [{ severity: "error", code: "unreadable-file", message: unreadable, ...place }];
  return { file, ok: isOk(checked), diagnostics };
}

function diagnostic({ severity, code, message, span, hint, fix }: Problem): unknown {
  return {
    severity,
    code,
    message,
    ...placeOf(span),
    ...(hint === undefined ? {} : { hint }),
    // What to put in place of which text; an editor can offer it.
    ...(fix === undefined ? {} : { fix: { ...placeOf(fix.span), text: fix.text } }),
    // Positions lie in the included file where the problem is in one.
    ...(span.source.includedFrom === undefined ? {} : { source: span.source.name }),
  };
}

function placeOf({ source, start, end }: Problem["span"]) {
  const [first, last] = [positionOf(source, start), positionOf(source, end)];
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}
