// From a model's file to a bound model in memory: compile to JavaScript whose one import is the absolute address of our ABI, load
// that text as a `data:` module (Node loads no `blob:` ones), call its `bind`. Nothing is written to disk.

import { basename, dirname, join } from "node:path";
import { compile, type CompileOptions, type CompileResult } from "../compiler/index.ts";
import { parse, type Problem, renderProblem, type Source } from "../grammar/index.ts";
import { type BindOptions, type Minibatches, type Model, withRows } from "../runtime/index.ts";
import { Failure, messageOf } from "./failure.ts";
import { readText, readTextIfThere } from "./files.ts";
import type { DataOptions, ModelOptions } from "./options.ts";
import { readData } from "./read-data.ts";
import type { PostableModel } from "./run-chains.ts";
import { withRowCounts } from "./row-count.ts";

/** `#include` looks in the including file's folder, then in the include path. */
export function includer(includePath: readonly string[]): (name: string, from: Source) => Source | null {
  return (name, from) => {
    for (const folder of [dirname(from.name), ...includePath]) {
      const path = join(folder, name);
      const text = readTextIfThere(path);
      if (text !== null) return { name: path, text };
    }
    return null;
  };
}

/** Compiles one file; what stands in `problems` is for the caller to show. */
export function compileFile(
  path: string,
  options: ModelOptions,
  more: Pick<CompileOptions, "target" | "abi" | "inspect" | "programs" | "rows"> = {},
): Promise<CompileResult> {
  return compile(readText(path), {
    fileName: path,
    include: includer(options.includePath),
    simplex: options.simplex,
    ...more,
  });
}

/** Shows warnings on stderr; throws a Failure with all errors as one message. */
export function requireNoErrors(problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Failure(errors.map(renderProblem).join("\n"));
  for (const warning of problems) process.stderr.write(`${renderProblem(warning)}\n`);
}

/** The bound model, and what a thread needs to bind it again. */
export interface LoadedModel extends PostableModel {
  readonly model: Model;
  readonly data: Record<string, unknown>;
  /** The same with some of the rows of its data; only where that was asked for. */
  readonly rows?: {
    readonly count: number;
    readonly bind: Minibatches["bind"];
  };
}

export interface LoadOptions {
  /** The model must separate over the rows of its data. */
  readonly byRows?: boolean;
}

/** Throws a Failure for whatever is wrong with the model or its data. */
export async function loadModel(
  path: string,
  options: DataOptions,
  { byRows = false }: LoadOptions = {},
): Promise<LoadedModel> {
  const { code, problems, rows } = await compileFile(path, options, {
    target: "javascript",
    abi: abiUrl(),
    programs: true,
    rows: byRows,
  });
  requireNoErrors(problems);
  if (rows?.kind === "refused") {
    const why = "cannot be fitted by batches of rows, because its density does not separate over them";
    throw new Failure(`${path} ${why}:\n${rows.by.map((reason) => `  ${reason}`).join("\n")}`);
  }
  if (code === null) throw new Error(`no code and no error for ${path}`);
  const given = readData(options.data);
  const parsed = parse({ name: path, text: readText(path) }, { include: includer(options.includePath) });
  const data = parsed.program === null ? given.values : withRowCounts(parsed.program, given);
  const moduleUrl = moduleUrlOf(code);
  const { bind } = (await import(moduleUrl)) as {
    bind: (data: unknown, options?: BindOptions) => Model;
  };
  try {
    const loaded = { model: bind(data), moduleUrl, data };
    if (rows === undefined) return loaded;
    return {
      ...loaded,
      rows: {
        count: data[rows.size] as number,
        bind: (chosen, rowWeight) => bind(withRows(data, rows, chosen), { rowWeight }),
      },
    };
  } catch (cause) {
    const files = options.data.length === 0 ? "no --data file was given" : options.data.join(", ");
    throw new Failure(`${path} does not accept its data (${files}): ${messageOf(cause)}`);
  }
}

function moduleUrlOf(code: string): string {
  return `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`;
}

/** The ABI beside us: a source in a clone under tsx, a built file otherwise. A bare name does not resolve from a data: module. */
function abiUrl(): string {
  return new URL(import.meta.url.endsWith(".ts") ? "../runtime/abi.ts" : "../runtime/abi.js", import.meta.url)
    .href;
}

/** `eight-schools` for `models/eight-schools.model`. */
export function modelName(path: string): string {
  return basename(path).replace(/\.(model|stan)$/, "");
}
