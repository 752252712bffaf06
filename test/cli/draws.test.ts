// `summary`, `compare` and `diagnose` on files: as CmdStan writes them (comments, defaults in brackets, adaptation in the middle,
// saved warm-up), as InferenceData, and broken ones.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: draws");

interface Made {
  readonly shift?: number;
  readonly divergent?: number;
  readonly depth?: number;
  readonly savesWarmup?: boolean;
}

/** One chain in CmdStan's words: 200 draws of mu and theta[1:2], after 50 of warm-up where they are saved. */
function cmdstan(
  chain: number,
  { shift = 0, divergent = 0, depth = 3, savesWarmup = false }: Made = {},
): string {
  let state = 77 + chain;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const row = (at: number, isDivergent: boolean): string => {
    const [mu, a, b] = [uniform() + at, uniform() - uniform(), 10 * uniform()];
    return [-uniform(), 0.9, 0.7, depth, 2 ** depth - 1, Number(isDivergent), 5 + uniform(), mu, a, b].join(
      ",",
    );
  };
  const warmup = Array.from({ length: savesWarmup ? 50 : 0 }, () => row(1000, true));
  const draws = Array.from({ length: 200 }, (_, i) => row(shift, i < divergent));
  return [
    "# stan_version_major = 2",
    "# stan_version_minor = 36",
    "# model = schools_model",
    "# start_datetime = 2026-01-01 00:00:00 UTC",
    "# method = sample (Default)",
    "#   sample",
    "#     num_samples = 200",
    "#     num_warmup = 50",
    `#     save_warmup = ${savesWarmup ? "true" : "false (Default)"}`,
    "#     thin = 1 (Default)",
    "#     adapt",
    "#       engaged = true (Default)",
    "#     algorithm = hmc (Default)",
    "#       hmc",
    "#         engine = nuts (Default)",
    "#           nuts",
    "#             max_depth = 7",
    "#         metric = diag_e (Default)",
    `# id = ${chain}`,
    "# data",
    "#   file = schools.data.json",
    "# stanc_version = stanc3 v2.36.0",
    "# stancflags =",
    "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,theta.1,theta.2",
    ...warmup,
    "# Adaptation terminated",
    "# Step size = 0.7",
    "# Diagonal elements of inverse mass matrix:",
    "# 0.08, 0.16, 8.3",
    ...draws,
    "# ",
    "#  Elapsed Time: 0.01 seconds (Warm-up)",
    "#                0.02 seconds (Sampling)",
    "#                0.03 seconds (Total)",
    "# ",
    "",
  ].join("\n");
}

const chains = [1, 2, 3, 4];
const names = chains.map((chain) => `chain-${chain}.csv`);

function write(folder: Folder, made: (chain: number) => Made = () => ({})): void {
  for (const chain of chains) folder.write(`chain-${chain}.csv`, cmdstan(chain, made(chain)));
}

test.before.each((context) => {
  context.folder = temporaryFolder();
});
test.after.each(({ folder }) => folder.remove());

test("files of CmdStan are summed up, saved warm-up left out", async ({ folder }) => {
  write(folder);
  const plain = await folder.run("summary", ...names, "--json");
  assert.is(plain.code, 0, plain.stderr);
  const rows = JSON.parse(plain.stdout) as { name: string; mean: number; r_hat: number }[];
  assert.equal(
    rows.map(({ name }) => name),
    ["mu", "theta[1]", "theta[2]"],
  );
  assert.ok(Math.abs(rows[0]!.mean - 0.5) < 0.1 && rows.every(({ r_hat }) => r_hat < 1.05));
  write(folder, () => ({ savesWarmup: true }));
  const withWarmup = JSON.parse((await folder.run("summary", ...names, "--json")).stdout) as typeof rows;
  assert.ok(Math.abs(withWarmup[0]!.mean - 0.5) < 0.1);
});

test("--style arviz1 and --prob", async ({ folder }) => {
  write(folder);
  const { stdout } = await folder.run("summary", ...names, "--style", "arviz1");
  assert.match(stdout, /^ +mean +sd +eti89_lb +eti89_ub +ess_bulk +ess_tail +r_hat +mcse_mean +mcse_sd$/m);
  const half = await folder.run("summary", ...names, "--style", "arviz1", "--prob", "0.5", "--json");
  const [mu] = JSON.parse(half.stdout) as Record<string, number>[];
  assert.ok(Math.abs(mu!.eti50_lb! - 0.25) < 0.05 && Math.abs(mu!.eti50_ub! - 0.75) < 0.05);
  const wide = await folder.run("summary", ...names, "--prob", "0.9");
  assert.match(wide.stdout, /hdi_5% +hdi_95%/);
  assert.is((await folder.run("summary", ...names, "--style", "arviz2")).code, 2);
});

test("compare takes several files of one run and says what differs", async ({ folder }) => {
  write(folder);
  for (const chain of chains) folder.write(`far-${chain}.csv`, cmdstan(chain + 4, { shift: 2 }));
  const far = names.map((name) => name.replace("chain", "far")).join(",");
  const { code, stdout, stderr } = await folder.run("compare", far, names.join(","), "--labels", "far,near");
  assert.is(code, 0, stderr);
  assert.match(stdout, /^mu .*mean off by [67]\.\d\d sd$/m);
  assert.match(stdout, /^theta\[1\] .*(agrees|too few draws to tell)/m);
});

test("diagnose: all is well", async ({ folder }) => {
  write(folder);
  const { code, stdout } = await folder.run("diagnose", ...names);
  assert.match(stdout, /^4 chains, 200 draws each, 3 quantities$/m);
  for (const check of [
    "Agreement of chains (R-hat)",
    "Divergent transitions: none",
    "Effective draws",
    "Energy (E-BFMI)",
  ])
    assert.ok(stdout.includes(check), `${check} is missing from\n${stdout}`);
  assert.is(code, /^unreliable/m.test(stdout) ? 1 : 0);
});

test("diagnose: divergences, a chain elsewhere, trajectories at the limit that the files name", async ({
  folder,
}) => {
  write(folder, (chain) => ({
    divergent: chain === 1 ? 3 : 0,
    shift: chain === 4 ? 5 : 0,
    depth: chain === 2 ? 7 : 3,
  }));
  const { code, stdout } = await folder.run("diagnose", ...names);
  assert.is(code, 1);
  assert.match(stdout, /^bad   Divergent transitions: 3 of 800 \(wanted: none\)$/m);
  assert.match(stdout, /^bad   Agreement of chains \(R-hat\): 1 of 3 quantities: mu \(\d\.\d+\)/m);
  assert.match(stdout, /^note  Trajectories cut off: 200 at depth 7/m);
  assert.match(stdout, /^unreliable: do not rely on these draws$/m);
  const deeper = await folder.run("diagnose", ...names, "--max-depth", "8", "--json");
  const report = JSON.parse(deeper.stdout) as { status: string; checks: { name: string; level: string }[] };
  assert.is(report.status, "unreliable");
  assert.is(report.checks.find(({ name }) => name === "Trajectories cut off")!.level, "good");
});

test("diagnose says what the files do not hold", async ({ folder }) => {
  folder.write(
    "d.json",
    JSON.stringify({ posterior: { x: [Array.from({ length: 40 }, (_, i) => (i * 7) % 11)] } }),
  );
  const { code, stdout } = await folder.run("diagnose", "d.json");
  assert.is(code, 0);
  assert.match(stdout, /not checked, because the files lack it: divergent__, energy__, treedepth__/);
  assert.match(stdout, /^note  Agreement of chains \(R-hat\): one chain only/m);
});

test("files that do not fit are named", async ({ folder }) => {
  write(folder);
  folder.write("short.csv", cmdstan(5).replace(/\n-[^\n]*\n# \n/, "\n# \n"));
  const short = await folder.run("summary", "chain-1.csv", "short.csv");
  assert.is(short.code, 1);
  assert.match(short.stderr, /chains have 200 and 199 draws/);
  folder.write("empty.csv", "lp__,x\n");
  for (const command of ["summary", "diagnose"]) {
    const empty = await folder.run(command, "empty.csv");
    assert.is(empty.code, 1);
    assert.match(empty.stderr, /^empty\.csv: there are no draws$/m);
  }
});

test.run();
