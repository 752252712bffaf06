// Laws of the categorical distributions, whose densities the compiler writes out: the reference table in value, gradient and rejection, for
// one category and for arrays of them.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { back, front } from "../acceptance/pipeline.ts";

const test = suite("laws of categorical distributions");

interface Row {
  readonly dist: string;
  readonly types: string;
  readonly args: readonly [number | readonly number[], readonly number[]];
  readonly expect: number | string;
  readonly expect_grad: readonly [null, readonly number[]] | null;
}

const rows = (
  JSON.parse(readFileSync(new URL("distributions.json", import.meta.url), "utf8")) as readonly Row[]
).filter(({ dist }) => dist === "categorical" || dist === "categorical_logit");

async function evaluate({ dist, args: [y, theta] }: Row) {
  const declared = typeof y === "number" ? "int y;" : `array[${y.length}] int y;`;
  const text = `data { ${declared} } parameters { vector[${theta.length}] theta; } model { target += ${dist}_lpmf(y | theta); }`;
  const model = await back(front(text), { y });
  const gradient = new Float64Array(theta.length);
  const value = model.logDensityGradient(Float64Array.from(theta), gradient);
  return { value, gradient, rejection: model.rejection };
}

for (const dist of ["categorical", "categorical_logit"])
  test(`${dist}: agrees with the reference table`, async () => {
    const own = rows.filter((row) => row.dist === dist);
    assert.ok(own.length >= 3, "too few rows");
    for (const row of own) {
      const label = `${dist} ${JSON.stringify(row.args)}`;
      const isOutside = row.expect === "error";
      let found: Awaited<ReturnType<typeof evaluate>> | null = null;
      try {
        found = await evaluate(row);
      } catch {
        assert.ok(isOutside, `${label} is refused`);
        continue;
      }
      if (isOutside) {
        assert.ok(found.rejection !== null, `${label} is not rejected`);
        continue;
      }
      assert.ok(Math.abs(found.value - Number(row.expect)) <= 1e-14 * Math.max(1, Math.abs(Number(row.expect))), label); // prettier-ignore
      row.expect_grad![1].forEach((slope, k) =>
        assert.ok(
          Math.abs(found.gradient[k]! - slope) <= 1e-14 * Math.max(1, Math.abs(slope)),
          `${label}: ${k}`,
        ),
      );
    }
  });

test.run();
