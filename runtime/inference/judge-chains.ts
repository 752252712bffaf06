// Can the draws of these chains be relied upon? R-hat and divergences decide; few effective draws, low E-BFMI and trajectories cut
// off by the depth limit cost accuracy and lower the verdict to "usable". Thresholds: Vehtari et al. 2021, Stan's `diagnose`.

import { ebfmi } from "../diagnostics/energy.ts";
import { ESS_PER_CHAIN, LEAST_EBFMI, WELL_MIXED } from "../diagnostics/limits.ts";
import type { SummaryRow } from "../diagnostics/summary.ts";
import type { ChainResult } from "./nuts/chain.ts";
import { type Status, type Verdict, figure, listed } from "./status.ts";

export interface JudgedRun {
  readonly draws: number;
  readonly maxDepth: number;
  readonly complete: boolean;
  readonly dimension: number;
}

/** Verdict on chains of NUTS with the summary of their draws. */
export function judgeChains(
  chains: readonly ChainResult[],
  summary: readonly SummaryRow[],
  run: JudgedRun,
): Verdict {
  const grave = [...tooFewDraws(chains), ...divergences(chains), ...disagreement(summary, chains.length)];
  const mild = [
    ...(run.complete ? [] : ["the run was stopped before all draws were made"]),
    ...(chains.length > 1
      ? []
      : ["a single chain cannot show whether another start would have gone elsewhere"]),
    ...fewEffectiveDraws(summary, chains.length),
    ...(run.dimension > 0 ? [...lowEnergyMixing(chains), ...saturation(chains, run.maxDepth)] : []),
  ];
  const status: Status = grave.length > 0 ? "unreliable" : mild.length > 0 ? "usable" : "verified";
  return { status, reasons: [...grave, ...mild] };
}

function tooFewDraws(chains: readonly ChainResult[]): string[] {
  const total = chains.reduce((sum, chain) => sum + chain.draws, 0);
  return total < 8 ? [`only ${total} draws were made`] : [];
}

function divergences(chains: readonly ChainResult[]): string[] {
  let count = 0;
  let draws = 0;
  for (const chain of chains) {
    draws += chain.draws;
    for (const flag of chain.statistics.divergent__) count += flag;
  }
  if (count === 0) return [];
  return [
    `${count} of ${draws} transitions diverged: parts of the posterior were not explored; ` +
      "reparameterise the model (for example non-centred) or raise targetAccept",
  ];
}

function disagreement(summary: readonly SummaryRow[], chains: number): string[] {
  const bad = summary.filter((row) => row.r_hat >= WELL_MIXED).sort((a, b) => b.r_hat - a.r_hat);
  if (bad.length === 0 || chains < 2) return [];
  return [
    `chains disagree, R-hat >= ${WELL_MIXED}: ${listed(bad.map((row) => `${row.name} (${figure(row.r_hat)})`))}`,
  ];
}

function fewEffectiveDraws(summary: readonly SummaryRow[], chains: number): string[] {
  const least = (row: SummaryRow): number => (row.ess_bulk < row.ess_tail ? row.ess_bulk : row.ess_tail);
  const wanted = ESS_PER_CHAIN * chains;
  const bad = summary.filter((row) => least(row) < wanted).sort((a, b) => least(a) - least(b));
  if (bad.length === 0) return [];
  const list = listed(bad.map((row) => `${row.name} (${figure(least(row))})`));
  return [`fewer than ${wanted} effective draws: ${list}; draw more`];
}

function lowEnergyMixing(chains: readonly ChainResult[]): string[] {
  const bad = chains
    .map((chain) => ({ number: chain.chain + 1, value: ebfmi(chain.statistics.energy__) }))
    .filter(({ value }) => value < LEAST_EBFMI);
  if (bad.length === 0) return [];
  return [
    `E-BFMI below ${LEAST_EBFMI}: ${listed(bad.map((c) => `chain ${c.number} (${figure(c.value)})`))}; tails may be missed`,
  ];
}

function saturation(chains: readonly ChainResult[], maxDepth: number): string[] {
  let count = 0;
  for (const chain of chains)
    for (const depth of chain.statistics.treedepth__) if (depth >= maxDepth) count++;
  if (count === 0) return [];
  return [
    `${count} trajectories reached the depth limit of ${maxDepth}: correct but slow; consider metric "dense"`,
  ];
}
