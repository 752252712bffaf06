// Statements: one typed statement for each, dispatched by kind. Blocks and loops open scopes; declarations extend the current one.

import type { Expr, Located, Name, PrintItem, Statement } from "../../grammar/index.ts";
import * as sayCall from "../diagnostics/calls.ts";
import * as say from "../diagnostics/statements.ts";
import * as warn from "../diagnostics/warnings.ts";
import { assertNever } from "../diagnostics/internal-error.ts";
import { INT, REAL, type Type } from "../ir/type.ts";
import type { Level, Origin, Typed, TypedExpr, TypedStatement } from "../ir/typed-ast.ts";
import { promotionCost } from "../library/resolve.ts";
import { checkAssignment } from "./assignments.ts";
import { mayIncrementJacobian, mayIncrementTarget } from "./call-scope.ts";
import { checkCallStatement } from "./call-statements.ts";
import { BROKEN, isBroken, report, wrong, type Checker } from "./checker.ts";
import { checkDeclaration } from "./declarations.ts";
import { checkCondition, checkExpr, checkInt } from "./expressions.ts";
import { levelOfOrigin } from "./levels.ts";
import { declare, inScope } from "./scopes.ts";
import { checkTilde } from "./tilde.ts";

type Of<K extends Statement<Located>["kind"]> = Statement<Located> & { readonly kind: K };

export function checkStatement(checker: Checker, statement: Statement<Located>): TypedStatement {
  switch (statement.kind) {
    case "declaration":
      return checkDeclaration(checker, statement);
    case "assignment":
      return checkAssignment(checker, statement);
    case "callStatement":
      return checkCallStatement(checker, statement);
    case "tilde":
      return checkTilde(checker, statement);
    case "targetIncrement":
    case "jacobianIncrement":
      return checkIncrement(checker, statement);
    case "break":
    case "continue":
      if (checker.loopDepth === 0) report(checker, say.outsideLoop(statement.span, statement.kind));
      return statement;
    case "return":
      return checkReturn(checker, statement);
    case "empty":
      return statement;
    case "print":
    case "reject":
    case "fatalError":
      return { ...statement, items: statement.items.map((item) => checkItem(checker, item)) };
    case "if":
      return checkIf(checker, statement);
    case "while": {
      const condition = checkCondition(checker, statement.condition, "The condition of 'while'");
      return { ...statement, condition, body: checkLoopBody(checker, statement.body) };
    }
    case "for":
      return checkFor(checker, statement);
    case "foreach":
      return checkForeach(checker, statement);
    case "profile":
    case "block":
      return { ...statement, body: checkNested(checker, () => checkStatements(checker, statement.body)) };
    default:
      return assertNever(statement);
  }
}

/** A sequence in the current scope, with a warning about what can never be reached. */
export function checkStatements(
  checker: Checker,
  statements: readonly Statement<Located>[],
): TypedStatement[] {
  const escape = statements.findIndex(({ kind }) => kind in escapes);
  const next = statements[escape + 1];
  if (escape >= 0 && next !== undefined)
    report(checker, warn.unreachable(next.span, escapes[statements[escape]!.kind as keyof typeof escapes]));
  return statements.map((statement) => checkStatement(checker, statement));
}

const escapes = {
  break: "break",
  continue: "continue",
  return: "return",
  reject: "reject",
  fatalError: "fatal_error",
} as const;

/** A scope inside a block of the program. */
function checkNested<T>(checker: Checker, body: () => T): T {
  const wasTopLevel = checker.isTopLevel;
  checker.isTopLevel = false;
  const result = inScope(checker, body);
  checker.isTopLevel = wasTopLevel;
  return result;
}

function checkIncrement(
  checker: Checker,
  statement: Of<"targetIncrement" | "jacobianIncrement">,
): TypedStatement {
  const value = checkExpr(checker, statement.value);
  const what = statement.kind === "targetIncrement" ? "target" : "jacobian";
  const isAllowed = what === "target" ? mayIncrementTarget(checker) : mayIncrementJacobian(checker);
  if (isBroken(value.type)) return { ...statement, value };
  if (!isAllowed)
    report(
      checker,
      (what === "target" ? sayCall.targetNotHere : sayCall.jacobianNotHere)(statement.span, `'${what} +='`),
    );
  else if (value.type.kind === "function") report(checker, say.incrementByFunction(statement.span, what));
  else if (hasTupleOrComplex(value.type))
    report(checker, say.incrementByTuple(statement.span, what, value.type));
  return { ...statement, value };
}

function hasTupleOrComplex(type: Type): boolean {
  if (type.kind === "array") return hasTupleOrComplex(type.element);
  return type.kind === "tuple" || type.kind.startsWith("complex");
}

function checkReturn(checker: Checker, statement: Of<"return">): TypedStatement {
  const user = checker.function;
  if (statement.value === null) {
    if (user === null || user.result.kind !== "void") report(checker, say.bareReturnOutside(statement.span));
    return { ...statement, value: null };
  }
  if (user === null || user.result.kind === "void") {
    report(checker, say.returnOutside(statement.span));
    return { ...statement, value: null };
  }
  const value = checkExpr(checker, statement.value);
  if (!isBroken(value.type) && promotionCost(value.type, user.result) === null)
    report(checker, say.returnType(statement.span, user.name, user.result, value.type));
  return { ...statement, value };
}

function checkItem(checker: Checker, item: PrintItem<Located>): PrintItem<Typed> {
  if (item.kind === "text") return item;
  const value = checkExpr(checker, item.value);
  if (value.type.kind === "function") report(checker, say.printFunction(item.value));
  return { ...item, value };
}

function checkIf(checker: Checker, statement: Of<"if">): TypedStatement {
  const condition = checkCondition(checker, statement.condition, "The condition of 'if'");
  const then = checkNested(checker, () => checkStatement(checker, statement.then));
  const { otherwise } = statement;
  return {
    ...statement,
    condition,
    then,
    otherwise: otherwise && checkNested(checker, () => checkStatement(checker, otherwise)),
  };
}

function checkLoopBody(checker: Checker, body: Statement<Located>): TypedStatement {
  checker.loopDepth++;
  const typed = checkNested(checker, () => checkStatement(checker, body));
  checker.loopDepth--;
  return typed;
}

function checkFor(checker: Checker, statement: Of<"for">): TypedStatement {
  const lower = checkInt(checker, statement.lower, "The lower bound of 'for'");
  const upper = checkInt(checker, statement.upper, "The upper bound of 'for'");
  const body = withLoopVariable(checker, statement.variable, INT, "data", statement.body);
  return { ...statement, lower, upper, body };
}

function checkForeach(checker: Checker, statement: Of<"foreach">): TypedStatement {
  const container = checkForeachContainer(checker, statement.container);
  const type = elementOf(container.type);
  const level = levelOfOrigin(type, currentOrigin(checker));
  return {
    ...statement,
    container,
    body: withLoopVariable(checker, statement.variable, type, level, statement.body),
  };
}

function checkForeachContainer(checker: Checker, container: Expr<Located>): TypedExpr {
  const typed = checkExpr(checker, container);
  if (isBroken(typed.type) || !isBroken(elementOf(typed.type))) return typed;
  return wrong(checker, typed, say.foreachContainer(container.span, typed.type));
}

function elementOf(type: Type): Type {
  if (type.kind === "array") return type.element;
  return type.kind === "vector" || type.kind === "rowVector" || type.kind === "matrix" ? REAL : BROKEN;
}

function withLoopVariable(
  checker: Checker,
  name: Name,
  type: Type,
  level: Level,
  body: Statement<Located>,
): TypedStatement {
  return inScope(checker, () => {
    declare(checker, { name, type, level, origin: "loop", isTopLevel: false });
    return checkLoopBody(checker, body);
  });
}

/** Where a declaration in the current place belongs. */
export function currentOrigin(checker: Checker): Origin {
  return checker.block === "functions" ? "function local" : checker.block;
}
