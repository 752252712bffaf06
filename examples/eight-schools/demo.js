// `npm run demo`: what the command line does with one model, each command shown before it runs. Everything but the generated
// TypeScript goes to a temporary folder.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const logjoint = join(folder, "..", "..", "cli", "logjoint.js");
const model = relative(process.cwd(), join(folder, "eight-schools.model"));
const data = relative(process.cwd(), join(folder, "data.json"));
const draws = mkdtempSync(join(tmpdir(), "logjoint-demo-"));

function run(...args) {
  const shown = args.map((arg) => arg.replace(draws, "DRAWS"));
  console.log(`\n$ logjoint ${shown.join(" ")}`);
  const { status } = spawnSync(process.execPath, [logjoint, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) process.exitCode = status ?? 1;
}

try {
  run("compile", model);
  const generated = readFileSync(join(folder, "eight-schools.model.ts"), "utf8").split("\n");
  const start = generated.findIndex((line) => line.includes("logDensityGradient("));
  console.log(`${generated.length} lines of TypeScript; the density and its gradient begin so:\n`);
  console.log(generated.slice(start, start + 22).join("\n"));
  run("fit", model, "--data", data, "--seed", "1");
  run("sample", model, "--data", data, "--seed", "1", "-o", draws);
  run("summary", join(draws, "eight-schools.json"), "--prob", "0.8");
} finally {
  rmSync(draws, { recursive: true, force: true });
}
