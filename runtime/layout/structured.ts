// Layouts of structured types: one constructor per type, so that a bundle holds only the transforms its model uses. Sizes are those of
// the constrained value; a `DataError` is thrown where no value of that size exists.

import {
  isCholeskyFactorCorr,
  isCholeskyFactorCov,
  isColumnStochastic,
  isCorrMatrix,
  isCovMatrix,
  isOrdered,
  isPositiveOrdered,
  isRowStochastic,
  isSimplex,
  isSumToZeroMatrix,
  isSumToZeroVector,
  isUnitVector,
} from "../data/structures.ts";
import {
  choleskyFactorCorrConstrain,
  choleskyFactorCorrUnconstrain,
} from "../transforms/cholesky-factor-corr.ts";
import {
  choleskyFactorCovConstrain,
  choleskyFactorCovUnconstrain,
} from "../transforms/cholesky-factor-cov.ts";
import {
  columnStochasticMatrixConstrain,
  columnStochasticMatrixUnconstrain,
} from "../transforms/column-stochastic-matrix.ts";
import { corrMatrixConstrain, corrMatrixUnconstrain } from "../transforms/corr-matrix.ts";
import { covMatrixConstrain, covMatrixUnconstrain } from "../transforms/cov-matrix.ts";
import { orderedConstrain, orderedUnconstrain } from "../transforms/ordered.ts";
import { positiveOrderedConstrain, positiveOrderedUnconstrain } from "../transforms/positive-ordered.ts";
import {
  rowStochasticMatrixConstrain,
  rowStochasticMatrixUnconstrain,
} from "../transforms/row-stochastic-matrix.ts";
import {
  simplexStickBreakingConstrain,
  simplexStickBreakingUnconstrain,
} from "../transforms/simplex-stick-breaking.ts";
import { simplexConstrain, simplexUnconstrain } from "../transforms/simplex.ts";
import { sumToZeroMatrixConstrain, sumToZeroMatrixUnconstrain } from "../transforms/sum-to-zero-matrix.ts";
import { sumToZeroVectorConstrain, sumToZeroVectorUnconstrain } from "../transforms/sum-to-zero-vector.ts";
import { unitVectorConstrain, unitVectorUnconstrain } from "../transforms/unit-vector.ts";
import { DataError } from "../data/data-error.ts";
import type { Structure } from "../data/constraints.ts";
import type { Layout } from "./layout.ts";
import { requireSize } from "./sizes.ts";

/** Transforms of vectors and square matrices take one size K and ignore the second. */
type BlockMap<Result> = (
  to: Float64Array,
  toOffset: number,
  from: Float64Array,
  fromOffset: number,
  M: number,
  N: number,
) => Result;

function structured(
  inner: readonly number[],
  freeSize: number,
  constrain: BlockMap<number>,
  unconstrain: BlockMap<void>,
  check: Structure,
): Layout {
  const [M = 0, N = 1] = inner;
  return {
    kind: "real",
    array: [],
    inner,
    constraint: {
      kind: "structured",
      structured: {
        freeSize,
        constrain: (x, xOffset, q, qOffset) => constrain(x, xOffset, q, qOffset, M, N),
        unconstrain: (q, qOffset, x, xOffset) => unconstrain(q, qOffset, x, xOffset, M, N),
        check,
      },
    },
  };
}

export function simplex(K: number): Layout {
  requireSize("a simplex", [K], 1);
  return structured([K], K - 1, simplexConstrain, simplexUnconstrain, isSimplex);
}

export function simplexStickBreaking(K: number): Layout {
  requireSize("a simplex", [K], 1);
  return structured([K], K - 1, simplexStickBreakingConstrain, simplexStickBreakingUnconstrain, isSimplex);
}

export function ordered(K: number): Layout {
  requireSize("an ordered vector", [K], 0);
  return structured([K], K, orderedConstrain, orderedUnconstrain, isOrdered);
}

export function positiveOrdered(K: number): Layout {
  requireSize("a positive_ordered vector", [K], 0);
  return structured([K], K, positiveOrderedConstrain, positiveOrderedUnconstrain, isPositiveOrdered);
}

export function unitVector(K: number): Layout {
  requireSize("a unit_vector", [K], 1);
  return structured([K], K, unitVectorConstrain, unitVectorUnconstrain, isUnitVector);
}

export function sumToZeroVector(K: number): Layout {
  requireSize("a sum_to_zero_vector", [K], 1);
  return structured([K], K - 1, sumToZeroVectorConstrain, sumToZeroVectorUnconstrain, isSumToZeroVector);
}

export function sumToZeroMatrix(M: number, N: number): Layout {
  requireSize("a sum_to_zero_matrix", [M, N], 1);
  const free = (M - 1) * (N - 1);
  return structured([M, N], free, sumToZeroMatrixConstrain, sumToZeroMatrixUnconstrain, isSumToZeroMatrix);
}

export function choleskyFactorCorr(K: number): Layout {
  requireSize("a cholesky_factor_corr", [K], 0);
  const free = (K * (K - 1)) / 2;
  return structured(
    [K, K],
    free,
    choleskyFactorCorrConstrain,
    choleskyFactorCorrUnconstrain,
    isCholeskyFactorCorr,
  );
}

/** M x N with M >= N; one size means a square. */
export function choleskyFactorCov(M: number, N: number = M): Layout {
  requireSize("a cholesky_factor_cov", [M, N], 0);
  if (M < N) {
    throw new DataError(
      `a cholesky_factor_cov of the model has ${M} rows and ${N} columns, expected at least as many rows as columns`,
    );
  }
  const free = (N * (N + 1)) / 2 + (M - N) * N;
  return structured(
    [M, N],
    free,
    choleskyFactorCovConstrain,
    choleskyFactorCovUnconstrain,
    isCholeskyFactorCov,
  );
}

export function corrMatrix(K: number): Layout {
  requireSize("a corr_matrix", [K], 0);
  const free = (K * (K - 1)) / 2;
  return structured([K, K], free, corrMatrixConstrain, corrMatrixUnconstrain, isCorrMatrix);
}

export function covMatrix(K: number): Layout {
  requireSize("a cov_matrix", [K], 0);
  const free = (K * (K + 1)) / 2;
  return structured([K, K], free, covMatrixConstrain, covMatrixUnconstrain, isCovMatrix);
}

export function columnStochasticMatrix(M: number, N: number): Layout {
  requireSize("a column_stochastic_matrix", [M], 1);
  requireSize("a column_stochastic_matrix", [N], 0);
  return structured(
    [M, N],
    (M - 1) * N,
    columnStochasticMatrixConstrain,
    columnStochasticMatrixUnconstrain,
    isColumnStochastic,
  );
}

export function rowStochasticMatrix(M: number, N: number): Layout {
  requireSize("a row_stochastic_matrix", [M], 0);
  requireSize("a row_stochastic_matrix", [N], 1);
  return structured(
    [M, N],
    M * (N - 1),
    rowStochasticMatrixConstrain,
    rowStochasticMatrixUnconstrain,
    isRowStochastic,
  );
}
