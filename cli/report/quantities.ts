// Every quantity with all that is known about it, and how badly off it is. Trouble is measured in units of the limit that it would
// cross (1 is the limit), so that R-hat, effective draws and disagreement with NUTS can be ranked together: the worst comes first.

import { limits, type SummaryRow } from "../../runtime/index.ts";
import { judgeRows, type JudgedRow } from "../comparison.ts";
import type { Run } from "./report-input.ts";
import { figure, whole } from "./words.ts";

const { CLOSE, ESS_PER_CHAIN, SD_FACTOR, WELL_MIXED } = limits;

export interface Quantity {
  readonly name: string;
  /** A parameter or transformed parameter, not a generated quantity. */
  readonly isParameter: boolean;
  /** Of what is reported: the approximation's draws of a fit, those of NUTS otherwise. */
  readonly summary: SummaryRow;
  /** Of the draws of NUTS; null where there are none. */
  readonly nuts: SummaryRow | null;
  readonly comparison: JudgedRow | null;
  /** 1 at the limit of what is acceptable, more is worse. */
  readonly trouble: number;
  /** What is wrong, in words; empty if nothing is. */
  readonly complaints: readonly string[];
}

/** In the order of the model. */
export function quantitiesOf(run: Run): Quantity[] {
  const { summary, parameterCount } = run.kind === "fit" ? run.fit : run.nuts;
  const nutsRows = new Map(run.nuts?.summary.map((row) => [row.name, row]));
  const check = run.kind === "fit" ? run.fit.check : undefined;
  const comparisons = new Map(
    check === undefined ? [] : judgeRows(check.rows, check.sample.summary).map((row) => [row.name, row]),
  );
  const chains = run.nuts?.draws.chains.length ?? 0;
  return summary.map((row, index) => {
    const nuts = nutsRows.get(row.name) ?? null;
    const comparison = comparisons.get(row.name) ?? null;
    const troubles = [...chainTroubles(nuts, chains), ...comparisonTroubles(comparison)];
    return {
      name: row.name,
      isParameter: index < parameterCount,
      summary: row,
      nuts,
      comparison,
      trouble: troubles.reduce((most, { size }) => Math.max(most, size), 0),
      complaints: troubles.filter(({ size }) => size >= 1).map(({ words }) => words),
    };
  });
}

/** Whether the approximation's standard deviation is off by more than it may. */
export function spreadIsOff({ comparison: row }: Quantity): boolean {
  if (row === null || (row.sdA === 0 && row.sdB === 0)) return false;
  const ratio = row.sdA / row.sdB;
  return !(ratio < SD_FACTOR && ratio > 1 / SD_FACTOR);
}

/** The worst first; equals stay in the order of the model. */
export function worstFirst(quantities: readonly Quantity[]): Quantity[] {
  return [...quantities].sort((a, b) => (a.trouble === b.trouble ? 0 : b.trouble - a.trouble));
}

interface Trouble {
  readonly size: number;
  readonly words: string;
}

function chainTroubles(row: SummaryRow | null, chains: number): Trouble[] {
  if (row === null || row.sd === 0) return [];
  const wanted = ESS_PER_CHAIN * chains;
  const least = Math.min(row.ess_bulk, row.ess_tail);
  const rHat = (row.r_hat - 1) / (WELL_MIXED - 1);
  return [
    ...(chains < 2 ? [] : [{ size: orInfinity(rHat), words: `R-hat ${row.r_hat.toFixed(3)}` }]),
    // At exactly the limit there are enough draws.
    { size: orInfinity(wanted / (least + 1e-9)), words: `only ${whole(least)} effective draws` },
  ];
}

function comparisonTroubles(row: JudgedRow | null): Trouble[] {
  if (row === null || (row.sdA === 0 && row.sdB === 0 && row.difference === 0)) return [];
  const ratio = row.sdA / row.sdB;
  const spread = Math.abs(Math.log(ratio)) / Math.log(SD_FACTOR);
  return [
    { size: orInfinity(row.bound / CLOSE), words: `mean off by up to ${figure(row.bound, 2)} sd` },
    { size: orInfinity(spread), words: `sd ${figure(100 * ratio)}\u00a0% of that of NUTS` },
  ];
}

/** What cannot be computed for a quantity that varies is the worst trouble of all. */
function orInfinity(size: number): number {
  return Number.isNaN(size) ? Infinity : size;
}
