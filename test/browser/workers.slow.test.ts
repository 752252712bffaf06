// Chains in module workers of a real browser, bundled by esbuild as an application is: the bits of Node under a policy that allows
// scripts of the page's own origin only, a page that stays responsive, and nothing left running after an abort. Skipped, visibly, where
// there is no Chromium (Debian's package `chromium`; the variable CHROMIUM may name another).

import { spawnSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium, type Page as Tab } from "playwright-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { workerText } from "../../cli/worker-module.ts";
import { bind } from "../../examples/eight-schools/eight-schools.model.ts";
import { sample } from "../../runtime/index.ts";
import type { Page } from "./page.ts";
import { RUN, schools } from "./run.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const executablePath = process.env.CHROMIUM ?? findChromium();

function findChromium(): string {
  const found = spawnSync("sh", ["-c", "command -v chromium || command -v chromium-browser"], {
    encoding: "utf8",
  });
  return found.stdout.trim();
}

interface Context {
  server: Server;
  browser: Browser;
  tab: Tab;
  /** Errors of the page and refusals of its policy. */
  errors: string[];
}
const test = suite<Context>("workers in a browser");
const browserTest = executablePath === "" ? test.skip : test;
if (executablePath === "") console.log("SKIPPED: no chromium, so nothing ran in a browser");

/** The page and its worker, each in one file, by address. */
async function bundles(): Promise<Map<string, string>> {
  const shared = {
    absWorkingDir: root,
    bundle: true,
    format: "esm" as const,
    target: "es2022",
    platform: "browser" as const,
    conditions: ["logjoint-src"],
    logLevel: "error" as const,
  };
  const folder = `${root}examples/eight-schools`;
  const worker = {
    contents: workerText("eight-schools.model", "eight-schools.model.ts"),
    resolveDir: folder,
  };
  const results = await Promise.all([
    build({ ...shared, write: false, entryPoints: ["test/browser/page.ts"] }),
    build({ ...shared, write: false, stdin: { ...worker, loader: "ts" } }),
  ]);
  const [page, chains] = results.map(({ outputFiles }) => outputFiles[0]!.text);
  return new Map([
    ["/page.js", page!],
    ["/eight-schools.worker.js", chains!],
  ]);
}

test.before(async (context) => {
  if (executablePath === "") return;
  const texts = await bundles();
  const document = '<!doctype html><title>chains</title><script type="module" src="/page.js"></script>';
  context.server = createServer((request, response) => {
    const script = texts.get(request.url ?? "");
    response.writeHead(request.url === "/" || script !== undefined ? 200 : 404, {
      "content-type": script === undefined ? "text/html" : "text/javascript",
      "content-security-policy": "default-src 'none'; script-src 'self'",
    });
    response.end(script ?? document);
  });
  await new Promise<void>((resolve) => context.server.listen(0, "127.0.0.1", resolve));
  context.browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  context.tab = await context.browser.newPage();
  context.errors = [];
  context.tab.on("pageerror", (error) => context.errors.push(error.message));
  context.tab.on("console", (message) => {
    if (message.type() === "error" && !message.location().url.endsWith("favicon.ico"))
      context.errors.push(message.text());
  });
  await context.tab.goto(`http://127.0.0.1:${(context.server.address() as AddressInfo).port}/`);
  await context.tab.waitForFunction(() => "page" in globalThis);
});
test.after(async ({ browser, server }) => {
  await browser?.close();
  server?.close();
});

declare const page: Page;

async function noWorkerIsLeft(tab: Tab): Promise<void> {
  const deadline = Date.now() + 5000;
  while (tab.workers().length > 0 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.is(tab.workers().length, 0);
}

browserTest("four chains in four workers draw what Node draws, bit for bit", async ({ tab, errors }) => {
  let started = 0;
  const count = (): void => void started++;
  tab.on("worker", count);
  const inPage = await tab.evaluate(() => page.columns());
  tab.off("worker", count);
  const inNode = (await sample(bind(schools), RUN)).chains.map(({ columns }) => columns);
  assert.is(started, RUN.chains);
  inNode.forEach((columns, chain) =>
    columns.forEach((column, k) => assert.equal(inPage[chain]![k], Array.from(column))),
  );
  await noWorkerIsLeft(tab);
  assert.equal(errors, []);
});

/** A busy machine may hold up any page: the page is judged by its best of a few runs. What blocks it by itself does so in all. */
const RUNS = 5;

browserTest("a 16 ms timer on the page is never late by more than 100 ms", async ({ tab }) => {
  let least = Infinity;
  for (let run = 0; run < RUNS && least > 100; run++)
    least = Math.min(least, await tab.evaluate(() => page.lateness(4000)));
  assert.ok(least <= 100, `late by ${least} ms in the best of ${RUNS} runs`);
});

browserTest(
  "aborted at any time, the run gives what it has and leaves no worker",
  async ({ tab, errors }) => {
    let state = 12345;
    for (let run = 0; run < 10; run++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const delay = run === 0 ? 0 : state % 400;
      const { complete, draws } = await tab.evaluate((ms) => page.aborted(ms), delay);
      assert.is(complete, false, `after ${delay} ms`);
      assert.is(draws.length, RUN.chains);
      await noWorkerIsLeft(tab);
    }
    assert.equal(errors, []);
  },
);

test.run();
