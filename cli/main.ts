// The command line: commander's program with one file per command, and the exit codes. 0: done; 1: a problem with the model, the
// data or the fit; 2: wrong usage. Results go to stdout, everything else to stderr; no error shows a stack trace.

import { Command, CommanderError } from "commander";
import { registerBench } from "./commands/bench.ts";
import { registerCheck } from "./commands/check.ts";
import { registerCompare } from "./commands/compare.ts";
import { registerCompile } from "./commands/compile.ts";
import { registerDiagnose } from "./commands/diagnose.ts";
import { registerFit } from "./commands/fit.ts";
import { registerFormat } from "./commands/format.ts";
import { registerLogProb } from "./commands/log-prob.ts";
import { registerOptimize } from "./commands/optimize.ts";
import { registerPredict } from "./commands/predict.ts";
import { registerSample } from "./commands/sample.ts";
import { registerSimulate } from "./commands/simulate.ts";
import { registerSummary } from "./commands/summary.ts";
import { Failure, messageOf } from "./failure.ts";

/** Runs one command line (without node and script) and gives its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  // A reader that closes early (`| head`) is no error.
  process.stdout.on("error", (error: { code?: string }) => {
    if (error.code === "EPIPE") process.exit(0);
  });
  try {
    await createProgram().parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (cause) {
    if (cause instanceof CommanderError) return isHelp(cause) ? 0 : 2;
    const isUsers =
      cause instanceof Failure || /^(DataError|ModelError)$/.test((cause as Error | null)?.name ?? "");
    const words = messageOf(cause).trimEnd();
    process.stderr.write(isUsers ? `${words}\n` : `logjoint failed, and the fault is its own: ${words}\n`);
    if (!isUsers && process.env.LOGJOINT_DEBUG !== undefined) console.error(cause);
    return 1;
  }
}

function isHelp({ code }: CommanderError): boolean {
  return code === "commander.helpDisplayed" || code === "commander.version";
}

function createProgram(): Command {
  const program = new Command("logjoint")
    .description("Compile Stan-like models to readable TypeScript, fit them, and check the fit.")
    .exitOverride()
    .configureHelp({ sortSubcommands: false });
  registerCompile(program);
  registerCheck(program);
  registerFormat(program);
  registerFit(program);
  registerSample(program);
  registerOptimize(program);
  registerSimulate(program);
  registerPredict(program);
  registerSummary(program);
  registerCompare(program);
  registerDiagnose(program);
  registerLogProb(program);
  registerBench(program);
  return program;
}
