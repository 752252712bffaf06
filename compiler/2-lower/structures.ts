// Checks that a value is what a structured type promises: a simplex, an ordered vector, a covariance matrix. Sums, lengths and symmetry may
// be off by 1e-8; order, signs and zeros are exact, as in Stan.

import { int, num, op } from "../ir/build.ts";
import { minus, plus } from "../ir/linear.ts";
import type { Expr, MessagePart } from "../ir/mir.ts";
import { compare, square } from "../library/arithmetic.ts";
import { check } from "./checks.ts";
import type { Context } from "./context.ts";
import { input, scalarArg, scalarKernel } from "./kernels.ts";
import { eachElement, loopOver } from "./loops.ts";
import { sumOver } from "./products.ts";
import { reusable } from "./pull-array.ts";
import type { Container } from "./value.ts";

const TOLERANCE = 1e-8;

interface Checked {
  readonly ctx: Context;
  readonly x: Container;
  /** Rejects unless the condition holds. */
  readonly require: (condition: Expr, why: string) => void;
}

/** Rejects unless one vector or matrix is such a structure; `what` names it. */
export function requireStructure(
  ctx: Context,
  what: readonly MessagePart[],
  structure: string,
  value: Container,
): void {
  const x = reusable(ctx, value);
  const require = (condition: Expr, why: string): void =>
    check(ctx, condition, [...what, ` is no ${structure}: ${why}`]);
  checks[structure]?.({ ctx, x, require });
}

const near = (value: Expr, to: number): Expr =>
  compare("le", op("abs", { kind: "op", op: "sub", args: [value, num(to)] }), num(TOLERANCE));

function nonNegative({ ctx, x, require }: Checked): void {
  eachElement(ctx, x, (i) => require(compare("ge", x.at(i), num(0)), "it has a negative element"));
}

/** Sums of the rows (axis 1) or columns (axis 0). */
function sums(
  { ctx, x, require }: Checked,
  axis: 0 | 1,
  to: number,
  why: string,
  f = (e: Expr): Expr => e,
): void {
  loopOver(ctx, x.dims[1 - axis]!, 1, (j) => {
    const total = sumOver(ctx, x.dims[axis]!, "sum", (i) => f(x.at(axis === 0 ? [i, j] : [j, i])));
    require(near(total, to), why);
  });
}

function total({ ctx, x, require }: Checked, to: number, why: string, f = (e: Expr): Expr => e): void {
  require(near(
    sumOver(ctx, x.dims[0]!, "sum", (i) => f(x.at([i]))),
    to,
  ), why);
}

function increasing({ ctx, x, require }: Checked): void {
  loopOver(ctx, minus(x.dims[0]!, int(1)), 0, (i) =>
    require(compare("lt", x.at([i]), x.at([plus(i, int(1))])), "its elements do not increase"),
  );
}

function triangular({ ctx, x, require }: Checked): void {
  const [rows, columns] = x.dims;
  require(compare("ge", rows!, columns!), "it has fewer rows than columns");
  loopOver(ctx, columns!, 0, (j) => {
    loopOver(ctx, j, 1, (i) =>
      require(compare("eq", x.at([i, j]), num(0)), "it is not zero above the diagonal"),
    );
    require(compare("gt", x.at([j, j]), num(0)), "its diagonal is not positive");
  });
}

function symmetric({ ctx, x, require }: Checked): void {
  loopOver(ctx, x.dims[0]!, 0, (j) =>
    loopOver(ctx, j, 1, (i) =>
      require(near({ kind: "op", op: "sub", args: [x.at([i, j]), x.at([j, i])] }, 0), "it is not symmetric"),
    ),
  );
}

function positiveDefinite({ ctx, x, require }: Checked): void {
  const args = [input(ctx, x), scalarArg(x.dims[0]!)];
  const holds = scalarKernel(ctx, "isPositiveDefinite", args, "isDefinite", "int");
  require(compare("eq", holds, int(1)), "it is not positive definite");
}

const notOne = "it does not sum to one";
const notZero = "it does not sum to zero";

const checks: Readonly<Record<string, (c: Checked) => void>> = {
  simplex: (c) => {
    nonNegative(c);
    total(c, 1, notOne);
  },
  sum_to_zero_vector: (c) => total(c, 0, notZero),
  sum_to_zero_matrix: (c) => {
    sums(c, 1, 0, "a row does not sum to zero");
    sums(c, 0, 0, "a column does not sum to zero");
  },
  unit_vector: (c) => total(c, 1, "its length is not one", square),
  ordered: increasing,
  positive_ordered: (c) => {
    nonNegative(c);
    increasing(c);
  },
  column_stochastic_matrix: (c) => {
    nonNegative(c);
    sums(c, 0, 1, "a column does not sum to one");
  },
  row_stochastic_matrix: (c) => {
    nonNegative(c);
    sums(c, 1, 1, "a row does not sum to one");
  },
  cholesky_factor_cov: triangular,
  cholesky_factor_corr: (c) => {
    triangular(c);
    sums(c, 1, 1, "a row is not of length one", square);
  },
  cov_matrix: (c) => {
    symmetric(c);
    positiveDefinite(c);
  },
  corr_matrix: (c) => {
    loopOver(c.ctx, c.x.dims[0]!, 0, (i) => c.require(near(c.x.at([i, i]), 1), "its diagonal is not one"));
    symmetric(c);
    positiveDefinite(c);
  },
};
