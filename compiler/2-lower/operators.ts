// Operators on values of any shape: which of the scalar, element-wise and matrix meanings applies, by the operands' forms alone (the
// checker has seen to the types). Integer division and conditions that stop early are here too.

import { compare } from "../library/arithmetic.ts";
import * as arithmetic from "../library/arithmetic.ts";
import { asBool, asInt, asReal } from "../library/arithmetic.ts";
import { binary } from "../library/formula.ts";
import { bool, int, local, ref, select } from "../ir/build.ts";
import type { Expr, Statement } from "../ir/mir.ts";
import { nameFor } from "../ir/naming.ts";
import type { Typed, TypedExpr } from "../ir/typed-ast.ts";
import type { Expr as SyntaxExpr } from "../../grammar/index.ts";
import { check, sourceText } from "./checks.ts";
import { bindLet, binder, emit, nested, once, type Context } from "./context.ts";
import { lowerCondition, lowerExpr } from "./expressions.ts";
import { provablyLess } from "./facts.ts";
import { conditionally } from "./frames.ts";
import { checkOverflow } from "./int-ranges.ts";
import { complexBinary } from "./complex/operators.ts";
import { divideLeft, divideRight } from "./functions/solving.ts";
import { multiply } from "./products.ts";
import { elementwise } from "./pull-array.ts";
import { eachElementOf } from "./loops.ts";
import { contentsOf, newStorage, storeInto } from "./storage.ts";
import {
  asComplex,
  container,
  expectContainer,
  expectScalar,
  scalar,
  type Container,
  type Struct,
  type Value,
} from "./value.ts";
import { assignVariable, settle } from "./assignments.ts";
import { placeLike } from "./results.ts";
import { read } from "./variables.ts";

type Binary = Extract<SyntaxExpr<Typed>, { readonly kind: "binary" }>;

/** Chains of operators are walked, not recursed into: sums of thousands of terms are common in generated programs. */
export function lowerBinary(ctx: Context, e: Binary): Value {
  if (isLogic(e)) return scalar(arithmetic.asInt(lowerLogic(ctx, e)), true);
  const { first, steps } = chainOf(e, (inner) => !isLogic(inner));
  let value = lowerExpr(ctx, first);
  steps.forEach(({ operator, left, right }, k) => {
    const names = [k < LONG ? sourceText(left.span) : "the left side", sourceText(right.span)];
    value = applyOperator(ctx, operator as Operator, value, lowerExpr(ctx, right), names);
    if (k % LONG === LONG - 1) value = settle(ctx, value, "partial");
  });
  return value;
}

/** After so many operators the result so far gets a name: later passes do recurse into expressions. */
const LONG = 50;

type Operator = Exclude<Binary["operator"], "&&" | "||">;
const isLogic = ({ operator }: Binary): boolean => operator === "&&" || operator === "||";

/** `a + b - c` as `a` and the steps `+ b`, `- c`. */
function chainOf(
  e: Binary,
  belongs: (inner: Binary) => boolean,
): { readonly first: TypedExpr; readonly steps: readonly Binary[] } {
  const steps: Binary[] = [];
  let at: TypedExpr = e;
  while (at.kind === "binary" && belongs(at)) {
    steps.push(at);
    at = at.left;
  }
  return { first: at, steps: steps.reverse() };
}

/** An operator on two evaluated operands; `names` are their texts, for messages. */
export function applyOperator(
  ctx: Context,
  operator: Operator,
  a: Value,
  b: Value,
  names: readonly string[],
): Value {
  if (a.kind === "struct" || b.kind === "struct") return complexBinary(ctx, operator, a, b, names);
  const isMatrixOperation = a.kind === "container" && b.kind === "container" && a.form !== "scalar";
  switch (operator) {
    case "*":
      if (isMatrixOperation) return multiply(ctx, expectContainer(a), expectContainer(b));
      break;
    case "/":
      if (b.kind === "container" && b.form === "matrix" && isMatrixOperation)
        return divideRight(ctx, expectContainer(a), b);
      break;
    case "\\":
      return divideLeft(ctx, expectContainer(a), expectContainer(b));
    default:
  }
  if (operator === "/" || operator === "%" || operator === "%/%" || operator === "./")
    return divide(ctx, operator, a, b, names);
  const bind = binder(ctx);
  const value = elementwise(ctx, [a, b], ([x, y]) => arithmetic.asInt(binary(operator, x!, y!, bind)), names);
  if (value.kind === "scalar" && (operator === "+" || operator === "-" || operator === "*"))
    requireInt32(ctx, value.expr, `${names[0]} ${operator} ${names[1]}`);
  return value;
}

const requireInt32 = (ctx: Context, result: Expr, text: string): void =>
  arithmetic.isInt(result) ? checkOverflow(ctx, result, text) : undefined;

/** Division; a divisor of ints must not be 0. */
function divide(ctx: Context, operator: string, a: Value, b: Value, names: readonly string[]): Value {
  const bind = binder(ctx);
  const isInt =
    a.kind === "scalar" && b.kind === "scalar" && arithmetic.isInt(a.expr) && arithmetic.isInt(b.expr);
  if (!isInt) return elementwise(ctx, [a, b], ([x, y]) => binary("/", asReal(x!), asReal(y!), bind), names);
  const divisor = once(ctx, nameFor(b.expr), asInt(b.expr));
  if (divisor.kind === "int" ? divisor.value === 0 : !provablyLess(ctx.facts, int(0), divisor))
    check(ctx, compare("ne", divisor, int(0)), [`division by zero: ${names[1] ?? "the divisor"} is 0`]);
  const result = binary(operator === "%" ? "%" : "/", a.expr, divisor, bind);
  // The one quotient that is too large: -2147483648 / -1.
  if (operator !== "%" && divisor.kind !== "int") requireInt32(ctx, result, `${names[0]} / ${names[1]}`);
  return scalar(result, true);
}

/** `&&` and `||`: the right side is evaluated only if the left does not decide. */
export function lowerLogic(ctx: Context, e: Binary): Expr {
  const { first, steps } = chainOf(e, ({ operator }) => operator === e.operator);
  let left = lowerCondition(ctx, first);
  steps.forEach(({ right }, k) => {
    left = decided(ctx, e.operator === "||", left, right);
    if (k % LONG === LONG - 1 && left.kind === "op") left = bindLet(ctx, "partial", left);
  });
  return left;
}

/** `decides`: the value of the left side that needs no right side. */
function decided(ctx: Context, decides: boolean, left: Expr, e: TypedExpr): Expr {
  if (left.kind === "bool") return left.value === decides ? left : lowerCondition(ctx, e);
  let right: Expr = bool(true);
  const statements = nested(ctx, () => conditionally(ctx, () => (right = lowerCondition(ctx, e))));
  if (statements.length === 0) return decides ? arithmetic.or(left, right) : arithmetic.and(left, right);
  const result = local(decides ? "either" : "both", "bool");
  emit(ctx, { kind: "var", local: result, initial: left });
  const body = [...statements, { kind: "set" as const, local: result, value: right }];
  const condition = decides ? arithmetic.not(ref(result)) : ref(result);
  emit(ctx, { kind: "if", condition, then: body, otherwise: [] });
  return ref(result);
}

export function lowerPrefix(ctx: Context, operator: "!" | "-" | "+", operand: TypedExpr): Value {
  if (operator === "!")
    return scalar(arithmetic.asInt(arithmetic.not(asBool(lowerCondition(ctx, operand)))), true);
  const value = lowerExpr(ctx, operand);
  if (operator === "+") return value;
  if (value.kind === "struct") return { ...value, slots: value.slots.map((slot) => negate(ctx, slot)) };
  const negative = negate(ctx, value);
  if (negative.kind === "scalar") requireInt32(ctx, negative.expr, `-${sourceText(operand.span)}`);
  return negative;
}

export function negate(ctx: Context, value: Value): Value {
  if (value.kind === "struct") return { ...value, slots: value.slots.map((slot) => negate(ctx, slot)) };
  return elementwise(ctx, [value], ([x]) => arithmetic.negative(x!));
}

type Ternary = Extract<SyntaxExpr<Typed>, { readonly kind: "ternary" }>;

export function lowerTernary(ctx: Context, e: Ternary): Value {
  const condition = lowerCondition(ctx, e.condition);
  if (condition.kind === "bool") return lowerExpr(ctx, condition.value ? e.then : e.otherwise);
  let then: Value | null = null;
  let otherwise: Value | null = null;
  const inThen = nested(ctx, () => conditionally(ctx, () => (then = lowerExpr(ctx, e.then))));
  const inOtherwise = nested(ctx, () => conditionally(ctx, () => (otherwise = lowerExpr(ctx, e.otherwise))));
  return choose(
    ctx,
    condition,
    { value: then!, statements: inThen },
    { value: otherwise!, statements: inOtherwise },
  );
}

interface Branch {
  readonly value: Value;
  readonly statements: readonly Statement[];
}

function choose(ctx: Context, condition: Expr, a: Branch, b: Branch): Value {
  if (a.value.kind === "struct" || b.value.kind === "struct") return chooseStruct(ctx, condition, a, b);
  if (a.value.kind === "container" || b.value.kind === "container")
    return chooseContainer(ctx, condition, a, b);
  const [x, y] = [expectScalar(a.value), expectScalar(b.value)];
  const isData = x.isData && y.isData;
  const areInts = arithmetic.isInt(x.expr) && arithmetic.isInt(y.expr);
  const [then, otherwise] = [x.expr, y.expr].map((v) => (areInts ? asInt(v) : asReal(v)));
  if (a.statements.length === 0 && b.statements.length === 0)
    return scalar(select(condition, then!, otherwise!), isData);
  const result = local("choice", areInts ? "int" : "real");
  emit(ctx, { kind: "var", local: result, initial: null });
  emit(ctx, {
    kind: "if",
    condition,
    then: [...a.statements, { kind: "set", local: result, value: then! }],
    otherwise: [...b.statements, { kind: "set", local: result, value: otherwise! }],
  });
  return scalar(ref(result), isData);
}

/** Part by part, or stored by the branch that is taken. */
function chooseStruct(ctx: Context, condition: Expr, a: Branch, b: Branch): Value {
  const isTuple = [a.value, b.value].some((v) => v.kind === "struct" && v.role === "tuple");
  const [x, y] = [a.value, b.value].map((v) => (isTuple ? (v as Struct) : asComplex(v)));
  if (a.statements.length === 0 && b.statements.length === 0) {
    const chosen = once(ctx, "condition", condition);
    const part = (k: number): Value =>
      choose(ctx, chosen, { value: x!.slots[k]!, statements: [] }, { value: y!.slots[k]!, statements: [] });
    return { ...x!, slots: x!.slots.map((_, k) => part(k)) };
  }
  const home = placeLike(ctx, "choice", x!);
  const branch = (statements: readonly Statement[], value: Value): Statement[] => [
    ...statements,
    ...nested(ctx, () => assignVariable(ctx, home, value, ["the choice", "one of its values"])),
  ];
  const [then, otherwise] = [branch(a.statements, x!), branch(b.statements, y!)];
  emit(ctx, { kind: "if", condition, then, otherwise });
  return read(home);
}

/** Containers of both branches: elements are chosen one by one, or stored by the branch that is taken. */
function chooseContainer(ctx: Context, condition: Expr, a: Branch, b: Branch): Value {
  const [x, y] = [expectContainer(a.value), expectContainer(b.value)];
  const chosen = once(ctx, "condition", condition);
  const areInts = x.elem === "int" && y.elem === "int";
  const convert = (v: Expr): Expr => (areInts ? v : asReal(v));
  const shape = {
    elem: areInts ? ("int" as const) : ("real" as const),
    form: x.form,
    dims: x.dims.map((dim, k) => select(chosen, dim, y.dims[k]!)),
  };
  const isData = x.isData && y.isData;
  if (a.statements.length > 0 || b.statements.length > 0) {
    const result = contentsOf(newStorage(ctx, "choice", shape), isData);
    const branch = ({ statements }: Branch, from: Container): Statement[] =>
      nested(ctx, () => {
        emit(ctx, ...statements);
        eachElementOf(ctx, [from], (index) =>
          emit(ctx, storeInto(result.at(index), convert(from.at(index)))),
        );
      });
    emit(ctx, { kind: "if", condition: chosen, then: branch(a, x), otherwise: branch(b, y) });
    return result;
  }
  return container({
    ...shape,
    at: (index) => select(chosen, convert(x.at(index)), convert(y.at(index))),
    isData,
    isCheap: x.isCheap && y.isCheap,
  });
}
