// Evaluates formulas of descriptors with their gradients, independently of the compiler: the text goes through our own grammar, numbers
// are dual (a value and its derivatives along every argument), library functions contribute what their descriptors say. Integers are
// tracked as the language does, so a formula that would divide two of them is an error.

import { parse, type Expr } from "../../grammar/index.ts";
import type { ScalarFunction } from "../../runtime/descriptor.ts";
import { scalarFunctions } from "../../runtime/functions/catalogue.ts";
import * as abi from "../../runtime/abi.ts";

export interface Dual {
  readonly value: number;
  readonly slopes: readonly number[];
  readonly isInt: boolean;
}

export type Scope = ReadonlyMap<string, Dual>;

const parsed = new Map<string, Expr>();

export function parseFormula(text: string): Expr {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const { program, problems } = parse({ name: "formula", text: `model { target += ${text}; }` });
  const statement = program?.blocks[0]?.body[0];
  if (statement?.kind !== "targetIncrement")
    throw new Error(`does not parse: ${text}: ${JSON.stringify(problems)}`);
  parsed.set(text, statement.value);
  return statement.value;
}

export const constant = (value: number, width: number, isInt = false): Dual => ({
  value,
  slopes: new Array<number>(width).fill(0),
  isInt,
});

/** Arguments with one unit slope each. */
export function seeded(args: Readonly<Record<string, number>>, ints: ReadonlySet<string>): Map<string, Dual> {
  const names = Object.keys(args);
  return new Map(
    names.map((name, k) => [
      name,
      { value: args[name]!, slopes: names.map((_, j) => (j === k ? 1 : 0)), isInt: ints.has(name) },
    ]),
  );
}

/** Adds the shared subterms to the scope, in order. */
export function withShared(scope: Scope, where: Readonly<Record<string, string>> | undefined): Scope {
  const extended = new Map(scope);
  for (const [name, text] of Object.entries(where ?? {})) extended.set(name, evaluate(text, extended));
  return extended;
}

export function evaluate(text: string, scope: Scope): Dual {
  return visit(parseFormula(text), scope);
}

/** 0 times an infinite partial is 0. */
const scaled = (slope: number, partial: number): number =>
  slope === 0 || partial === 0 ? 0 : slope * partial;

function combine(value: number, parts: readonly (readonly [Dual, number])[]): Dual {
  const width = parts[0]?.[0].slopes.length ?? 0;
  const slopes = Array.from({ length: width }, (_, j) =>
    parts.reduce((sum, [part, partial]) => sum + scaled(part.slopes[j]!, partial), 0),
  );
  return { value, slopes, isInt: false };
}

function visit(e: Expr, scope: Scope): Dual {
  const width = scope.values().next().value?.slopes.length ?? 0;
  switch (e.kind) {
    case "intLiteral":
      return constant(e.value, width, true);
    case "realLiteral":
      return constant(e.value, width);
    case "parenthesized":
      return visit(e.inner, scope);
    case "variable": {
      const found = scope.get(e.name.text);
      if (found === undefined) throw new Error(`unknown name ${e.name.text}`);
      return found;
    }
    case "prefix": {
      const operand = visit(e.operand, scope);
      if (e.operator === "!") return constant(operand.value === 0 ? 1 : 0, width, true);
      if (e.operator === "+") return operand;
      return { ...combine(-operand.value, [[operand, -1]]), isInt: operand.isInt };
    }
    case "ternary":
      return visit(visit(e.condition, scope).value !== 0 ? e.then : e.otherwise, scope);
    case "binary":
      return binary(e.operator, e.left, e.right, scope, width);
    case "call":
      return call(
        e.callee.text,
        e.args.map((arg) => visit(arg, scope)),
        width,
      );
    default:
      throw new Error(`${e.kind} in a formula`);
  }
}

function binary(operator: string, left: Expr, right: Expr, scope: Scope, width: number): Dual {
  const truth = (holds: boolean): Dual => constant(holds ? 1 : 0, width, true);
  const a = visit(left, scope);
  if (operator === "&&" && a.value === 0) return truth(false);
  if (operator === "||" && a.value !== 0) return truth(true);
  const b = visit(right, scope);
  const isInt = a.isInt && b.isInt;
  switch (operator) {
    case "&&":
    case "||":
      return truth(b.value !== 0);
    case "<":
      return truth(a.value < b.value);
    case "<=":
      return truth(a.value <= b.value);
    case ">":
      return truth(a.value > b.value);
    case ">=":
      return truth(a.value >= b.value);
    case "==":
      return truth(a.value === b.value);
    case "!=":
      return truth(a.value !== b.value);
    case "+":
      return { ...combine(a.value + b.value, [[a, 1], [b, 1]]), isInt }; // prettier-ignore
    case "-":
      return { ...combine(a.value - b.value, [[a, 1], [b, -1]]), isInt }; // prettier-ignore
    case "*":
      return { ...combine(a.value * b.value, [[a, b.value], [b, a.value]]), isInt }; // prettier-ignore
    case "/": {
      if (isInt) throw new Error("division of two integers");
      const quotient = a.value / b.value;
      return combine(quotient, [[a, 1 / b.value], [b, -quotient / b.value]]); // prettier-ignore
    }
    default:
      throw new Error(`operator ${operator} in a formula`);
  }
}

function call(name: string, args: readonly Dual[], width: number): Dual {
  if (name === "sqrt") {
    const root = Math.sqrt(args[0]!.value);
    return combine(root, [[args[0]!, 0.5 / root]]);
  }
  if (name === "square") {
    const x = args[0]!.value;
    return combine(x * x, [[args[0]!, 2 * x]]);
  }
  const descriptor = scalarFunctions[name];
  if (descriptor === undefined) throw new Error(`no function ${name}`);
  return apply(descriptor, args, width);
}

/** Value and derivatives of a library function at dual arguments. */
export function apply(descriptor: ScalarFunction, given: readonly Dual[], width: number): Dual {
  const names = Object.keys(descriptor.args);
  const args = given.map((arg, k) =>
    descriptor.args[names[k]!] === "real" ? { ...arg, isInt: false } : arg,
  );
  if (names.length !== args.length) throw new Error(`${descriptor.name}: wrong number of arguments`);
  names.forEach((name, k) => {
    if (descriptor.args[name] === "int" && !args[k]!.isInt)
      throw new Error(`${descriptor.name}: ${name} is an int`);
  });
  const scope = new Map(names.map((name, k) => [name, args[k]!] as const));
  if (descriptor.formula !== undefined) {
    const result = evaluate(descriptor.formula, withShared(scope, descriptor.where));
    return names.length === 0 ? constant(result.value, width) : result;
  }
  const value = kernelOf(descriptor)(...args.map((arg) => arg.value));
  const isInt = descriptor.result === "int";
  const partials = Object.entries(descriptor.partials ?? {});
  const moving = partials.filter(([name]) => scope.get(name)!.slopes.some((slope) => slope !== 0));
  if (moving.length === 0) return constant(value, width, isInt);
  const plain = new Map<string, Dual>();
  for (const [name, arg] of scope) plain.set(name, constant(arg.value, 0, arg.isInt));
  plain.set("result", constant(value, 0));
  const shared = withShared(plain, descriptor.where);
  return combine(
    value,
    moving.map(([name, text]) => [scope.get(name)!, evaluate(text, shared).value] as const),
  );
}

/** The runtime function of a kernel: an export of the ABI, or the engine's `Math.x`. */
export function kernelOf(descriptor: ScalarFunction): (...args: number[]) => number {
  const name = descriptor.kernel!;
  const owner = name.startsWith("Math.") ? Math : abi;
  const found = (owner as unknown as Record<string, unknown>)[name.replace("Math.", "")];
  if (typeof found !== "function") throw new Error(`${descriptor.name}: ${name} is no export of the ABI`);
  return found as (...args: number[]) => number;
}
