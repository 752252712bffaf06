// The browser's side of the protocol, with globals and a worker object shaped like a browser's. Node's threads are tested through
// the command line's door (test/cli/run-chains.test.ts).

import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ChainWorker } from "../../../runtime/inference/chain-messages.ts";
import { sample } from "../../../runtime/inference/sample.ts";
import { type Bind, serveChains } from "../../../runtime/inference/serve-chains.ts";
import { normals } from "./targets.ts";

const test = suite("serve chains");

type Listener = (event: { data: unknown }) => void;

/** A worker whose scope is faked on this thread: what it posts arrives as a structured clone, like between real threads. */
function fakeWorker(bind: Bind): ChainWorker {
  const outside: Listener[] = [];
  const inside: Listener[] = [];
  const deliver = (to: Listener[], message: unknown): void => {
    const data = structuredClone(message);
    setTimeout(() => to.forEach((listener) => listener({ data })), 0);
  };
  const scope = globalThis as unknown as Record<string, unknown>;
  const before = [scope.postMessage, scope.addEventListener];
  scope.postMessage = (message: unknown) => deliver(outside, message);
  scope.addEventListener = (_: string, listener: Listener) => inside.push(listener);
  void serveChains(bind);
  [scope.postMessage, scope.addEventListener] = before;
  return {
    postMessage: (message) => deliver(inside, message),
    terminate: () => undefined,
    addEventListener: (type, listener) => void (type === "message" && outside.push(listener)),
  };
}

const bind = ((data: { sd: number }) => normals([0, 1], [1, data.sd])) as unknown as Bind;

test("workers of a browser give the same bits as chains in turn", async () => {
  const options = { seed: 6, chains: 2, warmup: 150, draws: 100 };
  const model = Object.assign(normals([0, 1], [1, 3]), { data: { sd: 3 } });
  const parallel = await sample(model, { ...options, workers: () => fakeWorker(bind) });
  const inTurn = await sample(model, options);
  assert.equal(parallel.chains, inTurn.chains);
});

test("a message from the worker's model reaches the caller", async () => {
  const failing = (() => {
    throw new Error("N is missing");
  }) as unknown as Bind;
  await sample(normals([0], [1]), { workers: () => fakeWorker(failing) }).then(
    () => assert.unreachable(),
    (error) => assert.is(error.message, "N is missing"),
  );
});

test("a worker that cannot start is named", async () => {
  const broken: ChainWorker = {
    postMessage: () => undefined,
    terminate: () => undefined,
    addEventListener: (type, listener) =>
      void (type === "error" && setTimeout(() => listener({ message: "404" }), 0)),
  };
  await sample(normals([0], [1]), { chains: 1, workers: () => broken }).then(
    () => assert.unreachable(),
    (error) => assert.is(error.message, "the worker of chain 1 failed: 404"),
  );
});

test("outside a worker serveChains refuses", async () => {
  await serveChains(bind).then(
    () => assert.unreachable(),
    (error) => assert.match(error.message, /inside a worker/),
  );
});

test.run();
