// Tests of the command line run the build, as users do. A build older than a source is made anew first, so that nobody tests
// yesterday's program; its type errors are `npm run check`'s to report.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = ["grammar", "compiler", "runtime", "cli"];

let isFresh = false;

/** The command's file, built from the sources as they are. */
export function builtCommand(): string {
  if (!isFresh && isStale()) {
    const { stdout, stderr } = spawnSync(process.execPath, [join(root, "build.js")], { encoding: "utf8" });
    if (isStale()) throw new Error(`the build failed\n${stdout}${stderr}`);
  }
  isFresh = true;
  return join(root, "cli", "logjoint.js");
}

function isStale(): boolean {
  const built = join(root, "dist", "cli", "main.js");
  if (!existsSync(built)) return true;
  const time = statSync(built).mtimeMs;
  return SOURCES.some((folder) =>
    (readdirSync(join(root, folder), { recursive: true }) as string[])
      .filter((file) => file.endsWith(".ts"))
      .some((file) => statSync(join(root, folder, file)).mtimeMs > time),
  );
}
