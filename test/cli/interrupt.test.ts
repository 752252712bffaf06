// Ctrl-C while chains run in threads: the draws so far are reported and written, the exit code is 1, and the process is gone soon after.
// The program itself tells when it begins to listen, so that nothing depends on how fast the machine is. Skipped on Windows, which has
// no such signal.

import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { builtCommand } from "../support/built.ts";
import { type Folder, type Outcome, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: Ctrl-C");
const signalTest = process.platform === "win32" ? test.skip : test;

/** A gradient takes long enough for a run of hours. */
const SLOW = `transformed data {
  int N = 20000;
  vector[N] y = linspaced_vector(N, -1, 1);
}
parameters {
  real mu;
}
model {
  y ~ student_t(4, mu, 1);
}
`;

test.before.each((context) => {
  context.folder = temporaryFolder({ "slow.stan": SLOW });
});
test.after.each(({ folder }) => folder.remove());

/** Loaded before the program: tells when it begins to listen for Ctrl-C. */
const TELL = `process.on("newListener", (name) => { if (name === "SIGINT") process.send?.("listening"); });`;

async function interrupted(folder: Folder, args: readonly string[], delay: number): Promise<Outcome> {
  const before = ["--import", `data:text/javascript,${encodeURIComponent(TELL)}`];
  const child = spawn(process.execPath, [...before, builtCommand(), ...args], {
    cwd: folder.path,
    timeout: 90_000,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout!.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  const listening = new Promise((resolve) => child.on("message", resolve));
  await Promise.race([listening, closed]);
  await wait(delay);
  child.kill("SIGINT");
  return { code: await closed, stdout, stderr };
}

const RUN = ["sample", "slow.stan", "--chains", "2", "--draws", "100000", "--warmup", "5"];

signalTest("what was drawn is reported and written", async ({ folder }) => {
  const { code, stdout, stderr } = await interrupted(folder, [...RUN, "-o", "out", "--json"], 4000);
  assert.is(code, 1, stderr);
  assert.match(stderr, /^stopping; /);
  const run = JSON.parse(stdout) as { reasons: string[]; summary: { name: string; mean: number }[] };
  assert.match(run.reasons.join("\n"), "stopped before all draws were made");
  assert.is(run.summary[0]!.name, "mu");
  assert.equal(Object.keys(folder.contents()), [
    "out/slow-1.csv",
    "out/slow-2.csv",
    "out/slow.json",
    "slow.stan",
  ]);
});

signalTest("before anything was drawn, too", async ({ folder }) => {
  const { code, stdout, stderr } = await interrupted(folder, RUN, 0);
  assert.is(code, 1, stderr);
  assert.match(stdout, "stopped before all draws were made");
});

test.run();
