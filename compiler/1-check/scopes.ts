// Variables in scope. There is no shadowing of variables by variables, so one map of names serves all open scopes. Leaving a
// scope forgets what it declared, and brings back what was wrongly hidden so that its later uses are not errors too.

import { positionOf, type Name } from "../../grammar/index.ts";
import * as say from "../diagnostics/names.ts";
import type { Type } from "../ir/type.ts";
import type { Level, Origin, VariableSymbol } from "../ir/typed-ast.ts";
import { report, type Checker } from "./checker.ts";
import { isReservedName, isUnnormalized } from "./names.ts";

/** Runs `body` in a scope of its own. */
export function inScope<T>(checker: Checker, body: () => T): T {
  checker.scopes.push([]);
  const result = body();
  for (const { name, hidden } of checker.scopes.pop()!.reverse())
    if (hidden === undefined) checker.variables.delete(name);
    else checker.variables.set(name, hidden);
  return result;
}

export interface Declaration {
  readonly name: Name;
  readonly type: Type;
  readonly level: Level;
  readonly origin: Origin;
  readonly isTopLevel: boolean;
}

/** Brings a variable into scope; a name that may not be used is reported and declared all the same, so its uses are not errors too. */
export function declare(
  checker: Checker,
  { name, type, level, origin, isTopLevel }: Declaration,
): VariableSymbol {
  checkName(checker, name);
  const earlier = checker.variables.get(name.text);
  if (isUnnormalized(name.text)) report(checker, say.variableWithDensitySuffix(name));
  else if (earlier !== undefined) report(checker, say.nameInUse(name, lineOf(earlier.declaredAt)));
  const symbol: VariableSymbol = { name: name.text, type, level, origin, isTopLevel, declaredAt: name };
  checker.scopes.at(-1)!.push({ name: name.text, hidden: earlier });
  checker.variables.set(name.text, symbol);
  checker.symbols.set(name, symbol);
  return symbol;
}

/** The rules for any identifier, declared or used; true if it keeps them. */
export function checkName(checker: Checker, name: Name): boolean {
  if (name.text === checker.modelName) report(checker, say.modelNameUsed(name));
  else if (isReservedName(name.text)) report(checker, say.reservedName(name));
  else return true;
  return false;
}

export function lineOf(name: Name): number {
  return positionOf(name.span.source, name.span.start).line;
}
