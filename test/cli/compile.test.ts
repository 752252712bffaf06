// `logjoint compile`: where files go, what --check sees, what --emit prints.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { format } from "prettier";
import { EIGHT_SCHOOLS, type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: compile");

test.before.each((context) => {
  context.folder = temporaryFolder({ "a.model": EIGHT_SCHOOLS.model, "b.stan": EIGHT_SCHOOLS.model });
});
test.after.each(({ folder }) => folder.remove());

test("writes beside the model, to a file, or into a directory", async ({ folder }) => {
  const beside = await folder.run("compile", "a.model", "b.stan");
  assert.is(beside.code, 0, beside.stderr);
  assert.is(beside.stdout, "");
  assert.equal(Object.keys(folder.contents()), ["a.model", "a.model.ts", "b.stan", "b.stan.ts"]);
  assert.match(folder.read("a.model.ts"), /export function bind\(data: Data,/);

  assert.is((await folder.run("compile", "a.model", "-o", "new/deep/c.ts")).code, 0);
  assert.is(folder.read("new/deep/c.ts"), folder.read("a.model.ts"));
  assert.is(
    (await folder.run("compile", "a.model", "b.stan", "-o", "out", "--target", "javascript")).code,
    0,
  );
  assert.match(folder.read("out/a.model.js"), /export function bind\(data,/);
  assert.ok("out/b.stan.js" in folder.contents());
});

test("an included file is found beside the model and in the include path", async ({ folder }) => {
  const start = EIGHT_SCHOOLS.model.indexOf("parameters {");
  folder.write("c.stan", `#include data-block.stan\n${EIGHT_SCHOOLS.model.slice(start)}`);
  const absent = await folder.run("compile", "c.stan");
  assert.is(absent.code, 1);
  assert.match(absent.stderr, /data-block\.stan/);
  folder.write("data-block.stan", EIGHT_SCHOOLS.model.slice(0, start));
  const beside = await folder.run("compile", "c.stan");
  assert.is(beside.code, 0, beside.stderr);
  folder.move("data-block.stan", "parts/data-block.stan");
  assert.is((await folder.run("compile", "c.stan")).code, 1);
  const elsewhere = await folder.run("compile", "c.stan", "--include-path", "parts");
  assert.is(elsewhere.code, 0, elsewhere.stderr);
});

test("--worker writes the module of workers too, and --check sees it", async ({ folder }) => {
  const { code, stderr } = await folder.run("compile", "a.model", "b.stan", "--worker");
  assert.is(code, 0, stderr);
  const written = Object.keys(folder.contents());
  assert.equal(written, ["a.model", "a.model.ts", "a.worker.ts", "b.stan", "b.stan.ts", "b.worker.ts"]);
  assert.match(
    folder.read("a.worker.ts"),
    'import { bind } from "./a.model.js";\n\nvoid serveChains(bind);\n',
  );
  assert.is((await folder.run("compile", "a.model", "--worker", "--check")).code, 0);
  folder.write("a.worker.ts", "void 0;\n");
  const edited = await folder.run("compile", "a.model", "--worker", "--check");
  assert.is(edited.code, 1);
  assert.match(edited.stdout, /a\.worker\.ts is edited or stale/);

  await folder.run("compile", "a.model", "--worker", "-o", "deep/c.mts");
  assert.match(folder.read("deep/c.worker.mts"), /from "\.\/c\.mjs"/);
});

test("--target tfjs writes a density over tensors, or names the statement that has no form over them", async ({
  folder,
}) => {
  const { code, stderr } = await folder.run("compile", "a.model", "--target", "tfjs");
  assert.is(code, 0, stderr);
  assert.equal(Object.keys(folder.contents()), ["a.model", "a.model.tfjs.ts", "b.stan"]);
  const text = folder.read("a.model.tfjs.ts");
  assert.match(text, "export function bindTensor(data: Data");
  assert.match(text, 'from "@tensorflow/tfjs-core"');
  assert.match(text, 'from "logjoint/tensor/1"');
  assert.is((await folder.run("compile", "a.model", "--target", "tfjs", "--check")).code, 0);

  folder.write("c.model", "parameters { real x; } model { real y = x; while (y < 3) y += 1; target += y; }");
  const refused = await folder.run("compile", "c.model", "--target", "tfjs");
  assert.is(refused.code, 1);
  assert.match(refused.stderr, "has no form over tensors");
  assert.match(refused.stderr, "The target typescript has no such limit.");

  const worker = await folder.run("compile", "a.model", "--target", "tfjs", "--worker");
  assert.is(worker.code, 2);
  assert.match(worker.stderr, "leave one of the two out");
});

test("--check passes fresh and reformatted files and names missing, edited and stale ones", async ({
  folder,
}) => {
  const check = () => folder.run("compile", "--check", "a.model");
  const absent = await check();
  assert.is(absent.code, 1);
  assert.match(absent.stdout, /a\.model\.ts is missing/);
  assert.not.ok("a.model.ts" in folder.contents());

  await folder.run("compile", "a.model");
  const fresh = folder.read("a.model.ts");
  assert.equal(await check(), { code: 0, stdout: "", stderr: "" });

  const elsewhere = {
    parser: "typescript",
    printWidth: 60,
    singleQuote: true,
    semi: false,
    tabWidth: 4,
  } as const;
  folder.write("a.model.ts", await format(fresh, elsewhere));
  assert.is((await check()).code, 0, "another layout is no change");

  const edited = fresh.replace("export function bind", "export function bind2");
  folder.write("a.model.ts", edited);
  const outcome = await check();
  assert.is(outcome.code, 1);
  assert.match(outcome.stdout, /^-export function bind2/m);
  assert.match(outcome.stdout, /^\+export function bind\(/m);
  assert.is(folder.read("a.model.ts"), edited, "--check wrote");

  folder.write("a.model.ts", fresh);
  folder.write("a.model", EIGHT_SCHOOLS.model.replace("normal(0, 5)", "normal(0, 7)"));
  assert.is((await check()).code, 1, "a stale file passed");
});

test("--emit prints a stage and writes nothing", async ({ folder }) => {
  const before = folder.contents();
  for (const stage of ["ast", "typed", "mir", "grad", "ts"]) {
    const { code, stdout, stderr } = await folder.run("compile", "--emit", stage, "a.model");
    assert.is(code, 0, stderr);
    assert.match(stdout, /tau/);
  }
  assert.equal(folder.contents(), before);
});

test.run();
