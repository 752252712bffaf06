// What the examples claim: posteriors that hold the values their data were made from, the two classic demonstrations of variational
// inference against exact answers, and READMEs whose commands run and print what they show, up to Monte Carlo error.

import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fit, mcseMean, mean, type Model, sample } from "../runtime/index.ts";
import { builtCommand } from "./support/built.ts";

const test = suite("examples: figures");
const folder = new URL("../examples/", import.meta.url);

async function bound(name: string): Promise<Model> {
  const { bind } = (await import(new URL(`${name}/${name}.model.ts`, folder).href)) as {
    bind: (data: unknown) => Model;
  };
  return bind(JSON.parse(readFileSync(new URL(`${name}/data.json`, folder), "utf8")));
}

/** By quantity, what examples/make-data.ts made the data from. */
const TRUTH: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "gaussian-advi": { mu: 0.5, sd: 0.8 },
  wells: { "beta[1]": -0.9, "beta[2]": 0.9 },
  radon: { mu: 1.4, tau: 0.35, beta: -0.7, sigma: 0.75 },
  changepoint: { early: 3.5, late: 1, change: 38 },
  "two-populations": { "mu[1]": 5.4, "mu[2]": 8, "sigma[1]": 0.6, "sigma[2]": 0.55, share: 0.35 },
  "hockey-stick": { plateau: 8.5, slope: 0.9, knee: 4.6, sigma: 0.5 },
};

for (const [name, values] of Object.entries(TRUTH))
  test(`${name}: the posterior holds what the data were made from`, async () => {
    const { status, reasons, summary } = await sample(await bound(name), { seed: 2, targetAccept: 0.95 });
    assert.is(status, "verified", reasons.join("; "));
    for (const [quantity, value] of Object.entries(values)) {
      const row = summary.find((one) => one.name === quantity)!;
      const distance = Math.abs(row.mean - value) / row.sd;
      assert.ok(distance < 4, `${quantity}: ${row.mean} +- ${row.sd}, made from ${value}`);
    }
  });

/** Posterior means and sds of mu and sd by Simpson-free brute force: a fine grid over all of the mass. */
function exactGaussian(
  y: readonly number[],
): Readonly<Record<"mu" | "sd", readonly [mean: number, sd: number]>> {
  const sums = { weight: 0, mu: 0, muSquared: 0, sd: 0, sdSquared: 0 };
  const logPosterior = (mu: number, sd: number): number =>
    y.reduce(
      (sum, value) => sum - 0.5 * ((value - mu) / sd) ** 2,
      -0.5 * mu * mu - 0.5 * sd * sd - y.length * Math.log(sd),
    );
  const top = logPosterior(0.39, 0.87);
  for (let mu = -0.6; mu < 1.4; mu += 0.005)
    for (let sd = 0.5; sd < 1.5; sd += 0.005) {
      const weight = Math.exp(logPosterior(mu, sd) - top);
      sums.weight += weight;
      sums.mu += weight * mu;
      sums.muSquared += weight * mu * mu;
      sums.sd += weight * sd;
      sums.sdSquared += weight * sd * sd;
    }
  const moments = (first: number, second: number): readonly [number, number] => {
    const centre = first / sums.weight;
    return [centre, Math.sqrt(second / sums.weight - centre * centre)];
  };
  return { mu: moments(sums.mu, sums.muSquared), sd: moments(sums.sd, sums.sdSquared) };
}

test("gaussian-advi: ADVI and NUTS against the exact posterior", async () => {
  const data = JSON.parse(readFileSync(new URL("gaussian-advi/data.json", folder), "utf8")) as {
    y: number[];
  };
  const exact = exactGaussian(data.y);
  const result = await fit(await bound("gaussian-advi"), { seed: 1, draws: 10_000 });
  assert.is(result.status, "verified", result.reasons.join("; "));
  assert.is(result.draws.chains[0]![0]!.length, 10_000);
  const last = result.elbo.at(-1)!;
  assert.ok(result.elbo.length >= 2 && last.elbo > result.elbo[0]!.elbo - 3 * last.mcse);
  for (const name of ["mu", "sd"] as const) {
    const [centre, sd] = exact[name];
    const fitted = result.summary.find((row) => row.name === name)!;
    assert.ok(
      Math.abs(fitted.mean - centre) < 0.05 * sd + 4 * fitted.mcse_mean,
      `ADVI: ${name} ${fitted.mean} ${centre}`,
    );
    assert.ok(Math.abs(fitted.sd / sd - 1) < 0.05, `ADVI: sd of ${name} ${fitted.sd} ${sd}`);
    const drawn = result.check!.sample.summary.find((row) => row.name === name)!;
    assert.ok(Math.abs(drawn.mean - centre) < 4 * drawn.mcse_mean, `NUTS: ${name} ${drawn.mean} ${centre}`);
    assert.ok(Math.abs(drawn.sd - sd) < 4 * drawn.mcse_sd, `NUTS: sd of ${name} ${drawn.sd} ${sd}`);
  }
});

test("gaussian-advi: the mean-field family within 0.1 sd of a long run of NUTS", async () => {
  const model = await bound("gaussian-advi");
  const simple = await fit(model, { seed: 1, family: "meanfield", draws: 10_000, verify: "none" });
  const nuts = await sample(model, { seed: 2, draws: 10_000 });
  for (const name of ["mu", "sd"]) {
    const [own, long] = [simple, nuts].map(({ summary }) => summary.find((row) => row.name === name)!);
    assert.ok(Math.abs(own!.mean - long!.mean) < 0.1 * long!.sd, `${name}: ${own!.mean} ${long!.mean}`);
    assert.ok(Math.abs(own!.sd / long!.sd - 1) < 0.1, `sd of ${name}: ${own!.sd} ${long!.sd}`);
  }
});

test("correlated-normal: NUTS within its error, full rank exact, mean-field without covariance", async () => {
  const model = await bound("correlated-normal");
  const nuts = await sample(model, { seed: 1 });
  assert.is(nuts.status, "verified");
  const products = nuts.draws.chains.map(([x, y]) => x!.map((value, i) => value * y![i]!));
  const all = Float64Array.from(products.flatMap((chain) => Array.from(chain)));
  assert.ok(
    Math.abs(mean(all) - 0.8) < 4 * mcseMean(products),
    `covariance ${mean(all)} +- ${mcseMean(products)}`,
  );
  const full = await fit(model, { seed: 1, family: "fullrank", verify: "none" });
  assert.ok(Math.abs(full.approximation.covariance[1]! - 0.8) <= 0.01);
  assert.ok(full.approximation.sd.every((sd) => Math.abs(sd - 1) <= 0.01));
  const meanField = await fit(model, { seed: 1, family: "meanfield", verify: "none" });
  assert.equal(Array.from(meanField.approximation.covariance.slice(1, 3)), [0, 0]);
});

test("radon by batches of rows: a family that converged to a worse bound does not replace the better one", () => {
  const [model, data] = ["radon.model", "data.json"].map((file) =>
    fileURLToPath(new URL(`radon/${file}`, folder)),
  );
  const bound = (family: string): { elbo: number; mcse: number } => {
    const options = ["--minibatch", "60", "--seed", "1", "--verify", "none", "--json", "--family", family];
    const args = [builtCommand(), "fit", model!, "--data", data!, ...options];
    const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 120_000 });
    return (JSON.parse(stdout) as { elbo: { elbo: number; mcse: number }[] }).elbo.at(-1)!;
  };
  const [auto, full, simple] = ["auto", "fullrank", "meanfield"].map(bound);
  assert.ok(
    full!.elbo > simple!.elbo + 4 * full!.mcse,
    "the families must differ for this test to mean anything",
  );
  assert.is(auto!.elbo, full!.elbo);
});

// ---------------------------------------------------------------------------------------------------------------- pictures

/** The elements and texts of a picture. Where points and lines lie may move by Monte Carlo error when the compiler reorders sums. */
const skeleton = (svg: string): string =>
  svg.replace(/\b(d|points|transform|[xyr]|c[xy]|[xy][12]|width|height)="[^"]*"/g, "$1");

for (const name of readdirSync(folder).filter((entry) => !entry.includes(".")))
  test(`${name}: the picture is the one that picture.ts draws (as in golden/, UPDATE=1 rewrites it)`, async () => {
    const { picture } = (await import(new URL(`${name}/picture.ts`, folder).href)) as {
      picture: () => Promise<string>;
    };
    const url = new URL(`${name}/picture.svg`, folder);
    const drawn = await picture();
    if (process.env.UPDATE === "1") writeFileSync(url, drawn);
    else
      assert.is(skeleton(readFileSync(url, "utf8")), skeleton(drawn), "run `npm run golden:update examples`");
  });

// ------------------------------------------------------------------------------------------------------------------ READMEs

/** Figures may move by Monte Carlo error when the compiler reorders sums; words may not change. */
function tells(expected: string, found: string): boolean {
  const [shown, printed] = [expected, found].map((line) => line.trim().split(/\s+/));
  return (
    shown!.length === printed!.length &&
    shown!.every((word, k) => {
      const [a, b] = [Number(word), Number(printed![k])];
      if (Number.isNaN(a) || Number.isNaN(b)) return word === printed![k];
      return Math.abs(a - b) <= Math.max(0.05, 0.2 * Math.abs(a));
    })
  );
}

for (const name of readdirSync(folder).filter((entry) => !entry.includes(".")))
  test(`${name}: the README's commands run and print what it shows`, () => {
    const text = readFileSync(new URL(`${name}/README.md`, folder), "utf8");
    const blocks = text.split(/^ {4}npx (?=logjoint )/m).slice(1);
    assert.ok(blocks.length > 0, "it shows no command");
    const cwd = mkdtempSync(join(tmpdir(), "logjoint-readme-"));
    symlinkSync(fileURLToPath(folder), join(cwd, "examples"));
    try {
      for (const block of blocks) {
        const [command, ...rest] = block.split("\n");
        const args = command!.split(" ").slice(1);
        const { status, stdout, stderr } = spawnSync(process.execPath, [builtCommand(), ...args], {
          cwd,
          encoding: "utf8",
          timeout: 120_000,
        });
        assert.ok(
          status === 0 || (status === 1 && /^unreliable/m.test(stdout)),
          `${command}\n${stdout}${stderr}`,
        );
        const shown = rest
          .slice(
            0,
            rest.findIndex((line) => /^\S/.test(line)),
          )
          .filter((line) => line !== "");
        for (const line of shown)
          assert.ok(
            stdout.split("\n").some((one) => tells(line, one)),
            `${command} does not print\n${line}\nbut\n${stdout}`,
          );
      }
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });

test.run();
