// What a report is made from. Everything is given: the report reads no clock and no file, so the same input gives the same bytes.

import type { FitResult, SampleResult } from "../../runtime/index.ts";

export interface ReportInput {
  /** What the report is about: the model's name. */
  readonly title: string;
  readonly result: FitResult | SampleResult;
  /** The same model and data fitted with another family, to be shown beside `result`. */
  readonly also?: FitResult;
  readonly model?: { readonly fileName: string; readonly source: string };
  readonly data?: {
    readonly fileNames: readonly string[];
    readonly values: Readonly<Record<string, unknown>>;
  };
  /** Settings under the names the user knows, in the order to be shown. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  /** Command line that makes this report again. */
  readonly command?: string;
  /** The limit of tree depth that NUTS ran with (default 10). */
  readonly maxDepth?: number;
  readonly predictive?: readonly PredictiveInput[];
  /** Wall time to be shown; leave it out where the same run shall give the same bytes (`result.seconds` is never shown). */
  readonly seconds?: number;
}

/** One observed variable and what the fitted model would have produced in its place. */
export interface PredictiveInput {
  readonly name: string;
  /** N observations. */
  readonly observed: ArrayLike<number>;
  /** S replicated data sets of N numbers each, in the order of `observed`. */
  readonly replicated: readonly ArrayLike<number>[];
}

export type Run =
  | { readonly kind: "fit"; readonly fit: FitResult; readonly nuts: SampleResult | null }
  | { readonly kind: "sample"; readonly nuts: SampleResult };

/** A fit with the run of NUTS it was compared with, if there was one, or a run of NUTS by itself. */
export function runOf(result: FitResult | SampleResult): Run {
  if ("approximation" in result) return { kind: "fit", fit: result, nuts: result.check?.sample ?? null };
  return { kind: "sample", nuts: result };
}

/** ADVI, Laplace, Pathfinder: the method as a name. */
export function methodName(method: string): string {
  const known: Readonly<Record<string, string>> = { advi: "ADVI", nuts: "NUTS" };
  return known[method] ?? method.charAt(0).toUpperCase() + method.slice(1);
}
