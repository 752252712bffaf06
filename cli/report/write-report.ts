// What `--report FILE.html` does: gathers the model's source, its data and the options as the user would type them, and writes the
// page. The page's code and its packages are loaded only here, so that commands without a report start as fast as before. Wall time
// is left out: the same command gives the same file.

import type { FitResult, Model, SampleResult } from "../../runtime/index.ts";
import { readText, writeAll } from "../files.ts";
import { modelName } from "../load-model.ts";
import type { RunOptions } from "../options.ts";

export interface ReportedRun {
  readonly command: "fit" | "sample";
  readonly modelPath: string;
  /** Draws the replicates that observations are compared with. */
  readonly model?: Model;
  readonly options: RunOptions;
  readonly data: Readonly<Record<string, unknown>>;
  readonly maxDepth: number;
  readonly result: FitResult | SampleResult;
  readonly also?: FitResult | undefined;
}

/** Writes the report to `path`. Throws a Failure if it cannot be written. */
export async function writeReport(path: string, run: ReportedRun): Promise<void> {
  const { renderReport } = await import("./index.ts");
  const { predictiveInputs } = await import("./predictive-input.ts");
  const { modelPath, data, maxDepth, result } = run;
  const options = shownOptions(run);
  const text = await renderReport({
    title: modelName(modelPath),
    result,
    model: { fileName: modelPath, source: readText(modelPath) },
    data: { fileNames: run.options.data, values: data },
    options: Object.fromEntries(options),
    command: commandLine(run, options),
    maxDepth,
    ...(run.also && { also: run.also }),
    ...(run.model === undefined ? {} : { predictive: predictiveInputs(run.model, data, result) }),
  });
  writeAll(new Map([[path, text]]));
}

/** Not options of the run: where results go, and what is told elsewhere. */
const HIDDEN = ["output", "json", "report", "data", "seed"];

/** `targetAccept: 0.8` as `--target-accept 0.8`; options that were not given and have no default are left out. */
function shownOptions({ options }: ReportedRun): [string, string][] {
  return Object.entries(options).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (HIDDEN.includes(name) || (Array.isArray(value) && value.length === 0)) return [];
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return [[flag, Array.isArray(value) ? value.join(", ") : String(value)]];
  });
}

/** Complete, so that it gives the same draws even where defaults have changed. */
function commandLine(
  { command, modelPath, options, result }: ReportedRun,
  shown: [string, string][],
): string {
  const repeated = options.includePath.flatMap((folder) => ["--include-path", folder]);
  const rest = shown.filter(([flag]) => flag !== "--include-path").flat();
  const data = options.data.flatMap((file) => ["--data", file]);
  const words = [command, modelPath, ...data, ...repeated, ...rest, "--seed", String(result.seed)];
  return ["logjoint", ...words.map(quoted)].join(" ");
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
