// One chain as a stepper: `advance()` makes one iteration, so that whoever drives it can yield to an event loop, report progress or
// stop early, and keeps what was drawn. Every chain has random streams of its own: where it runs does not change its bits.

import { type Random, randomStream } from "../../random/random.ts";
import { type Init, findInitialPoint } from "../initial-point.ts";
import { purposes } from "../purposes.ts";
import { type Target, counted, namesOf, writeTarget } from "../target.ts";
import { type Adaptation, createAdaptation } from "./adaptation.ts";
import { type Metric, type MetricKind, createMetric } from "./metric.ts";
import { Trajectory } from "./trajectory.ts";

/** Everything that determines a chain, as plain data that can be posted to a worker. */
export interface ChainSettings {
  readonly seed: number;
  /** Number of the chain, from 0: picks its random streams. */
  readonly chain: number;
  readonly warmup: number;
  readonly draws: number;
  readonly targetAccept: number;
  readonly maxDepth: number;
  readonly metric: MetricKind;
  readonly init: Init;
}

/** One column per sampler statistic, one entry per kept draw. */
export interface SamplerStatistics {
  readonly lp__: Float64Array;
  readonly accept_stat__: Float64Array;
  readonly stepsize__: Float64Array;
  readonly treedepth__: Float64Array;
  readonly n_leapfrog__: Float64Array;
  readonly divergent__: Float64Array;
  readonly energy__: Float64Array;
}

export interface ChainResult {
  readonly chain: number;
  /** Draws kept: fewer than asked for if the run was stopped. */
  readonly draws: number;
  /** Draws on the unconstrained scale: `draws` rows of D numbers, row after row. */
  readonly unconstrained: Float64Array;
  /** Constrained values, one array per name in the order of the result's `names`. */
  readonly columns: readonly Float64Array[];
  readonly statistics: SamplerStatistics;
  readonly adaptation: {
    readonly stepSize: number;
    readonly metric: MetricKind;
    /** Inverse metric: empty for unit, D numbers for diag, D x D column-major for dense. */
    readonly inverseMetric: Float64Array;
    /** Divergent transitions during warm-up, which need not worry anyone. */
    readonly divergences: number;
  };
  readonly gradientEvaluations: { readonly warmup: number; readonly sampling: number };
}

export interface Chain {
  readonly settings: ChainSettings;
  /** Iterations made, of `settings.warmup + settings.draws`. */
  readonly iteration: number;
  /** Divergent transitions after warm-up so far. */
  readonly divergences: number;
  /** Makes one iteration; false once all are made. */
  advance(): boolean;
  /** What was drawn so far. The arrays are the caller's. */
  result(): ChainResult;
}

/** Finds a starting point and a step size. Throws if the target has no usable starting point or is improper. */
export function startChain(target: Target, settings: ChainSettings): Chain {
  const { seed, chain, warmup, draws } = settings;
  const density = counted(target);
  const transitions = randomStream(seed, chain, purposes.transitions);
  const start = findInitialPoint(density, randomStream(seed, chain, purposes.initialPoint), settings.init);
  const metric = createMetric(settings.metric, target.dimension);
  const trajectory = new Trajectory(density, metric, transitions, start, settings.maxDepth);
  const isFixed = target.dimension === 0; // nothing to sample: only generated quantities vary
  const adaptation = isFixed
    ? null
    : createAdaptation(trajectory, metric, target.dimension, warmup, settings.targetAccept);
  const recorder = createRecorder(
    target,
    trajectory,
    draws,
    randomStream(seed, chain, purposes.generatedQuantities),
  );
  adaptation?.begin();
  let iteration = 0;
  let warmupEvaluations = 0;
  let warmupDivergences = 0;
  const warm = (learning: Adaptation | null): void => {
    learning?.learn(iteration);
    if (trajectory.statistics.divergent) warmupDivergences++;
    if (iteration + 1 === warmup) learning?.end();
    warmupEvaluations = density.evaluations;
  };
  return {
    settings,
    get iteration() {
      return iteration;
    },
    get divergences() {
      return recorder.divergences;
    },
    advance() {
      if (iteration >= warmup + draws) return false;
      if (!isFixed) trajectory.transition();
      if (iteration < warmup) warm(adaptation);
      else recorder.record();
      iteration++;
      return iteration < warmup + draws;
    },
    result: () => ({
      chain,
      ...recorder.kept(),
      adaptation: { ...describe(trajectory, metric), divergences: warmupDivergences },
      gradientEvaluations: { warmup: warmupEvaluations, sampling: density.evaluations - warmupEvaluations },
    }),
  };
}

function describe(
  trajectory: Trajectory,
  metric: Metric,
): Pick<ChainResult["adaptation"], "stepSize" | "metric" | "inverseMetric"> {
  return { stepSize: trajectory.stepSize, metric: metric.kind, inverseMetric: metric.inverse.slice() };
}

interface Recorder {
  readonly divergences: number;
  record(): void;
  kept(): Pick<ChainResult, "draws" | "unconstrained" | "columns" | "statistics">;
}

function createRecorder(target: Target, trajectory: Trajectory, draws: number, random: Random): Recorder {
  const dimension = target.dimension;
  const unconstrained = new Float64Array(draws * dimension);
  const columns = namesOf(target).map(() => new Float64Array(draws));
  const statistics: SamplerStatistics = {
    lp__: new Float64Array(draws),
    accept_stat__: new Float64Array(draws),
    stepsize__: new Float64Array(draws),
    treedepth__: new Float64Array(draws),
    n_leapfrog__: new Float64Array(draws),
    divergent__: new Float64Array(draws),
    energy__: new Float64Array(draws),
  };
  let count = 0;
  let divergences = 0;
  return {
    get divergences() {
      return divergences;
    },
    record() {
      const { current, statistics: transition, stepSize } = trajectory;
      unconstrained.set(current.q, count * dimension);
      const values = writeTarget(target, current.q, random);
      for (let k = 0; k < columns.length; k++) columns[k]![count] = values[k]!;
      statistics.lp__[count] = current.logDensity;
      statistics.accept_stat__[count] = transition.acceptance;
      statistics.stepsize__[count] = stepSize;
      statistics.treedepth__[count] = transition.treeDepth;
      statistics.n_leapfrog__[count] = transition.leapfrogs;
      statistics.divergent__[count] = transition.divergent ? 1 : 0;
      statistics.energy__[count] = current.energy;
      if (transition.divergent) divergences++;
      count++;
    },
    kept: () => ({
      draws: count,
      unconstrained: unconstrained.slice(0, count * dimension),
      columns: columns.map((column) => column.slice(0, count)),
      statistics: mapStatistics(statistics, (column) => column.slice(0, count)),
    }),
  };
}

function mapStatistics(
  statistics: SamplerStatistics,
  change: (column: Float64Array) => Float64Array,
): SamplerStatistics {
  return {
    lp__: change(statistics.lp__),
    accept_stat__: change(statistics.accept_stat__),
    stepsize__: change(statistics.stepsize__),
    treedepth__: change(statistics.treedepth__),
    n_leapfrog__: change(statistics.n_leapfrog__),
    divergent__: change(statistics.divergent__),
    energy__: change(statistics.energy__),
  };
}
