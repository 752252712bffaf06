// The functions block, second pass: argument rules by suffix, then each body in a scope that holds its arguments only. What is
// missing (a return, a definition) is only reported once nothing else is wrong, since it often is what else is wrong.

import type { FunctionArgument } from "../../grammar/index.ts";
import * as say from "../diagnostics/functions.ts";
import type { ArgumentType, Type } from "../ir/type.ts";
import { isIntegral } from "./ast-types.ts";
import { hasErrors, report, type Checker } from "./checker.ts";
import { levelOf } from "./levels.ts";
import { isConditional } from "./names.ts";
import { endsInReturn } from "./return-paths.ts";
import { checkName, declare, inScope } from "./scopes.ts";
import { checkStatements } from "./statements.ts";
import type { Registered, UserFunction } from "./user-functions.ts";

export function checkFunctionBodies(checker: Checker, registered: readonly Registered[]): void {
  for (const entry of registered) checkFunction(checker, entry);
  if (hasErrors(checker)) return;
  for (const { source, user } of registered)
    if (source.body === null && user.source === source)
      report(checker, say.notDefined(source.name.span, user.name));
}

function checkFunction(checker: Checker, { source, shell, user }: Registered): void {
  checkName(checker, source.name);
  checkRole(checker, user, source.span);
  checker.function = user;
  checker.isTopLevel = false;
  inScope(checker, () => {
    declareArguments(checker, source.args, user.args);
    if (source.body === null) return;
    shell.body = checkStatements(checker, source.body);
    if (user.result.kind !== "void" && !endsInReturn(source.body) && !hasErrors(checker))
      report(checker, say.missingReturn(source.span, user.name));
  });
  checker.function = null;
  checker.isTopLevel = true;
}

function checkRole(
  checker: Checker,
  { name, suffix, args, result }: UserFunction,
  span: Registered["source"]["span"],
): void {
  const first: Type | null = args[0]?.type ?? null;
  if (isConditional(suffix) && result.kind !== "real")
    report(checker, say.probabilityResult(span, name, result));
  else if (suffix === "lpdf" && (first === null || isIntegral(first)))
    report(checker, say.densityFirstArgument(span, name, first));
  else if (suffix === "lpmf" && (first === null || !isIntegral(first)))
    report(checker, say.massFirstArgument(span, name, first));
}

function declareArguments(
  checker: Checker,
  args: readonly FunctionArgument[],
  types: readonly ArgumentType[],
): void {
  const seen = new Set<string>();
  args.forEach(({ name, isData }, i) => {
    if (seen.has(name.text)) {
      report(checker, say.duplicateArgument(name));
      return;
    }
    seen.add(name.text);
    const { type } = types[i]!;
    declare(checker, {
      name,
      type,
      level: levelOf(type, isData ? "data" : "autodiff"),
      origin: "argument",
      isTopLevel: false,
    });
  });
}
