// The checks of a report use the runtime's thresholds: over runs of every status, the worst level is what the runtime says.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type CheckLine, fitChecks, nutsChecks } from "../../../cli/report/checks.ts";
import { quantitiesOf, worstFirst } from "../../../cli/report/quantities.ts";
import { runOf } from "../../../cli/report/report-input.ts";
import { fit, type SampleOptions, sample, type Status, type Target } from "../../../runtime/index.ts";
import { correlatedPair, eightSchools } from "./runs.ts";

const test = suite("report checks");

function statusOf(lines: readonly CheckLine[]): Status {
  if (lines.some(({ level }) => level === "bad")) return "unreliable";
  return lines.some(({ level }) => level === "note") ? "usable" : "verified";
}

/** Both modes of a far mixture are found by some chain: R-hat must object. */
const twoModes: Target = {
  dimension: 1,
  rejection: null,
  logDensityGradient(q, gradient) {
    const [a, b] = [Math.exp(-50 * (q[0]! - 1.5) ** 2), Math.exp(-50 * (q[0]! + 1.5) ** 2)];
    const total = a + b + 1e-300;
    gradient[0] = (-100 * (a * (q[0]! - 1.5) + b * (q[0]! + 1.5))) / total;
    return Math.log(total);
  },
};

const samples: readonly [name: string, target: Target, options: SampleOptions, status: Status][] = [
  ["good", correlatedPair(), { warmup: 500, draws: 800 }, "verified"],
  ["short trajectories", correlatedPair(), { warmup: 500, draws: 2000, maxDepth: 2 }, "usable"],
  ["one chain", correlatedPair(), { warmup: 300, draws: 300, chains: 1 }, "usable"],
  ["low depth limit", correlatedPair(), { warmup: 500, draws: 900, maxDepth: 1 }, "unreliable"],
  ["divergences", eightSchools("centred"), { warmup: 300, draws: 300 }, "unreliable"],
  ["two modes", twoModes, { warmup: 200, draws: 200, seed: 2 }, "unreliable"],
];

for (const [name, target, options, expected] of samples) {
  test(`sample, ${name}: the checks say what the status says`, async () => {
    const result = await sample(target, { seed: 1, ...options });
    const lines = nutsChecks(result, quantitiesOf(runOf(result)), options.maxDepth ?? 10, false);
    assert.is(statusOf(lines), result.status, result.reasons.join("; "));
    assert.is(result.status, expected, result.reasons.join("; "));
  });
}

const fits: readonly [name: string, target: Target, options: object][] = [
  ["good", correlatedPair(), {}],
  ["not converged", correlatedPair(), { maxIterations: 1 }],
  ["single chain of reference", correlatedPair(), { check: { chains: 1, draws: 500 } }],
  [
    "reference diverges",
    eightSchools("centred"),
    { maxIterations: 1000, check: { warmup: 300, draws: 300 } },
  ],
];

for (const [name, target, options] of fits) {
  test(`fit, ${name}: bad exactly if unreliable`, async () => {
    const result = await fit(target, { seed: 1, check: { warmup: 500, draws: 800 }, ...options });
    const quantities = quantitiesOf(runOf(result));
    const lines = [
      ...fitChecks(result, quantities),
      ...nutsChecks(result.check!.sample, quantities, 10, true),
    ];
    assert.is(statusOf(lines) === "unreliable", result.status === "unreliable", result.reasons.join("; "));
    assert.is(result.status === "verified", name === "good", result.reasons.join("; "));
  });
}

test("trouble is measured in limits, and the worst come first", async () => {
  const result = await sample(eightSchools("centred"), { seed: 1, warmup: 500, draws: 500 });
  const ranked = worstFirst(quantitiesOf(runOf(result)));
  for (const [k, { trouble }] of ranked.entries()) {
    if (k > 0) assert.ok(trouble <= ranked[k - 1]!.trouble);
  }
  for (const { name, nuts, complaints, trouble } of ranked) {
    const isBad = nuts!.r_hat >= 1.01 || Math.min(nuts!.ess_bulk, nuts!.ess_tail) < 400;
    assert.is(complaints.length > 0, isBad, name);
    assert.is(trouble >= 1, isBad, name);
  }
});

test("a quantity that never varies is in no trouble", async () => {
  const pair = correlatedPair();
  const target: Target = {
    ...pair,
    parameterNames: ["alpha", "beta", "one"],
    write: (q) => Float64Array.of(q[0]!, q[1]!, 1),
  };
  const result = await fit(target, { seed: 1, check: { warmup: 300, draws: 500 } });
  const one = quantitiesOf(runOf(result)).find(({ name }) => name === "one")!;
  assert.is(one.trouble, 0);
  assert.equal(one.complaints, []);
});

test.run();
