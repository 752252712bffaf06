// The words of the comparison table at their thresholds, and that the noise of few draws is not called a difference.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { comparisonTable, type JudgedRow, judgeRows, overallVerdict } from "../../cli/comparison.ts";
import type { ComparisonRow, SummaryRow } from "../../runtime/index.ts";

const test = suite("comparison");

function row(name: string, meanA: number, sdA: number, meanB: number, sdB: number, mcse = 0): ComparisonRow {
  const difference = (meanA - meanB) / sdB;
  return { name, meanA, meanB, sdA, sdB, difference, mcse, bound: Math.abs(difference) + 2.33 * mcse };
}

function judged(comparison: ComparisonRow, rHat = 1): JudgedRow {
  return judgeRows([comparison], [{ name: comparison.name, r_hat: rHat } as SummaryRow])[0]!;
}

test("verdicts", () => {
  const cases: [ComparisonRow, string][] = [
    [row("x", 1.5, 2.4, 1, 2), "agrees"],
    [row("x", 0, 2, 1, 2), "mean off by 0.50 sd"],
    [row("x", 1, 1, 1, 2), "sd 50 % too small"],
    [row("x", 3, 4, 1, 2), "mean off by 1.00 sd, sd 100 % too large"],
    [row("x", 1.4, 2, 1, 2, 0.05), "mean off by 0.20 sd"],
    [row("x", 1.2, 2, 1, 2, 0.1), "too few draws to tell: mean may be off by 0.33 sd"],
    [row("x", 1.4, 2, 1, 2, 0.04), "agrees"],
    [{ ...row("x", 5, 0, 5, 0), difference: 0, bound: 0 }, "agrees"],
    [{ ...row("x", 4, 0, 5, 0), difference: Infinity, bound: Infinity }, "cannot be compared"],
    [row("x", 1, 0, 1, 2), "cannot be compared"],
  ];
  for (const [comparison, expected] of cases) assert.is(judged(comparison).verdict, expected);
  assert.is(judged(row("x", 3, 4, 1, 2), 1.05).verdict, "reference has not converged");
});

test("the table and the line below it", () => {
  const rows = [judged(row("tau", 3, 1, 2, 1)), judged(row("mu", 1, 2, 1, 2), NaN)];
  assert.is(
    comparisonTable(rows, "ADVI", "NUTS"),
    [
      "     mean ADVI  mean NUTS  sd ADVI  sd NUTS  r_hat              verdict",
      "tau      3.000      2.000    1.000    1.000   1.00  mean off by 1.00 sd",
      "mu       1.000      1.000    2.000    2.000      -               agrees",
    ].join("\n"),
  );
  assert.is(
    overallVerdict(rows, "ADVI", "NUTS"),
    "ADVI and NUTS differ on 1 of 2 quantities; tau: mean off by 1.00 sd.",
  );
  assert.is(overallVerdict(rows.slice(1), "A", "B"), "A and B agree on the 1 quantity.");
  assert.is(
    overallVerdict([judged(row("x", 1, 1, 1, 1)), ...rows.slice(1)], "A", "B"),
    "A and B agree on all 2 quantities.",
  );
  assert.match(overallVerdict([judged(row("x", 1, 1, 1, 1), 1.2)], "A", "B"), /^B has not converged/);
});

test.run();
