// Chains in worker threads: same bits as in turn, from a module file and from a text; failures carry the model's message; an abort
// keeps draws.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runChains } from "../../cli/run-chains.ts";
import { type Model, sample } from "../../runtime/index.ts";

const test = suite("chains in threads");

/** A model as its compiled text: a normal with its scale in the data, one generated quantity. */
const text = `
export function bind(data) {
  if (!(data.scale > 0)) throw new Error("scale is " + data.scale + ", but must be positive");
  return {
    dimension: 1, rejection: null, data, parameterNames: ["x"], generatedNames: ["y"],
    logDensityGradient(q, gradient) {
      if (data.slow) { const end = performance.now() + data.slow; while (performance.now() < end); }
      gradient[0] = -q[0] / (data.scale * data.scale);
      return 0.5 * q[0] * gradient[0];
    },
    write: (q, random) => Float64Array.of(q[0], q[0] + random.normal()),
  };
}`;
const addressOf = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const moduleUrl = addressOf(text);
const { bind } = (await import(moduleUrl)) as { bind: (data: unknown) => Model };

test("threads give the same bits as chains in turn", async () => {
  const data = { scale: 2 };
  const options = { seed: 11, warmup: 200, draws: 200 };
  const threaded = await runChains(bind(data), { moduleUrl, data }, options);
  const inTurn = await sample(bind(data), options);
  assert.equal(threaded.chains, inTurn.chains);
  assert.equal(threaded.summary, inTurn.summary);
  assert.equal(threaded.names, ["x", "y"]);
});

test("an error inside a thread is one clear message", async () => {
  await runChains(bind({ scale: 1 }), { moduleUrl, data: { scale: -1 } }).then(
    () => assert.unreachable(),
    (error) => assert.match(error.message, /^scale is -1, but must be positive$/),
  );
});

test("an address that cannot be loaded is reported", async () => {
  await runChains(bind({ scale: 1 }), { moduleUrl: addressOf("export {}"), data: {} }).then(
    () => assert.unreachable(),
    (error) => assert.match(error.message, /does not export `bind`/),
  );
});

test("an abort reaches threads and keeps what was drawn", async () => {
  const data = { scale: 1, slow: 1 };
  const controller = new AbortController();
  const result = await runChains(
    bind(data),
    { moduleUrl, data },
    {
      chains: 2,
      warmup: 20,
      draws: 100000,
      signal: controller.signal,
      onProgress: (progress) => {
        if (progress.iteration > 60) controller.abort();
      },
    },
  );
  assert.is(result.complete, false);
  assert.ok(result.chains.some((chain) => chain.draws > 30));
  assert.ok(result.draws.chains[0]![0]!.length > 0);
  assert.match(result.reasons.join("; "), /stopped/);
});

test.run();
