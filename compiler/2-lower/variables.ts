// What a name of the program stands for at this moment: a value (lets, arguments, containers in their storage), a mutable scalar, or a
// declared scalar that its first assignment will define.

import { int, letLocal, local, num, ref } from "../ir/build.ts";
import type { Expr, Local } from "../ir/mir.ts";
import type { VariableSymbol } from "../ir/typed-ast.ts";
import { asInt, asReal } from "../library/arithmetic.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { boundCounter } from "./counters.ts";
import { emit, notAvailable, recordDefinition, type Context } from "./context.ts";
import { isDeclaredByAssignment } from "./usage.ts";
import { scalar, type Value } from "./value.ts";

export type Variable =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "mutable"; readonly local: Local; readonly isData: boolean }
  | { readonly kind: "undefined"; readonly elem: "int" | "real"; readonly isData: boolean }
  | { readonly kind: "struct"; readonly role: "tuple" | "complex"; readonly slots: readonly Variable[] };

export function variableOf(ctx: Context, symbol: VariableSymbol): Variable {
  const variable = ctx.variables.get(symbol);
  if (variable !== undefined) return variable;
  // Its declaration was not available, which has been said.
  if (ctx.problems.length > 0) return notAvailable("");
  return internalError(`${symbol.name} has no place`, symbol.declaredAt.span);
}

export const readSymbol = (ctx: Context, symbol: VariableSymbol): Value => read(variableOf(ctx, symbol));

export function read(variable: Variable): Value {
  switch (variable.kind) {
    case "value":
      return owned(variable.value);
    case "mutable":
      return scalar(ref(variable.local), variable.isData);
    case "undefined":
      return scalar(variable.elem === "int" ? int(-2147483648) : num(NaN), variable.isData);
    case "struct":
      return { kind: "struct", role: variable.role, slots: variable.slots.map(read), outer: [] };
  }
}

/** What a variable holds stays its own: nobody may take over the memory. */
function owned(value: Value): Value {
  if (value.kind === "struct") return { ...value, slots: value.slots.map(owned) };
  return value.kind === "container" && value.isFresh ? { ...value, isFresh: false } : value;
}

/** A scalar variable: a `let` if it gets its only value here, else a `var`. */
export function declareScalar(
  ctx: Context,
  symbol: VariableSymbol,
  elem: "int" | "real",
  initial: Expr | null,
): void {
  const { isData } = ctx.frame;
  const value = initial === null ? null : elem === "int" ? asInt(initial) : asReal(initial);
  if (value === null && isDeclaredByAssignment(ctx.usage, symbol))
    return void ctx.variables.set(symbol, { kind: "undefined", elem, isData });
  if (value !== null && (ctx.usage.assignments.get(symbol) ?? 0) <= 1)
    return defineLet(ctx, symbol, local(symbol.name, elem), value, isData);
  const target = local(symbol.name, elem);
  const unset = elem === "int" ? int(-2147483648) : null;
  emit(ctx, { kind: "var", local: target, initial: value ?? unset });
  ctx.mutable.add(target);
  if (elem === "int" && value !== null) boundCounter(ctx, symbol, target, value);
  ctx.variables.set(symbol, { kind: "mutable", local: target, isData });
}

export function defineLet(
  ctx: Context,
  symbol: VariableSymbol,
  target: Local,
  value: Expr,
  isData: boolean,
): void {
  emit(ctx, letLocal(target, value));
  recordDefinition(ctx, target, value);
  if (ctx.stage === "prepareData" && ctx.depth === 0) ctx.bindLevel.add(target);
  ctx.variables.set(symbol, { kind: "value", value: scalar(ref(target), isData) });
}
