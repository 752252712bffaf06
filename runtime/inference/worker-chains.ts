// The main thread's side of parallel chains: one worker per chain, all at once. Results are the same bits as in turn, since a chain
// depends on its settings alone.

import type { BindOptions } from "../model.ts";
import { type ChainWorker, type TimedChain, listen } from "./chain-messages.ts";
import type { ChainProgress } from "./drive.ts";
import type { ChainSettings } from "./nuts/chain.ts";

export interface WorkerRun {
  readonly create: () => ChainWorker;
  readonly data: unknown;
  readonly options: BindOptions;
  readonly moduleUrl: string | null;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: ChainProgress) => void;
}

/** Runs every chain in a worker of its own; rejects with the first failure and ends all workers. Stopped chains give what they have. */
export async function runInWorkers(
  settings: readonly ChainSettings[],
  run: WorkerRun,
): Promise<TimedChain[]> {
  const workers: ChainWorker[] = [];
  try {
    return await Promise.all(
      settings.map((chain) => {
        const worker = run.create();
        workers.push(worker);
        return runChain(worker, chain, run);
      }),
    );
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

function runChain(worker: ChainWorker, settings: ChainSettings, run: WorkerRun): Promise<TimedChain> {
  const source = { data: run.data, options: run.options, moduleUrl: run.moduleUrl };
  return new Promise((resolve, reject) => {
    const stop = (): void => worker.postMessage({ kind: "stop" });
    const fail = (message: string): void => {
      run.signal?.removeEventListener("abort", stop);
      reject(new Error(message));
    };
    listen(worker, {
      onMessage(message) {
        switch (message.kind) {
          case "ready":
            worker.postMessage({ kind: "start", settings, ...source });
            if (run.signal?.aborted) stop();
            else run.signal?.addEventListener("abort", stop, { once: true });
            return;
          case "progress":
            run.onProgress(message.progress);
            return;
          case "done":
            run.signal?.removeEventListener("abort", stop);
            resolve({ result: message.result, seconds: message.seconds });
            return;
          case "failed":
            fail(message.message);
            return;
          default:
            message satisfies never;
        }
      },
      onError: (message) => fail(`the worker of chain ${settings.chain + 1} failed: ${message}`),
    });
  });
}
