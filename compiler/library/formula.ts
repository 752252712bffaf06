// Formulas of descriptors as MIR: parsed once by our own grammar, then instantiated with expressions for their names. An argument that a
// formula mentions more than once is bound first, through the caller's `bind`, so nothing is computed twice and generated code gets
// the descriptor's own names (z, residual).

import { parse, type Expr as Formula } from "../../grammar/index.ts";
import type { ScalarFunction } from "../../runtime/descriptor.ts";
import { scalarFunctions } from "../../runtime/library.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { int, isNumber, num, op, select } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { nameFor } from "../ir/naming.ts";
import { scalarType } from "../ir/scalar-type.ts";
import { walkExpression } from "../../grammar/index.ts";
import * as arithmetic from "./arithmetic.ts";
import { asBool, asInt, asReal } from "./arithmetic.ts";

/** Gives an expression a name of its own where that saves computing it again; returns what to use from now on. */
export type Bind = (name: string, value: Expr) => Expr;

export type Bindings = ReadonlyMap<string, Expr>;

const parsed = new Map<string, Formula>();

/** The syntax tree of a formula; each text is parsed once. */
export function parseFormula(text: string): Formula {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const source = { name: "formula", text: `model { target += ${text.replace(reserved, "$1__")}; }` };
  const { program } = parse(source);
  const statement = program?.blocks[0]?.body[0];
  if (statement?.kind !== "targetIncrement")
    internalError(`a formula of the library does not parse: ${text}`);
  parsed.set(text, statement.value);
  return statement.value;
}

/** Names of transforms' arguments that are words of the grammar; two underscores make them identifiers inside. */
const reserved = /\b(lower|upper|offset|multiplier)\b/g;
const nameIn = (e: Extract<Formula, { readonly kind: "variable" }>): string => e.name.text.replace(/__$/, "");

/** How often each name occurs in a formula. */
export function usesOf(formula: Formula): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  walkExpression(formula, (e) => {
    if (e.kind === "variable") uses.set(nameIn(e), (uses.get(nameIn(e)) ?? 0) + 1);
  });
  return uses;
}

/** Functions that only the place of a formula knows, such as `size(x)`; null if it does not know the name either. */
export type LocalCall = (name: string, args: readonly string[]) => Expr | null;

/** The formula with its names replaced. */
export function instantiate(formula: Formula, bindings: Bindings, bind: Bind, local?: LocalCall): Expr {
  const at = (e: Formula): Expr => instantiate(e, bindings, bind, local);
  switch (formula.kind) {
    case "intLiteral":
      return int(formula.value);
    case "realLiteral":
      return num(formula.value);
    case "variable":
      return bindings.get(nameIn(formula)) ?? internalError(`${nameIn(formula)} is unknown`, formula.span);
    case "parenthesized":
      return at(formula.inner);
    case "prefix":
      return prefix(formula.operator, at(formula.operand));
    case "binary":
      return binary(formula.operator, at(formula.left), at(formula.right), bind);
    case "ternary": {
      const [a, b] = [at(formula.then), at(formula.otherwise)];
      const areInts = scalarType(a) === "int" && scalarType(b) === "int";
      return select(asBool(at(formula.condition)), areInts ? a : asReal(a), areInts ? b : asReal(b));
    }
    case "call": {
      const names = formula.args.map((arg) => (arg.kind === "variable" ? nameIn(arg) : ""));
      const known = local?.(formula.callee.text, names) ?? null;
      return known ?? callScalar(formula.callee.text, formula.args.map(at), bind);
    }
    default:
      return internalError(`${formula.kind} in a formula`, formula.span);
  }
}

function prefix(operator: "!" | "-" | "+", operand: Expr): Expr {
  if (operator === "!") return arithmetic.not(asBool(operand));
  return operator === "-" ? arithmetic.negative(operand) : operand;
}

const comparisons = { "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne" } as const;

/** A binary operation on scalars, without the checks that users' integer division needs. */
export function binary(operator: string, a: Expr, b: Expr, bind: Bind): Expr {
  switch (operator) {
    case "+":
      return arithmetic.sum(a, b);
    case "-":
      return arithmetic.difference(a, b);
    case "*":
    case ".*":
      return arithmetic.product(a, b);
    case "/":
    case "./":
    case "%/%":
      return arithmetic.quotient(a, b);
    case "%":
      return arithmetic.remainder(a, b);
    case "^":
    case ".^":
      return b.kind === "int" && (b.value === 3 || b.value === -2)
        ? arithmetic.power(once(bind, a), b)
        : arithmetic.power(a, b);
    case "&&":
      return arithmetic.and(asBool(a), asBool(b));
    case "||":
      return arithmetic.or(asBool(a), asBool(b));
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "==":
    case "!=":
      return arithmetic.compare(comparisons[operator], a, b);
    default:
      return internalError(`operator ${operator} in a formula`);
  }
}

/** Whether writing it twice costs nothing. */
export function isTrivial(e: Expr): boolean {
  return e.kind === "num" || e.kind === "int" || e.kind === "bool" || e.kind === "ref";
}

const once = (bind: Bind, value: Expr): Expr => (isTrivial(value) ? value : bind(nameFor(value), value));

// ------------------------------------------------------------------------------------------------------ scalar functions

export const isScalarFunction = (name: string): boolean =>
  Object.hasOwn(structural, name) || Object.hasOwn(scalarFunctions, name);

/** Functions that are operations of the IR, or differ between ints and reals. */
const structural: Readonly<Record<string, (args: readonly Expr[], bind: Bind) => Expr>> = {
  // Without an argument these are constants.
  log2: ([a]) => (a === undefined ? num(0.6931471805599453) : op("log2", asReal(a))),
  log10: ([a]) => (a === undefined ? num(2.302585092994046) : op("log10", asReal(a))),
  sqrt: ([a]) => op("sqrt", asReal(a!)),
  square: ([a]) => arithmetic.square(asReal(a!)),
  pow: ([a, b], bind) => binary("^", a!, b!, bind),
  abs: ([a], bind) => {
    if (!arithmetic.isInt(a!)) return op("abs", a!);
    const x = once(bind, asInt(a!));
    return select(arithmetic.compare("lt", x, int(0)), arithmetic.negative(x), x);
  },
};

/** A call of a scalar function by the language's name: an operation of the same name, or its formula. */
export function callScalar(name: string, args: readonly Expr[], bind: Bind): Expr {
  if (Object.hasOwn(structural, name)) return structural[name]!(args, bind);
  if (!Object.hasOwn(scalarFunctions, name)) internalError(`${name} is no scalar function of the library`);
  const descriptor = scalarFunctions[name]!;
  const formal = Object.entries(descriptor.args);
  const actual = args.map((arg, k) => (formal[k]?.[1] === "int" ? asInt(arg) : asReal(arg)));
  if (descriptor.formula === undefined) return exactly(name, actual) ?? op(name, ...actual);
  const bindings = new Map(formal.map(([arg], k) => [arg, actual[k]!]));
  return expand(descriptor, bindings, bind);
}

/** Values that hold without rounding, and products with a factor of one. */
function exactly(name: string, [a, b]: readonly Expr[]): Expr | null {
  if (name === "lmultiply" && isNumber(a!, 1)) return op("log", b!);
  if (name === "multiply_log1p" && isNumber(a!, 1)) return op("log1p", b!);
  if ((name === "lmultiply" || name === "multiply_log1p") && isNumber(a!, 0)) return num(0);
  if (name === "log" && isNumber(a!, 1)) return num(0);
  if ((name === "log1p" || name === "expm1") && isNumber(a!, 0)) return num(0);
  return name === "exp" && isNumber(a!, 0) ? num(1) : null;
}

function expand(descriptor: ScalarFunction, args: ReadonlyMap<string, Expr>, bind: Bind): Expr {
  const where = Object.entries(descriptor.where ?? {}).map(
    ([name, text]) => [name, parseFormula(text)] as const,
  );
  const body = parseFormula(descriptor.formula!);
  const bindings = new Map(args);
  bindRepeated(bindings, [...where.map(([, formula]) => formula), body], bind);
  bindWhere(bindings, where, bind);
  const value = instantiate(body, bindings, bind);
  return descriptor.result === "int" ? asInt(value) : asReal(value);
}

/** Names that the formulas mention more than once get a value of their own. */
export function bindRepeated(bindings: Map<string, Expr>, formulas: readonly Formula[], bind: Bind): void {
  const uses = new Map<string, number>();
  for (const formula of formulas)
    for (const [name, count] of usesOf(formula)) uses.set(name, (uses.get(name) ?? 0) + count);
  for (const [name, value] of bindings)
    if ((uses.get(name) ?? 0) > 1 && !isTrivial(value)) bindings.set(name, bind(name, value));
}

/** Adds the shared subterms in their order, under their own names. */
export function bindWhere(
  bindings: Map<string, Expr>,
  where: readonly (readonly [string, Formula])[],
  bind: Bind,
): void {
  for (const [name, formula] of where) {
    const value = instantiate(formula, bindings, bind);
    bindings.set(name, isTrivial(value) ? value : bind(name, value));
  }
}
