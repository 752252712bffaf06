// Chains in worker threads of Node for a compiled model. A thread cannot receive functions, so it imports the model's module by
// address and binds the same data. From a clone the thread has to learn TypeScript first: `--import tsx` does not reach threads.

import { Worker } from "node:worker_threads";
import { type Model, type SampleOptions, type SampleResult, sample } from "../runtime/index.ts";

/** A model as threads need it: where its module is, and what to bind. */
export interface PostableModel {
  /** Address of a module that exports `bind` and imports nothing by a bare name: file:, or data: for a text. */
  readonly moduleUrl: string;
  /** Data as given to `bind`. */
  readonly data: unknown;
}

/** `sample` with every chain in a thread of its own: the same draws as without threads. */
export function runChains(
  model: Model,
  source: PostableModel,
  options: SampleOptions = {},
): Promise<SampleResult> {
  return sample(model, { ...options, ...inThreads(source) });
}

/** The options that make `sample` and `fit` run their chains in threads. */
export function inThreads(
  source: PostableModel,
): Required<Pick<SampleOptions, "workers" | "moduleUrl" | "data">> {
  return { ...source, workers: () => new Worker(workerUrl()) };
}

function workerUrl(): URL {
  if (!import.meta.url.endsWith(".ts")) return new URL("./chain-worker.js", import.meta.url);
  const register = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const entry = JSON.stringify(new URL("./chain-worker.ts", import.meta.url).href);
  const code = `import { register } from ${register}; register(); await import(${entry});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
