// A hundred random programs through the whole compiler; the slow suite beside this one takes over two thousand. `hunt.ts` shrinks a failing one.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { randomProgram } from "./program.ts";
import { describeFault, sweep } from "./sweep.ts";
import { printProgram } from "./tree.ts";

const test = suite("random programs");

test("one hundred programs", async () => {
  const { faults, programs, nonZero, refused } = await sweep(1, 100, 1, 25);
  assert.is(faults.map(describeFault).join("\n\n"), "");
  assert.ok(nonZero >= 0.9 * programs, `${nonZero} of ${programs} gradients are not zero`);
  assert.ok(refused.length <= 2, `${refused.length} programs are refused`);
});

test("a seed always gives the same program", () => {
  const [a, b] = [randomProgram(17), randomProgram(17)];
  assert.is(printProgram(a.tree), printProgram(b.tree));
  assert.is.not(printProgram(a.tree), printProgram(randomProgram(18).tree));
});

test.run();
