// The summary table with ArviZ's columns. R-hat of a single chain is NaN here: halves of one chain cannot show that another
// start would have gone elsewhere (`rhat` itself compares the halves).

import { type Chains, type Draws, chainsOf, pooled } from "./draws.ts";
import { essBulk, essTail } from "./ess.ts";
import { hdi } from "./hdi.ts";
import { mcseMean, mcseSd } from "./mcse.ts";
import { mean, standardDeviation } from "./moments.ts";
import { rhat } from "./rhat.ts";

/** One quantity. The two interval columns carry their percentages: `hdi_3%` and `hdi_97%` for probability 0.94. */
export interface SummaryRow {
  readonly name: string;
  readonly mean: number;
  readonly sd: number;
  readonly [interval: `hdi_${string}%`]: number;
  readonly mcse_mean: number;
  readonly mcse_sd: number;
  readonly ess_bulk: number;
  readonly ess_tail: number;
  readonly r_hat: number;
}

export interface SummaryOptions {
  /** Share of the draws inside the highest-density interval (default 0.94). */
  readonly probability?: number;
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
  const probability = options.probability ?? 0.94;
  if (!(probability > 0 && probability < 1)) {
    throw new Error(`summarize: probability must lie between 0 and 1, got ${probability}`);
  }
  const rows: SummaryRow[] = [];
  for (const [index, name] of draws.names.entries())
    rows.push(yield* rowSteps(name, chainsOf(draws, index), probability));
  return rows;
}

function* rowSteps(name: string, chains: Chains, probability: number): Generator<void, SummaryRow> {
  const all = pooled(chains);
  const [low, high] = hdi(all, probability);
  const interval: Record<`hdi_${string}%`, number> = {
    [`hdi_${percent((1 - probability) / 2)}%` as const]: low,
    [`hdi_${percent((1 + probability) / 2)}%` as const]: high,
  };
  yield;
  const [errorOfMean, errorOfSd] = [mcseMean(chains), mcseSd(chains)];
  yield;
  const bulk = essBulk(chains);
  yield;
  const tail = essTail(chains);
  yield;
  const convergence = chains.length > 1 ? rhat(chains) : NaN;
  yield;
  return {
    name,
    mean: mean(all),
    sd: standardDeviation(all),
    ...interval,
    mcse_mean: errorOfMean,
    mcse_sd: errorOfSd,
    ess_bulk: bulk,
    ess_tail: tail,
    r_hat: convergence,
  };
}

/** 0.030000000000000027 -> "3"; 0.055 -> "5.5". */
function percent(share: number): string {
  return String(Number((100 * share).toFixed(4)));
}
