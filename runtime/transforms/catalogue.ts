// Every constraining transform under its Stan name: one line per entry. `simplex` is today's; the stick-breaking one has its own name.

import type { Transform } from "../descriptor.ts";
import { choleskyFactorCorr } from "./cholesky-factor-corr.ts";
import { choleskyFactorCov } from "./cholesky-factor-cov.ts";
import { columnStochasticMatrix } from "./column-stochastic-matrix.ts";
import { corrMatrix } from "./corr-matrix.ts";
import { covMatrix } from "./cov-matrix.ts";
import { lower } from "./lower.ts";
import { lowerUpper } from "./lower-upper.ts";
import { offsetMultiplier } from "./offset-multiplier.ts";
import { ordered } from "./ordered.ts";
import { positiveOrdered } from "./positive-ordered.ts";
import { rowStochasticMatrix } from "./row-stochastic-matrix.ts";
import { simplexStickBreaking } from "./simplex-stick-breaking.ts";
import { simplex } from "./simplex.ts";
import { sumToZeroMatrix } from "./sum-to-zero-matrix.ts";
import { sumToZeroVector } from "./sum-to-zero-vector.ts";
import { unitVector } from "./unit-vector.ts";
import { upper } from "./upper.ts";

export const transforms: Readonly<Record<string, Transform>> = {
  lower,
  upper,
  lower_upper: lowerUpper,
  offset_multiplier: offsetMultiplier,
  ordered,
  positive_ordered: positiveOrdered,
  simplex,
  simplex_stick_breaking: simplexStickBreaking,
  unit_vector: unitVector,
  sum_to_zero_vector: sumToZeroVector,
  sum_to_zero_matrix: sumToZeroMatrix,
  cholesky_factor_corr: choleskyFactorCorr,
  cholesky_factor_cov: choleskyFactorCov,
  corr_matrix: corrMatrix,
  cov_matrix: covMatrix,
  column_stochastic_matrix: columnStochasticMatrix,
  row_stochastic_matrix: rowStochasticMatrix,
};
