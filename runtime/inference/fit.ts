// The default way to fit a model: variational inference, then a comparison with NUTS, and a verdict that names parameters and figures
// where the two disagree. The result always says what was checked; without a check it is at best "usable".

import { mean } from "../diagnostics/moments.ts";
import { psis } from "../diagnostics/psis.ts";
import { khatThreshold } from "../diagnostics/pareto.ts";
import { sorted } from "../diagnostics/quantile.ts";
import type { SummaryRow } from "../diagnostics/summary.ts";
import { APPROXIMATION_COLUMNS, type StoredDraws } from "../draws/stored-draws.ts";
import { type Random, randomStream } from "../random/random.ts";
import { type AdviResult, type ElboPoint, advi } from "./advi/advi.ts";
import type { Approximation } from "./advi/approximation.ts";
import type { FamilyName } from "./advi/family.ts";
import { type Check, checkAgainst } from "./check.ts";
import { type ChainProgress, pause } from "./drive.ts";
import type { Init } from "./initial-point.ts";
import type { Minibatches } from "./minibatch.ts";
import { pacedSummary } from "./paced-summary.ts";
import { DEFAULT_SEED, checkSeed, purposes } from "./purposes.ts";
import { type SampleOptions, type SampleResult, sample } from "./sample.ts";
import { type Status, figure } from "./status.ts";
import { type CountedDensity, type Target, counted, namesOf, parameterCount, writeTarget } from "./target.ts";

export type FitProgress =
  ({ readonly kind: "advi" } & ElboPoint) | ({ readonly kind: "nuts" } & ChainProgress);

export interface FitOptions extends Pick<SampleOptions, "workers" | "data" | "moduleUrl"> {
  /** "auto" chooses; at present always ADVI. */
  readonly algorithm?: "auto" | "advi";
  /** "auto": full-rank up to 100 unconstrained parameters, mean-field beyond, or if full-rank does not converge and is no better. */
  readonly family?: "auto" | FamilyName;
  /** Compare with NUTS (default) or not. */
  readonly verify?: "nuts" | "none";
  /** Settings of the run of NUTS used for verification. */
  readonly check?: Pick<
    SampleOptions,
    "chains" | "warmup" | "draws" | "targetAccept" | "maxDepth" | "metric"
  >;
  /** An integer; the same seed gives the same result (default 1). */
  readonly seed?: number;
  /** Where to start on the unconstrained scale: a point, or the radius of random ones (default 2). */
  readonly init?: Init;
  /** Steps of the optimisation see one batch of rows each; for models whose density separates over rows. */
  readonly minibatch?: Minibatches;
  /** Draws from the approximation in the result (default 1000). */
  readonly draws?: number;
  /** Iterations of ADVI at most (default 10000). */
  readonly maxIterations?: number;
  /** Stops the fit; what was reached is returned, as unreliable. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FitProgress) => void;
}

export interface FitResult {
  readonly method: "advi";
  readonly status: Status;
  /** Why the status is not better, with names and figures. */
  readonly reasons: readonly string[];
  readonly seed: number;
  readonly names: readonly string[];
  /** How many of `names` are parameters or transformed parameters. */
  readonly parameterCount: number;
  /** The fitted normal on the unconstrained scale. */
  readonly approximation: Approximation;
  /** By fresh draws after every stage. */
  readonly elbo: readonly ElboPoint[];
  readonly converged: boolean;
  /** Constrained draws of the approximation, one chain. */
  readonly draws: StoredDraws;
  readonly summary: readonly SummaryRow[];
  /** Pareto k-hat of log p - log q: below 0.7 importance weighting could remove what error is left. */
  readonly khat: number;
  /** Of the approximation; those of the check are in `check.sample`. */
  readonly gradientEvaluations: number;
  /** The comparison with NUTS, and its draws; absent without verification. */
  readonly check?: Check & { readonly sample: SampleResult };
  /** Wall time; the only part of a result that differs between runs. */
  readonly seconds: number;
}

const MOST_FOR_FULL_RANK = 100;
/** Draws whose means are compared with NUTS: their own error should not matter. */
const CHECK_DRAWS = 4000;

/** Fits a normal approximation and checks it. Throws an error that quotes the model if it has no usable starting point. */
export async function fit(model: Target, options: FitOptions = {}): Promise<FitResult> {
  const started = performance.now();
  const seed = checkSeed(options.seed ?? DEFAULT_SEED);
  checkOptions(options);
  const density = counted(model);
  const result = await approximate(density, seed, options);
  const wanted = options.draws ?? 1000;
  const isChecked = (options.verify ?? "nuts") === "nuts" && !options.signal?.aborted;
  const candidate = drawFrom(model, density, result.approximation, seed, wanted, isChecked);
  const draws = firstDraws(candidate, wanted);
  const gradientEvaluations = density.evaluations + result.batchPasses;
  const check = isChecked ? await verify(model, candidate, seed, options) : undefined;
  const khat = khatOf(draws);
  return {
    method: "advi",
    ...verdict(result, khat, wanted, check),
    seed,
    names: draws.names,
    parameterCount: parameterCount(model),
    approximation: result.approximation,
    elbo: result.elbo,
    converged: result.converged,
    draws,
    summary: await pacedSummary(draws),
    khat,
    gradientEvaluations,
    ...(check && { check }),
    seconds: (performance.now() - started) / 1000,
  };
}

async function approximate(density: CountedDensity, seed: number, options: FitOptions): Promise<AdviResult> {
  const run = (family: FamilyName): Promise<AdviResult> =>
    advi(density, {
      family,
      seed,
      signal: options.signal,
      pause,
      onStage: (point) => options.onProgress?.({ kind: "advi", ...point }),
      ...(options.init === undefined ? {} : { init: options.init }),
      ...(options.minibatch === undefined ? {} : { minibatch: options.minibatch }),
      ...(options.maxIterations === undefined ? {} : { maxIterations: options.maxIterations }),
    });
  const wanted = options.family ?? "auto";
  if (wanted !== "auto") return run(wanted);
  if (density.dimension > MOST_FOR_FULL_RANK) return run("meanfield");
  const full = await run("fullrank");
  if (full.converged || options.signal?.aborted) return full;
  const simple = await run("meanfield");
  const [last, other] = [full, simple].map(({ elbo }) => elbo[elbo.length - 1]!);
  // One that converged to a worse bound is no way out: what did not converge says so.
  const isAsGood = other!.elbo > last!.elbo - 2 * (other!.mcse + last!.mcse);
  return isAsGood || !Number.isFinite(last!.elbo) ? simple : full;
}

/** Draws with the log densities of model and approximation. Of those only for the check, the model's density is not needed: NaN. */
function drawFrom(
  model: Target,
  density: CountedDensity,
  approximation: Approximation,
  seed: number,
  wanted: number,
  isChecked: boolean,
): StoredDraws {
  const count = isChecked && wanted < CHECK_DRAWS ? CHECK_DRAWS : wanted;
  const names = namesOf(model);
  const columns = names.map(() => new Float64Array(count));
  const sampler = APPROXIMATION_COLUMNS.map(() => new Float64Array(count));
  const gradient = new Float64Array(model.dimension);
  const random: Random = randomStream(seed, 0, purposes.generatedQuantities);
  approximation.sample(count, randomStream(seed, 0, purposes.approximationDraws)).forEach((q, s) => {
    const values = writeTarget(model, q, random);
    for (let k = 0; k < columns.length; k++) columns[k]![s] = values[k]!;
    sampler[1]![s] = s < wanted ? density.logDensityGradient(q, gradient) : NaN;
    sampler[2]![s] = approximation.logDensity(q);
  });
  return { names, chains: [columns], sampler: { names: APPROXIMATION_COLUMNS, chains: [sampler] } };
}

function firstDraws(draws: StoredDraws, count: number): StoredDraws {
  const cut = (column: Float64Array): Float64Array => column.slice(0, count);
  return {
    names: draws.names,
    chains: draws.chains.map((columns) => columns.map(cut)),
    sampler: { names: draws.sampler.names, chains: draws.sampler.chains.map((columns) => columns.map(cut)) },
  };
}

async function verify(
  model: Target,
  candidate: StoredDraws,
  seed: number,
  options: FitOptions,
): Promise<Check & { sample: SampleResult }> {
  const { workers, data, moduleUrl, signal, onProgress } = options;
  const reference = await sample(model, {
    ...options.check,
    seed,
    ...(workers && { workers }),
    ...(data === undefined ? {} : { data }),
    ...(moduleUrl === undefined ? {} : { moduleUrl }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress: (progress) => onProgress({ kind: "nuts", ...progress }) }),
  });
  return { ...checkAgainst(candidate, reference), sample: reference };
}

/** Pareto k-hat of log p - log q over the draws of an approximation. */
export function khatOf(draws: StoredDraws): number {
  const [, logP, logQ] = draws.sampler.chains[0]!;
  const ratios = logP!.map((p, s) => (Number.isFinite(p) ? p - logQ![s]! : -Infinity));
  if (!Number.isFinite(mean(logQ!))) return NaN;
  const ascending = sorted(ratios);
  const spread = ascending[ascending.length - 1]! - ascending[0]!;
  return spread < 1e-6 ? 0 : psis(ratios).khat; // equal weights: the approximation is exact, and a tail fit would fit rounding
}

function verdict(
  result: AdviResult,
  khat: number,
  draws: number,
  check: Check | undefined,
): { status: Status; reasons: string[] } {
  const threshold = khatThreshold(draws);
  const misfit =
    khat > threshold
      ? [
          `k-hat ${figure(khat)} is above ${figure(threshold)}: the posterior is not close to normal in all directions`,
        ]
      : [];
  if (check) {
    const isGood = check.status === "verified" && result.converged;
    const reasons = [...result.reasons, ...check.reasons];
    return {
      status: isGood ? "verified" : "unreliable",
      reasons: isGood ? reasons : [...reasons, ...misfit],
    };
  }
  return {
    status: result.converged ? "usable" : "unreliable",
    reasons: [...result.reasons, ...misfit, "not compared with NUTS"],
  };
}

function checkOptions(options: FitOptions): void {
  const allowed = {
    algorithm: ["auto", "advi"],
    family: ["auto", "meanfield", "fullrank"],
    verify: ["nuts", "none"],
  } as const;
  for (const [name, values] of Object.entries(allowed)) {
    const value = options[name as keyof typeof allowed];
    if (value !== undefined && !(values as readonly string[]).includes(value)) {
      throw new Error(`${name} must be one of ${values.join(", ")}, got ${JSON.stringify(value)}`);
    }
  }
  const { draws, maxIterations } = options;
  const { rows, batch } = options.minibatch ?? {};
  for (const [name, value] of Object.entries({ draws, maxIterations, rows, batch })) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1)) {
      throw new Error(`${name} must be a whole number of at least 1, got ${value}`);
    }
  }
}
