// Assignments: what may stand on the left, whether the value fits, and that no memory is written twice or read while written.

import type { BinaryOperator, Expr, Index, Located, Span, Statement } from "../../grammar/index.ts";
import { notATuple, tupleSlotRange } from "../diagnostics/expressions.ts";
import * as say from "../diagnostics/statements.ts";
import { selfAssignment } from "../diagnostics/warnings.ts";
import { sameType, type Type } from "../ir/type.ts";
import type { Typed, TypedExpr, TypedStatement } from "../ir/typed-ast.ts";
import { promotionCost, resolve } from "../library/resolve.ts";
import { signaturesOf } from "../library/signatures.ts";
import { broken, isBroken, report, wrong, type Checker } from "./checker.ts";
import { checkExpr, checkVariable } from "./expressions.ts";
import { applyIndices, checkIndex, isSingle } from "./indexing.ts";
import { checkName } from "./scopes.ts";
import { typeOfBinary } from "./operators.ts";
import { isSameTarget, overlappingTargets, variablesReadInIndices } from "./targets.ts";
import { isFunction } from "./unknown-functions.ts";
import { unknownVariable } from "./unknown-names.ts";

type Assignment = Statement<Located> & { readonly kind: "assignment" };

export function checkAssignment(checker: Checker, statement: Assignment): TypedStatement {
  const target = checkTarget(checker, statement.target);
  const isSound = !isBroken(target.type) && checkMemory(checker, target);
  const value = checkExpr(checker, statement.value);
  const typed: TypedStatement = { ...statement, target, value };
  if (!isSound || isBroken(value.type)) return typed;
  if (statement.operator === "=") checkPlain(checker, statement, target, value);
  else checkCompound(checker, statement, target, value);
  return typed;
}

/** The left side as a typed expression: a variable, an element or part of one, or a tuple of these. */
function checkTarget(checker: Checker, expr: Expr<Located>): TypedExpr {
  switch (expr.kind) {
    case "variable":
      return checkVariableTarget(checker, expr);
    case "index":
      return checkIndexTarget(checker, expr);
    case "projection":
      return checkProjectionTarget(checker, expr);
    case "tuple": {
      const elements = expr.elements.map((element) => checkTarget(checker, element));
      if (elements.some(({ type }) => isBroken(type))) return broken(expr);
      return {
        ...expr,
        elements,
        type: { kind: "tuple", slots: elements.map(({ type }) => type) },
        level: elements.map(({ level }) => level),
      };
    }
    default:
      return wrong(checker, expr, say.notAssignable(expr.span));
  }
}

function checkVariableTarget(
  checker: Checker,
  expr: Expr<Located> & { readonly kind: "variable" },
): TypedExpr {
  const { name } = expr;
  const symbol = checker.variables.get(name.text);
  if (symbol === undefined) {
    if (!checkName(checker, name)) return broken(expr);
    if (isFunction(checker, name.text)) return wrong(checker, expr, say.assignFunction(expr.span, name.text));
    return wrong(checker, expr, unknownVariable(checker, name, ["target", "jacobian"]));
  }
  if (symbol.origin === "loop" || symbol.origin === "argument")
    return wrong(checker, expr, say.assignReadOnly(expr.span, name.text, symbol.origin));
  if (symbol.isTopLevel && !isAssignedIn(checker, symbol.origin))
    return wrong(checker, expr, say.assignGlobal(expr.span, name.text, symbol.origin));
  return checkVariable(checker, expr);
}

/** Block variables are assigned in their own block only; the values of data and parameters are never computed. */
function isAssignedIn(checker: Checker, origin: string): boolean {
  return checker.block === origin && origin !== "data" && origin !== "parameters";
}

function checkIndexTarget(checker: Checker, expr: Expr<Located> & { readonly kind: "index" }): TypedExpr {
  const base = checkTarget(checker, expr.base);
  const indices = expr.indices.map((index): Index<Typed> => checkIndex(checker, index));
  const typed = applyIndices(checker, expr, base, indices);
  if (isBroken(typed.type) || !selectsSeveral(base)) return typed;
  return wrong(checker, typed, say.multiIndexTwice(expr.span));
}

/** Some bracket group directly below selects more than one element. */
function selectsSeveral(base: TypedExpr): boolean {
  for (let at: TypedExpr = base; at.kind === "index"; at = at.base)
    if (!at.indices.every(isSingle)) return true;
  return false;
}

function checkProjectionTarget(
  checker: Checker,
  expr: Expr<Located> & { readonly kind: "projection" },
): TypedExpr {
  const base = checkTarget(checker, expr.base);
  if (isBroken(base.type)) return broken(expr);
  if (base.type.kind !== "tuple") return wrong(checker, expr, notATuple(expr.span, base.type));
  const type = base.type.slots[expr.slot - 1];
  if (type === undefined)
    return wrong(checker, expr, tupleSlotRange(expr.span, expr.slot, base.type.slots.length));
  return {
    ...expr,
    base,
    type,
    level: typeof base.level === "string" ? base.level : base.level[expr.slot - 1]!,
  };
}

function checkMemory(checker: Checker, target: TypedExpr): boolean {
  const twice = overlappingTargets(target);
  if (twice !== null) report(checker, say.duplicateTarget(target.span, twice));
  const read = twice === null ? variablesReadInIndices(target) : null;
  if (read !== null) report(checker, say.readsItsTarget(target.span, read));
  return twice === null && read === null;
}

function checkPlain(checker: Checker, statement: Assignment, target: TypedExpr, value: TypedExpr): void {
  if (isSameTarget(target, value)) report(checker, selfAssignment(statement.span, nameOf(target)));
  if (value.type.kind === "function")
    report(
      checker,
      say.functionAsValue(statement.span, value.kind === "variable" ? value.name.text : "this"),
    );
  else checkFit(checker, statement.span, target, value.type);
}

/** A tuple on the left is compared part by part, so that the message can point to the part that does not fit. */
function checkFit(checker: Checker, span: Span, target: TypedExpr, value: Type): void {
  if (target.kind !== "tuple") {
    if (promotionCost(value, target.type) === null)
      report(checker, say.assignmentType(span, target.type, value));
  } else if (value.kind !== "tuple" || value.slots.length !== target.elements.length)
    report(checker, say.unpackSize(span, target.elements.length, value));
  else target.elements.forEach((element, i) => checkFit(checker, element.span, element, value.slots[i]!));
}

function nameOf(target: TypedExpr): string {
  for (let at = target; ;)
    if (at.kind === "variable") return at.name.text;
    else if (at.kind === "index" || at.kind === "projection") at = at.base;
    else return "this";
}

function checkCompound(checker: Checker, statement: Assignment, target: TypedExpr, value: TypedExpr): void {
  const { span, operator } = statement;
  if (target.kind === "tuple") report(checker, say.compoundOnTuple(span));
  else if (!fitsCompound(operator.slice(0, -1) as BinaryOperator, target.type, value.type))
    report(checker, say.compoundAssignment(span, operator, target.type, value.type));
}

function fitsCompound(operator: BinaryOperator, target: Type, value: Type): boolean {
  const isScalar = target.kind === "int" || target.kind === "real" || target.kind === "complex";
  if ((operator === ".*" || operator === "./") && isScalar) return false;
  const result =
    operator === "/" ? elementwiseQuotient(target, value) : typeOfBinary(operator, target, value);
  return result !== null && sameType(result, target);
}

/** `/=` never means right division by a matrix. */
function elementwiseQuotient(target: Type, value: Type): Type | null {
  const resolution = resolve(
    signaturesOf("divide"),
    [target, value].map((type) => ({ type, level: "data" as const })),
  );
  return resolution.kind === "match" ? resolution.candidate.result : null;
}
