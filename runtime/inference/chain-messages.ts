// What the main thread and a chain's worker say to each other, and the two shapes of worker objects (browser and Node) that may
// carry it. A worker speaks first ("ready"), so that nothing is lost while its module still loads.

import type { BindOptions } from "../model.ts";
import type { ChainProgress, ChainSeconds } from "./drive.ts";
import type { ChainResult, ChainSettings } from "./nuts/chain.ts";

export type ToWorker =
  | {
      readonly kind: "start";
      readonly settings: ChainSettings;
      /** What the model is bound to in the worker. */
      readonly data: unknown;
      readonly options: BindOptions;
      /** Module that exports `bind`, for workers that serve any model; null if the worker brings its own. */
      readonly moduleUrl: string | null;
    }
  /** Stop early and hand over what was drawn. */
  | { readonly kind: "stop" };

export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly progress: ChainProgress }
  | { readonly kind: "done"; readonly result: ChainResult; readonly seconds: ChainSeconds }
  | { readonly kind: "failed"; readonly message: string };

/** A browser's `Worker` or one of node:worker_threads. */
export interface ChainWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
  addEventListener?(type: string, listener: (event: any) => void): void;
  on?(type: string, listener: (value: any) => void): unknown;
}

/** A chain that ran, and how long it took. */
export interface TimedChain {
  readonly result: ChainResult;
  readonly seconds: ChainSeconds;
}

export interface WorkerEvents {
  onMessage(message: FromWorker): void;
  /** The worker cannot go on: its module did not load, or it ended. */
  onError(message: string): void;
}

/** Subscribes to either shape of worker. */
export function listen(worker: ChainWorker, events: WorkerEvents): void {
  if (worker.on) {
    worker.on("message", (message: FromWorker) => events.onMessage(message));
    worker.on("error", (error: unknown) => events.onError(messageOf(error)));
    worker.on("exit", (code: number) => events.onError(`it ended with code ${code} before it was done`));
  } else if (worker.addEventListener) {
    worker.addEventListener("message", (event: { data: FromWorker }) => events.onMessage(event.data));
    worker.addEventListener("error", (event: unknown) => events.onError(messageOf(event)));
    worker.addEventListener("messageerror", () => events.onError("a message could not be read"));
  } else {
    throw new Error("workers: expected a Worker (browser or node:worker_threads) from the function given");
  }
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  if (
    typeof error === "object" &&
    error !== null &&
    "message" in error &&
    typeof error.message === "string"
  ) {
    return error.message || "it could not be started";
  }
  return String(error);
}
