// Three nested loops that multiply matrices, or add to the adjoints of a product's factors, become calls of the routine for it, which is
// one line to read and no slower. Expects composed programs: it is the last that looks at formulas.

import * as build from "../ir/build.ts";
import type { Buffer, Expr, KernelArg, Local, Statement, View } from "../ir/mir.ts";
import { bodiesOf, mapBodies, someExpr } from "../ir/walk.ts";

export function callProducts(body: readonly Statement[]): readonly Statement[] {
  return body.flatMap((s): readonly Statement[] => {
    const calls = productOf(s) ?? adjointsOf(s);
    return calls ?? [bodiesOf(s).length === 0 ? s : mapBodies(s, callProducts)];
  });
}

/** A matrix inside a buffer: stored by columns, `rows` cells each. */
interface Matrix {
  readonly view: View;
  readonly rows: Expr;
}

interface Loop {
  readonly index: Local;
  readonly count: Expr;
  readonly body: readonly Statement[];
}

type Call = Extract<Statement, { kind: "kernel" }>;

/** A loop over 0 .. count, in whichever order. */
function loopOf(s: Statement | undefined): Loop | null {
  if (s?.kind === "each") return s;
  return s?.kind === "for" && build.isNumber(s.from, 0)
    ? { index: s.index, count: s.to, body: s.body }
    : null;
}

/** The loop that is all of a body. */
const onlyLoop = (body: readonly Statement[]): Loop | null => (body.length === 1 ? loopOf(body[0]) : null);

// ------------------------------------------------------------------------------------------------------------------ recognition

/** `C = A * B`: for each column and row of C a sum that starts at zero. */
function productOf(s: Statement): readonly Statement[] | null {
  const column = loopOf(s);
  const row = column === null ? null : onlyLoop(column.body);
  if (column === null || row === null || row.body.length !== 3) return null;
  const [start, loop, store] = row.body;
  const inner = loopOf(loop);
  if (start?.kind !== "var" || start.initial === null || !build.isNumber(start.initial, 0)) return null;
  if (store?.kind !== "store" || store.value.kind !== "ref" || store.value.local !== start.local) return null;
  const term = inner?.body.length === 1 ? inner.body[0] : undefined;
  if (
    inner === null ||
    term?.kind !== "accumulate" ||
    term.into.kind !== "local" ||
    term.into.local !== start.local
  )
    return null;
  const factors = factorsOf(term.value);
  const c = matrixAt(store.buffer, store.index, column.index, row.index);
  if (factors === null || c === null || !build.sameExpr(c.rows, row.count)) return null;
  const square = squareOf(factors, c, column, row, inner);
  if (square !== null && store.buffer !== factors[0].buffer) return [square];
  for (const [x, y] of [factors, [factors[1], factors[0]] as const]) {
    const a = matrixAt(x.buffer, x.index, inner.index, row.index);
    const b = matrixAt(y.buffer, y.index, column.index, inner.index);
    if (
      a === null ||
      b === null ||
      !build.sameExpr(a.rows, row.count) ||
      !build.sameExpr(b.rows, inner.count)
    )
      continue;
    if (store.buffer === x.buffer || store.buffer === y.buffer) continue;
    return [call("matmul", "out", c, a, b, row.count, inner.count, column.count)];
  }
  return null;
}

/** `C = A * A'` */
function squareOf(
  [x, y]: readonly [Cell, Cell],
  c: Matrix,
  column: Loop,
  row: Loop,
  inner: Loop,
): Call | null {
  if (x.buffer !== y.buffer || !build.sameExpr(column.count, row.count)) return null;
  const [a, b] = [x, y].map(
    ({ buffer, index }) =>
      matrixAt(buffer, index, inner.index, row.index) ?? matrixAt(buffer, index, inner.index, column.index),
  );
  const isSame = (p: Matrix, q: Matrix): boolean =>
    build.sameExpr(p.rows, q.rows) && p.view.index.every((e, i) => build.sameExpr(e, q.view.index[i]!));
  if (a === null || a === undefined || b === null || b === undefined || !isSame(a, b)) return null;
  if (!build.sameExpr(a.rows, row.count) || build.sameExpr(x.index.at(-1)!, y.index.at(-1)!)) return null;
  const args: readonly KernelArg[] = [
    { kind: "out", view: c.view },
    { kind: "in", view: a.view },
    { kind: "scalar", value: row.count },
    { kind: "scalar", value: inner.count },
  ];
  return { kind: "kernel", kernel: "tcrossprod", result: null, args };
}

/** `B += A' C` and `A += C B'` with the adjoints of a product's result and factors. */
function adjointsOf(s: Statement): readonly Statement[] | null {
  const column = loopOf(s);
  const row = column === null ? null : onlyLoop(column.body);
  const inner = row === null ? null : loopOf(row.body.at(-1));
  if (column === null || row === null || inner === null || row.body.length > 2 || inner.body.length === 0)
    return null;
  const taken = row.body.length === 2 ? row.body[0]! : null;
  if (taken !== null && (taken.kind !== "let" || taken.value.kind !== "load")) return null;
  const calls = inner.body.map((term) => {
    if (term.kind !== "accumulate" || term.into.kind !== "cell") return null;
    const factors = factorsOf(term.value, taken);
    if (factors === null) return null;
    for (const [c, factor] of [factors, [factors[1], factors[0]] as const]) {
      const found = adjointCall(term.into, c, factor, column, row, inner);
      if (found !== null) return found;
    }
    return null;
  });
  return calls.every((found) => found !== null) ? together(calls) : null;
}

/** The adjoints of both factors by one call. */
function together(calls: readonly Call[]): readonly Statement[] {
  const right = calls.find(({ kernel }) => kernel === "matmulTransposeLeftAdd");
  const left = calls.find(({ kernel }) => kernel === "matmulTransposeRightAdd");
  if (calls.length !== 2 || right === undefined || left === undefined) return calls;
  const [intoRight, a, c, ...sizes] = right.args;
  const [intoLeft, , b] = left.args;
  const [k, n, m] = sizes;
  const args = [intoLeft, intoRight, c, a, b, n, k, m].map((arg) => arg!);
  return [{ kind: "kernel", kernel: "matmulAdjoint", result: null, args }];
}

function adjointCall(into: Cell, c: Cell, factor: Cell, column: Loop, row: Loop, inner: Loop): Call | null {
  if (into.buffer === c.buffer || into.buffer === factor.buffer) return null;
  const at = ({ buffer, index }: Cell, by: Loop, of: Loop): Matrix | null => {
    const matrix = matrixAt(buffer, index, by.index, of.index);
    return matrix !== null && build.sameExpr(matrix.rows, of.count) ? matrix : null;
  };
  const result = at(c, column, row);
  if (result === null) return null;
  const [left, right] = [at(factor, inner, row), at(factor, column, inner)];
  const [intoRight, intoLeft] = [at(into, column, inner), at(into, inner, row)];
  if (left !== null && intoRight !== null)
    return call(
      "matmulTransposeLeftAdd",
      "inout",
      intoRight,
      left,
      result,
      inner.count,
      row.count,
      column.count,
    );
  if (right !== null && intoLeft !== null)
    return call(
      "matmulTransposeRightAdd",
      "inout",
      intoLeft,
      result,
      right,
      row.count,
      column.count,
      inner.count,
    );
  return null;
}

interface Cell {
  readonly buffer: Buffer;
  readonly index: readonly Expr[];
}

/** Two cells that are multiplied; a name taken before stands for its cell. */
function factorsOf(e: Expr, taken: Statement | null = null): readonly [Cell, Cell] | null {
  if (e.kind !== "op" || e.op !== "mul") return null;
  const cell = (x: Expr): Cell | null => {
    if (x.kind === "load") return x;
    const isTaken = taken?.kind === "let" && x.kind === "ref" && x.local === taken.local;
    return isTaken && taken.value.kind === "load" ? taken.value : null;
  };
  const [a, b] = [cell(e.args[0]!), cell(e.args[1]!)];
  return a === null || b === null ? null : [a, b];
}

/** The matrix whose cell in `column` and `row` this is; null if the cells do not lie like that. */
function matrixAt(buffer: Buffer, index: readonly Expr[], column: Local, row: Local): Matrix | null {
  if (index.length !== buffer.dims.length || buffer.elem !== "f64") return null;
  const isFree = (e: Expr): boolean =>
    !someExpr(e, (x) => x.kind === "load" || (x.kind === "ref" && (x.local === column || x.local === row)));
  if (index.length === 1) return inVector(buffer, index[0]!, column, row, isFree);
  const [c, r] = index.slice(-2) as [Expr, Expr];
  const before = index.slice(0, -2);
  if (!isRef(c, column) || !isRef(r, row) || !before.every(isFree)) return null;
  return { view: { buffer, index: before }, rows: buffer.dims.at(-1)! };
}

/** `start + column * rows + row` in a flat array. */
function inVector(
  buffer: Buffer,
  at: Expr,
  column: Local,
  row: Local,
  isFree: (e: Expr) => boolean,
): Matrix | null {
  const terms = termsOf(at);
  const r = terms.findIndex((e) => isRef(e, row));
  const c = terms.findIndex(
    (e) => e.kind === "op" && e.op === "imul" && e.args.some((x) => isRef(x, column)),
  );
  if (r < 0 || c < 0) return null;
  const product = terms[c] as Extract<Expr, { kind: "op" }>;
  const rows = isRef(product.args[0]!, column) ? product.args[1]! : product.args[0]!;
  const rest = terms.filter((_, i) => i !== r && i !== c);
  if (!isFree(rows) || !rest.every(isFree)) return null;
  return { view: { buffer, index: [rest.reduce(build.iadd, build.int(0))] }, rows };
}

const termsOf = (e: Expr): readonly Expr[] =>
  e.kind === "op" && e.op === "iadd" ? e.args.flatMap(termsOf) : [e];

const isRef = (e: Expr, local: Local): boolean => e.kind === "ref" && e.local === local;

// ------------------------------------------------------------------------------------------------------------------------ calls

function call(
  kernel: "matmul" | "matmulTransposeLeftAdd" | "matmulTransposeRightAdd",
  how: "out" | "inout",
  out: Matrix,
  a: Matrix,
  b: Matrix,
  ...sizes: readonly Expr[]
): Call {
  const args: readonly KernelArg[] = [
    { kind: how, view: out.view },
    { kind: "in", view: a.view },
    { kind: "in", view: b.view },
    ...sizes.map((value): KernelArg => ({ kind: "scalar", value })),
  ];
  return { kind: "kernel", kernel, result: null, args };
}
