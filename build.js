// `npm run build`: TypeScript to dist/ by tsc, then esbuild bundles what the command line loads. Left as several hundred small files
// (Chevrotain alone has hundreds) it would start in a second instead of a few tenths. The runtime stays unbundled: users'
// own bundlers drop what they do not use best from single files. dist/ is replaced at the end, in one step.

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
const fresh = join(root, `dist.${process.pid}`);

const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", fresh], {
  cwd: root,
  stdio: "inherit",
});

const BUNDLED = ["grammar", "compiler", "cli"];

/** Packages stay imports, but Chevrotain goes into the bundle; the runtime is one folder up from every file written. */
const outside = {
  name: "outside",
  setup({ onResolve }) {
    onResolve({ filter: /^[^.]/ }, ({ path, kind, importer }) => {
      const isInside = kind === "entry-point" || path === "chevrotain" || importer.includes("node_modules");
      return isInside ? undefined : { path, external: true };
    });
    onResolve({ filter: /\/runtime\/[^.]+\.js$/ }, ({ path }) => ({
      path: path.replace(/^.*\/runtime\//, "../runtime/"),
      external: true,
    }));
  },
};

const { outputFiles } = await build({
  absWorkingDir: fresh,
  entryPoints: ["grammar/index.js", "compiler/index.js", "cli/main.js", "cli/chain-worker.js"],
  outdir: ".",
  outbase: ".",
  // Beside cli/main.js, whose sources find other files by their own place.
  chunkNames: "cli/[name]-[hash]",
  write: false,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "es2022",
  plugins: [outside],
  legalComments: "inline",
  logLevel: "warning",
});

// Of the folders that were bundled only the declarations stay.
for (const folder of BUNDLED) {
  for (const file of readdirSync(join(fresh, folder), { recursive: true })) {
    if (file.endsWith(".js")) rmSync(join(fresh, folder, file));
  }
}
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
rmSync(join(root, "dist"), { recursive: true, force: true });
renameSync(fresh, join(root, "dist"));
process.exitCode = status ?? 1;
