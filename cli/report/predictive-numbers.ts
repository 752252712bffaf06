// What posterior predictive checks count: bins, intervals per observation, and test statistics with the share of replicated data sets
// that exceed the observed one.

import { mean, quantile, standardDeviation } from "../../runtime/index.ts";
import { isDiscrete, largest, smallest, strideFor } from "./draws-of.ts";
import type { PredictiveInput } from "./report-input.ts";

export interface Predictive {
  readonly name: string;
  readonly observed: Float64Array;
  /** Thinned to at most a thousand replicated data sets. */
  readonly replicated: readonly Float64Array[];
  readonly isDiscrete: boolean;
  /** Covers all observations and the central 99 % of what was replicated. */
  readonly range: readonly [number, number];
}

const MOST_REPLICATED = 1000;
const MOST_BINS = 24;

/** Throws an error that names the variable if sizes do not fit. */
export function preparePredictive({ name, observed, replicated }: PredictiveInput): Predictive {
  const stride = strideFor(replicated.length, MOST_REPLICATED);
  const kept = replicated.filter((_, s) => s % stride === 0).map((y) => Float64Array.from(y));
  const odd = kept.find((y) => y.length !== observed.length);
  if (kept.length === 0 || observed.length === 0) throw new Error(`${name}: no data to compare`);
  if (odd !== undefined) {
    throw new Error(
      `${name}: a replicated data set has ${odd.length} numbers, but ${observed.length} were observed`,
    );
  }
  const own = Float64Array.from(observed);
  const ends = kept.map((y) => [quantile(y, 0.005), quantile(y, 0.995)] as const);
  const low = quantile(
    Float64Array.from(ends, ([end]) => end),
    0.05,
  );
  const high = quantile(
    Float64Array.from(ends, ([, end]) => end),
    0.95,
  );
  return {
    name,
    observed: own,
    replicated: kept,
    isDiscrete: isDiscrete(own, ...kept),
    range: [Math.min(smallest(own), low), Math.max(largest(own), high)],
  };
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  /** Median and central 90 % of the replicated counts. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Counts per bin; bins of whole numbers are centred on them. */
export function binned({ observed, replicated, isDiscrete, range }: Predictive): Bin[] {
  const [low, high] = range;
  // Few observations need wide bins to show a shape.
  const wanted = Math.min(MOST_BINS, Math.ceil(2.5 * Math.sqrt(observed.length)));
  const width = isDiscrete
    ? Math.max(1, Math.ceil((high - low + 1) / MOST_BINS))
    : (high - low) / wanted || 1;
  const start = isDiscrete ? Math.floor(low) - 0.5 : low;
  const bins = Math.max(1, Math.ceil((high - start) / width - 1e-9));
  const count = (y: Float64Array): number[] => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of y) {
      const bin = value === high ? bins - 1 : Math.floor((value - start) / width);
      if (bin >= 0 && bin < bins) counts[bin]!++;
    }
    return counts;
  };
  const own = count(observed);
  const others = replicated.map(count);
  return own.map((found, b) => {
    const counts = Float64Array.from(others, (bars) => bars[b]!);
    return {
      from: start + b * width,
      to: start + (b + 1) * width,
      observed: found,
      median: quantile(counts, 0.5),
      low: quantile(counts, 0.05),
      high: quantile(counts, 0.95),
    };
  });
}

export interface Interval {
  /** Number of the observation, from 1. */
  readonly index: number;
  readonly observed: number;
  readonly median: number;
  /** Central 50 % and central 90 % of the replicated values. */
  readonly half: readonly [number, number];
  readonly most: readonly [number, number];
  readonly isOutside: boolean;
}

export function intervals({ observed, replicated }: Predictive): Interval[] {
  return Array.from(observed, (value, n) => {
    const draws = Float64Array.from(replicated, (y) => y[n]!);
    const most = [quantile(draws, 0.05), quantile(draws, 0.95)] as const;
    return {
      index: n + 1,
      observed: value,
      median: quantile(draws, 0.5),
      half: [quantile(draws, 0.25), quantile(draws, 0.75)],
      most,
      isOutside: value < most[0] || value > most[1],
    };
  });
}

export interface TestStatistic {
  readonly name: string;
  readonly observed: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Share of replicated data sets with a larger value; equal ones count half. */
  readonly above: number;
}

export function testStatistics({ observed, replicated }: Predictive): TestStatistic[] {
  const statistics: Readonly<Record<string, (y: Float64Array) => number>> = {
    mean,
    "standard deviation": standardDeviation,
    smallest,
    largest,
  };
  return Object.entries(statistics).map(([name, of]) => {
    const own = of(observed);
    const values = Float64Array.from(replicated, of);
    const above = values.reduce((sum, value) => sum + (value > own ? 1 : value === own ? 0.5 : 0), 0);
    return {
      name,
      observed: own,
      median: quantile(values, 0.5),
      low: quantile(values, 0.05),
      high: quantile(values, 0.95),
      above: above / values.length,
    };
  });
}
