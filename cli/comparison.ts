// Two sets of draws of the same quantities side by side: an approximation against NUTS, or two runs. Differences of means are in
// standard deviations of the second, the reference; they count only beyond what the number of draws can resolve.

import type { SummaryRow } from "../runtime/index.ts";
import { shortNumber } from "./number-text.ts";
import { formatTable } from "./text-table.ts";

export interface Comparison {
  readonly name: string;
  readonly meanA: number;
  readonly sdA: number;
  readonly meanB: number;
  readonly sdB: number;
  /** (meanA - meanB) / sdB */
  readonly shift: number;
  /** sdA / sdB */
  readonly sdRatio: number;
  /** R-hat of the reference. */
  readonly rHat: number;
  readonly verdict: string;
}

const CLOSE = { shift: 0.1, logRatio: Math.log(1.15) };
const OFF = { shift: 0.3, logRatio: Math.log(1.35) };

/** Rows for the quantities that both have, in the order of the reference. */
export function compareSummaries(a: readonly SummaryRow[], reference: readonly SummaryRow[]): Comparison[] {
  const byName = new Map(a.map((row) => [row.name, row]));
  return reference.flatMap((b) => {
    const row = byName.get(b.name);
    return row === undefined ? [] : [compareRows(row, b)];
  });
}

function compareRows(a: SummaryRow, b: SummaryRow): Comparison {
  const isConstant = a.sd === 0 && b.sd === 0 && a.mean === b.mean;
  const shift = isConstant ? 0 : (a.mean - b.mean) / b.sd;
  const sdRatio = isConstant ? 1 : a.sd / b.sd;
  const values = {
    name: b.name,
    meanA: a.mean,
    sdA: a.sd,
    meanB: b.mean,
    sdB: b.sd,
    shift,
    sdRatio,
    rHat: b.r_hat,
  };
  return { ...values, verdict: verdict(shift, sdRatio, noise(a) + noise(b), b.r_hat) };
}

/** Monte Carlo error of a mean in its own standard deviations, twice over; 0 where it is not known. */
function noise({ mcse_mean, sd }: SummaryRow): number {
  const error = (2 * mcse_mean) / sd;
  return Number.isFinite(error) ? error : 0;
}

function verdict(shift: number, sdRatio: number, resolution: number, rHat: number): string {
  if (rHat >= 1.01) return "reference has not converged";
  const apart = Math.max(0, Math.abs(shift) - resolution);
  const logRatio = Math.abs(Math.log(sdRatio));
  if (!Number.isFinite(apart) || !Number.isFinite(logRatio)) return "cannot be compared";
  const words: string[] = [];
  if (apart > CLOSE.shift)
    words.push(`mean ${apart > OFF.shift ? "off" : "slightly off"} by ${Math.abs(shift).toFixed(1)} sd`);
  if (logRatio > CLOSE.logRatio) {
    const percent = Math.round(100 * Math.abs(sdRatio - 1));
    words.push(`sd ${percent} % too ${sdRatio < 1 ? "small" : "large"}`);
  }
  return words.length === 0 ? "agrees" : words.join(", ");
}

/** Whether every quantity agrees; the words for the line under the table. */
export function overallVerdict(rows: readonly Comparison[], nameA: string, nameB: string): string {
  if (rows.some(({ verdict: words }) => words === "reference has not converged")) {
    return `${nameB} has not converged, so it cannot judge ${nameA}: draw more or reparameterise.`;
  }
  const different = rows.filter(({ verdict: words }) => words !== "agrees");
  if (different.length === 0) return `${nameA} and ${nameB} agree on all ${rows.length} quantities.`;
  const worst = different.reduce((most, row) => (Math.abs(row.shift) > Math.abs(most.shift) ? row : most));
  return `${nameA} and ${nameB} differ on ${different.length} of ${rows.length} quantities; ${worst.name}: ${worst.verdict}.`;
}

export function comparisonTable(rows: readonly Comparison[], nameA: string, nameB: string): string {
  const header = ["", `mean ${nameA}`, `mean ${nameB}`, `sd ${nameA}`, `sd ${nameB}`, "r_hat", "verdict"];
  return formatTable(
    header,
    rows.map(({ name, meanA, meanB, sdA, sdB, rHat, verdict: words }) => [
      name,
      ...[meanA, meanB, sdA, sdB].map(shortNumber),
      Number.isFinite(rHat) ? rHat.toFixed(2) : "-",
      words,
    ]),
  );
}
