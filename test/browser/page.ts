// What the test page runs (test/browser/workers.slow.test.ts bundles it): chains of an example in module workers, written as the README
// tells users to. The test calls these functions from outside.

import { sample } from "logjoint";
import type { SampleResult } from "logjoint";
import { bind } from "../../examples/eight-schools/eight-schools.model.ts";
import { RUN, schools } from "./run.ts";

const workers = (): Worker =>
  new Worker(new URL("./eight-schools.worker.js", import.meta.url), { type: "module" });

/** Lateness in milliseconds of the worst tick of a 16 ms timer while `work` runs. */
async function latenessDuring(work: () => Promise<unknown>): Promise<number> {
  let last = performance.now();
  let worst = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - last - 16);
    last = now;
  }, 16);
  await work();
  clearInterval(timer);
  return Math.max(worst, performance.now() - last - 16);
}

const draw = (signal?: AbortSignal, draws: number = RUN.draws): Promise<SampleResult> =>
  sample(bind(schools), { ...RUN, draws, workers, ...(signal === undefined ? {} : { signal }) });

const page = {
  columns: async () =>
    (await draw()).chains.map((chain) => chain.columns.map((column) => Array.from(column))),
  lateness: (draws: number) => latenessDuring(() => draw(undefined, draws)),
  /** Draws of each chain when stopped after `delay` milliseconds. */
  aborted: async (delay: number) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), delay);
    const { complete, chains } = await draw(controller.signal, 100_000);
    return { complete, draws: chains.map((chain) => chain.draws) };
  },
};
export type Page = typeof page;

Object.assign(globalThis, { page });
