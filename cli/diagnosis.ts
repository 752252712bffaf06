// What stored draws say about the run that made them: the report's checks, as far as the files hold what they need. Chains of NUTS are
// judged by agreement, divergences, effective draws, energy and tree depth; draws of an approximation by the k-hat of their weights.

import {
  APPROXIMATION_COLUMNS,
  khatOf,
  type StoredDraws,
  summarize,
  type SummaryRow,
} from "../runtime/index.ts";
import { type CheckLine, nutsChecks, tails } from "./report/checks.ts";
import type { Quantity } from "./report/quantities.ts";

export interface Diagnosis {
  readonly checks: readonly CheckLine[];
  /** "verified": all is good; "usable": something costs accuracy; "unreliable": something is bad. */
  readonly status: "verified" | "usable" | "unreliable";
  /** Columns that the files lack, so that what they tell was not checked. */
  readonly absent: readonly string[];
}

/** Which column of the sampler each check reads. */
const NEEDED: Readonly<Record<string, string>> = {
  "Divergent transitions": "divergent__",
  "Energy (E-BFMI)": "energy__",
  "Trajectories cut off": "treedepth__",
};

/** Trajectories of depth `maxDepth` were cut off. */
export function diagnosisOf(draws: StoredDraws, maxDepth: number): Diagnosis {
  const isApproximation = APPROXIMATION_COLUMNS.every((name) => draws.sampler.names.includes(name));
  const all = isApproximation ? [tails({ khat: khatOf(draws), draws })] : chainChecks(draws, maxDepth);
  const absent = Object.values(NEEDED).filter((name) => !draws.sampler.names.includes(name));
  const checks = all.filter(({ name }) => NEEDED[name] === undefined || !absent.includes(NEEDED[name]));
  const levels = new Set(checks.map(({ level }) => level));
  const status = levels.has("bad") ? "unreliable" : levels.has("note") ? "usable" : "verified";
  return { checks, status, absent: isApproximation ? [] : absent };
}

function chainChecks(draws: StoredDraws, maxDepth: number): CheckLine[] {
  const chains = draws.chains.map((_, chain) => ({
    chain,
    statistics: {
      divergent__: statistic(draws, chain, "divergent__"),
      energy__: statistic(draws, chain, "energy__"),
      treedepth__: statistic(draws, chain, "treedepth__"),
    },
  }));
  const quantities = summarize(draws).map(quantityOf);
  return nutsChecks({ chains, draws, complete: true }, quantities, maxDepth, false);
}

const quantityOf = (row: SummaryRow): Quantity => ({
  name: row.name,
  isParameter: true,
  summary: row,
  nuts: row,
  comparison: null,
  trouble: 0,
  complaints: [],
});

function statistic({ sampler }: StoredDraws, chain: number, name: string): Float64Array {
  return sampler.chains[chain]?.[sampler.names.indexOf(name)] ?? new Float64Array();
}
