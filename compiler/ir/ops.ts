// The arithmetic of the MIR, one row per operation: result type, cost, partial derivatives. Scalar functions of the library (exp,
// lgamma, ...) are operations too; they are looked up under Stan's name when a name is not in this table.
//
// `cost` is in units of one multiplication; passes use it to choose between storing and recomputing.

import { div, mul, neg, num, op } from "./build.ts";
import type { Expr, Scalar } from "./mir.ts";

export interface OpRow {
  readonly result: Scalar;
  readonly cost: number;
  /** d result / d args[k], given the arguments and the result; null where the operation has no derivative (integers, comparisons). */
  readonly partials: null | readonly ((args: readonly Expr[], result: Expr) => Expr)[];
}

const one = () => num(1);
const real = (cost: number, partials: OpRow["partials"]): OpRow => ({ result: "real", cost, partials });
const integer = (cost: number): OpRow => ({ result: "int", cost, partials: null });
const truth: OpRow = { result: "bool", cost: 1, partials: null };

export const OPS: Readonly<Record<string, OpRow>> = {
  add: real(1, [one, one]),
  sub: real(1, [one, () => num(-1)]),
  mul: real(1, [([, b]) => b!, ([a]) => a!]),
  div: real(4, [([, b]) => div(num(1), b!), ([, b], result) => neg(div(result, b!))]),
  neg: real(1, [() => num(-1)]),
  square: real(1, [([a]) => mul(num(2), a!)]),
  sqrt: real(4, [(_, result) => div(num(0.5), result)]),
  toReal: { result: "real", cost: 0, partials: null },
  // Integers. `idiv` and `imod` truncate toward zero; a zero divisor is excluded by a check before them.
  iadd: integer(1),
  isub: integer(1),
  imul: integer(1),
  idiv: integer(4),
  imod: integer(4),
  ineg: integer(1),
  /** 1 or 0 from a truth value. */
  toInt: integer(1),
  // Comparisons of two ints or two reals, and logic. `and` and `or` do not evaluate the right side when the left decides.
  lt: truth,
  le: truth,
  gt: truth,
  ge: truth,
  eq: truth,
  ne: truth,
  and: truth,
  or: truth,
  not: truth,
};

export const compare = (name: "lt" | "le" | "gt" | "ge" | "eq" | "ne", a: Expr, b: Expr): Expr =>
  op(name, a, b);
