#!/usr/bin/env node
// The installed command. It loads the build; in a clone `npm ci` has made it, after a change of the sources `npm run build` does.

import { existsSync } from "node:fs";

const main = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(main)) {
  process.exitCode = await (await import(main.href)).main(process.argv.slice(2));
} else {
  console.error("logjoint is not built yet: run `npm run build` in its folder");
  process.exitCode = 1;
}
