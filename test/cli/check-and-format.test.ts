// `logjoint check` in words and JSON over good, bad and unreadable files, and `logjoint format` in its three modes.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EIGHT_SCHOOLS, type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: check and format");

test.before.each((context) => {
  context.folder = temporaryFolder({
    "good.model": EIGHT_SCHOOLS.model,
    "bad.stan": "parameters {\n  real x;\n}\nmodel {\n  x ~ normal(0, sigam);\n}\n",
  });
});
test.after.each(({ folder }) => folder.remove());

test("check --json lists every file in order, positions included", async ({ folder }) => {
  const { code, stdout, stderr } = await folder.run(
    "check",
    "--json",
    "bad.stan",
    "absent.stan",
    "good.model",
  );
  assert.is(code, 1);
  assert.is(stderr, "");
  const results = JSON.parse(stdout) as {
    file: string;
    ok: boolean;
    diagnostics: Record<string, unknown>[];
  }[];
  assert.equal(
    results.map(({ file, ok }) => [file, ok]),
    [
      ["bad.stan", false],
      ["absent.stan", false],
      ["good.model", true],
    ],
  );
  const { severity, line, column, endLine, endColumn } = results[0]!.diagnostics[0]!;
  assert.equal(
    { severity, line, column, endLine, endColumn },
    { severity: "error", line: 5, column: 16, endLine: 5, endColumn: 21 },
  );
  assert.equal(results[2]!.diagnostics, []);
});

test("check --json offers fixes; --pedantic warns, and a warning is no failure", async ({ folder }) => {
  folder.write("slip.stan", "parameters {\n  real x\n}\nmodel {\n  x ~ std_normal();\n}\n");
  folder.write("odd.stan", "parameters {\n  real x;\n}\nmodel {\n  x ~ normal(0, 1000);\n}\n");
  const { code, stdout } = await folder.run("check", "--json", "--pedantic", "slip.stan", "odd.stan");
  const [slip, odd] = JSON.parse(stdout) as { ok: boolean; diagnostics: Record<string, unknown>[] }[];
  assert.is(code, 1);
  assert.equal(slip!.diagnostics[0]!.fix, { line: 2, column: 8, endLine: 2, endColumn: 8, text: ";" });
  assert.ok(odd!.ok);
  assert.equal(
    odd!.diagnostics.map((diagnostic) => diagnostic.code),
    ["pedantic-unscaled-literal"],
  );
  assert.is((await folder.run("check", "odd.stan")).stderr, "");
});

test("check in words", async ({ folder }) => {
  assert.equal(await folder.run("check", "good.model"), { code: 0, stdout: "good.model: ok\n", stderr: "" });
  const bad = await folder.run("check", "bad.stan", "good.model");
  assert.is(bad.code, 1);
  assert.match(bad.stderr, /'bad\.stan', line 5, column 16/);
  assert.is(bad.stdout, "good.model: ok\n");
});

test("format --migrate rewrites what older versions wrote", async ({ folder }) => {
  const old = "data { real x[2]; } # two\nmodel { real m; m <- mean(x); increment_log_prob(-square(m)); }\n";
  folder.write("old.stan", old);
  assert.is((await folder.run("format", "--write", "old.stan")).code, 1);
  assert.is(folder.read("old.stan"), old);
  assert.is((await folder.run("format", "--migrate", "--write", "old.stan")).code, 0);
  assert.is(
    folder.read("old.stan"),
    `data {
  array[2] real x;
} // two
model {
  real m;
  m = mean(x);
  target += (-square(m));
}
`,
  );
  assert.is((await folder.run("check", "old.stan")).code, 0);
});

test("format prints, checks and writes; formatting twice changes nothing", async ({ folder }) => {
  const messy = EIGHT_SCHOOLS.model.replaceAll("\n  ", "\n").replace("tau * z", "tau*z");
  folder.write("messy.model", messy);
  const printed = await folder.run("format", "messy.model");
  assert.is(printed.code, 0, printed.stderr);
  assert.is(folder.read("messy.model"), messy);
  const differs = await folder.run("format", "--check", "messy.model");
  assert.is(differs.code, 1);
  assert.match(differs.stdout, /^messy\.model: layout differs/);
  assert.is((await folder.run("format", "--write", "messy.model")).code, 0);
  assert.is(folder.read("messy.model"), printed.stdout);
  assert.equal(await folder.run("format", "--check", "messy.model"), { code: 0, stdout: "", stderr: "" });
});

test.run();
