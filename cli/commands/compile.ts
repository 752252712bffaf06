// `logjoint compile`: models to TypeScript (or JavaScript) files beside them or under `-o`. All or nothing: with an error in one
// model no file is written. `--check` says whether the files on disk are what would be written; `--worker` adds the module that runs
// chains in a worker; `--emit` prints an inner stage.

import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type Command, Option } from "commander";
import type { CompileOptions } from "../../compiler/index.ts";
import { Failure, messageOf } from "../failure.ts";
import { readTextIfThere, writeAll } from "../files.ts";
import { compileFile, requireNoErrors } from "../load-model.ts";
import { type ModelOptions, withModelOptions } from "../options.ts";
import { workerPath, workerText } from "../worker-module.ts";

type Stage = Parameters<NonNullable<CompileOptions["inspect"]>>[0];

interface CompileCommandOptions extends ModelOptions {
  readonly output?: string;
  readonly check?: boolean;
  readonly worker?: boolean;
  readonly programs?: boolean;
  readonly emit?: Stage;
  readonly target: NonNullable<CompileOptions["target"]>;
}

export function registerCompile(program: Command): void {
  withModelOptions(program.command("compile"))
    .description("compile models to TypeScript files: log density, gradient, typed data and parameters")
    .argument("<model...>", "models (.model or .stan)")
    .option("-o, --output <path>", "file to write (one model), or directory; default: beside the model")
    .addOption(
      new Option(
        "--target <language>",
        "what to write; tfjs: the log density of many points at once, by @tensorflow/tfjs-core",
      )
        .choices(["typescript", "javascript", "tfjs"])
        .default("typescript"),
    )
    .option("--worker", "also write the module that runs chains of the model in a worker, NAME.worker.ts")
    .option("--programs", "also derive simulation, prediction and pointwise log likelihood from the model")
    .option("--check", "write nothing; exit 1 with a diff if a generated file is missing, edited or stale")
    .addOption(
      new Option("--emit <stage>", "print this stage of the compilation instead of writing files")
        .choices(["ast", "typed", "mir", "grad", "ts"])
        .conflicts(["check", "output", "worker"]),
    )
    .action(run);
}

async function run(
  models: readonly string[],
  options: CompileCommandOptions,
  command: Command,
): Promise<void> {
  if (options.emit !== undefined) return emit(models, options, options.emit);
  if (options.worker === true && options.target === "tfjs")
    command.error(
      "error: --worker writes a module that runs chains, which a density for tfjs cannot: leave one of the two out",
    );
  const texts = new Map<string, string>();
  const problems: string[] = [];
  for (const model of models) {
    try {
      const path = outputPath(model, models.length, options);
      add(texts, model, path, await compiled(model, options));
      if (options.worker === true) add(texts, model, workerPath(path), workerText(model, path));
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause;
      problems.push(messageOf(cause).trimEnd());
    }
  }
  if (problems.length > 0) throw new Failure(problems.join("\n\n"));
  if (options.check === true) return checkFiles(texts);
  writeAll(texts);
  for (const path of texts.keys()) process.stderr.write(`wrote ${path}\n`);
}

function add(texts: Map<string, string>, model: string, path: string, text: string): void {
  if (texts.has(path)) throw new Failure(`${model}: another model already goes to ${path}`);
  texts.set(path, text);
}

async function compiled(model: string, options: CompileCommandOptions): Promise<string> {
  const { code, problems } = await compileFile(model, options, {
    target: options.target,
    programs: options.programs === true,
  });
  requireNoErrors(problems);
  if (code === null) throw new Error(`no code and no error for ${model}`);
  return code;
}

async function emit(models: readonly string[], options: CompileCommandOptions, wanted: Stage): Promise<void> {
  for (const model of models) {
    let text: string | null = null;
    const inspect = (stage: Stage, dump: string): void => {
      if (stage === wanted) text = dump;
    };
    const { problems } = await compileFile(model, options, {
      target: options.target,
      programs: options.programs === true,
      inspect,
    });
    // A stage before the error is still worth seeing.
    if (text !== null) process.stdout.write(`${(text as string).trimEnd()}\n`);
    requireNoErrors(problems);
  }
}

function outputPath(model: string, count: number, { output, target }: CompileCommandOptions): string {
  const extension = { typescript: ".ts", javascript: ".js", tfjs: ".tfjs.ts" }[target];
  if (output === undefined) return `${model}${extension}`;
  const isDirectory = existsSync(output) && statSync(output).isDirectory();
  if (!isDirectory && /\.[mc]?[jt]s$/.test(output)) {
    if (count > 1) throw new Failure(`-o ${output} names one file for ${count} models: name a directory`);
    return output;
  }
  return join(output, `${basename(model)}${extension}`);
}

async function checkFiles(texts: ReadonlyMap<string, string>): Promise<void> {
  // Loaded here: prettier would slow down every other command.
  const { differenceOf } = await import("../generated-difference.ts");
  for (const [path, expected] of texts) {
    const found = readTextIfThere(path);
    const difference =
      found === null
        ? `${path} is missing: run \`logjoint compile\``
        : await differenceOf(path, found, expected);
    if (difference === null) continue;
    process.stdout.write(`${difference}\n`);
    process.exitCode = 1;
  }
}
