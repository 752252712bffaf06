// Markov chain Monte Carlo for a user: several chains of NUTS, in turn or in workers with the same bits, and a plain statement of
// whether the draws can be relied upon.

import type { SummaryRow } from "../diagnostics/summary.ts";
import { NUTS_COLUMNS, type StoredDraws } from "../draws/stored-draws.ts";
import type { ChainWorker, TimedChain } from "./chain-messages.ts";
import { type ChainProgress, type ChainSeconds, driveChain } from "./drive.ts";
import type { Init } from "./initial-point.ts";
import { judgeChains } from "./judge-chains.ts";
import { type ChainResult, type ChainSettings, startChain } from "./nuts/chain.ts";
import type { MetricKind } from "./nuts/metric.ts";
import { pacedSummary } from "./paced-summary.ts";
import { DEFAULT_SEED, checkSeed } from "./purposes.ts";
import type { Status } from "./status.ts";
import { type Target, namesOf, parameterCount } from "./target.ts";
import { runInWorkers } from "./worker-chains.ts";

export interface SampleOptions {
  /** Number of chains (default 4). */
  readonly chains?: number;
  /** Warm-up iterations per chain (default 1000). */
  readonly warmup?: number;
  /** Draws kept per chain (default 1000). */
  readonly draws?: number;
  /** Acceptance that warm-up aims at, in (0, 1) (default 0.8). Raise it if transitions diverge. */
  readonly targetAccept?: number;
  /** Trajectories have at most 2^maxDepth - 1 leapfrog steps (default 10). */
  readonly maxDepth?: number;
  /** What is adapted to the posterior: its variances, its covariance, or nothing (default "diag"). */
  readonly metric?: MetricKind;
  /** An integer; the same seed gives the same draws (default 1). */
  readonly seed?: number;
  /** Radius of random starting points (default 2), one unconstrained point for all chains, or one per chain. */
  readonly init?: Init | readonly Float64Array[];
  /** Stops the run; what was drawn until then is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ChainProgress) => void;
  /** Makes a worker whose module calls `serveChains(bind)`; without it chains run in turn. */
  readonly workers?: () => ChainWorker;
  /** What workers bind the model to, if that is not `model.data`. */
  readonly data?: unknown;
  /** Module with `bind`, for workers that call `serveChains()` without a model. */
  readonly moduleUrl?: string;
}

export interface SampleResult {
  readonly method: "nuts";
  readonly status: Status;
  /** Why the status is not "verified": names of quantities with figures. */
  readonly reasons: readonly string[];
  readonly seed: number;
  /** Parameters, transformed parameters, generated quantities. */
  readonly names: readonly string[];
  /** How many of `names` are parameters or transformed parameters. */
  readonly parameterCount: number;
  /** Chains of equal length for diagnostics: all of them, or after a stop the subset with most draws. */
  readonly draws: StoredDraws;
  readonly chains: readonly ChainResult[];
  /** Wall time per chain. */
  readonly chainSeconds: readonly ChainSeconds[];
  readonly summary: readonly SummaryRow[];
  /** False if the run was stopped early. */
  readonly complete: boolean;
  readonly gradientEvaluations: number;
  /** Wall time of everything; times are the only part of a result that differs between runs. */
  readonly seconds: number;
}

type PlainSettings = Omit<ChainSettings, "chain" | "init">;

/**
 * Draws from the posterior by NUTS. Throws an error that quotes the model if no starting point is found, if the posterior is
 * improper, or if an option is out of range.
 */
export async function sample(model: Target, options: SampleOptions = {}): Promise<SampleResult> {
  const started = performance.now();
  const settings = chainSettings(options);
  const timed = options.workers
    ? await runInWorkers(settings, {
        create: options.workers,
        data: options.data ?? model.data,
        options: model.options ?? {},
        moduleUrl: options.moduleUrl ?? null,
        signal: options.signal,
        onProgress: options.onProgress ?? (() => {}),
      })
    : await runInTurn(model, settings, options);
  return describeRun(model, settings, timed, started);
}

async function runInTurn(
  model: Target,
  settings: readonly ChainSettings[],
  options: SampleOptions,
): Promise<TimedChain[]> {
  const results: TimedChain[] = [];
  const isStopped = (): boolean => options.signal?.aborted ?? false;
  for (const one of settings) {
    if (isStopped() && results.length > 0) break;
    const chain = startChain(model, one);
    const seconds = await driveChain(chain, isStopped, options.onProgress ?? (() => {}));
    results.push({ result: chain.result(), seconds });
  }
  return results;
}

function chainSettings(options: SampleOptions): ChainSettings[] {
  const settings = {
    seed: checkSeed(options.seed ?? DEFAULT_SEED),
    warmup: options.warmup ?? 1000,
    draws: options.draws ?? 1000,
    targetAccept: options.targetAccept ?? 0.8,
    maxDepth: options.maxDepth ?? 10,
    metric: options.metric ?? "diag",
  };
  const chains = options.chains ?? 4;
  checkSettings(settings, chains);
  const init = options.init ?? 2;
  if (Array.isArray(init) && init.length !== chains) {
    throw new Error(`init: ${chains} chains need ${chains} points, got ${init.length}`);
  }
  return Array.from({ length: chains }, (_, chain) => ({
    ...settings,
    chain,
    init: Array.isArray(init) ? (init[chain] as Float64Array) : (init as Init),
  }));
}

function checkSettings(settings: PlainSettings, chains: number): void {
  const wholes = { chains, warmup: settings.warmup, draws: settings.draws, maxDepth: settings.maxDepth };
  for (const [name, value] of Object.entries(wholes)) {
    const least = name === "warmup" ? 0 : 1;
    if (!Number.isSafeInteger(value) || value < least) {
      throw new Error(`${name} must be a whole number of at least ${least}, got ${value}`);
    }
  }
  if (!(settings.targetAccept > 0 && settings.targetAccept < 1)) {
    throw new Error(`targetAccept must lie between 0 and 1, got ${settings.targetAccept}`);
  }
}

async function describeRun(
  model: Target,
  settings: readonly ChainSettings[],
  timed: readonly TimedChain[],
  started: number,
): Promise<SampleResult> {
  const names = namesOf(model);
  const chains = timed.map(({ result }) => result);
  const draws = largestRectangle(names, chains);
  const summary = await pacedSummary(draws);
  const wanted = settings[0]!;
  const complete = chains.length === settings.length && chains.every((chain) => chain.draws === wanted.draws);
  const { status, reasons } = judgeChains(chains, summary, {
    ...wanted,
    complete,
    dimension: model.dimension,
  });
  return {
    method: "nuts",
    status,
    reasons,
    seed: wanted.seed,
    names,
    parameterCount: parameterCount(model),
    draws,
    chains,
    chainSeconds: timed.map(({ seconds }) => seconds),
    summary,
    complete,
    gradientEvaluations: chains.reduce(
      (sum, c) => sum + c.gradientEvaluations.warmup + c.gradientEvaluations.sampling,
      0,
    ),
    seconds: (performance.now() - started) / 1000,
  };
}

/** Draws of the k chains with most of them, cut to one length, for the k that keeps most in total. */
function largestRectangle(names: readonly string[], chains: readonly ChainResult[]): StoredDraws {
  const byLength = [...chains].sort((a, b) => b.draws - a.draws);
  let best = 0;
  byLength.forEach((chain, k) => {
    if (chain.draws * (k + 1) > byLength[best]!.draws * (best + 1)) best = k;
  });
  const length = byLength[best]?.draws ?? 0;
  const kept = byLength.slice(0, best + 1).sort((a, b) => a.chain - b.chain);
  const cut = (column: Float64Array): Float64Array => column.subarray(0, length);
  return {
    names,
    chains: kept.map((chain) => chain.columns.map(cut)),
    sampler: {
      names: NUTS_COLUMNS,
      chains: kept.map((chain) => NUTS_COLUMNS.map((name) => cut(chain.statistics[name]))),
    },
  };
}
