// `logjoint fit --minibatch`: the figures of a fit on all rows, and a refusal that quotes the statement.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: minibatches");

const model = (mean: string): string => `data { int<lower=1> N; vector[N] x; vector[N] y; }
parameters { real a; real b; real<lower=0> s; }
model { y ~ normal(${mean}, s); }
`;

test.before.each((context) => {
  const x = Array.from({ length: 400 }, (_, n) => Math.sin(3 * n));
  const y = x.map((value, n) => 1 + 2 * value + 0.5 * Math.cos(11 * n));
  const data = JSON.stringify({ N: 400, x, y });
  context.folder = temporaryFolder({
    "line.stan": model("a + b * x"),
    "centred.stan": model("a + b * (x - mean(x))"),
    "data.json": data,
  });
});
test.after.each(({ folder }) => folder.remove());

interface Run {
  readonly summary: readonly { readonly name: string; readonly mean: number; readonly sd: number }[];
}

test("batches of 40 rows lead where all rows lead", async ({ folder }) => {
  const args = ["fit", "line.stan", "--data", "data.json", "--seed", "2", "--verify", "none", "--json"];
  const whole = await folder.run(...args);
  const parts = await folder.run(...args, "--minibatch", "40");
  assert.is(parts.code, 0, parts.stderr);
  const [a, b] = [whole, parts].map(({ stdout }) => (JSON.parse(stdout) as Run).summary);
  for (const [k, row] of a!.entries()) {
    assert.ok(
      Math.abs(b![k]!.mean - row.mean) < 0.2 * row.sd,
      `${row.name}: ${b![k]!.mean}, all rows ${row.mean}`,
    );
    assert.ok(Math.abs(b![k]!.sd / row.sd - 1) < 0.15, `sd of ${row.name}: ${b![k]!.sd}, all rows ${row.sd}`);
  }
});

test("a model that combines rows is refused with the statement's text", async ({ folder }) => {
  const { code, stdout, stderr } = await folder.run(
    "fit",
    "centred.stan",
    "--data",
    "data.json",
    "--minibatch",
    "40",
  );
  assert.is(code, 1);
  assert.is(stdout, "");
  assert.match(stderr, /^centred\.stan cannot be fitted by batches of rows/);
  assert.match(stderr, "line 3: `y ~ normal(a + b * (x - mean(x)), s)`: mean(x) combines all rows");
  assert.is((await folder.run("fit", "line.stan", "--data", "data.json", "--minibatch", "0")).code, 2);
});

test.run();
