// The compiler from end to end, one line per pass. A pass takes what the one before guarantees (compiler/README.md) and never talks to
// the user: whatever can be wrong with a model is found by `parse`, `check` and, for what the library lacks, `lower`.

import { parse, type ParseOptions, type Problem, type Source } from "../grammar/index.ts";
import { check as checkProgram, type Checked } from "./1-check/index.ts";
import { lower } from "./2-lower/index.ts";
import { polish, simplify, splitLongProgram } from "./3-simplify/index.ts";
import { differentiate } from "./5-differentiate/index.ts";
import { emit } from "./6-emit/index.ts";
import { densityProgram, emitTensor } from "./6-emit/tensor/index.ts";
import type { Rows } from "./ir/mir.ts";
import { printGradientModel, printModel } from "./ir/print.ts";
import { printTyped } from "./ir/print-typed.ts";
import { withRepair } from "./repair.ts";

export interface CompileOptions {
  /** The file's name as the user knows it; messages and the generated header show it. */
  readonly fileName: string;
  /** Finds the text of an `#include`; without it every include is an error. */
  readonly include?: (name: string, from: Source) => Source | null;
  /** The simplex transform: that of current Stan, or that of Stan up to 2.36. */
  readonly simplex?: "ilr" | "stick-breaking";
  /** Also derive simulation, predictive draws, pointwise log likelihood and the split into prior and likelihood (default false). */
  readonly programs?: boolean;
  /** For minibatches: tell which data have one entry per row, and give the terms of rows the weight `rowWeight` of bind's options. */
  readonly rows?: boolean;
  /** TypeScript for people; the same program without types, for loading at once; or the log density over tensors of tfjs. */
  readonly target?: "typescript" | "javascript" | "tfjs";
  /** What the generated code imports the runtime from. */
  readonly abi?: string;
  /** Called with a dump after each stage. */
  readonly inspect?: (stage: Stage, dump: string) => void;
}

export type Stage = "ast" | "typed" | "mir" | "grad" | "ts";

export interface CompileResult {
  /** null if there is an error. */
  readonly code: string | null;
  readonly problems: readonly Problem[];
  /** With the option `rows`: which data these are, or the statements that combine rows. */
  readonly rows?: Rows;
}

export async function compile(text: string, options: CompileOptions): Promise<CompileResult> {
  const { inspect } = options;
  const source: Source = { name: options.fileName, text };
  const checked = front(source, options);
  const problems = [...checked.problems];
  if (checked.program === null) return { code: null, problems: repaired(source, problems, options) };
  inspect?.("typed", printTyped(checked.program));
  const lowered = lower(checked.program, {
    name: stem(options.fileName),
    simplex: options.simplex ?? "ilr",
    programs: options.programs ?? false,
    rows: options.rows ?? false,
  });
  problems.push(...lowered.problems);
  if (lowered.model === null) return { code: null, problems };
  const model = simplify(lowered.model);
  inspect?.("mir", printModel(model));
  if (options.target === "tfjs") {
    const emitted = await emitTensor(polish(densityProgram(model)), {
      tensor: options.abi ?? "logjoint/tensor/1",
      fileName: baseName(options.fileName),
      start: { source, start: 0, end: 0 },
    });
    if (emitted.code !== null) inspect?.("ts", emitted.code);
    return { code: emitted.code, problems: [...problems, ...emitted.problems] };
  }
  const gradient = splitLongProgram(polish(differentiate(model)));
  inspect?.("grad", printGradientModel(gradient));
  const code = await emit(gradient, {
    target: options.target ?? "typescript",
    abi: options.abi ?? "logjoint/abi/1",
    fileName: baseName(options.fileName),
  });
  inspect?.("ts", code);
  return { code, problems, ...(model.rows === undefined ? {} : { rows: model.rows }) };
}

export interface CheckOptions extends Pick<CompileOptions, "fileName" | "include"> {
  /** Also warn about what is legal but probably not meant. */
  readonly pedantic?: boolean;
}

/** Errors and warnings of one text, without compiling it. */
export function check(text: string, options: CheckOptions): { readonly problems: readonly Problem[] } {
  const source: Source = { name: options.fileName, text };
  const { problems } = front(source, options);
  return { problems: repaired(source, problems, options) };
}

type Includes = Pick<CompileOptions, "include">;

/** The first error with a fix that was tried. */
function repaired(source: Source, problems: readonly Problem[], options: Includes): readonly Problem[] {
  return withRepair(source, problems, includesOf(options), (tried) => errorsOf(tried, options));
}

function front(
  source: Source,
  options: Includes & Pick<CompileOptions, "inspect"> & Pick<CheckOptions, "pedantic">,
): Checked {
  const parsed = parse(source, includesOf(options));
  if (parsed.program === null) return { program: null, problems: parsed.problems };
  options.inspect?.("ast", JSON.stringify(parsed.program, withoutSources, 2));
  const checked = checkProgram(parsed.program, { pedantic: options.pedantic ?? false });
  return { ...checked, problems: [...parsed.problems, ...checked.problems] };
}

function errorsOf(source: Source, { include }: Includes): readonly Problem[] {
  return front(source, include === undefined ? {} : { include }).problems.filter(
    ({ severity }) => severity === "error",
  );
}

function includesOf({ include }: Includes): ParseOptions {
  return include === undefined ? {} : { include };
}

const baseName = (path: string): string => path.replace(/^.*[/\\]/, "");
const stem = (path: string): string => baseName(path).replace(/\.[^.]*$/, "");

/** Spans would repeat the whole text at every node. */
function withoutSources(key: string, value: unknown): unknown {
  if (key === "span" || key === "source") return undefined;
  return value;
}
