// The package as a user installs it: packed, unpacked into another folder, imported by its public names, its command run.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { builtCommand } from "./support/built.ts";
import { EIGHT_SCHOOLS } from "./support/command-line.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const test = suite<{ folder: string }>("package");

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", timeout: 120_000 });
  assert.is(status, 0, `${command} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

test.before((context) => {
  builtCommand();
  const folder = mkdtempSync(join(tmpdir(), "logjoint-package-"));
  context.folder = folder;
  run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], root);
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
  run("tar", ["-xzf", archive], folder);
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (!name.startsWith("."))
      symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  symlinkSync(join(folder, "package"), join(folder, "node_modules", "logjoint"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "schools.model"), EIGHT_SCHOOLS.model);
  writeFileSync(join(folder, "data.json"), EIGHT_SCHOOLS.data);
});
test.after(({ folder }) => rmSync(folder, { recursive: true, force: true }));

test("it holds the build, the command, README and LICENSE, and nothing else", ({ folder }) => {
  assert.equal(readdirSync(join(folder, "package")).sort(), [
    "LICENSE",
    "README.md",
    "cli",
    "dist",
    "package.json",
  ]);
  assert.equal(readdirSync(join(folder, "package", "cli")), ["logjoint.js"]);
});

test("its three public names can be imported, its inside cannot", ({ folder }) => {
  const code = `
    const { sample, fit, optimize, summarize } = await import("logjoint");
    const { compile, check, format } = await import("logjoint/compiler");
    const { defineModel } = await import("logjoint/abi/1");
    const inside = await import("logjoint/dist/runtime/model.js").catch((error) => error.code);
    console.log([sample, fit, optimize, summarize, compile, check, format, defineModel].map((f) => typeof f), inside);`;
  const out = run(process.execPath, ["--input-type=module", "-e", code], folder);
  assert.is(out.match(/'function'/g)?.length, 8, out);
  assert.match(out, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
});

test("the command compiles, and a program runs what it wrote", ({ folder }) => {
  const logjoint = join(folder, "node_modules", "logjoint", "cli", "logjoint.js");
  run(process.execPath, [logjoint, "compile", "schools.model", "--target", "javascript"], folder);
  const code = `
    import { readFileSync } from "node:fs";
    import { bind } from "./schools.model.js";
    const model = bind(JSON.parse(readFileSync("data.json", "utf8")));
    console.log(model.dimension, model.logDensity(new Float64Array(10)));`;
  writeFileSync(join(folder, "main.js"), code);
  const [dimension, logDensity] = run(process.execPath, ["main.js"], folder).split(" ").map(Number);
  assert.is(dimension, 10);
  assert.ok(Number.isFinite(logDensity));
  const args = [
    logjoint,
    "sample",
    "schools.model",
    "--data",
    "data.json",
    "--draws",
    "50",
    "--warmup",
    "100",
    "--json",
  ];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", timeout: 60_000 });
  assert.is((JSON.parse(stdout) as { summary: unknown[] }).summary.length, 18);
});

test("chains run in workers from the module that `compile --worker` wrote", ({ folder }) => {
  const logjoint = join(folder, "node_modules", "logjoint", "cli", "logjoint.js");
  run(process.execPath, [logjoint, "compile", "schools.model", "--target", "javascript", "--worker"], folder);
  const code = `
    import { readFileSync } from "node:fs";
    import { Worker } from "node:worker_threads";
    import { sample } from "logjoint";
    import { bind } from "./schools.model.js";
    const model = bind(JSON.parse(readFileSync("data.json", "utf8")));
    const options = { seed: 3, warmup: 100, draws: 50 };
    let started = 0;
    const workers = () => {
      started++;
      return new Worker(new URL("./schools.worker.js", import.meta.url), { type: "module" });
    };
    const [parallel, inTurn] = [await sample(model, { ...options, workers }), await sample(model, options)];
    console.log(started, JSON.stringify(parallel.summary) === JSON.stringify(inTurn.summary));`;
  writeFileSync(join(folder, "workers.js"), code);
  assert.is(run(process.execPath, ["workers.js"], folder), "4 true\n");
});

test.run();
