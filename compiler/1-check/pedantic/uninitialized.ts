// Variables that may be read before they have a value. Definite assignment along the control flow: both branches of an `if` must
// assign; a `for` loop counts as run at least once, since filling a container in a loop is how it is done; assigning an element counts
// as assigning the whole, under whatever condition it happens.

import { statementExpressions, walkExpression, type Problem } from "../../../grammar/index.ts";
import * as say from "../../diagnostics/pedantic.ts";
import type { TypedExpr, TypedProgram, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import type { Facts } from "./facts.ts";
import { asksSize, written } from "./flow.ts";

interface State {
  /** Declared here without a value and not assigned since. */
  readonly unset: Set<VariableSymbol>;
  /** Reported, or assigned in part: nothing more is said about these. */
  readonly settled: Set<VariableSymbol>;
  readonly problems: Problem[];
  readonly program: TypedProgram;
}

export function uninitializedWarnings({ program }: Facts): Problem[] {
  const problems: Problem[] = [];
  const run = (body: readonly TypedStatement[], unset: Set<VariableSymbol>) => {
    runAll({ unset, settled: new Set(), problems, program }, body);
    return unset;
  };
  for (const { body } of program.functions) run(body ?? [], new Set());
  let unset = new Set<VariableSymbol>();
  for (const { name, body } of program.blocks)
    if (name !== "data" && name !== "parameters") unset = run(body, unset);
  return problems;
}

function runAll(state: State, body: readonly TypedStatement[]): void {
  for (const statement of body) run(state, statement);
}

function run(state: State, statement: TypedStatement): void {
  switch (statement.kind) {
    case "declaration":
      return declare(state, statement);
    case "assignment":
      read(state, statement.value);
      readTarget(state, statement.target, statement.operator !== "=");
      for (const symbol of written(statement.target)) state.unset.delete(symbol);
      if (statement.target.kind === "index")
        for (const symbol of written(statement.target)) state.settled.add(symbol);
      return;
    case "if": {
      read(state, statement.condition);
      const { then, otherwise } = statement;
      const left = branch(state, [then]);
      const right = branch(state, otherwise === null ? [] : [otherwise]);
      return keep(state, (symbol) => left.has(symbol) || right.has(symbol));
    }
    case "while":
      read(state, statement.condition);
      branch(state, [statement.body]);
      return;
    case "for":
    case "foreach": {
      for (const expr of statementExpressions(statement)) read(state, expr);
      const after = branch(state, [statement.body]);
      return keep(state, (symbol) => after.has(symbol));
    }
    case "block":
    case "profile":
      return runAll(state, statement.body);
    case "return":
    case "reject":
    case "fatalError":
    case "break":
    case "continue":
      for (const expr of statementExpressions(statement)) read(state, expr);
      // Nothing follows on this path.
      return state.unset.clear();
    default:
      for (const expr of statementExpressions(statement)) read(state, expr);
  }
}

function declare(state: State, statement: TypedStatement & { readonly kind: "declaration" }): void {
  for (const { name, initial } of statement.declarators) {
    if (initial !== null) read(state, initial);
    const symbol = state.program.symbols.get(name);
    if (initial === null && symbol !== undefined && !isEmpty(statement.type)) state.unset.add(symbol);
  }
}

/** `vector[0] nothing;` has no value to miss. */
function isEmpty(type: (TypedStatement & { readonly kind: "declaration" })["type"]): boolean {
  if (type.kind === "tuple") return false;
  return type.sizes.some((size) => size.kind === "intLiteral" && size.value === 0);
}

/** What is still unset at the end of a branch. */
function branch(state: State, body: readonly TypedStatement[]): Set<VariableSymbol> {
  const unset = new Set(state.unset);
  runAll({ ...state, unset }, body);
  return unset;
}

function keep(state: State, isUnset: (symbol: VariableSymbol) => boolean): void {
  for (const symbol of state.unset) if (!isUnset(symbol)) state.unset.delete(symbol);
}

/** Indices are read; a compound assignment reads the old value too. */
function readTarget(state: State, target: TypedExpr, reads: boolean): void {
  if (reads) return read(state, target);
  if (target.kind === "tuple") return target.elements.forEach((element) => readTarget(state, element, false));
  if (target.kind === "projection") return readTarget(state, target.base, false);
  if (target.kind !== "index") return;
  readTarget(state, target.base, false);
  for (const index of target.indices) {
    if (index.kind === "single") read(state, index.value);
    if (index.kind === "range" && index.lower !== null) read(state, index.lower);
    if (index.kind === "range" && index.upper !== null) read(state, index.upper);
  }
}

function read(state: State, expr: TypedExpr): void {
  walkExpression(expr, (part) => {
    if (asksSize(part)) return false;
    if (part.kind !== "variable" || part.symbol === undefined) return;
    if (!state.unset.has(part.symbol) || state.settled.has(part.symbol)) return;
    state.settled.add(part.symbol);
    state.problems.push(say.uninitialized(part.span, part.symbol.name));
    return;
  });
}
