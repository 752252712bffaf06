// One case per constraining transform: its layout (the public way to use it) and, for structured ones, the kernel and adjoint that the
// catalogue names, taken from the ABI as generated code takes them.

import * as abi from "../../../runtime/abi.ts";
import type { Layout } from "../../../runtime/layout/layout.ts";
import { transforms } from "../../../runtime/library.ts";

type Kernel = (...args: unknown[]) => number;

export interface StructuredCase {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly layout: Layout;
  readonly constrain: Kernel;
  readonly adjoint: Kernel;
}

/** The layout of Stan's type `name` with the sizes of its declaration. */
export function structuredCase(name: string, sizes: readonly number[]): StructuredCase {
  const [M = 0, N = 0] = sizes;
  const layouts: Record<string, () => Layout> = {
    simplex: () => abi.simplex(M),
    simplex_stick_breaking: () => abi.simplexStickBreaking(M),
    ordered: () => abi.ordered(M),
    positive_ordered: () => abi.positiveOrdered(M),
    unit_vector: () => abi.unitVector(M),
    sum_to_zero_vector: () => abi.sumToZeroVector(M),
    sum_to_zero_matrix: () => abi.sumToZeroMatrix(M, N),
    cholesky_factor_corr: () => abi.choleskyFactorCorr(M),
    cholesky_factor_cov: () => abi.choleskyFactorCov(M, N),
    corr_matrix: () => abi.corrMatrix(M),
    cov_matrix: () => abi.covMatrix(M),
    column_stochastic_matrix: () => abi.columnStochasticMatrix(M, N),
    row_stochastic_matrix: () => abi.rowStochasticMatrix(M, N),
  };
  const kernel = transforms[name]!.kernel!;
  const functions = abi as unknown as Record<string, Kernel>;
  return {
    name,
    sizes,
    layout: layouts[name]!(),
    constrain: functions[kernel.name]!,
    adjoint: functions[kernel.adjoint!.name]!,
  };
}

export const STRUCTURED: readonly (readonly [string, readonly number[]])[] = [
  ["simplex", [1]],
  ["simplex", [5]],
  ["simplex_stick_breaking", [1]],
  ["simplex_stick_breaking", [4]],
  ["ordered", [0]],
  ["ordered", [4]],
  ["positive_ordered", [3]],
  ["unit_vector", [1]],
  ["unit_vector", [4]],
  ["sum_to_zero_vector", [1]],
  ["sum_to_zero_vector", [6]],
  ["sum_to_zero_matrix", [1, 3]],
  ["sum_to_zero_matrix", [3, 1]],
  ["sum_to_zero_matrix", [3, 4]],
  ["sum_to_zero_matrix", [4, 2]],
  ["cholesky_factor_corr", [1]],
  ["cholesky_factor_corr", [4]],
  ["cholesky_factor_cov", [3, 3]],
  ["cholesky_factor_cov", [4, 2]],
  ["corr_matrix", [1]],
  ["corr_matrix", [4]],
  ["cov_matrix", [1]],
  ["cov_matrix", [3]],
  ["column_stochastic_matrix", [3, 2]],
  ["row_stochastic_matrix", [2, 4]],
];
