// Over two thousand random programs: no fault in any, every cell of the coverage table reached, and gradients that say something.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { showCoverage } from "./coverage.ts";
import { describeFault, sweep } from "./sweep.ts";

const test = suite("random programs, many");

const COUNT = 2600;

test("over two thousand programs", async () => {
  const { faults, nonZero, compared, coverage, refused } = await sweep(60_000, COUNT, 1, 50);
  console.log(showCoverage(coverage));
  console.log(
    `${COUNT} programs: ${compared} gradients compared, ${nonZero} not zero, ${refused.length} not supported yet`,
  );
  assert.is(faults.slice(0, 3).map(describeFault).join("\n\n"), "");
  assert.equal(coverage.missing, []);
  assert.ok(nonZero >= 0.9 * COUNT, `${nonZero} gradients are not zero`);
  assert.ok(compared >= 0.9 * COUNT, `${compared} gradients were compared`);
  assert.ok(refused.length <= 0.01 * COUNT, `${refused.length} programs are refused`);
});

test.run();
