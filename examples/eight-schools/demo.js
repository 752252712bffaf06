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
  console.log(`\n$ logjoint ${args.map((arg) => arg.replace(draws, "DRAWS")).join(" ")}`);
  return spawnSync(process.execPath, [logjoint, ...args], { stdio: ["ignore", "inherit", "inherit"] }).status;
}

function showGenerated() {
  const lines = readFileSync(`${model}.ts`, "utf8").split("\n");
  const start = lines.findIndex((line) => line.includes("logDensityGradient("));
  console.log(`${lines.length} lines of TypeScript; the log density and its gradient begin so:\n`);
  console.log(lines.slice(start, start + 22).join("\n"));
}

/** The exit code. */
function demo() {
  if (run("compile", model) !== 0) return 1;
  showGenerated();
  // Exit code 1 of a fit is a verdict: the normal approximation does not reach into the long tail of tau, and says so.
  const verdict = run("fit", model, "--data", data, "--seed", "1");
  if (verdict === 1)
    console.log("(exit code 1: the fit itself says not to rely on it; NUTS below samples the same model)");
  // Small steps reach into the neck of the posterior, where tau is near zero.
  return run("sample", model, "--data", data, "--seed", "1", "--target-accept", "0.95", "-o", draws) ?? 1;
}

try {
  process.exitCode = demo();
} finally {
  rmSync(draws, { recursive: true, force: true });
}
