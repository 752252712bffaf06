// `logjoint fit`: variational inference, then a run of NUTS that it is compared with, and a verdict in words.

import { type Command, Option } from "commander";
import { fit, type FitProgress, type FitResult } from "../../runtime/index.ts";
import { comparisonTable, judgeRows, overallVerdict } from "../comparison.ts";
import { fitTexts } from "../draws-files.ts";
import { writeAll } from "../files.ts";
import { loadModel } from "../load-model.ts";
import { positiveInteger, type RunOptions, withRunOptions } from "../options.ts";
import { chainNote, type Progress, startProgress } from "../progress.ts";
import { readInit } from "../read-init.ts";
import { writeReport } from "../report/write-report.ts";
import { reportRun, stoppable } from "../report-run.ts";
import { inThreads } from "../run-chains.ts";
import { sparkline } from "../sparkline.ts";

interface FitCommandOptions extends RunOptions {
  readonly algorithm: "auto" | "advi";
  readonly family: "auto" | "meanfield" | "fullrank";
  readonly verify: "nuts" | "none";
  readonly draws: number;
  readonly minibatch?: number;
  readonly init?: string;
}

/** The run of NUTS that a fit is compared with. */
const CHECK = { chains: 4, warmup: 1000, draws: 1000, targetAccept: 0.8, maxDepth: 10 };
const MOST_ITERATIONS = 10000;

export function registerFit(program: Command): void {
  withRunOptions(program.command("fit"))
    .description("fit by variational inference and check the result against NUTS")
    .argument("<model>", "model (.model or .stan)")
    .addOption(new Option("--algorithm <name>", "how to fit").choices(["auto", "advi"]).default("auto"))
    .addOption(
      new Option("--family <name>", "the approximation; auto: full-rank for up to 100 parameters")
        .choices(["auto", "meanfield", "fullrank"])
        .default("auto"),
    )
    .addOption(
      new Option("--verify <how>", "compare with NUTS or not").choices(["nuts", "none"]).default("nuts"),
    )
    .option(
      "--minibatch <n>",
      "steps see n rows of the data each, for models that separate over rows",
      positiveInteger,
    )
    .option("--draws <n>", "draws from the approximation", positiveInteger, 1000)
    .option(
      "--init <file|radius>",
      "JSON of constrained initial values, or the radius of random ones (default 2)",
    )
    .action(run);
}

async function run(path: string, options: FitCommandOptions): Promise<void> {
  const { minibatch } = options;
  const { model, moduleUrl, data, rows } = await loadModel(path, options, {
    byRows: minibatch !== undefined,
  });
  const init = readInit(model, options.init);
  const progress = await startProgress();
  const result = await stoppable((signal) =>
    fit(model, {
      ...inThreads({ moduleUrl, data }),
      algorithm: options.algorithm,
      family: options.family,
      verify: options.verify,
      draws: options.draws,
      maxIterations: MOST_ITERATIONS,
      check: CHECK,
      signal,
      onProgress: (event) => show(progress, event),
      ...(init === undefined ? {} : { init }),
      ...(minibatch === undefined
        ? {}
        : { minibatch: { rows: rows!.count, batch: minibatch, bind: rows!.bind } }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    }),
  ).finally(() => progress.stop());
  if (options.output !== undefined) writeAll(fitTexts(options.output, path, CHECK, result));
  if (options.report !== undefined) {
    const { maxDepth } = CHECK;
    await writeReport(options.report, {
      command: "fit",
      modelPath: path,
      model,
      options,
      data,
      maxDepth,
      result,
    });
  }
  if (options.json === true) return reportRun(result, true, extraJson(result));
  reportRun(result, false);
  showElbo(result);
  if (result.check !== undefined) showCheck(result.check);
}

function show(progress: Progress, event: FitProgress): void {
  if (event.kind === "advi") {
    progress.update("advi", event.iteration, MOST_ITERATIONS, `ELBO ${event.elbo.toFixed(2)}`);
  } else {
    progress.update(`nuts chain ${event.chain + 1}`, event.iteration, event.iterations, chainNote(event));
  }
}

function showElbo({ elbo }: FitResult): void {
  const values = elbo.map((point) => point.elbo);
  if (values.length < 2) return;
  const [first, last] = [values[0]!, values[values.length - 1]!];
  process.stdout.write(`ELBO ${first.toFixed(2)} ${sparkline(values)} ${last.toFixed(2)}\n`);
}

function showCheck(check: NonNullable<FitResult["check"]>): void {
  const rows = judgeRows(check.rows, check.sample.summary);
  process.stdout.write(
    `\n${comparisonTable(rows, "ADVI", "NUTS")}\n\n${overallVerdict(rows, "ADVI", "NUTS")}\n`,
  );
}

function extraJson({ converged, khat, elbo, check }: FitResult): Record<string, unknown> {
  if (check === undefined) return { converged, khat, elbo };
  const { sample } = check;
  return {
    converged,
    khat,
    elbo,
    check: {
      method: sample.method,
      status: sample.status,
      reasons: sample.reasons,
      gradient_evaluations: sample.gradientEvaluations,
      seconds: sample.seconds,
      rows: judgeRows(check.rows, sample.summary),
    },
  };
}
