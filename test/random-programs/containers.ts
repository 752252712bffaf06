// Random expressions for vectors, rows, matrices and complex vectors of a known size.

import {
  call,
  choose,
  condition,
  elementOf,
  fill,
  type MakeExpression,
  of,
  real,
  variableOf,
} from "./expressions.ts";
import {
  type Expression,
  type Generator,
  indexInto,
  indicesInto,
  int,
  literal,
  ofKind,
  pick,
  sizeText,
} from "./scope.ts";

export function vector(g: Generator, size: number, depth = 2): Expression {
  const n = sizeText(g, size).text;
  const repeated: MakeExpression = () => fill(`rep_vector(#, ${n})`, real(g, 0));
  const variable: MakeExpression = () => variableOf(g, { kind: "vector", size: literal(size) });
  const parts: MakeExpression[] = [variable, variable, variable, () => part(g, size), repeated];
  if (depth <= 0) return choose(g, repeated, parts);
  const sub = (): Expression => vector(g, size, depth - 1);
  const scalar = (): Expression => real(g, depth - 1);
  const m = pick(g, [3, 4]);
  return choose(g, repeated, [
    ...parts,
    () => fill("(# + #)", sub(), sub()),
    () => fill("(# - #)", sub(), sub()),
    () => fill("(# .* #)", sub(), sub()),
    () => fill("(# * #)", scalar(), sub()),
    () => fill("(# + #)", scalar(), sub()),
    () => fill("sin(#)", sub()),
    () => fill("tanh(#)", sub()),
    () => fill("(-#)", sub()),
    () => fill("(square(#) + 1) .^ #", sub(), real(g, 0)),
    () => fill("fmax(#, #)", sub(), scalar()),
    () => fill("(# ./ (1 + square(#)))", sub(), sub()),
    () => fill("(# / (2 + sin(#)))", sub(), scalar()),
    () => fill("(# * #)", matrix(g, size, m, depth - 1), vector(g, m, depth - 1)),
    () => fill("(#)'", row(g, size, depth - 1)),
    () => fill("cumulative_sum(#)", sub()),
    () => fill("reverse(#)", sub()),
    () => fill("get_imag(#)", complexes(g, size, depth - 1)),
    () => fill("to_vector(#)", reals(g, size, depth - 1)),
    () => (size > 0 ? nonEmpty(g, size, depth) : null),
    () => (size > 0 ? nonEmpty(g, size, depth) : null),
    () => (size === 3 ? ofThree(g, depth) : null),
    // Both sides have their size in the same words: others come from elsewhere, by hand (2-lower/sizes).
    () => ((e) => fill("(# ? # : sin(#))", condition(g, depth - 1), e, e))(sub()),
    () => call(g, { kind: "vector", size: literal(size) }, ["plain"], depth - 1),
    () => call(g, { kind: "vector", size: literal(size) }, ["plain"], depth - 1),
  ]);
}

function nonEmpty(g: Generator, size: number, depth: number): Expression | null {
  const sub = (): Expression => vector(g, size, depth - 1);
  const wide = (): Expression => matrix(g, size, 3, depth - 1);
  return pick<MakeExpression>(g, [
    () => fill("softmax(#)", sub()),
    () => fill("log_softmax(#)", sub()),
    () => fill("sort_asc(#)", sub()),
    () => fill("append_row(#, #)", real(g, depth - 1), vector(g, size - 1, depth - 1)),
    () => fill("append_row(#, #)", vector(g, size - 1, depth - 1), real(g, depth - 1)),
    () => fill("rows_dot_self(#)", wide()),
    () => fill("rows_dot_product(#, #)", wide(), wide()),
    () => fill("multiply_lower_tri_self_transpose(#)[, 1]", matrix(g, size, size, depth - 1)),
  ])();
}

function ofThree(g: Generator, depth: number): Expression | null {
  const sub = (): Expression => vector(g, 3, depth - 1);
  const scalar = (): Expression => real(g, depth - 1);
  const square_ = (): Expression => matrix(g, 3, 3, depth - 1);
  return pick<MakeExpression>(g, [
    () => fill("[#, #, #]'", scalar(), scalar(), scalar()),
    () => fill("diagonal(#)", square_()),
    () => fill("mdivide_left_tri_low(cholesky_decompose(add_diag(tcrossprod(#), 2)), #)", square_(), sub()),
    () => fill("(add_diag(0.4 * tanh(#), 2) \\ #)", square_(), sub()),
    () => fill("mdivide_left_spd(add_diag(tcrossprod(tanh(#)), 2), #)", square_(), sub()),
    () => fill("(inverse(add_diag(0.4 * tanh(#), 2)) * #)", square_(), sub()),
    () => fill("(matrix_exp(0.3 * tanh(#)) * #)", square_(), sub()),
  ])();
}

/** `size` elements of something larger. */
function part(g: Generator, size: number): Expression | null {
  const vectors = ofKind(g, "vector").filter((v) => v.type.size.value >= size);
  const arrays = ofKind(g, "vectors").filter((v) => v.type.inner.value === size);
  const matrices = ofKind(g, "matrix").filter((v) => v.type.rows.value === size);
  const kind = int(g, 5);
  if (kind === 0 && arrays.length > 0) {
    const v = pick(g, arrays);
    const at = indexInto(g, v.type.size.value);
    return at === null ? null : of(`${v.name}[${at}]`, v);
  }
  if (kind === 1 && matrices.length > 0) {
    const v = pick(g, matrices);
    const at = indexInto(g, v.type.columns.value);
    return at === null ? null : of(pick(g, [`${v.name}[, ${at}]`, `col(${v.name}, ${at})`]), v);
  }
  if (vectors.length === 0) return null;
  const v = pick(g, vectors);
  if (kind === 2) {
    const at = indicesInto(g, size, v.type.size.value);
    return at === null ? null : of(`${v.name}[${at}]`, v);
  }
  const from = 1 + int(g, v.type.size.value - size + 1);
  return of(pick(g, [`${v.name}[${from}:${from + size - 1}]`, `segment(${v.name}, ${from}, ${size})`]), v);
}

export function row(g: Generator, size: number, depth = 1): Expression {
  const turned: MakeExpression = () => fill("(#)'", vector(g, size, depth - 1));
  const matrices = ofKind(g, "matrix").filter((v) => v.type.columns.value === size);
  const variable: MakeExpression = () => variableOf(g, { kind: "row", size: literal(size) });
  const rows: MakeExpression = () => {
    if (matrices.length === 0) return null;
    const v = pick(g, matrices);
    const at = indexInto(g, v.type.rows.value);
    return at === null ? null : of(`${v.name}[${at}]`, v);
  };
  if (depth <= 0) return choose(g, turned, [variable, rows, turned]);
  return choose(g, turned, [
    variable,
    rows,
    turned,
    () => fill("(# * #)", row(g, 3, depth - 1), matrix(g, 3, size, depth - 1)),
    () => fill("(# + #)", row(g, size, depth - 1), row(g, size, depth - 1)),
    () => fill("(# * #)", real(g, depth - 1), row(g, size, depth - 1)),
    () => fill("columns_dot_self(#)", matrix(g, 3, size, depth - 1)),
    () =>
      size === 3 ? fill("(# / add_diag(0.4 * tanh(#), 2))", row(g, 3, depth - 1), matrix(g, 3, 3, 0)) : null,
  ]);
}

export function matrix(g: Generator, rows: number, columns: number, depth = 1): Expression {
  const [m, n] = [sizeText(g, rows).text, sizeText(g, columns).text];
  const repeated: MakeExpression = () => fill(`rep_matrix(#, ${m}, ${n})`, real(g, 0));
  const turned = ofKind(g, "matrix").filter(
    (v) => v.type.rows.value === columns && v.type.columns.value === rows,
  );
  const variable: MakeExpression = () =>
    variableOf(g, { kind: "matrix", rows: literal(rows), columns: literal(columns) });
  const transpose: MakeExpression = () =>
    turned.length === 0 ? null : ((v) => of(`${v.name}'`, v))(pick(g, turned));
  if (depth <= 0) return choose(g, repeated, [variable, variable, transpose, repeated]);
  const sub = (): Expression => matrix(g, rows, columns, depth - 1);
  const isSquare = rows === columns && rows > 0;
  return choose(g, repeated, [
    variable,
    variable,
    transpose,
    repeated,
    () => fill("(# + #)", sub(), sub()),
    () => fill("(# .* #)", sub(), sub()),
    () => fill("(# * #)", real(g, depth - 1), sub()),
    () => fill("(# * #)", matrix(g, rows, 3, depth - 1), matrix(g, 3, columns, depth - 1)),
    () => fill("(# * #)", vector(g, rows, depth - 1), row(g, columns, depth - 1)),
    () => fill("tanh(#)", sub()),
    () => fill("diag_pre_multiply(#, #)", vector(g, rows, depth - 1), sub()),
    () => fill("diag_post_multiply(#, #)", sub(), vector(g, columns, depth - 1)),
    () =>
      columns > 0
        ? fill("append_col(#, #)", vector(g, rows, depth - 1), matrix(g, rows, columns - 1, depth - 1))
        : null,
    () => (rows === columns ? fill("diag_matrix(#)", vector(g, rows, depth - 1)) : null),
    () => (rows === columns ? fill("add_diag(#, #)", sub(), real(g, depth - 1)) : null),
    () => (isSquare ? fill("cholesky_decompose(add_diag(tcrossprod(#), 2))", sub()) : null),
    () => (isSquare ? fill("inverse_spd(add_diag(tcrossprod(tanh(#)), 2))", sub()) : null),
    () =>
      rows === 3
        ? fill("(add_diag(0.4 * tanh(#), 2) \\ #)", matrix(g, 3, 3, 0), matrix(g, 3, columns, depth - 1))
        : null,
    () => call(g, { kind: "matrix", rows: literal(rows), columns: literal(columns) }, ["plain"], depth - 1),
  ]);
}

export function reals(g: Generator, size: number, depth = 1): Expression {
  const repeated: MakeExpression = () => fill(`rep_array(#, ${sizeText(g, size).text})`, real(g, 0));
  const variable: MakeExpression = () => variableOf(g, { kind: "reals", size: literal(size) });
  if (depth <= 0) return choose(g, repeated, [variable, repeated]);
  return choose(g, repeated, [
    variable,
    variable,
    () => fill("to_array_1d(#)", vector(g, size, depth - 1)),
    () => (size === 3 ? fill("{#, #, #}", real(g, depth - 1), real(g, depth - 1), real(g, depth - 1)) : null),
    () => call(g, { kind: "reals", size: literal(size) }, ["plain"], depth - 1),
  ]);
}

export function complex(g: Generator, depth = 1): Expression {
  const made: MakeExpression = () => fill("to_complex(#, #)", real(g, depth - 1), real(g, 0));
  const variable: MakeExpression = () => variableOf(g, { kind: "complex" });
  const element: MakeExpression = () => {
    const found = ofKind(g, "complexes");
    if (found.length === 0) return null;
    const v = pick(g, found);
    const place = elementOf(g, v);
    return place === null ? null : of(place, v);
  };
  if (depth <= 0) return choose(g, made, [variable, element, made]);
  const sub = (): Expression => complex(g, depth - 1);
  return choose(g, made, [
    variable,
    element,
    made,
    () => fill("(# + #)", sub(), sub()),
    () => fill("(# * #)", sub(), sub()),
    () => fill("(# * #)", real(g, depth - 1), sub()),
    () => fill("conj(#)", sub()),
    () => fill("(# / to_complex(2 + tanh(#), #))", sub(), real(g, 0), real(g, 0)),
    () => fill("exp(to_complex(tanh(#), #))", real(g, depth - 1), real(g, 0)),
    () => fill("(# + 0.4i)", sub()),
    () => call(g, { kind: "complex" }, ["plain"], depth - 1),
  ]);
}

export function complexes(g: Generator, size: number, depth = 1): Expression {
  const made: MakeExpression = () =>
    fill("to_complex(#, #)", vector(g, size, depth - 1), vector(g, size, depth - 1));
  const variable: MakeExpression = () => variableOf(g, { kind: "complexes", size: literal(size) });
  if (depth <= 0) return choose(g, made, [variable, made]);
  const sub = (): Expression => complexes(g, size, depth - 1);
  return choose(g, made, [
    variable,
    made,
    () => fill("(# + #)", sub(), sub()),
    () => fill("(# * #)", complex(g, depth - 1), sub()),
    () => fill("conj(#)", sub()),
    () => (size > 0 ? fill("fft(#)", sub()) : null),
  ]);
}
