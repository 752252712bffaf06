// The summary table with ArviZ's columns, those of its versions 0.x or 1.x. R-hat of a single chain is NaN here: halves of one chain cannot show that another
// start would have gone elsewhere (`rhat` itself compares the halves).

import { type Chains, type Draws, chainsOf, pooled } from "./draws.ts";
import { essBulk, essTail } from "./ess.ts";
import { hdi } from "./hdi.ts";
import { mcseMean, mcseSd } from "./mcse.ts";
import { mean, standardDeviation } from "./moments.ts";
import { quantile } from "./quantile.ts";
import { rhat } from "./rhat.ts";

/** One quantity. Columns of the interval carry percentages: `hdi_3%` and `hdi_97%` for 0.94, in ArviZ 1 `eti89_lb` and `eti89_ub`. */
export interface SummaryRow {
  readonly name: string;
  readonly mean: number;
  readonly sd: number;
  readonly [interval: `hdi_${string}%` | `eti${string}_${"lb" | "ub"}`]: number;
  readonly mcse_mean: number;
  readonly mcse_sd: number;
  readonly ess_bulk: number;
  readonly ess_tail: number;
  readonly r_hat: number;
}

export type SummaryStyle = "arviz0" | "arviz1";

export interface SummaryOptions {
  /** Share of the draws inside the interval (default 0.94; for "arviz1" 0.89). */
  readonly probability?: number;
  /** Columns of ArviZ 0.x, with a highest-density interval (default), or of ArviZ 1.x, with an equal-tailed one. */
  readonly style?: SummaryStyle;
}

/** Mean, sd, highest-density interval, Monte Carlo standard errors, effective sample sizes and R-hat of every quantity. */
export function summarize(draws: Draws, options: SummaryOptions = {}): SummaryRow[] {
  const steps = summarySteps(draws, options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same in small steps, for callers that must let others work in between. */
export function* summarySteps(draws: Draws, options: SummaryOptions = {}): Generator<void, SummaryRow[]> {
  const style = options.style ?? "arviz0";
  const probability = options.probability ?? (style === "arviz0" ? 0.94 : 0.89);
  if (!(probability > 0 && probability < 1)) {
    throw new Error(`summarize: probability must lie between 0 and 1, got ${probability}`);
  }
  const rows: SummaryRow[] = [];
  for (const [index, name] of draws.names.entries())
    rows.push(yield* rowSteps(name, chainsOf(draws, index), probability, style));
  return rows;
}

function* rowSteps(
  name: string,
  chains: Chains,
  probability: number,
  style: SummaryStyle,
): Generator<void, SummaryRow> {
  const all = pooled(chains);
  const moments = { mean: mean(all), sd: standardDeviation(all) };
  const interval = style === "arviz0" ? highestDensity(all, probability) : equalTailed(all, probability);
  yield;
  const errors = { mcse_mean: mcseMean(chains), mcse_sd: mcseSd(chains) };
  yield;
  const bulk = essBulk(chains);
  yield;
  const tail = essTail(chains);
  yield;
  const mixing = { ess_bulk: bulk, ess_tail: tail, r_hat: chains.length > 1 ? rhat(chains) : NaN };
  yield;
  const first = { name, ...moments, ...interval };
  return style === "arviz0" ? { ...first, ...errors, ...mixing } : { ...first, ...mixing, ...errors };
}

type Interval = Record<`hdi_${string}%` | `eti${string}_${"lb" | "ub"}`, number>;

function highestDensity(all: Float64Array, probability: number): Interval {
  const [low, high] = hdi(all, probability);
  return {
    [`hdi_${percent((1 - probability) / 2)}%` as const]: low,
    [`hdi_${percent((1 + probability) / 2)}%` as const]: high,
  };
}

function equalTailed(all: Float64Array, probability: number): Interval {
  return {
    [`eti${percent(probability)}_lb` as const]: quantile(all, (1 - probability) / 2),
    [`eti${percent(probability)}_ub` as const]: quantile(all, (1 + probability) / 2),
  };
}

/** 0.030000000000000027 -> "3"; 0.055 -> "5.5". */
function percent(share: number): string {
  return String(Number((100 * share).toFixed(4)));
}
