// How good the messages are, in numbers: of single slips in valid programs, how many are named by the first message, and how many
// carry a fix that makes the program compile again. A fix counts as right if it brings back what was there; that share is held up
// too, so that a fix that merely compiles cannot stand in for one that helps.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { applied, errorsOf, judge } from "./judge.ts";
import type { MutantFigures } from "./mutant-run.ts";
import { mutants, texts } from "./mutants.ts";
import { tokensOf } from "./mutate.ts";
import { seeded } from "./random.ts";

const test = suite("mutations");

test("the programs are valid", () => {
  assert.ok(texts.length > 20);
  for (const text of texts) assert.equal(errorsOf(text), [], text);
});

test("five thousand slips: named, and repaired", () => {
  const tally = { invalid: 0, named: 0, fixed: 0, restored: 0 };
  for (const { text, mutation } of mutants(5000, seeded(20260501))) {
    const verdict = judge(mutation);
    if (verdict === null) continue;
    tally.invalid++;
    if (verdict.named) tally.named++;
    if (verdict.fixed !== "first") continue;
    tally.fixed++;
    if (words(applied(mutation.text, verdict.first)!) === words(text)) tally.restored++;
  }
  const share = (count: number) => count / tally.invalid;
  const percent = (count: number) => `${(100 * share(count)).toFixed(1)} %`;
  const shown = `${tally.invalid} invalid programs: ${percent(tally.named)} named, ${percent(tally.fixed)} fixed, ${percent(tally.restored)} as before`;
  console.log(shown);
  assert.ok(tally.invalid > 4500, shown);
  assert.ok(share(tally.named) >= 0.95, `named: ${shown}`);
  assert.ok(share(tally.fixed) >= 0.65, `fixed: ${shown}`);
  assert.ok(share(tally.restored) >= 0.6, `restored: ${shown}`);
});

function words(text: string): string {
  return tokensOf(text)
    .map((token) => token.text)
    .join(" ");
}

/** Old generation of the process that the mutants run in: one that needs more is ended. */
const MEMORY_MB = 500;

test("twenty thousand mutants, one to four slips each: no throw, no hang, no flood of messages or of memory", () => {
  const file = fileURLToPath(new URL("./mutant-run.ts", import.meta.url));
  const args = [`--max-old-space-size=${MEMORY_MB}`, ...process.execArgv, file, "20000", "7"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: 1_200_000,
  });
  assert.is(status, 0, stderr);
  const { slowest, heap } = JSON.parse(stdout) as MutantFigures;
  console.log(`slowest mutant ${slowest.toFixed(0)} ms, heap at most ${(heap / 2 ** 20).toFixed(0)} MiB`);
  assert.ok(slowest < 5000, `${slowest} ms for one program`);
});

test.run();
