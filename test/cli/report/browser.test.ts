// The report in a real browser, headless Chromium by its own command line: the script runs under the page's policy, the hidden
// controls appear, and nobody's text runs. Skipped, visibly, where there is no Chromium (set CHROMIUM to name one).

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { renderReport } from "../../../cli/report/index.ts";
import { sample } from "../../../runtime/index.ts";
import { manyNormals } from "./runs.ts";

const test = suite("report in a browser");
const chromium = process.env.CHROMIUM ?? "chromium";
const isThere = spawnSync(chromium, ["--version"], { timeout: 20_000 }).status === 0;
const browserTest = isThere ? test : test.skip;

const HOSTILE = `<script>document.title="owned"</script><img src=x onerror='document.title="owned"'>`;

/** The page's DOM after its script has run. */
function dumpDom(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "logjoint-report-"));
  try {
    const file = join(folder, "report.html");
    writeFileSync(file, text);
    const args = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      `--user-data-dir=${join(folder, "profile")}`,
    ];
    const { status, stdout } = spawnSync(chromium, [...args, "--dump-dom", `file://${file}`], {
      encoding: "utf8",
      timeout: 60_000,
      maxBuffer: 1 << 26,
    });
    assert.is(status, 0);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!isThere) console.log("no Chromium: the report is not tested in a browser");

browserTest("the script runs, the controls appear, hostile text stays text", async () => {
  const result = await sample(manyNormals(8), { seed: 1, chains: 2, warmup: 200, draws: 100 });
  const text = await renderReport({ title: HOSTILE, result, model: { fileName: "m", source: HOSTILE } });
  assert.match(text, /<button type="button" id="theme" class="js" hidden/);
  const dom = dumpDom(text);
  assert.match(dom, /<button type="button" id="theme" class="js">(Dark|Light) theme</);
  assert.match(dom, /<p class="tools js">/);
  assert.not.match(dom, /<title>owned/);
  assert.match(dom, /<title>&lt;script&gt;/);
});

test.run();
