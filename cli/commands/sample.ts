// `logjoint sample`: NUTS, chains in parallel workers, with the verdict on the draws.

import { type Command, Option } from "commander";
import { writeAll } from "../files.ts";
import { loadModel } from "../load-model.ts";
import { positiveInteger, type RunOptions, share, wholeNumber, withRunOptions } from "../options.ts";
import { chainNote, startProgress } from "../progress.ts";
import { readInit } from "../read-init.ts";
import { writeReport } from "../report/write-report.ts";
import { reportRun, stoppable } from "../report-run.ts";
import { runChains } from "../run-chains.ts";
import { chainTexts } from "../draws-files.ts";

interface SampleCommandOptions extends RunOptions {
  readonly chains: number;
  readonly warmup: number;
  readonly draws: number;
  readonly targetAccept: number;
  readonly maxDepth: number;
  readonly metric: "diag" | "dense" | "unit";
  readonly init?: string;
}

export function registerSample(program: Command): void {
  withRunOptions(program.command("sample"))
    .description("draw from the posterior with NUTS")
    .argument("<model>", "model (.model or .stan)")
    .option("--chains <n>", "number of chains", positiveInteger, 4)
    .option("--warmup <n>", "warm-up iterations per chain", wholeNumber, 1000)
    .option("--draws <n>", "draws per chain", positiveInteger, 1000)
    .option(
      "--target-accept <p>",
      "acceptance that warm-up aims at; raise it if transitions diverge",
      share,
      0.8,
    )
    .option("--max-depth <n>", "trajectories have at most 2^n - 1 steps", positiveInteger, 10)
    .addOption(
      new Option("--metric <kind>", "what is adapted to the posterior")
        .choices(["diag", "dense", "unit"])
        .default("diag"),
    )
    .option(
      "--init <file|radius>",
      "JSON of constrained initial values, or the radius of random ones (default 2)",
    )
    .action(run);
}

async function run(path: string, options: SampleCommandOptions): Promise<void> {
  const loaded = await loadModel(path, options);
  const init = readInit(loaded.model, options.init);
  const progress = await startProgress();
  const result = await stoppable((signal) =>
    runChains(loaded.model, loaded, {
      chains: options.chains,
      warmup: options.warmup,
      draws: options.draws,
      targetAccept: options.targetAccept,
      maxDepth: options.maxDepth,
      metric: options.metric,
      signal,
      onProgress: (event) =>
        progress.update(`chain ${event.chain + 1}`, event.iteration, event.iterations, chainNote(event)),
      ...(init === undefined ? {} : { init }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    }),
  ).finally(() => progress.stop());
  if (options.output !== undefined) writeAll(chainTexts(options.output, path, options, result));
  if (options.report !== undefined) {
    const { data, model } = loaded;
    const { maxDepth } = options;
    await writeReport(options.report, {
      command: "sample",
      modelPath: path,
      model,
      options,
      data,
      maxDepth,
      result,
    });
  }
  reportRun(result, options.json === true);
}
