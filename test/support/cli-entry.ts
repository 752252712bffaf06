// The command line from the sources, for child processes of tests: what cli/logjoint.js is to the build.

import { main } from "../../cli/main.ts";

process.exitCode = await main(process.argv.slice(2));
