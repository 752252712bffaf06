// What fit and sample print when they are done: the summary, what it cost, and the verdict in words; or all that as one JSON
// value. The first Ctrl-C stops a run, which then reports what it has with exit code 1; the second ends the program at once.

import type { SummaryRow } from "../runtime/index.ts";
import { Failure, messageOf } from "./failure.ts";
import { printJson } from "./number-text.ts";
import { summaryTable } from "./summary-table.ts";
import { bold } from "./text-table.ts";

export interface Run {
  readonly method: string;
  readonly status: "verified" | "usable" | "unreliable";
  readonly reasons: readonly string[];
  readonly seed: number;
  readonly gradientEvaluations: number;
  readonly seconds: number;
  readonly summary: readonly SummaryRow[];
}

/** Runs with a signal that Ctrl-C aborts; turns what the run throws into a Failure. */
export async function stoppable<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    process.exitCode = 1;
    process.stderr.write("stopping; what was reached is reported (Ctrl-C again ends at once)\n");
    controller.abort();
  };
  process.once("SIGINT", stop);
  try {
    return await run(controller.signal);
  } catch (cause) {
    throw new Failure(messageOf(cause));
  } finally {
    process.removeListener("SIGINT", stop);
  }
}

/** Prints the run; an unreliable one is a problem with the fit, so the exit code says so. */
export function reportRun(run: Run, asJson: boolean, extra: Readonly<Record<string, unknown>> = {}): void {
  if (run.status === "unreliable") process.exitCode = 1;
  if (asJson) return printJson({ ...runJson(run), ...extra });
  process.stdout.write(`${summaryTable(run.summary)}\n\n${runText(run)}\n`);
}

export function runJson(run: Run): Record<string, unknown> {
  return {
    status: run.status,
    reasons: run.reasons,
    method: run.method,
    seed: run.seed,
    gradient_evaluations: run.gradientEvaluations,
    seconds: run.seconds,
    summary: run.summary,
  };
}

const VERDICTS: Readonly<Record<Run["status"], string>> = {
  verified: "checked, and nothing was found against it",
  usable: "nothing speaks against it that would change conclusions",
  unreliable: "do not rely on these figures",
};

export function runText(run: Run): string {
  const cost = `${run.method}: ${run.gradientEvaluations} gradients in ${run.seconds.toFixed(2)} s, seed ${run.seed}`;
  const verdict = `${bold(run.status)}: ${VERDICTS[run.status]}`;
  return [cost, verdict, ...run.reasons.map((reason) => `- ${reason}`)].join("\n");
}
