// `logjoint sample`, `summary` and `compare`: the JSON they promise, files that read back to the same figures, and the same bits
// for the same seed.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EIGHT_SCHOOLS, type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: sample");

const SUMMARY_COLUMNS = [
  "name",
  "mean",
  "sd",
  "hdi_3%",
  "hdi_97%",
  "mcse_mean",
  "mcse_sd",
  "ess_bulk",
  "ess_tail",
  "r_hat",
];

test.before.each((context) => {
  context.folder = temporaryFolder({ "schools.stan": EIGHT_SCHOOLS.model, "data.json": EIGHT_SCHOOLS.data });
});
test.after.each(({ folder }) => folder.remove());

interface RunJson {
  readonly status: string;
  readonly summary: readonly Record<string, unknown>[];
  readonly [key: string]: unknown;
}

/** The exit code is 1 exactly where the fit is called unreliable. */
async function json<T>(folder: Folder, ...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await folder.run(...args, "--json");
  assert.is(stderr, "");
  const value = JSON.parse(stdout) as T;
  assert.is(code, (value as { status?: string }).status === "unreliable" ? 1 : 0);
  return value;
}

test("sample --json, files, summary and compare tell one story", async ({ folder }) => {
  const args = [
    "sample",
    "schools.stan",
    "--data",
    "data.json",
    "--chains",
    "2",
    "--draws",
    "300",
    "--warmup",
    "300",
  ];
  const run = await json<RunJson>(folder, ...args, "--seed", "3", "-o", "out");
  assert.equal(Object.keys(run).slice(0, 7), [
    "status",
    "reasons",
    "method",
    "seed",
    "gradient_evaluations",
    "seconds",
    "summary",
  ]);
  assert.is(run.seed, 3);
  assert.equal(Object.keys(run.summary[0]!), SUMMARY_COLUMNS);
  assert.equal(
    run.summary.slice(0, 3).map((row) => row.name),
    ["mu", "tau", "z[1]"],
  );
  assert.ok(run.summary.some((row) => row.name === "theta[8]"));

  const files = Object.keys(folder.contents()).filter((name) => name.startsWith("out/"));
  assert.equal(files, ["out/schools-1.csv", "out/schools-2.csv", "out/schools.json"]);
  assert.match(
    folder.read("out/schools-1.csv"),
    /^lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,tau,z\.1,/m,
  );
  assert.equal(await json(folder, "summary", "out/schools-1.csv", "out/schools-2.csv"), run.summary, "CSV");
  assert.equal(await json(folder, "summary", "out/schools.json"), run.summary, "JSON");

  const again = await json<RunJson>(folder, ...args, "--seed", "3");
  assert.equal(again.summary, run.summary, "the same seed gives the same draws");
  const other = await json<RunJson>(folder, ...args, "--seed", "4");
  assert.not.equal(other.summary, run.summary, "another seed gives other draws");

  const same = await folder.run("compare", "out/schools.json", "out/schools-1.csv,out/schools-2.csv");
  assert.is(same.code, 0, same.stderr);
  assert.match(same.stdout, /mean A/);
});

test("the table in words", async ({ folder }) => {
  const { code, stdout, stderr } = await folder.run(
    "sample",
    "schools.stan",
    "--data",
    "data.json",
    "--chains",
    "1",
    "--draws",
    "100",
    "--warmup",
    "100",
  );
  assert.is(stderr, "", "progress bars belong to terminals");
  assert.is(code, /^unreliable: /m.test(stdout) ? 1 : 0);
  assert.match(stdout, /^ +mean +sd +hdi_3% +hdi_97% +mcse_mean +mcse_sd +ess_bulk +ess_tail +r_hat$/m);
  assert.match(stdout, /^mu +-?\d+\.\d{3} /m);
  assert.match(stdout, /^nuts: \d+ gradients in [\d.]+ s, seed \d+$/m);
  assert.match(stdout, /^(usable|unreliable): /m);
});

test.run();
