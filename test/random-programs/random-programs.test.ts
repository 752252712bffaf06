// A hundred random programs through the whole compiler; the slow suite beside this one takes over two thousand. `hunt.ts` shrinks a failing one.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { describeFault, sweep } from "./sweep.ts";
import { printProgram } from "./tree.ts";
import { attempt, programOf } from "./trials.ts";

const test = suite("random programs");

const HOW = { points: 1, textsEvery: 10, shrinking: 20 };

test("one hundred programs", async () => {
  const { faults, programs, nonZero, refused } = await sweep(1, 100, HOW);
  assert.is(faults.map(describeFault).join("\n\n"), "");
  assert.ok(nonZero >= 0.9 * programs, `${nonZero} of ${programs} gradients are not zero`);
  assert.ok(refused.length <= 2, refused.map(describeFault).join("\n\n"));
});

test("a seed always gives the same program", () => {
  const text = (seed: number): string => printProgram(programOf(seed).tree);
  assert.is(text(17), text(17));
  assert.is.not(text(17), text(18));
});

test("a failing program is made as small as its fault allows", async () => {
  const failure = await attempt(
    11,
    async ({ tree }) => {
      const text = printProgram(tree);
      const message = text.includes("target += sin(p0)") ? "it speaks of the sine of p0" : null;
      return message === null ? null : { kind: "density", message };
    },
    20,
  );
  assert.match(failure?.text ?? "", /^data \{[^}]*\}\nmodel \{\n {2}target \+= sin\(p0\);\n\}\n$/);
});

test.run();
