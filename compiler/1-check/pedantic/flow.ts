// What depends on what, over whole variables and without regard to order: a variable depends on all that any assignment to it reads,
// on the conditions around that assignment, and so on in turn. Coarse, but a warning needs no more.

import { statementExpressions, walkExpression, type BlockName } from "../../../grammar/index.ts";
import type { TypedExpr, TypedProgram, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";

type Symbols = ReadonlySet<VariableSymbol>;

export interface Flow {
  /** Everything that an expression depends on, in turn; variables it mentions included. */
  readonly sources: (expr: TypedExpr) => Symbols;
  readonly sourcesOf: (symbols: Iterable<VariableSymbol>) => Symbols;
  /** What decides whether a statement runs: the variables in the conditions and ranges around it. */
  readonly conditions: ReadonlyMap<TypedStatement, Symbols>;
  /** Every statement with the block it is in; those of functions are left out. */
  readonly statements: readonly { readonly statement: TypedStatement; readonly block: BlockName }[];
}

export function flowOf(program: TypedProgram): Flow {
  const reads = new Map<VariableSymbol, Set<VariableSymbol>>();
  const conditions = new Map<TypedStatement, Symbols>();
  const statements: { statement: TypedStatement; block: BlockName }[] = [];
  for (const { name, body } of program.blocks)
    for (const top of body)
      visit(top, new Set(), (statement, around) => {
        statements.push({ statement, block: name });
        conditions.set(statement, around);
        noteReads(program, statement, around, reads);
      });
  const sourcesOf = (symbols: Iterable<VariableSymbol>) => closure(symbols, reads);
  return { conditions, statements, sourcesOf, sources: (expr) => sourcesOf(mentioned(expr)) };
}

/** Visits a statement and those inside it, with the variables of the conditions around each. */
export function visit(
  statement: TypedStatement,
  around: Symbols,
  note: (statement: TypedStatement, around: Symbols) => void,
): void {
  note(statement, around);
  switch (statement.kind) {
    case "if":
    case "while": {
      const inside = new Set([...around, ...mentioned(statement.condition)]);
      visit(statement.kind === "if" ? statement.then : statement.body, inside, note);
      if (statement.kind === "if" && statement.otherwise !== null) visit(statement.otherwise, inside, note);
      return;
    }
    case "for":
      return visit(
        statement.body,
        new Set([...around, ...mentioned(statement.lower), ...mentioned(statement.upper)]),
        note,
      );
    case "foreach":
      return visit(statement.body, around, note);
    case "block":
    case "profile":
      return statement.body.forEach((inner) => visit(inner, around, note));
    default:
  }
}

/** The variables whose values an expression reads. */
export function mentioned(expr: TypedExpr): Set<VariableSymbol> {
  const symbols = new Set<VariableSymbol>();
  walkExpression(expr, (part) => {
    if (asksSize(part)) return false;
    if (part.kind === "variable" && part.symbol !== undefined) symbols.add(part.symbol);
    return;
  });
  return symbols;
}

/** The sizes of a container are there before its values are, and do not depend on them. */
export function asksSize(expr: TypedExpr): boolean {
  return expr.kind === "call" && /^(?:size|num_elements|dims|rows|cols)$/.test(expr.callee.text);
}

/** The variables that a target changes. */
export function written(target: TypedExpr): VariableSymbol[] {
  if (target.kind === "tuple") return target.elements.flatMap(written);
  if (target.kind === "index" || target.kind === "projection") return written(target.base);
  return target.symbol === undefined ? [] : [target.symbol];
}

function noteReads(
  { symbols }: TypedProgram,
  statement: TypedStatement,
  around: Symbols,
  reads: Map<VariableSymbol, Set<VariableSymbol>>,
): void {
  const add = (symbol: VariableSymbol | undefined, sources: Iterable<VariableSymbol>) => {
    if (symbol === undefined) return;
    const known = reads.get(symbol) ?? new Set();
    for (const source of [...sources, ...around]) known.add(source);
    reads.set(symbol, known);
  };
  switch (statement.kind) {
    case "declaration":
      for (const { name, initial } of statement.declarators)
        if (initial !== null) add(symbols.get(name), mentioned(initial));
      return;
    case "assignment": {
      const sources = statementExpressions(statement).flatMap((expr) => [...mentioned(expr)]);
      for (const symbol of written(statement.target)) add(symbol, sources);
      return;
    }
    case "for":
      return add(symbols.get(statement.variable), [
        ...mentioned(statement.lower),
        ...mentioned(statement.upper),
      ]);
    case "foreach":
      return add(symbols.get(statement.variable), mentioned(statement.container));
    default:
  }
}

function closure(
  start: Iterable<VariableSymbol>,
  reads: ReadonlyMap<VariableSymbol, Symbols>,
): Set<VariableSymbol> {
  const reached = new Set<VariableSymbol>();
  const waiting = [...start];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(reads.get(next) ?? []));
  }
  return reached;
}
