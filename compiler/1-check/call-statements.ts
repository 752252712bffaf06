// Calls as statements: only functions that return nothing, so the result of a value is never dropped by accident.

import type { Located, Statement } from "../../grammar/index.ts";
import * as say from "../diagnostics/calls.ts";
import type { TypedStatement } from "../ir/typed-ast.ts";
import { checkCallScope } from "./call-scope.ts";
import { meaningOf } from "./calls.ts";
import { report, type Checker } from "./checker.ts";
import { checkExprs } from "./expressions.ts";
import { checkName } from "./scopes.ts";

export function checkCallStatement(
  checker: Checker,
  statement: Statement<Located> & { readonly kind: "callStatement" },
): TypedStatement {
  const { callee, span } = statement;
  const { typed, isSound } = checkExprs(checker, statement.args);
  const unresolved: TypedStatement = { ...statement, args: typed };
  if (!isSound) return unresolved;
  checkName(checker, callee);
  if (!checkCallScope(checker, callee, typed, span)) return unresolved;
  const meaning = meaningOf(checker, { kind: "call", callee, args: statement.args, bar: false, span }, typed);
  if (meaning === null) return unresolved;
  const resolved: TypedStatement = { ...statement, args: meaning.args };
  if (meaning.call.kind === "target" || meaning.call.result.kind !== "void")
    report(checker, say.effectExpected(span, callee.text));
  checker.calls.set(resolved, meaning.call);
  return resolved;
}
