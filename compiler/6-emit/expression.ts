// Scalar expressions as JavaScript with the fewest parentheses that keep the order of evaluation: floating-point sums and products are
// not associative, so `a + (b + c)` keeps its pair. Signs move to where a person would write them (`x - 2 * y`), which changes no bit.

import { scalarFunctions } from "../../runtime/library.ts";
import { assertNever, internalError } from "../diagnostics/internal-error.ts";
import { int, isNumber, num, op } from "../ir/build.ts";
import type { Expr, Local } from "../ir/mir.ts";
import { scalarType } from "../ir/scalar-type.ts";
import { placeOf } from "./offset.ts";
import { nameRead, type Printing, use, useFromLibrary } from "./printing.ts";
import { magnitudeText } from "./text.ts";

// Binding strength; larger binds tighter.
const CHOICE = 2;
const OR = 3;
const AND = 4;
const EQUALITY = 8;
const RELATION = 9;
const SUM = 11;
const PRODUCT = 12;
const SIGN = 14;
const ATOM = 18;

const INFIX: Readonly<Record<string, readonly [sign: string, strength: number]>> = {
  or: ["||", OR],
  and: ["&&", AND],
  eq: ["===", EQUALITY],
  ne: ["!==", EQUALITY],
  lt: ["<", RELATION],
  le: ["<=", RELATION],
  gt: [">", RELATION],
  ge: [">=", RELATION],
  add: ["+", SUM],
  iadd: ["+", SUM],
  sub: ["-", SUM],
  isub: ["-", SUM],
  mul: ["*", PRODUCT],
  imul: ["*", PRODUCT],
  div: ["/", PRODUCT],
  imod: ["%", PRODUCT],
};

const OPPOSITE: Readonly<Record<string, string>> = {
  lt: "ge",
  le: "gt",
  gt: "le",
  ge: "lt",
  eq: "ne",
  ne: "eq",
};

interface Text {
  readonly text: string;
  readonly strength: number;
}

type Operation = Extract<Expr, { kind: "op" }>;

export function expressionText(p: Printing, e: Expr): string {
  return print(p, e).text;
}

/** As a side of a comparison: what binds no tighter than that, such as a choice, in parentheses. */
export function comparedText(p: Printing, e: Expr): string {
  return within(p, e, RELATION + 1);
}

/** In parentheses unless it binds at least as tightly as `least`. */
function within(p: Printing, e: Expr, least: number): string {
  const { text, strength } = print(p, e);
  return strength >= least ? text : `(${text})`;
}

function print(p: Printing, e: Expr): Text {
  switch (e.kind) {
    case "num":
    case "int":
      return numeral(p, e.value);
    case "bool":
      return { text: String(e.value), strength: ATOM };
    case "ref":
      return { text: referenceText(p, e.local), strength: ATOM };
    case "load":
      return { text: loadText(p, e), strength: ATOM };
    case "select":
      return choice(p, e);
    case "op":
      return operation(p, e);
    default:
      return assertNever(e);
  }
}

function referenceText(p: Printing, local: Local): string {
  const name = nameRead(p, local);
  return p.uses.inlined.get(local) ?? name;
}

function numeral(p: Printing, value: number): Text {
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = magnitudeText(negative ? -value : value, (symbol) => use(p, symbol));
  return negative ? { text: `-${magnitude}`, strength: SIGN } : { text: magnitude, strength: ATOM };
}

/** A cell; reads need `!` under `noUncheckedIndexedAccess`. */
function loadText(p: Printing, { buffer, index }: Extract<Expr, { kind: "load" }>): string {
  return `${nameRead(p, buffer)}[${expressionText(p, placeOf(p, buffer, index))}]${p.round.types ? "!" : ""}`;
}

function choice(p: Printing, e: Extract<Expr, { kind: "select" }>): Text {
  const condition = within(p, e.condition, CHOICE + 1);
  const text = `${condition} ? ${within(p, e.then, CHOICE + 1)} : ${within(p, e.otherwise, CHOICE)}`;
  return { text, strength: CHOICE };
}

function operation(p: Printing, e: Operation): Text {
  const simpler = simplified(e);
  if (simpler !== null) return print(p, simpler);
  const infix = infixOf(e);
  if (infix !== null) return chain(p, e, infix[1]);
  const [a, b] = e.args as [Expr, Expr];
  switch (e.op) {
    case "toReal":
      return print(p, a);
    case "neg":
    case "ineg":
      return negation(p, a);
    case "not":
      return { text: `!${within(p, a, SIGN)}`, strength: SIGN };
    case "toInt":
      return { text: `${within(p, a, CHOICE + 1)} ? 1 : 0`, strength: CHOICE };
    case "idiv":
      return call(`Math.trunc`, `${within(p, a, PRODUCT)} / ${within(p, b, PRODUCT + 1)}`);
    case "sqrt":
      return call("Math.sqrt", expressionText(p, a));
    case "square":
      if (a.kind === "ref") return { text: squareText(p, a), strength: PRODUCT };
      return call(use(p, "square"), expressionText(p, a));
    default:
      return call(functionName(p, e.op), e.args.map((arg) => expressionText(p, arg)).join(", "));
  }
}

const call = (name: string, args: string): Text => ({ text: `${name}(${args})`, strength: ATOM });

function squareText(p: Printing, a: Expr): string {
  const name = expressionText(p, a);
  return `${name} * ${name}`;
}

function functionName(p: Printing, op: string): string {
  const kernel = Object.hasOwn(scalarFunctions, op) ? scalarFunctions[op]!.kernel : undefined;
  if (kernel === undefined) return internalError(`the operation ${op} has no text`);
  return kernel.startsWith("Math.") ? kernel : useFromLibrary(p, kernel);
}

function infixOf(e: Expr): readonly [sign: string, strength: number] | null {
  return e.kind === "op" && Object.hasOwn(INFIX, e.op) ? INFIX[e.op]! : null;
}

/** Operators of one strength from left to right; the left spine is walked in a loop, since sums of thousands of terms occur. */
function chain(p: Printing, root: Operation, strength: number): Text {
  const parts: string[] = [];
  let node: Expr = root;
  for (
    let infix = infixOf(node);
    infix?.[1] === strength && simplifiedOp(node) === null;
    infix = infixOf(node)
  ) {
    const [left, right] = (node as Operation).args as [Expr, Expr];
    parts.push(rightText(p, infix[0], left, right, strength));
    node = left;
  }
  return { text: within(p, node, strength) + parts.reverse().join(""), strength };
}

const simplifiedOp = (e: Expr): Expr | null => (e.kind === "op" ? simplified(e) : null);

function rightText(p: Printing, sign: string, left: Expr, right: Expr, strength: number): string {
  const positive = sign === "+" || (sign === "-" && right.kind !== "op") ? negated(right) : null;
  if (positive !== null) return ` ${sign === "+" ? "-" : "+"} ${within(p, positive, strength + 1)}`;
  const isSquare = right.kind === "op" && right.op === "square" && right.args[0]!.kind === "ref";
  if (sign === "*" && isSquare && isNumber(left)) return ` * ${squareText(p, (right as Operation).args[0]!)}`;
  const least = strength === AND || strength === OR ? strength : strength + 1;
  const text = within(p, right, least);
  return ` ${sign} ${isTold(p, left, right, strength) ? `(${text} as number)` : text}`;
}

/** Equality of a name with one of several numbers. */
const isTold = (p: Printing, left: Expr, right: Expr, strength: number): boolean =>
  p.round.types &&
  strength === EQUALITY &&
  left.kind === "ref" &&
  (right.kind === "int" || right.kind === "num") &&
  p.uses.told.has(left.local);

/** `-a * b` for -(a * b): the sign of a product is that of its first factor. */
function negation(p: Printing, a: Expr): Text {
  const infix = infixOf(a);
  if (infix?.[1] !== PRODUCT) {
    const inner = within(p, a, SIGN);
    return { text: inner.startsWith("-") ? `-(${inner})` : `-${inner}`, strength: SIGN };
  }
  const text = expressionText(p, a);
  return text.startsWith("-")
    ? { text: `-(${text})`, strength: SIGN }
    : { text: `-${text}`, strength: PRODUCT };
}

/** The expression without the minus it starts with; null if it does not start with one. */
export function negated(e: Expr): Expr | null {
  if (e.kind === "num") return e.value < 0 ? num(-e.value) : null;
  if (e.kind === "int") return e.value < 0 ? int(-e.value) : null;
  if (e.kind !== "op") return null;
  if (e.op === "neg" || e.op === "ineg") return e.args[0]!;
  if (e.op !== "mul" && e.op !== "div" && e.op !== "imul") return null;
  const first = negated(e.args[0]!);
  if (first === null) return null;
  return isNumber(first, 1) && e.op !== "div" ? e.args[1]! : { ...e, args: [first, e.args[1]!] };
}

/** The opposite truth, with the comparison turned where that is exact (integers, and equality of anything). */
export function opposite(e: Expr): Expr {
  if (e.kind === "bool") return { kind: "bool", value: !e.value };
  if (e.kind !== "op") return op("not", e);
  if (e.op === "not") return e.args[0]!;
  const simpler = simplified(e);
  if (simpler !== null) return opposite(simpler);
  const equality = e.op === "eq" || e.op === "ne";
  const integers = Object.hasOwn(OPPOSITE, e.op) && e.args.every((arg) => scalarType(arg) === "int");
  return equality || integers ? op(OPPOSITE[e.op]!, ...e.args) : op("not", e);
}

/** Forms that only detours produce: `(a < b ? 1 : 0) !== 0`, the negation of a comparison, a comparison of literals. */
function simplified(e: Operation): Expr | null {
  if (e.op === "not") {
    const turned = opposite(e.args[0]!);
    return turned.kind === "op" && turned.op === "not" ? null : turned;
  }
  if (e.op !== "eq" && e.op !== "ne") return null;
  const [a, b] = e.args as [Expr, Expr];
  const both = (a.kind === "int" || a.kind === "num") && (b.kind === "int" || b.kind === "num");
  if (both) return { kind: "bool", value: (a.value === b.value) === (e.op === "eq") };
  if (a.kind !== "op" || a.op !== "toInt" || b.kind !== "int") return null;
  if (b.value !== 0 && b.value !== 1) return { kind: "bool", value: e.op === "ne" };
  return (b.value === 1) === (e.op === "eq") ? a.args[0]! : opposite(a.args[0]!);
}
