// Values in normal form: an expression becomes one operation over atoms, with the statements that compute its parts before it.

import * as build from "../../ir/build.ts";
import type { Expr, Local, Scalar, Statement } from "../../ir/mir.ts";
import { nameFor } from "../../ir/naming.ts";
import { scalarType } from "../../ir/scalar-type.ts";
import { someExpr } from "../../ir/walk.ts";
import { simplifyOperation } from "../algebra.ts";
import { bump, define, inner, isAtom, keyOf, lookup, refAtom, type Scope } from "./scope.ts";

/** The value as one operation over atoms, or an atom. `into` names the value when it has to be built by statements. */
export function value(expr: Expr, scope: Scope, out: Statement[], into?: Local): Expr {
  if (!isReal(expr)) return integer(expr, scope, out);
  switch (expr.kind) {
    case "num":
      return expr;
    case "ref":
      return refAtom(expr.local, scope);
    case "load":
      return build.load(expr.buffer, indices(expr.index, scope, out));
    case "select":
      return selectValue(expr, scope, out, into);
    case "op":
      return opValue(expr, scope, out);
    default:
      return expr;
  }
}

/** Walks down the first arguments without recursion: sums of ten thousand terms lean to the left. */
function opValue(expr: Extract<Expr, { kind: "op" }>, scope: Scope, out: Statement[]): Expr {
  const spine: Extract<Expr, { kind: "op" }>[] = [];
  let leaf: Expr = expr;
  while (leaf.kind === "op" && isReal(leaf) && leaf.op !== "toReal") {
    spine.push(leaf);
    leaf = leaf.args[0]!;
  }
  let current: Expr;
  if (leaf.kind === "op" && leaf.op === "toReal") current = build.toReal(integer(leaf.args[0]!, scope, out));
  else current = spine.length === 0 ? value(leaf, scope, out) : atom(leaf, scope, out);
  for (let i = spine.length - 1; i >= 0; i--) {
    const node = spine[i]!;
    const first = toAtom(current, scope, out);
    const rest = node.args
      .slice(1)
      .map((arg) => (isReal(arg) ? atom(arg, scope, out) : integer(arg, scope, out)));
    current = algebra(rebuild(node.op, [first, ...rest]), scope, out);
  }
  return current;
}

function algebra(expr: Expr, scope: Scope, out: Statement[]): Expr {
  const simplified = simplifyOperation(
    shallow(expr, scope, out),
    (local) => scope.definitions.get(local),
    (value) => toAtom(shallow(value, scope, out), scope, out),
  );
  return shallow(simplified, scope, out);
}

/** Constructors may move a sign outwards and so nest an operation: it gets a name. */
function shallow(expr: Expr, scope: Scope, out: Statement[]): Expr {
  if (expr.kind !== "op" || expr.op === "toReal") return expr;
  const isNested = (arg: Expr): boolean => arg.kind === "op" && isReal(arg) && !isAtom(arg, scope);
  if (!expr.args.some(isNested)) return expr;
  return {
    ...expr,
    args: expr.args.map((arg) => (isNested(arg) ? toAtom(shallow(arg, scope, out), scope, out) : arg)),
  };
}

function rebuild(name: string, args: readonly Expr[]): Expr {
  const [a, b] = args as [Expr, Expr];
  switch (name) {
    case "add":
      return build.add(a, b);
    case "sub":
      return build.sub(a, b);
    case "mul":
      return build.mul(a, b);
    case "div":
      return build.div(a, b);
    case "neg":
      return build.neg(a);
    case "square":
      return a.kind === "num" ? build.num(a.value * a.value) : build.op("square", a);
    case "log":
      return a.kind === "num" ? literalLog(a) : build.op("log", a);
    case "sqrt":
      return a.kind === "num" ? build.num(Math.sqrt(a.value)) : build.op("sqrt", a);
    default:
      return { kind: "op", op: name, args };
  }
}

/** Logarithms that densities are made of; others are clearer as they are written. */
function literalLog(a: Extract<Expr, { kind: "num" }>): Expr {
  if (a.value === 1) return build.num(0);
  if (a.value === 6.283185307179586) return build.num(1.8378770664093453);
  if (a.value === 3.141592653589793) return build.num(1.1447298858494002);
  return build.op("log", a);
}

function selectValue(
  expr: Extract<Expr, { kind: "select" }>,
  scope: Scope,
  out: Statement[],
  into: Local | undefined,
): Expr {
  const test = condition(expr.condition, scope, out);
  if (test.kind === "bool") return value(test.value ? expr.then : expr.otherwise, scope, out, into);
  if (isCheap(expr.then) && isCheap(expr.otherwise))
    return build.select(
      test,
      made(test, atom(expr.then, scope, out), scope),
      atom(expr.otherwise, scope, out),
    );
  // Only the chosen branch may be computed, so the choice becomes a statement.
  const choice = build.local(into?.name ?? "choice", "real");
  scope.mutable.add(choice);
  const branch = (e: Expr): Statement[] => {
    const body: Statement[] = [];
    body.push({ kind: "set", local: choice, value: value(e, inner(scope), body) });
    return body;
  };
  out.push({ kind: "var", local: choice, initial: null });
  const then = branch(expr.then);
  const otherwise = branch(expr.otherwise);
  out.push({ kind: "if", condition: test, then, otherwise });
  bump([choice], scope);
  return build.ref(choice);
}

/** An atom where `test` holds: if it names a choice that the test makes, the branch that it takes. */
function made(test: Expr, atom: Expr, scope: Scope): Expr {
  const known = atom.kind === "ref" ? scope.definitions.get(atom.local) : undefined;
  const branch = known && build.whereItHolds(test, known);
  return branch === undefined || branch === known ? atom : branch;
}

/** May be computed whether needed or not. */
function isCheap(expr: Expr): boolean {
  if (expr.kind === "num" || expr.kind === "ref") return true;
  if (expr.kind === "select")
    return isIndexTest(expr.condition) && isCheap(expr.then) && isCheap(expr.otherwise);
  return (
    expr.kind === "op" && ["add", "sub", "mul", "neg", "square"].includes(expr.op) && expr.args.every(isCheap)
  );
}

/** A comparison of indices and sizes. */
const isIndexTest = (e: Expr): boolean =>
  e.kind === "bool" ||
  (e.kind === "op" &&
    e.args.every((arg) => arg.kind === "int" || (arg.kind === "ref" && arg.local.scalar === "int")));

export function atom(expr: Expr, scope: Scope, out: Statement[]): Expr {
  return toAtom(value(expr, scope, out), scope, out);
}

function toAtom(result: Expr, scope: Scope, out: Statement[]): Expr {
  if (isAtom(result, scope)) return result;
  return named(result, "real", scope, out);
}

export function named(result: Expr, scalar: Scalar, scope: Scope, out: Statement[]): Expr {
  const key = keyOf(result, scope);
  const known = lookup(key, scope);
  if (known !== null) return build.ref(known);
  const local = build.temporary(nameFor(result), scalar);
  scope.available.set(key, local);
  define(local, result, scope);
  out.push({ kind: "let", local, value: result });
  return build.ref(local);
}

/** An integer expression: names substituted; named itself if it reads memory that may change or is worth sharing. */
export function integer(expr: Expr, scope: Scope, out: Statement[]): Expr {
  const result = substitute(expr, scope);
  return isPlainIndex(result, scope) ? result : named(result, scalarType(result), scope, out);
}

export const indices = (index: readonly Expr[], scope: Scope, out: Statement[]): readonly Expr[] =>
  index.map((i) => integer(i, scope, out));

/** Built from constants and immutable names only. */
function isPlainIndex(expr: Expr, scope: Scope): boolean {
  return !someExpr(
    expr,
    (e) => e.kind === "load" || e.kind === "select" || (e.kind === "ref" && scope.mutable.has(e.local)),
  );
}

export function readsNothingMutable(expr: Expr, scope: Scope): boolean {
  return !someExpr(
    expr,
    (e) =>
      (e.kind === "ref" && scope.mutable.has(e.local)) || (e.kind === "load" && e.buffer.lifetime === "call"),
  );
}

/** A truth value: comparisons over atoms, nested logic kept. */
export function condition(expr: Expr, scope: Scope, out: Statement[]): Expr {
  if (expr.kind !== "op") return substitute(expr, scope);
  if (expr.op === "and" || expr.op === "or") {
    // The right side may only be valid when the left holds, so nothing of it is computed ahead.
    return build.op(expr.op, condition(expr.args[0]!, scope, out), substitute(expr.args[1]!, scope));
  }
  if (expr.op === "not") return build.op("not", condition(expr.args[0]!, scope, out));
  const args = expr.args.map((arg) => (isReal(arg) ? atom(arg, scope, out) : substitute(arg, scope)));
  return comparisonOfLiterals(expr.op, args) ?? build.op(expr.op, ...args);
}

/** `1 == 1`, as loops that were written out have it. */
function comparisonOfLiterals(op: string, [a, b]: readonly Expr[]): Expr | null {
  if (a?.kind !== "int" || b?.kind !== "int") return null;
  if (op === "eq") return build.bool(a.value === b.value);
  if (op === "ne") return build.bool(a.value !== b.value);
  if (op === "lt") return build.bool(a.value < b.value);
  if (op === "le") return build.bool(a.value <= b.value);
  if (op === "gt") return build.bool(a.value > b.value);
  return op === "ge" ? build.bool(a.value >= b.value) : null;
}

/** The expression with known names replaced; nothing is pulled out of it. */
export function substitute(expr: Expr, scope: Scope): Expr {
  switch (expr.kind) {
    case "ref":
      return refAtom(expr.local, scope);
    case "load":
      return build.load(
        expr.buffer,
        expr.index.map((i) => substitute(i, scope)),
      );
    case "select":
      return build.select(
        substitute(expr.condition, scope),
        substitute(expr.then, scope),
        substitute(expr.otherwise, scope),
      );
    case "op": {
      const args = expr.args.map((arg) => substitute(arg, scope));
      if (expr.op === "iadd") return build.iadd(args[0]!, args[1]!);
      if (expr.op === "isub") return build.isub(args[0]!, args[1]!);
      if (expr.op === "imul") return build.imul(args[0]!, args[1]!);
      if (expr.op === "toReal") return build.toReal(args[0]!);
      return { ...expr, args };
    }
    default:
      return expr;
  }
}

export const isReal = (expr: Expr): boolean => scalarType(expr) === "real";
