// Forward mode of the reference interpreter against closed forms: rules that are written out, routines that are differenced, memory that is
// overwritten, functions that call themselves.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lowerSource } from "../compiler/2-lower/lower-source.ts";
import { bindModel } from "./evaluate-model.ts";

const test = suite("forward mode");

const [x, y, dx, dy] = [0.7, -0.4, 0.3, 1.1];

/** What the model block adds to the target, and its derivatives by the parameters x and y. */
const PROGRAMS: Readonly<Record<string, readonly [string, readonly [number, number]]>> = {
  arithmetic: ["target += x * y - x / (2 + y);", [y - 1 / (2 + y), x + x / (2 + y) ** 2]],
  "functions with rules": [
    "target += exp(x) * sin(y);",
    [Math.exp(x) * Math.sin(y), Math.exp(x) * Math.cos(y)],
  ],
  "functions without rules": ["target += erf(x);", [(2 / Math.sqrt(Math.PI)) * Math.exp(-x * x), 0]],
  "a routine on a block": [
    "target += log_sum_exp([x, 2 * y]');",
    [Math.exp(x) / (Math.exp(x) + Math.exp(2 * y)), (2 * Math.exp(2 * y)) / (Math.exp(x) + Math.exp(2 * y))],
  ],
  "cells that are overwritten": [
    "vector[2] v = [x, y]'; v[1] = v[2] * v[1]; v[2] = 3; target += v[1] + v[2];",
    [y, x],
  ],
  "a loop that runs as long as the point says": [
    "real s = x; while (s < 2) s += s; target += s * y;",
    [4 * y, 4 * x],
  ],
  "a branch": ["if (x > 0) target += x * x; else target += y;", [2 * x, 0]],
  recursion: ["target += power(x, 3) * y;", [3 * x * x * y, x ** 3]],
};

for (const [name, [body, [byX, byY]]] of Object.entries(PROGRAMS))
  test(name, () => {
    const source = `functions { real power(real a, int n) { if (n == 0) return 1; return a * power(a, n - 1); } }
      parameters { real x; real y; } model { ${body} }`;
    const { slope } = bindModel(lowerSource(source, "forward", "ilr"), {}).alongDirection([x, y], [dx, dy]);
    assert.ok(
      slope !== null && Math.abs(slope - (byX * dx + byY * dy)) < 1e-10,
      `${slope}, not ${byX * dx + byY * dy}`,
    );
  });

test("a kink under a difference is told", () => {
  const source = "parameters { real x; } model { target += max(sort_asc([x, 0.7]')); }";
  assert.is(bindModel(lowerSource(source, "kink", "ilr"), {}).alongDirection([0.7004], [1]).slope, null);
});

test.run();
