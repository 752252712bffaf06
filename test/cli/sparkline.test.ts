import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sparkline } from "../../cli/sparkline.ts";

const test = suite("sparkline");

test("heights follow the values", () => {
  assert.is(sparkline([0, 1, 2, 3, 4, 5, 6, 7]), "▁▂▃▄▅▆▇█");
  assert.is(sparkline([-5, -5]), "██");
  assert.is(sparkline([]), "");
});

test("what is not finite is a gap", () => {
  assert.is(sparkline([-Infinity, 0, NaN, 7]), " ▁ █");
});

test("a long series keeps its last value", () => {
  const line = sparkline(
    Array.from({ length: 1000 }, (_, i) => (i === 999 ? 1 : 0)),
    10,
  );
  assert.is(line, "▁▁▁▁▁▁▁▁▁█");
});

test.run();
