// `logjoint fit`: variational inference, then a run of NUTS that it is compared with, and a verdict in words.

import { type Command, Option } from "commander";
import {
  checkAgainst,
  fit,
  type FitOptions,
  type FitProgress,
  type FitResult,
  type SampleResult,
} from "../../runtime/index.ts";
import { comparisonTable, judgeRows, overallVerdict } from "../comparison.ts";
import { fitTexts } from "../draws-files.ts";
import { writeAll } from "../files.ts";
import { loadModel } from "../load-model.ts";
import { positiveInteger, type RunOptions, withRunOptions } from "../options.ts";
import { chainNote, type Progress, startProgress } from "../progress.ts";
import { readInit } from "../read-init.ts";
import { writeReport } from "../report/write-report.ts";
import { reportRun, runJson, stoppable } from "../report-run.ts";
import { inThreads } from "../run-chains.ts";
import { sparkline } from "../sparkline.ts";

interface FitCommandOptions extends RunOptions {
  readonly algorithm: "auto" | "advi";
  readonly family: "auto" | "meanfield" | "fullrank";
  readonly also?: "meanfield" | "fullrank";
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
      new Option(
        "--also <family>",
        "fit this family too and set both beside NUTS, in the terminal and in the report",
      ).choices(["meanfield", "fullrank"]),
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
    .action((path: string, options: FitCommandOptions, command: Command) => run(path, options, command));
}

async function run(path: string, options: FitCommandOptions, command: Command): Promise<void> {
  const { minibatch, also: other } = options;
  if (other !== undefined && other === options.family)
    command.error(`error: --also names the family of the fit itself, ${other}: name the other one`);
  const { model, moduleUrl, data, rows } = await loadModel(path, options, {
    byRows: minibatch !== undefined,
  });
  const init = readInit(model, options.init);
  const progress = await startProgress();
  const settings = (signal: AbortSignal): FitOptions => ({
    algorithm: options.algorithm,
    draws: options.draws,
    maxIterations: MOST_ITERATIONS,
    signal,
    onProgress: (event) => show(progress, event),
    ...(init === undefined ? {} : { init }),
    ...(minibatch === undefined
      ? {}
      : { minibatch: { rows: rows!.count, batch: minibatch, bind: rows!.bind } }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const { result, also } = await stoppable(async (signal) => {
    const result = await fit(model, {
      ...settings(signal),
      ...inThreads({ moduleUrl, data }),
      family: options.family,
      verify: options.verify,
      check: CHECK,
    });
    const isNew = other !== undefined && other !== result.approximation.family && !signal.aborted;
    const also = isNew ? await fit(model, { ...settings(signal), family: other, verify: "none" }) : undefined;
    return { result, also };
  }).finally(() => progress.stop());
  if (other !== undefined && also === undefined)
    process.stderr.write(
      `--also ${other}: the fit is of this family itself or was stopped, so it stands alone\n`,
    );
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
      also,
    });
  }
  if (options.json === true) return reportRun(result, true, extraJson(result, also));
  reportRun(result, false);
  showElbo(result);
  if (result.check === undefined) return;
  showCheck(result.check);
  if (also !== undefined) showAlso(also, result.check.sample);
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

/** What the other family makes of the same posterior, by the run of NUTS at hand. */
function showAlso(also: FitResult, reference: SampleResult): void {
  const name = `ADVI, ${also.approximation.family}`;
  const rows = judgeRows(checkAgainst(also.draws, reference).rows, reference.summary);
  process.stdout.write(
    `\n${name}\n\n${comparisonTable(rows, "ADVI", "NUTS")}\n\n${overallVerdict(rows, name, "NUTS")}\n`,
  );
}

function extraJson(
  { converged, khat, elbo, check }: FitResult,
  also: FitResult | undefined,
): Record<string, unknown> {
  const other = also && { ...runJson(also), family: also.approximation.family, elbo: also.elbo };
  const sample = check?.sample;
  return {
    converged,
    khat,
    elbo,
    ...(sample && {
      check: {
        method: sample.method,
        status: sample.status,
        reasons: sample.reasons,
        gradient_evaluations: sample.gradientEvaluations,
        seconds: sample.seconds,
        rows: judgeRows(check!.rows, sample.summary),
      },
    }),
    ...(other && { also: other }),
  };
}
