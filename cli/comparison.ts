// Two sets of draws side by side as a table with a verdict in words: an approximation against NUTS, or two runs. Means agree if
// they can be told to lie within 0.3 standard deviations of the reference, the rule by which `fit` calls itself verified.

import { type ComparisonRow, limits, type SummaryRow } from "../runtime/index.ts";
import { shortNumber } from "./number-text.ts";
import { formatTable } from "./text-table.ts";

const { CLOSE, ONE_SIDED_99, SD_FACTOR, WELL_MIXED } = limits;

export interface JudgedRow extends ComparisonRow {
  /** R-hat of the reference. */
  readonly rHat: number;
  readonly verdict: string;
}

/** `reference` is the summary of the second set of draws. */
export function judgeRows(rows: readonly ComparisonRow[], reference: readonly SummaryRow[]): JudgedRow[] {
  const rHats = new Map(reference.map((row) => [row.name, row.r_hat]));
  return rows.map((row) => {
    const rHat = rHats.get(row.name) ?? NaN;
    return { ...row, rHat, verdict: verdictOf(row, rHat) };
  });
}

function verdictOf({ sdA, sdB, difference, mcse, bound }: ComparisonRow, rHat: number): string {
  if (rHat >= WELL_MIXED) return "reference has not converged";
  if (sdA === 0 && sdB === 0 && difference === 0) return "agrees";
  if (!Number.isFinite(difference) || !(sdA > 0)) return "cannot be compared";
  const words: string[] = [];
  if (!(bound < CLOSE)) {
    const isResolved = Math.abs(difference) > ONE_SIDED_99 * mcse;
    words.push(
      isResolved
        ? `mean off by ${Math.abs(difference).toFixed(2)} sd`
        : `too few draws to tell: mean may be off by ${bound.toFixed(2)} sd`,
    );
  }
  const ratio = sdA / sdB;
  if (ratio > SD_FACTOR || ratio < 1 / SD_FACTOR) {
    words.push(`sd ${Math.round(100 * Math.abs(ratio - 1))} % too ${ratio < 1 ? "small" : "large"}`);
  }
  return words.length === 0 ? "agrees" : words.join(", ");
}

/** Whether every quantity agrees: the line under the table. */
export function overallVerdict(rows: readonly JudgedRow[], nameA: string, nameB: string): string {
  const different = rows.filter(({ verdict }) => verdict !== "agrees");
  if (different.some(({ rHat }) => rHat >= WELL_MIXED)) {
    return `${nameB} has not converged, so it cannot judge ${nameA}: draw more or reparameterise.`;
  }
  const total = `${rows.length} ${rows.length === 1 ? "quantity" : "quantities"}`;
  if (different.length === 0)
    return `${nameA} and ${nameB} agree on ${rows.length === 1 ? "the" : "all"} ${total}.`;
  const worst = different.reduce((most, row) => (row.bound > most.bound ? row : most));
  return `${nameA} and ${nameB} differ on ${different.length} of ${total}; ${worst.name}: ${worst.verdict}.`;
}

export function comparisonTable(rows: readonly JudgedRow[], nameA: string, nameB: string): string {
  const header = ["", `mean ${nameA}`, `mean ${nameB}`, `sd ${nameA}`, `sd ${nameB}`, "r_hat", "verdict"];
  return formatTable(
    header,
    rows.map(({ name, meanA, meanB, sdA, sdB, rHat, verdict }) => [
      name,
      ...[meanA, meanB, sdA, sdB].map(shortNumber),
      Number.isFinite(rHat) ? rHat.toFixed(2) : "-",
      verdict,
    ]),
  );
}
