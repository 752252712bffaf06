// What was checked, one line per check: the figure, what is wanted, what it means and what to do about it. The thresholds are those
// of the runtime's verdict. The page shows the runtime's own status, never
// one made up here.

import {
  type Draws,
  ebfmi,
  type FitResult,
  khatThreshold,
  limits,
  type SamplerStatistics,
} from "../../runtime/index.ts";
import { type Quantity, spreadIsOff } from "./quantities.ts";
import { methodName } from "./report-input.ts";
import { counted, figure, listed, whole } from "./words.ts";

const { CLOSE, ESS_PER_CHAIN, LEAST_EBFMI, WELL_MIXED } = limits;

export interface CheckLine {
  readonly name: string;
  /** "note": costs accuracy or deserves a look, but does not forbid using the result. */
  readonly level: "good" | "note" | "bad";
  readonly found: string;
  readonly wanted: string;
  readonly meaning: string;
  /** What to do if it is not good. */
  readonly advice: string;
}

/** What is asked of chains: a run's result, or what files tell of one. */
export interface JudgedChains {
  readonly chains: readonly {
    readonly chain: number;
    readonly statistics: Pick<SamplerStatistics, "divergent__" | "energy__" | "treedepth__">;
  }[];
  readonly draws: Draws;
  readonly complete: boolean;
}

/** Checks on an approximation and on its comparison with NUTS. */
export function fitChecks(fit: FitResult, quantities: readonly Quantity[]): CheckLine[] {
  const compared = quantities.filter(({ comparison }) => comparison !== null);
  const isFull = fit.approximation.family === "fullrank";
  const lines = [convergence(fit)];
  if (fit.check !== undefined) lines.push(means(compared), spreads(compared, isFull));
  lines.push(tails(fit));
  return lines;
}

function convergence(fit: FitResult): CheckLine {
  const method = methodName(fit.method);
  return {
    name: `Convergence of ${method}`,
    level: fit.converged ? "good" : "bad",
    found: fit.converged ? "yes" : "no",
    wanted: "yes",
    meaning: "Two successive stages of the optimisation stood still and agreed with each other.",
    advice:
      "The optimisation did not settle. Look at the ELBO curve; rescale parameters to unit size, simplify the model, " +
      "or draw with `logjoint sample`.",
  };
}

function means(rows: readonly Quantity[]): CheckLine {
  const bound = (row: Quantity): number => row.comparison!.bound;
  const far = rows.filter((row) => !(bound(row) < CLOSE)).sort((a, b) => bound(b) - bound(a));
  const worst = rows.reduce<Quantity | null>(
    (most, row) => (most && bound(most) >= bound(row) ? most : row),
    null,
  );
  return {
    name: "Means against NUTS",
    level: far.length === 0 ? "good" : "bad",
    found:
      far.length > 0
        ? `${far.length} of ${counted(rows.length, "mean")} may be too far: ${listed(far.map((row) => `${row.name} (${figure(bound(row))})`))}`
        : worst === null
          ? "nothing to compare"
          : `farthest is ${worst.name}, at most ${figure(bound(worst))}`,
    wanted: `below ${CLOSE} posterior standard deviations`,
    meaning:
      "The distance between both means plus its Monte Carlo error (one-sided 99\u00a0%), in posterior standard deviations.",
    advice:
      "Quote the figures of NUTS instead (`logjoint sample`), or reparameterise so that the posterior is closer to normal. " +
      "If only the Monte Carlo error is large, draw more.",
  };
}

function spreads(rows: readonly Quantity[], isFull: boolean): CheckLine {
  const ratio = ({ comparison }: Quantity): number => comparison!.sdA / comparison!.sdB;
  const off = rows
    .filter(spreadIsOff)
    .sort((a, b) => Math.abs(Math.log(ratio(b))) - Math.abs(Math.log(ratio(a))));
  const texts = off.map((row) => `${row.name} (${figure(100 * ratio(row))}\u00a0% of that of NUTS)`);
  return {
    name: "Standard deviations against NUTS",
    level: off.length === 0 ? "good" : "note",
    found: off.length === 0 ? "all of them agree" : listed(texts),
    wanted: "80\u00a0% to 125\u00a0% of those of NUTS",
    meaning:
      "A standard deviation that is too small makes intervals too narrow: mean-field families are known for it.",
    advice: `Take intervals of these quantities from NUTS${isFull ? "." : ", or fit with `--family fullrank`, which can follow correlations."}`,
  };
}

/** The check of an approximation by itself. */
export function tails({ khat, draws }: Pick<FitResult, "khat" | "draws">): CheckLine {
  const threshold = khatThreshold(draws.chains[0]?.[0]?.length ?? 0);
  return {
    name: "Pareto k-hat",
    level: khat < threshold ? "good" : "note",
    found: figure(khat),
    wanted: `below ${figure(threshold)}`,
    meaning:
      "How much heavier the tails of the posterior are than those of the approximation: above the limit, importance " +
      "weighting could not repair what error is left.",
    advice:
      "The posterior is not close to normal in all directions. Prefer NUTS where tails or intervals matter.",
  };
}

/** Checks on chains. Those of a run that only serves as reference ask about parameters alone, as the runtime does. */
export function nutsChecks(
  nuts: JudgedChains,
  quantities: readonly Quantity[],
  maxDepth: number,
  isReference: boolean,
): CheckLine[] {
  const judged = quantities.filter((row) => row.nuts !== null && (row.isParameter || !isReference));
  const lesser = isReference ? "bad" : "note";
  return [
    agreement(nuts, judged, lesser),
    divergences(nuts),
    effectiveDraws(nuts, judged),
    energy(nuts),
    treeDepth(nuts, maxDepth),
    ...(nuts.complete ? [] : [stopped(lesser)]),
  ].map((line) => (isReference ? { ...line, name: `NUTS: ${line.name}` } : line));
}

/** `single`: how grave a single chain is. */
function agreement(
  { draws }: JudgedChains,
  quantities: readonly Quantity[],
  single: CheckLine["level"],
): CheckLine {
  const byRhat = quantities
    .filter(({ nuts }) => Number.isFinite(nuts!.r_hat))
    .sort((a, b) => b.nuts!.r_hat - a.nuts!.r_hat);
  const bad = byRhat.filter(({ nuts }) => nuts!.r_hat >= WELL_MIXED);
  const text = (row: Quantity): string => `${row.name} (${row.nuts!.r_hat.toFixed(3)})`;
  const isSingle = draws.chains.length < 2;
  return {
    name: "Agreement of chains (R-hat)",
    level: isSingle ? single : bad.length > 0 ? "bad" : "good",
    found: isSingle
      ? "one chain only"
      : bad.length > 0
        ? `${whole(bad.length)} of ${counted(quantities.length, "quantity", "quantities")}: ${listed(bad.map(text))}`
        : byRhat[0] === undefined
          ? "nothing varies"
          : `largest is ${text(byRhat[0])}`,
    wanted: `below ${WELL_MIXED} everywhere`,
    meaning: "Chains that started at different points describe the same distribution.",
    advice: isSingle
      ? "Run several chains (`--chains 4`): one cannot show whether another start would have gone elsewhere."
      : "Run longer (`--warmup`, `--draws`). If R-hat stays high, the posterior may have several modes or parameters " +
        "that data cannot tell apart: look at the trace plots and add information or reparameterise.",
  };
}

function divergences({ chains }: JudgedChains): CheckLine {
  let count = 0;
  let draws = 0;
  for (const { statistics } of chains) {
    draws += statistics.divergent__.length;
    for (const flag of statistics.divergent__) count += flag;
  }
  return {
    name: "Divergent transitions",
    level: count === 0 ? "good" : "bad",
    found: count === 0 ? "none" : `${whole(count)} of ${whole(draws)}`,
    wanted: "none",
    meaning:
      "The sampler could follow the posterior everywhere it went; where it diverges, a region is left out.",
    advice:
      "Look where the crosses crowd in the pair plot. Reparameterise there (non-centred for hierarchical scales), or try " +
      "`--target-accept 0.95`.",
  };
}

function effectiveDraws({ draws }: JudgedChains, quantities: readonly Quantity[]): CheckLine {
  const wanted = ESS_PER_CHAIN * draws.chains.length;
  const least = ({ nuts }: Quantity): number => Math.min(nuts!.ess_bulk, nuts!.ess_tail);
  const sorted = quantities.filter((row) => Number.isFinite(least(row))).sort((a, b) => least(a) - least(b));
  const few = sorted.filter((row) => least(row) < wanted);
  const text = (row: Quantity): string => `${row.name} (${whole(least(row))})`;
  return {
    name: "Effective draws",
    level: few.length === 0 ? "good" : "note",
    found:
      few.length > 0
        ? `${whole(few.length)} below: ${listed(few.map(text))}`
        : sorted[0] === undefined
          ? "nothing varies"
          : `fewest for ${text(sorted[0])}`,
    wanted: `at least ${whole(wanted)} of every quantity, in bulk and tails`,
    meaning:
      "How many independent draws the correlated ones are worth; the Monte Carlo error follows from it.",
    advice: "Draw more (`--draws`); if that is slow, try `--metric dense` or reparameterise.",
  };
}

function energy({ chains }: JudgedChains): CheckLine {
  const values = chains.map(({ chain, statistics }) => ({ chain, value: ebfmi(statistics.energy__) }));
  const low = values.filter(({ value }) => value < LEAST_EBFMI);
  const finite = values.filter(({ value }) => Number.isFinite(value));
  const worst = finite.reduce((least, { value }) => Math.min(least, value), Infinity);
  return {
    name: "Energy (E-BFMI)",
    level: low.length === 0 ? "good" : "note",
    found:
      low.length > 0
        ? listed(low.map(({ chain, value }) => `chain ${chain + 1} (${figure(value)})`))
        : finite.length === 0
          ? "too few draws"
          : `smallest is ${figure(worst)}`,
    wanted: `at least ${LEAST_EBFMI} in every chain`,
    meaning: "Whether the sampler's changes of energy are large enough to reach the tails.",
    advice: "The tails may be missed: reparameterise heavy-tailed or hierarchical parts.",
  };
}

function treeDepth({ chains }: JudgedChains, maxDepth: number): CheckLine {
  let count = 0;
  for (const { statistics } of chains)
    for (const depth of statistics.treedepth__) if (depth >= maxDepth) count++;
  return {
    name: "Trajectories cut off",
    level: count === 0 ? "good" : "note",
    found: count === 0 ? "none" : `${whole(count)} at depth ${maxDepth}`,
    wanted: "none",
    meaning: "Trajectories that are cut off give correct but slowly mixing draws.",
    advice: "Try `--metric dense`, rescale parameters, or raise `--max-depth`.",
  };
}

function stopped(level: CheckLine["level"]): CheckLine {
  return {
    name: "Run complete",
    level,
    found: "stopped early",
    wanted: "all draws made",
    meaning: "The run was stopped before it was done; what was drawn until then is shown.",
    advice: "Run it again to the end.",
  };
}
