// Does an approximation agree with NUTS? Parameter by parameter on the constrained scale, allowing for the Monte Carlo error of both
// sides: the verdict is "verified" only if the means can be told to lie within 0.3 posterior sds of each other.

import { type Draws, chainsOf, pooled } from "../diagnostics/draws.ts";
import { CLOSE, ONE_SIDED_99, WELL_MIXED } from "../diagnostics/limits.ts";
import { mcseMean } from "../diagnostics/mcse.ts";
import { mean, standardDeviation } from "../diagnostics/moments.ts";
import type { SampleResult } from "./sample.ts";
import { type Status, type Verdict, figure, listed } from "./status.ts";

/** Two sets of draws of one quantity; `a` is judged, `b` is the reference. */
export interface ComparisonRow {
  readonly name: string;
  readonly meanA: number;
  readonly meanB: number;
  readonly sdA: number;
  readonly sdB: number;
  /** (meanA - meanB) / sdB. */
  readonly difference: number;
  /** Standard error of `difference` from both sets of draws. */
  readonly mcse: number;
  /** |difference| + 2.33 mcse: what the distance may be, one-sided 99 %. */
  readonly bound: number;
}

export interface Check extends Verdict {
  readonly rows: readonly ComparisonRow[];
}

/** Compares means and sds of every quantity that both sets of draws name, in the order of `a`. */
export function compare(a: Draws, b: Draws): ComparisonRow[] {
  const positions = new Map(b.names.map((name, k) => [name, k]));
  return a.names.flatMap((name, k) => {
    const position = positions.get(name);
    return position === undefined ? [] : [compareOne(name, a, k, b, position)];
  });
}

function compareOne(name: string, a: Draws, ka: number, b: Draws, kb: number): ComparisonRow {
  const chainsA = chainsOf(a, ka);
  const chainsB = chainsOf(b, kb);
  const [allA, allB] = [pooled(chainsA), pooled(chainsB)];
  const [meanA, meanB] = [mean(allA), mean(allB)];
  const [sdA, sdB] = [standardDeviation(allA), standardDeviation(allB)];
  const isConstant = sdA === 0 && sdB === 0;
  const difference = isConstant ? (meanA === meanB ? 0 : Infinity) : (meanA - meanB) / sdB;
  const [errorA, errorB] = [sdA === 0 ? 0 : mcseMean(chainsA), sdB === 0 ? 0 : mcseMean(chainsB)];
  const mcse = isConstant ? 0 : Math.sqrt(errorA * errorA + errorB * errorB) / sdB;
  return {
    name,
    meanA,
    meanB,
    sdA,
    sdB,
    difference,
    mcse,
    bound: Math.abs(difference) + ONE_SIDED_99 * mcse,
  };
}

/** The verdict on an approximation's draws `candidate` (parameters only are judged) given a run of NUTS on the same model. */
export function checkAgainst(candidate: Draws, reference: SampleResult): Check {
  const parameters = new Set(reference.names.slice(0, reference.parameterCount));
  const rows = compare(candidate, reference.draws).filter(({ name }) => parameters.has(name));
  const reasons = [...unfitReference(reference), ...distances(rows)];
  const status: Status = reasons.length === 0 ? "verified" : "unreliable";
  return { status, reasons, rows };
}

function distances(rows: readonly ComparisonRow[]): string[] {
  const far = rows.filter(({ bound }) => !(bound < CLOSE));
  if (far.length === 0) return [];
  far.sort((x, y) => (y.bound > x.bound ? 1 : y.bound < x.bound ? -1 : 0));
  const list = far.map(
    (row) =>
      `${row.name} (${figure(row.meanA)} against ${figure(row.meanB)} by NUTS, ` +
      `${figure(row.difference)} +- ${figure(row.mcse)} posterior sds)`,
  );
  return [`means may differ from NUTS by ${CLOSE} posterior sds or more: ${listed(list)}`];
}

function unfitReference(reference: SampleResult): string[] {
  const reasons: string[] = [];
  const divergent = reference.chains.reduce(
    (sum, c) => c.statistics.divergent__.reduce((s, d) => s + d, sum),
    0,
  );
  if (divergent > 0) reasons.push(`NUTS itself has trouble: ${divergent} divergent transitions`);
  const torn = reference.summary
    .slice(0, reference.parameterCount)
    .filter((row) => row.r_hat >= WELL_MIXED)
    .sort((a, b) => b.r_hat - a.r_hat);
  if (torn.length > 0) {
    const list = torn.map((row) => `${row.name} (${figure(row.r_hat)})`);
    reasons.push(`NUTS itself has trouble: R-hat >= ${WELL_MIXED} for ${listed(list)}`);
  }
  if (!reference.complete) reasons.push("the run of NUTS was stopped before it was done");
  if (reference.draws.chains.length < 2) reasons.push("a single chain of NUTS cannot verify anything");
  return reasons;
}
