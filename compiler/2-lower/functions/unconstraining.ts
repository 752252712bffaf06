// The inverses of the structured transforms, X_unconstrain: the free values of a simplex, an ordered vector, a Cholesky factor and so on.
// They are short loops, so they are written out and differentiated like any others. Arguments that are no such thing reject, as in Stan.

import { add, div, int, local, mul, num, op, ref, select, sub } from "../../ir/build.ts";
import { minus, plus, times } from "../../ir/linear.ts";
import type { Expr } from "../../ir/mir.ts";
import { asReal, compare, square } from "../../library/arithmetic.ts";
import { callScalar } from "../../library/formula.ts";
import type { LibraryCall } from "../calls.ts";
import { requireStructure } from "../structures.ts";
import { binder, emit, nested, once, type Context } from "../context.ts";
import { conditionally } from "../frames.ts";
import { blockKernel, input, scalarArg } from "../kernels.ts";
import { eachElement, indexLocal, loopOver } from "../loops.ts";
import { reusable } from "../pull-array.ts";
import { contentsOf, newStorage, storeInto } from "../storage.ts";
import { asRealContainer, formRank, selectPrefix, type Container, type Form } from "../value.ts";
import { containerArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

/** Writes the free values of one vector or matrix. */
type Inverse = (ctx: Context, free: Container, x: Container) => void;

interface Unconstraining {
  readonly structure: string;
  readonly form: Form;
  readonly dims: (own: readonly Expr[]) => readonly Expr[];
  readonly inverse: Inverse;
}

const less = (e: Expr): Expr => minus(e, int(1));
const half = (e: Expr): Expr => (e.kind === "int" ? int(Math.trunc(e.value / 2)) : op("idiv", e, int(2)));
/** k (k + 1) / 2 */
const triangle = (k: Expr): Expr => half(times(k, plus(k, int(1))));
const logOf = (e: Expr): Expr => op("log", e);
const store = (ctx: Context, into: Container, index: readonly Expr[], value: Expr): void =>
  emit(ctx, storeInto(into.at(index), value));

const toFree =
  ({ structure, form, dims, inverse }: Unconstraining): Rule =>
  (ctx, call) => {
    const x = reusable(ctx, asRealContainer(containerArg(call, 0)), "constrained");
    const arrays = x.dims.slice(0, x.dims.length - formRank(x.form));
    const own = x.dims.slice(arrays.length);
    const shape = { elem: "real" as const, form, dims: [...arrays, ...dims(own)] };
    const result = contentsOf(newStorage(ctx, "free", shape), x.isData);
    const one = (index: readonly Expr[]): void => {
      const value = selectPrefix(x, index);
      requireStructure(ctx, [call.texts[0]!], structure, value);
      inverse(ctx, { ...selectPrefix(result, index), form }, value);
    };
    // In order: factors and other intermediate values share their memory.
    eachElement(ctx, { dims: arrays, form: "scalar" }, one, { inOrder: true });
    return { ...result, isFresh: true };
  };

/** Statements for an element that is there only if the size is not 0. */
function ifAny(ctx: Context, size: Expr, build: () => void): void {
  const condition = compare("gt", size, int(0));
  if (condition.kind === "bool") return condition.value ? build() : undefined;
  const then = nested(ctx, () => conditionally(ctx, build));
  emit(ctx, { kind: "if", condition, then, otherwise: [] });
}

// ------------------------------------------------------------------------------------------------------------------ vectors

const copied: Inverse = (ctx, free, x) => eachElement(ctx, x, (i) => store(ctx, free, i, x.at(i)));

const ordered =
  (first: (e: Expr) => Expr): Inverse =>
  (ctx, free, x) => {
    const size = x.dims[0]!;
    ifAny(ctx, size, () => store(ctx, free, [int(0)], first(x.at([int(0)]))));
    loopOver(ctx, less(size), 0, (i) => {
      const next = plus(i, int(1));
      store(ctx, free, [next], logOf(sub(x.at([next]), x.at([i]))));
    });
  };

type Cell = (k: Expr) => Expr;

/** q[n] = (x[1] + ... + x[n] - n x[n + 1]) / sqrt(n (n + 1)), for the K - 1 numbers n. */
function turned(ctx: Context, size: Expr, x: Cell, put: (k: Expr, value: Expr) => void): void {
  const before = local("before", "real");
  emit(ctx, { kind: "var", local: before, initial: num(0) });
  loopOver(
    ctx,
    less(size),
    0,
    (k) => {
      const n = asReal(plus(k, int(1)));
      emit(ctx, { kind: "accumulate", into: { kind: "local", local: before }, value: x(k) });
      const length = op("sqrt", mul(n, add(n, num(1))));
      put(k, div(sub(ref(before), mul(n, x(plus(k, int(1))))), length));
    },
    { inOrder: true },
  );
}

const sumToZero: Inverse = (ctx, free, x) =>
  turned(
    ctx,
    x.dims[0]!,
    (k) => x.at([k]),
    (k, value) => store(ctx, free, [k], value),
  );

const simplex: Inverse = (ctx, free, x) => {
  if (ctx.options.simplex === "stick-breaking") return broken(ctx, free, x);
  turned(
    ctx,
    x.dims[0]!,
    (k) => logOf(x.at([k])),
    (k, value) => store(ctx, free, [k], value),
  );
};

/** From the last element down: what is left of the stick. */
const broken: Inverse = (ctx, free, x) => {
  const size = x.dims[0]!;
  const rest = local("rest", "real");
  emit(ctx, { kind: "var", local: rest, initial: num(0) });
  ctx.mutable.add(rest);
  ifAny(ctx, size, () => emit(ctx, { kind: "set", local: rest, value: x.at([less(size)]) }));
  const k = indexLocal(ctx, "k", int(0), less(size));
  const body = nested(ctx, () =>
    conditionally(ctx, () => {
      const own = x.at([ref(k)]);
      const steps = asReal(minus(less(size), ref(k)));
      store(ctx, free, [ref(k)], add(logOf(div(own, ref(rest))), logOf(steps)));
      emit(ctx, { kind: "accumulate", into: { kind: "local", local: rest }, value: own });
    }),
  );
  emit(ctx, { kind: "for", index: k, from: int(0), to: less(size), down: true, body });
};

// ----------------------------------------------------------------------------------------------------------------- matrices

/** Each column, or each row, as a vector. */
const alongEach =
  (axis: 0 | 1, f: (e: Expr) => Expr): Inverse =>
  (ctx, free, x) =>
    loopOver(ctx, x.dims[1 - axis]!, 1, (j) => {
      const at = (k: Expr): readonly Expr[] => (axis === 0 ? [k, j] : [j, k]);
      turned(
        ctx,
        x.dims[axis]!,
        (k) => f(x.at(at(k))),
        (k, value) => store(ctx, free, at(k), value),
      );
    });

const itself = (e: Expr): Expr => e;

/** Rows, then columns, each with its last element in front. */
const sumToZeroMatrix: Inverse = (ctx, free, x) => {
  const [rows, columns] = x.dims;
  const shape = { elem: "real" as const, form: "matrix" as const, dims: [rows!, less(columns!)] };
  const between = contentsOf(newStorage(ctx, "turned", shape), x.isData);
  const rotated = (c: Container, axis: 0 | 1): Container => {
    const last = less(c.dims[axis]!);
    const before = (k: Expr): Expr => select(compare("eq", k, int(0)), last, minus(k, int(1)));
    return { ...c, at: (index) => c.at(index.map((k, d) => (d === axis ? before(k) : k))) };
  };
  alongEach(1, itself)(ctx, between, rotated(x, 1));
  alongEach(0, itself)(ctx, free, rotated(between, 0));
};

/** Lower triangles row by row, logarithms of the diagonal. */
const choleskyOfCovariance: Inverse = (ctx, free, x) => {
  const [rows, columns] = x.dims;
  loopOver(ctx, columns!, 0, (i) => {
    const start = triangle(i);
    loopOver(ctx, i, 1, (j) => store(ctx, free, [plus(start, j)], x.at([i, j])));
    store(ctx, free, [plus(start, i)], logOf(x.at([i, i])));
  });
  loopOver(ctx, minus(rows!, columns!), 0, (i) => {
    const start = plus(triangle(columns!), times(i, columns!));
    loopOver(ctx, columns!, 1, (j) => store(ctx, free, [plus(start, j)], x.at([plus(columns!, i), j])));
  });
};

/** Partial correlations from the diagonal to the left, as inverse hyperbolic tangents; `cell`: the place of (row, column). */
const partialCorrelations =
  (cell: (size: Expr, row: Expr, column: Expr) => Expr): Inverse =>
  (ctx, free, x) => {
    const size = x.dims[0]!;
    loopOver(ctx, less(size), 0, (above) => {
      const row = plus(above, int(1));
      const squares = local("squares", "real");
      emit(ctx, { kind: "var", local: squares, initial: square(x.at([row, row])) });
      const j = indexLocal(ctx, "j", int(0), row);
      const body = nested(ctx, () =>
        conditionally(ctx, () => {
          const value = once(ctx, "value", x.at([row, ref(j)]));
          emit(ctx, { kind: "accumulate", into: { kind: "local", local: squares }, value: square(value) });
          const ratio = div(value, op("sqrt", ref(squares)));
          store(ctx, free, [cell(size, row, ref(j))], callScalar("atanh", [ratio], binder(ctx)));
        }),
      );
      emit(ctx, { kind: "for", index: j, from: int(0), to: row, down: true, body });
    });
  };

const byRows = (_: Expr, row: Expr, column: Expr): Expr => plus(half(times(row, less(row))), column);
const byColumns = (size: Expr, row: Expr, column: Expr): Expr => {
  const before = minus(times(column, less(size)), half(times(column, less(column))));
  return plus(before, minus(minus(row, column), int(1)));
};

const ofFactor =
  (inverse: Inverse): Inverse =>
  (ctx, free, x) => {
    const args = [input(ctx, x), scalarArg(x.dims[0]!)];
    const shape = { elem: "real" as const, form: "matrix" as const, dims: x.dims };
    inverse(ctx, free, blockKernel(ctx, "choleskyDecompose", shape, args, "factor", x.isData));
  };

const strict = ([k]: readonly Expr[]): readonly Expr[] => [half(times(k!, less(k!)))];

const families: Readonly<Record<string, Unconstraining>> = {
  ordered: { structure: "ordered", form: "vector", dims: itselfDims, inverse: ordered(itself) },
  positive_ordered: {
    structure: "positive_ordered",
    form: "vector",
    dims: itselfDims,
    inverse: ordered(logOf),
  },
  unit_vector: { structure: "unit_vector", form: "vector", dims: itselfDims, inverse: copied },
  simplex: { structure: "simplex", form: "vector", dims: ([n]) => [less(n!)], inverse: simplex },
  stochastic_column: {
    structure: "column_stochastic_matrix",
    form: "matrix",
    dims: ([m, n]) => [less(m!), n!],
    inverse: alongEach(0, logOf),
  },
  stochastic_row: {
    structure: "row_stochastic_matrix",
    form: "matrix",
    dims: ([m, n]) => [m!, less(n!)],
    inverse: alongEach(1, logOf),
  },
  cholesky_factor_corr: {
    structure: "cholesky_factor_corr",
    form: "vector",
    dims: strict,
    inverse: partialCorrelations(byRows),
  },
  cholesky_factor_cov: {
    structure: "cholesky_factor_cov",
    form: "vector",
    dims: ([m, n]) => [plus(triangle(n!), times(minus(m!, n!), n!))],
    inverse: choleskyOfCovariance,
  },
  corr_matrix: {
    structure: "corr_matrix",
    form: "vector",
    dims: strict,
    inverse: ofFactor(partialCorrelations(byColumns)),
  },
  cov_matrix: {
    structure: "cov_matrix",
    form: "vector",
    dims: ([k]) => [triangle(k!)],
    inverse: ofFactor(choleskyOfCovariance),
  },
};

function itselfDims(own: readonly Expr[]): readonly Expr[] {
  return own;
}

const sumToZeroRule: Rule = (ctx, call: LibraryCall) =>
  toFree(
    containerArg(call, 0).form === "matrix"
      ? {
          structure: "sum_to_zero_matrix",
          form: "matrix",
          dims: ([m, n]) => [less(m!), less(n!)],
          inverse: sumToZeroMatrix,
        }
      : { structure: "sum_to_zero_vector", form: "vector", dims: ([n]) => [less(n!)], inverse: sumToZero },
  )(ctx, call);

export const unconstraining: Rules = {
  ...Object.fromEntries(Object.entries(families).map(([name, family]) => [`${name}_unconstrain`, toFree(family)])), // prettier-ignore
  sum_to_zero_unconstrain: sumToZeroRule,
};
