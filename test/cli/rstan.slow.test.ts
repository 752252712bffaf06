// R reads our Stan CSV: rstan's reader, and its figures for the same draws. rstan of 2022 ranks by (r - 1/2)/S, everything newer (and we)
// by (r - 3/8)/(S + 1/4), as Vehtari et al. (2021) settled it: that step is written out, all else is rstan's own code. With the package
// posterior its functions are used as they are. Skipped, visibly, where R or both packages are absent.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EIGHT_SCHOOLS, type Folder, temporaryFolder } from "../support/command-line.ts";

const READ = `
suppressPackageStartupMessages(library(rstan))
draws <- as.array(read_stan_csv(commandArgs(TRUE)))
`;
const OWN = `
ns <- asNamespace("rstan")
scaled <- function(x) array(qnorm((rank(x) - 3/8) / (length(x) + 1/4)), dim(x))
figures <- function(x) c(
  ess_bulk = ns$ess_rfun(scaled(ns$split_chains(x))),
  ess_tail = ess_tail(x),
  r_hat = max(ns$rhat_rfun(scaled(ns$split_chains(x))), ns$rhat_rfun(scaled(ns$split_chains(abs(x - median(x)))))))
`;
const POSTERIOR = `
figures <- function(x) c(
  ess_bulk = posterior::ess_bulk(x), ess_tail = posterior::ess_tail(x), r_hat = posterior::rhat(x),
  mcse_mean = posterior::mcse_mean(x), mcse_sd = posterior::mcse_sd(x))
`;
const PRINT = `
for (name in dimnames(draws)$parameters) {
  x <- draws[, , name]
  all <- c(mean = mean(x), sd = sd(x), figures(x))
  cat(name, paste(names(all), sprintf("%.17g", all)), sep = "\\t")
  cat("\\n")
}
`;

const R = (code: string, ...args: string[]) =>
  spawnSync("Rscript", ["--vanilla", "-e", code, ...args], { encoding: "utf8", timeout: 120_000 });
const has = (name: string): boolean =>
  R(`if (!requireNamespace("${name}", quietly = TRUE)) quit(status = 1)`).status === 0;

const test = suite<{ folder: Folder }>("R reads our draws");
const isThere = has("rstan");
const rTest = isThere ? test : test.skip;
if (!isThere) console.log("SKIPPED: no R with rstan, so nobody else read our draws");

test.before.each((context) => {
  context.folder = temporaryFolder({ "schools.stan": EIGHT_SCHOOLS.model, "data.json": EIGHT_SCHOOLS.data });
});
test.after.each(({ folder }) => folder.remove());

rTest("rstan finds the same chains and the same summary, to 1e-6", async ({ folder }) => {
  const settings = ["--chains", "3", "--draws", "301", "--warmup", "300", "--seed", "5"];
  const { stdout } = await folder.run(
    "sample",
    "schools.stan",
    "--data",
    "data.json",
    ...settings,
    "-o",
    "out",
    "--json",
  );
  const { summary } = JSON.parse(stdout) as { summary: Record<string, number | string>[] };
  const files = [1, 2, 3].map((chain) => join(folder.path, "out", `schools-${chain}.csv`));
  const result = R(READ + (has("posterior") ? POSTERIOR : OWN) + PRINT, ...files);
  assert.is(result.status, 0, result.stderr);
  const rows = new Map(
    result.stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"))
      .map(([name, ...figures]) => [
        name!,
        new Map(figures.map((figure) => figure.split(" ") as [string, string])),
      ]),
  );
  assert.is(summary.length, 18);
  for (const own of summary) {
    const theirs = rows.get(String(own.name));
    assert.ok(theirs !== undefined && theirs.size >= 5, `${own.name} is missing from R's table`);
    for (const [figure, text] of theirs) {
      const distance = Math.abs(Number(text) / Number(own[figure]) - 1);
      assert.ok(distance < 1e-6, `${figure} of ${own.name}: ${text} by R, ${own[figure]} by us`);
    }
  }
});

test.run();
