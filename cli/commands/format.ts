// `logjoint format`: models in the one layout. Prints the text; `--check` only says which files differ; `--write` rewrites them,
// all or none; `--migrate` first rewrites what older versions of the language wrote.

import { type Command, Option } from "commander";
import { format, migrate } from "../../compiler/index.ts";
import { renderProblem } from "../../grammar/index.ts";
import { Failure } from "../failure.ts";
import { readText, writeAll } from "../files.ts";
import { includer } from "../load-model.ts";

interface FormatOptions {
  readonly check?: boolean;
  readonly write?: boolean;
  readonly migrate?: boolean;
}

export function registerFormat(program: Command): void {
  program
    .command("format")
    .description("print models in the standard layout")
    .argument("<model...>", "models (.model or .stan)")
    .addOption(
      new Option("--check", "exit 1 and name the files whose layout differs; write nothing").conflicts(
        "write",
      ),
    )
    .option("--write", "rewrite the files")
    .option(
      "--migrate",
      "rewrite what older versions of the language wrote: arrays, `<-`, `#`, removed functions",
    )
    .action(run);
}

function run(files: readonly string[], options: FormatOptions): void {
  const results = files.map((file) => {
    const before = readText(file);
    const text =
      options.migrate === true ? migrate(before, { fileName: file, include: includer([]) }) : before;
    return { file, before, after: formatted(text, file) };
  });
  const changed = results.filter(({ before, after }) => before !== after);
  if (options.write === true) {
    writeAll(new Map(changed.map(({ file, after }) => [file, after])));
    for (const { file } of changed) process.stdout.write(`${file}: rewritten\n`);
  } else if (options.check === true) {
    for (const { file } of changed)
      process.stdout.write(`${file}: layout differs, run \`logjoint format --write ${file}\`\n`);
    if (changed.length > 0) process.exitCode = 1;
  } else {
    for (const { after } of results) process.stdout.write(after);
  }
}

function formatted(text: string, file: string): string {
  const result = format(text, file);
  if ("text" in result) return result.text;
  throw new Failure(result.problems.map(renderProblem).join("\n"));
}
