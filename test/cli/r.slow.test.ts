// R reads our Stan CSV and comes to our summary: rstan by its own reader, posterior from the columns of the files. rstan of 2022 ranks by
// (r - 1/2)/S, everything newer (and we) by (r - 3/8)/(S + 1/4), as Vehtari et al. (2021) settled it: that step is written out, all else
// is rstan's own code. Skipped, visibly, where R or a package is absent (Debian: r-cran-rstan, r-cran-posterior).

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EIGHT_SCHOOLS, type Folder, temporaryFolder } from "../support/command-line.ts";

/** Each reads the files named by its arguments into `draws` (iteration, chain, name) and defines `figures` of one quantity's matrix. */
const READERS: Readonly<Record<string, string>> = {
  rstan: `
draws <- as.array(read_stan_csv(commandArgs(TRUE)))
ns <- asNamespace("rstan")
scaled <- function(x) array(qnorm((rank(x) - 3/8) / (length(x) + 1/4)), dim(x))
figures <- function(x) c(
  ess_bulk = ns$ess_rfun(scaled(ns$split_chains(x))),
  ess_tail = ess_tail(x),
  r_hat = max(ns$rhat_rfun(scaled(ns$split_chains(x))), ns$rhat_rfun(scaled(ns$split_chains(abs(x - median(x)))))))
`,
  posterior: `
stan_name <- function(name) {
  parts <- strsplit(name, ".", fixed = TRUE)[[1]]
  if (length(parts) == 1) name else paste0(parts[1], "[", paste(parts[-1], collapse = ","), "]")
}
read_chain <- function(path) {
  columns <- as.matrix(read.csv(path, comment.char = "#", check.names = FALSE))
  colnames(columns) <- vapply(colnames(columns), stan_name, "")
  as_draws_array(as_draws_matrix(columns))
}
draws <- do.call(bind_draws, c(lapply(commandArgs(TRUE), read_chain), along = "chain"))
names(dimnames(draws))[3] <- "parameters"
figures <- function(x) c(
  ess_bulk = ess_bulk(x), ess_tail = ess_tail(x), r_hat = rhat(x), mcse_mean = mcse_mean(x), mcse_sd = mcse_sd(x))
`,
};
const PRINT = `
for (name in dimnames(draws)$parameters) {
  x <- matrix(draws[, , name], dim(draws)[1])
  all <- c(mean = mean(x), sd = sd(x), figures(x))
  cat(name, paste(names(all), sprintf("%.17g", all)), sep = "\\t")
  cat("\\n")
}
`;
const FIGURES: Readonly<Record<string, number>> = { rstan: 5, posterior: 7 };

const R = (code: string, ...args: string[]) =>
  spawnSync("Rscript", ["--vanilla", "-e", code, ...args], { encoding: "utf8", timeout: 120_000 });
const has = (name: string): boolean =>
  R(`if (!requireNamespace("${name}", quietly = TRUE)) quit(status = 1)`).status === 0;

const test = suite<{ folder: Folder }>("R reads our draws");
test.before.each((context) => {
  context.folder = temporaryFolder({ "schools.stan": EIGHT_SCHOOLS.model, "data.json": EIGHT_SCHOOLS.data });
});
test.after.each(({ folder }) => folder.remove());

for (const [name, reader] of Object.entries(READERS)) {
  const isThere = has(name);
  if (!isThere) console.log(`SKIPPED: no R with ${name}, so it did not read our draws`);
  const rTest = isThere ? test : test.skip;
  rTest(`${name} finds the same chains and the same summary, to 1e-6`, async ({ folder }) => {
    const settings = ["--chains", "3", "--draws", "301", "--warmup", "300", "--seed", "5"];
    const args = ["sample", "schools.stan", "--data", "data.json", ...settings, "-o", "out", "--json"];
    const { stdout } = await folder.run(...args);
    const { summary } = JSON.parse(stdout) as { summary: Record<string, number | string>[] };
    const files = [1, 2, 3].map((chain) => join(folder.path, "out", `schools-${chain}.csv`));
    const library = `suppressPackageStartupMessages(library(${name}))`;
    const result = R(library + reader + PRINT, ...files);
    assert.is(result.status, 0, result.stderr);
    const rows = tableOf(result.stdout);
    assert.is(summary.length, 18);
    for (const own of summary) {
      const theirs = rows.get(String(own.name));
      assert.is(theirs?.size, FIGURES[name], `figures of ${own.name} in R's table`);
      for (const [figure, text] of theirs!) {
        const distance = Math.abs(Number(text) / Number(own[figure]) - 1);
        assert.ok(distance < 1e-6, `${figure} of ${own.name}: ${text} by R, ${own[figure]} by us`);
      }
    }
  });
}

/** By quantity, its figures by name. */
function tableOf(text: string): Map<string, Map<string, string>> {
  const lines = text.trimEnd().split("\n");
  const rows = lines.map((line): [string, Map<string, string>] => {
    const [name, ...figures] = line.split("\t");
    return [name!, new Map(figures.map((figure) => figure.split(" ") as [string, string]))];
  });
  return new Map(rows);
}

test.run();
