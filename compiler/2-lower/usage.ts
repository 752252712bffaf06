// How often each variable is assigned and where it is first mentioned, before anything is lowered: a scalar assigned once becomes a
// `let`, one whose first mention is its assignment is declared there.

import { childStatements, statementExpressions, walkExpression, walkStatement } from "../../grammar/index.ts";
import type { TypedExpr, TypedProgram, TypedStatement, VariableSymbol } from "../ir/typed-ast.ts";

export interface Usage {
  readonly assignments: ReadonlyMap<VariableSymbol, number>;
  /** For variables declared without a value: the later statement of the same list that mentions them first. */
  readonly firstMention: ReadonlyMap<
    VariableSymbol,
    { readonly list: readonly TypedStatement[]; readonly at: number }
  >;
  /** For variables declared with a value: where among the statements that can see them. */
  readonly scopes: ReadonlyMap<
    VariableSymbol,
    { readonly list: readonly TypedStatement[]; readonly at: number }
  >;
}

export function usageOf(program: TypedProgram): Usage {
  const assignments = new Map<VariableSymbol, number>();
  const firstMention = new Map<
    VariableSymbol,
    { readonly list: readonly TypedStatement[]; readonly at: number }
  >();
  const scopes = new Map<VariableSymbol, { readonly list: readonly TypedStatement[]; readonly at: number }>();
  const count = (symbol: VariableSymbol): void =>
    void assignments.set(symbol, (assignments.get(symbol) ?? 0) + 1);
  const list = (statements: readonly TypedStatement[]): void => {
    statements.forEach((s, at) => {
      if (s.kind === "declaration")
        for (const declarator of s.declarators) {
          const symbol = program.symbols.get(declarator.name)!;
          if (declarator.initial !== null) {
            count(symbol);
            scopes.set(symbol, { list: statements, at });
          } else {
            const later = statements.findIndex((other, k) => k > at && mentions(other, symbol));
            if (later >= 0) firstMention.set(symbol, { list: statements, at: later });
          }
        }
      if (s.kind === "assignment") for (const symbol of assignedSymbols(s.target)) count(symbol);
      if (s.kind === "block" || s.kind === "profile") list(s.body);
      else for (const child of childStatements(s)) list([child]);
    });
  };
  for (const { body } of program.functions) if (body !== null) list(body);
  for (const { body } of program.blocks) list(body);
  return { assignments, firstMention, scopes };
}

export function mentions(statement: TypedStatement, symbol: VariableSymbol): boolean {
  let found = false;
  walkStatement(statement, (s) => {
    for (const e of statementExpressions(s)) if (mentionsIn(e, symbol)) found = true;
    return !found;
  });
  return found;
}

export function mentionsIn(expression: TypedExpr, symbol: VariableSymbol): boolean {
  let found = false;
  walkExpression(expression, (e) => {
    if (e.kind === "variable" && (e as TypedExpr).symbol === symbol) found = true;
    return !found;
  });
  return found;
}

/** Variables that an assignment to this target changes. */
export function assignedSymbols(target: TypedExpr): readonly VariableSymbol[] {
  switch (target.kind) {
    case "variable":
      return target.symbol === undefined ? [] : [target.symbol];
    case "index":
    case "projection":
      return assignedSymbols(target.base);
    case "parenthesized":
      return assignedSymbols(target.inner);
    case "tuple":
      return target.elements.flatMap(assignedSymbols);
    default:
      return [];
  }
}

/** Declared without a value, and the first thing done with it is `x = ...`, so it can be declared there. */
export function isDeclaredByAssignment(usage: Usage, symbol: VariableSymbol): boolean {
  const mention = usage.firstMention.get(symbol);
  const first = mention?.list[mention.at];
  return (
    first?.kind === "assignment" &&
    first.operator === "=" &&
    first.target.kind === "variable" &&
    !mentionsIn(first.value, symbol)
  );
}
