// The worker's side of parallel chains. A worker module is two lines: import `bind` of a generated model, call
// `serveChains(bind)`. Without `bind` the worker serves any model whose module address comes with the first message.

import type { BindOptions, Model } from "../model.ts";
import { type FromWorker, type ToWorker, messageOf } from "./chain-messages.ts";
import { driveChain } from "./drive.ts";
import { type ChainResult, startChain } from "./nuts/chain.ts";

/** What a generated model exports. Data and options come as they were given to `bind` on the main thread. */
export type Bind = (data: never, options?: BindOptions) => Model;

interface Port {
  post(message: FromWorker, transfer?: ArrayBuffer[]): void;
  receive(listener: (message: ToWorker) => void): void;
}

/**
 * Answers requests of `sample` from inside a worker, in browsers and in Node. Call it once, at the top level of the module.
 * Throws if it runs outside a worker.
 */
export async function serveChains(bind?: Bind): Promise<void> {
  const port = browserPort() ?? (await nodePort());
  let isStopped = false;
  port.receive((message) => {
    switch (message.kind) {
      case "start":
        void serve(message, bind, port, () => isStopped);
        return;
      case "stop":
        isStopped = true;
        return;
      default:
        message satisfies never;
    }
  });
  port.post({ kind: "ready" });
}

async function serve(
  request: ToWorker & { kind: "start" },
  bind: Bind | undefined,
  port: Port,
  isStopped: () => boolean,
): Promise<void> {
  try {
    const model = (bind ?? (await importBind(request.moduleUrl)))(request.data as never, request.options);
    const chain = startChain(model, request.settings);
    const seconds = await driveChain(chain, isStopped, (progress) =>
      port.post({ kind: "progress", progress }),
    );
    const result = chain.result();
    port.post({ kind: "done", result, seconds }, buffersOf(result));
  } catch (error) {
    port.post({ kind: "failed", message: messageOf(error) });
  }
}

async function importBind(moduleUrl: string | null): Promise<Bind> {
  if (moduleUrl === null) throw new Error("serveChains() without a model needs the address of one");
  const module = await import(/* webpackIgnore: true */ /* @vite-ignore */ moduleUrl);
  if (typeof module.bind !== "function") throw new Error("the model's module does not export `bind`");
  return module.bind;
}

/** Arrays of a finished chain, moved instead of copied. */
function buffersOf(result: ChainResult): ArrayBuffer[] {
  const arrays = [result.unconstrained, ...result.columns, ...Object.values(result.statistics)];
  return arrays.map((array: Float64Array) => array.buffer as ArrayBuffer);
}

function browserPort(): Port | null {
  const scope = globalThis as {
    document?: unknown;
    postMessage?: (message: unknown, transfer: ArrayBuffer[]) => void;
    addEventListener?: (type: "message", listener: (event: { data: ToWorker }) => void) => void;
  };
  const { postMessage, addEventListener } = scope;
  if (!postMessage || !addEventListener || scope.document) return null;
  return {
    post: (message, transfer = []) => postMessage.call(globalThis, message, transfer),
    receive: (listener) => addEventListener.call(globalThis, "message", (event) => listener(event.data)),
  };
}

/** The parent port of node:worker_threads; imported by a computed name, so that bundlers for browsers leave it alone. */
async function nodePort(): Promise<Port> {
  const isNode =
    typeof (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node ===
    "string";
  const name = ["node", "worker_threads"].join(":");
  const threads = isNode ? await import(/* webpackIgnore: true */ /* @vite-ignore */ name) : null;
  const parent = threads?.parentPort;
  if (!parent) throw new Error("serveChains() must be called inside a worker");
  return {
    post: (message, transfer = []) => parent.postMessage(message, transfer),
    receive: (listener) => {
      parent.on("message", (message: ToWorker) => {
        listener(message);
      });
    },
  };
}
