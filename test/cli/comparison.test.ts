// The words of the comparison table at its thresholds, and that noise of few draws is not called a difference.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compareSummaries, comparisonTable, overallVerdict } from "../../cli/comparison.ts";
import type { SummaryRow } from "../../runtime/index.ts";

const test = suite("comparison");

function row(name: string, mean: number, sd: number, more: Partial<SummaryRow> = {}): SummaryRow {
  return {
    name,
    mean,
    sd,
    mcse_mean: 0,
    mcse_sd: 0,
    ess_bulk: 1e4,
    ess_tail: 1e4,
    r_hat: 1,
    ...more,
  } as SummaryRow;
}

function verdictOf(a: SummaryRow, b: SummaryRow): string {
  return compareSummaries([a], [b])[0]!.verdict;
}

test("verdicts", () => {
  const reference = row("x", 1, 2);
  assert.is(verdictOf(row("x", 1.19, 2.1), reference), "agrees");
  assert.is(verdictOf(row("x", 1.4, 2), reference), "mean slightly off by 0.2 sd");
  assert.is(verdictOf(row("x", 0, 2), reference), "mean off by 0.5 sd");
  assert.is(verdictOf(row("x", 1, 1), reference), "sd 50 % too small");
  assert.is(verdictOf(row("x", 3, 4), reference), "mean off by 1.0 sd, sd 100 % too large");
  assert.is(verdictOf(row("x", 3, 4), row("x", 1, 2, { r_hat: 1.05 })), "reference has not converged");
  assert.is(
    verdictOf(row("x", 1.4, 2, { mcse_mean: 0.2 }), reference),
    "agrees",
    "0.2 sd apart, known to 0.2 sd",
  );
  assert.is(verdictOf(row("x", 5, 0), row("x", 5, 0)), "agrees");
  assert.is(verdictOf(row("x", 4, 0), row("x", 5, 0)), "cannot be compared");
});

test("the table and the line below it", () => {
  const rows = compareSummaries(
    [row("mu", 1, 2), row("tau", 3, 1), row("only a", 0, 1)],
    [row("tau", 2, 1), row("mu", 1, 2), row("only b", 0, 1)],
  );
  assert.equal(
    rows.map(({ name }) => name),
    ["tau", "mu"],
  );
  assert.is(
    comparisonTable(rows, "ADVI", "NUTS"),
    [
      "     mean ADVI  mean NUTS  sd ADVI  sd NUTS  r_hat             verdict",
      "tau      3.000      2.000    1.000    1.000   1.00  mean off by 1.0 sd",
      "mu       1.000      1.000    2.000    2.000   1.00              agrees",
    ].join("\n"),
  );
  assert.is(
    overallVerdict(rows, "ADVI", "NUTS"),
    "ADVI and NUTS differ on 1 of 2 quantities; tau: mean off by 1.0 sd.",
  );
  assert.is(overallVerdict(rows.slice(1), "ADVI", "NUTS"), "ADVI and NUTS agree on all 1 quantities.");
});

test.run();
