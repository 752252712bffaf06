// `npm run build`: TypeScript to dist/ by tsc, then dist/grammar/index.js is bundled with Chevrotain by esbuild, because loading
// Chevrotain's hundreds of small files costs most of a second at every start of the command line and the bundle a few
// hundredths. Everything imports the grammar through that one file, so bundling it in place keeps one copy of each module.

import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

rmSync(join(root, "dist"), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], {
  stdio: "inherit",
});

await build({
  absWorkingDir: root,
  entryPoints: ["dist/grammar/index.js"],
  outfile: "dist/grammar/index.js",
  allowOverwrite: true,
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  target: "es2022",
  legalComments: "inline",
  logLevel: "warning",
});
process.exitCode = status ?? 1;
