// The runner must not pass what did not run: each case in a process of its own, by its last line and exit code.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("test runner");
const runner = fileURLToPath(new URL("run.ts", import.meta.url));

const CASES: readonly (readonly [name: string, lastLine: string, code: number])[] = [
  ["passes", "1 passed, 0 failed", 0],
  ["fails", "1 passed, 1 failed", 1],
  ["forgets-run", "0 passed, 1 failed", 1],
  ["no-tests", "0 passed, 1 failed", 1],
  ["throws-at-import", "0 passed, 1 failed", 1],
  ["throws-in-before", "0 passed, 1 failed", 1],
  ["exits", "0 passed, 1 failed", 1],
  ["never-resolves", "0 passed, 1 failed", 1],
  ["late-rejection", "2 passed, 1 failed", 1],
];

for (const [name, lastLine, code] of CASES) {
  test(name, () => {
    const args = ["--import", import.meta.resolve("tsx"), runner, `support/runner-cases/${name}.case.ts`];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 60_000 });
    assert.is(stdout.trimEnd().split("\n").at(-1), lastLine);
    assert.is(status, code);
  });
}

test.run();
