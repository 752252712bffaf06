// Runs the test files (test/**/*.test.ts) in one process on uvu's own queue and ends with the line `N passed, N failed`.
// uvu's command line exits 0 for a file that forgets `test.run()`; here such a file, a file without tests, a throw at import,
// an early exit and a late rejection are failures. Arguments keep the files whose path contains one of them; `--fast` leaves
// out `*.slow.test.ts`, `--slow` runs nothing else; `--golden` keeps the tests that read golden/, and `--update` lets them rewrite
// it (they look at the variable UPDATE), which CI refuses. A path that ends in `.case.ts` is run as it is: the runner's own test.

import { readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What a finished uvu suite reports: error text (or true), passed, skipped, total. */
type SuiteResult = [errors: string | true, passed: number, skipped: number, total: number];
type Job = () => Promise<SuiteResult>;
/** uvu's queue: per file its name, then its suites. */
type Group = [name: string, ...jobs: Job[]];

const tally = { passed: 0, failed: 0, skipped: 0, finished: false };
const root = fileURLToPath(new URL(".", import.meta.url));

const OPTIONS = ["--fast", "--slow", "--golden", "--update"];

function testFiles(args: readonly string[]): string[] {
  const filters = args.filter((arg) => !arg.startsWith("--"));
  const unknown = args.find((arg) => arg.startsWith("--") && !OPTIONS.includes(arg));
  if (unknown !== undefined) fail(`unknown option ${unknown}: use ${OPTIONS.join(", ")} and parts of paths`);
  if (filters.length > 0 && filters.every((path) => path.endsWith(".case.ts"))) return filters;
  const isGolden = args.includes("--golden") || args.includes("--update");
  return (readdirSync(root, { recursive: true }) as string[])
    .map((file) => file.split(sep).join("/"))
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => !args.includes("--fast") || !file.endsWith(".slow.test.ts"))
    .filter((file) => !args.includes("--slow") || file.endsWith(".slow.test.ts"))
    .filter((file) => !isGolden || readFileSync(root + file, "utf8").includes("golden/"))
    .filter((file) => filters.length === 0 || filters.some((part) => `test/${file}`.includes(part)))
    .sort();
}

function fail(message: string, cause?: unknown): void {
  tally.failed++;
  const detail =
    cause instanceof Error
      ? `\n${cause.stack ?? cause.message}`
      : cause === undefined
        ? ""
        : `\n${String(cause)}`;
  console.error(`\nFAIL ${message}${detail}`);
}

/** Wraps a suite so that its counts reach the tally even when a hook throws. */
function counted(job: Job): Job {
  return async () => {
    try {
      const result = await job();
      tally.passed += result[1];
      tally.skipped += result[2];
      // uvu reports a throwing `before` as an empty error text and leaves its tests unrun.
      tally.failed += Math.max(result[3] - result[1], 0);
      return result;
    } catch (cause) {
      fail("a hook threw", cause);
      return [true, 0, 0, 0];
    }
  };
}

async function load(file: string, index: number, queue: Group[]): Promise<void> {
  const group: Group = [`test/${file}`];
  queue.push(group);
  (globalThis as { UVU_INDEX?: number }).UVU_INDEX = index;
  try {
    await import(pathToFileURL(root + file).href);
  } catch (cause) {
    fail(`test/${file} could not be loaded`, cause);
    return;
  }
  const jobs = group.slice(1) as Job[];
  if (jobs.length === 0) fail(`test/${file} runs no suite: end it with test.run()`);
  let total = 0;
  group.splice(
    1,
    jobs.length,
    ...jobs.map(counted).map((job, position) => async () => {
      const result = await job();
      total += result[3] + result[2];
      if (position === jobs.length - 1 && total === 0) fail(`test/${file} has no tests`);
      return result;
    }),
  );
}

async function main(): Promise<void> {
  for (const event of ["unhandledRejection", "uncaughtException"]) {
    process.on(event, (cause: unknown) => fail(event, cause));
  }
  process.on("exit", () => {
    if (!tally.finished) fail("the run ended before all tests had finished");
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
    if (!tally.finished) console.log();
    console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
    if (tally.failed > 0) process.exitCode = 1;
  });

  const uvuGlobals = globalThis as { UVU_DEFER?: number; UVU_QUEUE?: Group[] };
  uvuGlobals.UVU_DEFER = 1;
  const uvu = await import("uvu");
  const queue = (uvuGlobals.UVU_QUEUE ??= []);
  const args = process.argv.slice(2);
  if (process.env.CI) delete process.env.UPDATE;
  if (args.includes("--update")) {
    if (process.env.CI) fail("--update rewrites golden/, and CI only compares");
    else process.env.UPDATE = "1";
  }
  const files = testFiles(args);
  if (files.length === 0) fail(`no test file matches ${args.join(" ")}`);
  for (const [index, file] of files.entries()) await load(file, index, queue);
  await uvu.exec(false);
  tally.finished = true;
}

await main();
