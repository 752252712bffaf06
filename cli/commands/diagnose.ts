// `logjoint diagnose`: can stored draws be relied upon? Every check in words, and what to do about those that are not good.

import type { Command } from "commander";
import { type Diagnosis, diagnosisOf } from "../diagnosis.ts";
import { printJson } from "../number-text.ts";
import { positiveInteger } from "../options.ts";
import { readDraws } from "../read-draws.ts";
import { counted } from "../report/words.ts";
import { bold } from "../text-table.ts";

interface DiagnoseOptions {
  readonly maxDepth?: number;
  readonly json?: boolean;
}

const DEFAULT_MAX_DEPTH = 10;

export function registerDiagnose(program: Command): void {
  program
    .command("diagnose")
    .description("judge draws in words: divergences, tree depth, E-BFMI, R-hat, effective sample sizes")
    .argument("<draws...>", "Stan CSV (one file per chain), or one InferenceData-shaped JSON")
    .option(
      "--max-depth <n>",
      "the run's limit of tree depth, if its files do not tell (default: 10)",
      positiveInteger,
    )
    .option("--json", "print one JSON value")
    .action(run);
}

function run(files: readonly string[], { maxDepth, json }: DiagnoseOptions): void {
  const { draws, config } = readDraws(files);
  const told = Number(config.max_depth);
  const diagnosis = diagnosisOf(draws, maxDepth ?? (told >= 1 ? told : DEFAULT_MAX_DEPTH));
  if (diagnosis.status === "unreliable") process.exitCode = 1;
  const size = { chains: draws.chains.length, draws: draws.chains[0]?.[0]?.length ?? 0 };
  if (json === true) return printJson({ ...size, quantities: draws.names.length, ...diagnosis });
  const title = [
    counted(size.chains, "chain"),
    `${counted(size.draws, "draw")}${size.chains > 1 ? " each" : ""}`,
    counted(draws.names.length, "quantity", "quantities"),
  ].join(", ");
  process.stdout.write(`${title}\n\n${words(diagnosis)}\n`.replaceAll("\u00a0", " "));
}

const VERDICTS: Readonly<Record<Diagnosis["status"], string>> = {
  verified: "no problem was found",
  usable: "the draws can be used, with the reservations above",
  unreliable: "do not rely on these draws",
};

function words({ checks, status, absent }: Diagnosis): string {
  const lines = checks.flatMap(({ name, level, found, wanted, advice }) => {
    const line = `${level.padEnd(4)}  ${name}: ${found}`;
    return level === "good" ? [line] : [`${line} (wanted: ${wanted})`, `      ${advice}`];
  });
  if (absent.length > 0) lines.push(`      not checked, because the files lack it: ${absent.join(", ")}`);
  return [...lines, "", `${bold(status)}: ${VERDICTS[status]}`].join("\n");
}
