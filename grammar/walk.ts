// Walking trees. A sum of ten thousand terms is a left-leaning tree ten thousand deep, so what goes to the leaves keeps a stack of its
// own instead of recursing; `child...` functions take a single step.

import type { Constraint, Expr, ExprNode, Index, PrintItem, Program, SizedType, Statement } from "./ast.ts";

// ------------------------------------------------------------------------------------------------------------- expressions

/** The expressions directly inside an expression, in the order of the text. */
export function childExpressions<M>(expression: Expr<M>): readonly Expr<M>[] {
  const node: ExprNode<M> = expression;
  switch (node.kind) {
    case "intLiteral":
    case "realLiteral":
    case "imaginaryLiteral":
    case "variable":
      return [];
    case "binary":
      return [node.left, node.right];
    case "prefix":
    case "transpose":
      return [node.operand];
    case "ternary":
      return [node.condition, node.then, node.otherwise];
    case "call":
      return node.args;
    case "index":
      return [node.base, ...node.indices.flatMap((index) => indexExpressions(index))];
    case "projection":
      return [node.base];
    case "array":
    case "rowVector":
    case "tuple":
      return node.elements;
    case "parenthesized":
      return [node.inner];
    default:
      return assertNever(node);
  }
}

function indexExpressions<M>(index: Index<M>): readonly Expr<M>[] {
  if (index.kind === "all") return [];
  return index.kind === "single" ? [index.value] : present([index.lower, index.upper]);
}

/** Visits an expression and all inside it, parents first, in the order of the text. A visit that returns false skips what is inside. */
export function walkExpression<M>(root: Expr<M>, visit: (expression: Expr<M>) => boolean | void): void {
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (visit(next) === false) continue;
    const children = childExpressions(next);
    for (let at = children.length - 1; at >= 0; at--) waiting.push(children[at]!);
  }
}

// -------------------------------------------------------------------------------------------------------------- statements

/** The statements directly inside a statement. */
export function childStatements<M>(statement: Statement<M>): readonly Statement<M>[] {
  switch (statement.kind) {
    case "if":
      return statement.otherwise === null ? [statement.then] : [statement.then, statement.otherwise];
    case "while":
    case "for":
    case "foreach":
      return [statement.body];
    case "profile":
    case "block":
      return statement.body;
    default:
      return [];
  }
}

/** The expressions that stand directly in a statement (sizes and bounds of a declaration included), in the order of the text. */
export function statementExpressions<M>(statement: Statement<M>): readonly Expr<M>[] {
  switch (statement.kind) {
    case "declaration":
      return [
        ...typeExpressions(statement.type),
        ...present(statement.declarators.map((declarator) => declarator.initial)),
      ];
    case "assignment":
      return [statement.target, statement.value];
    case "callStatement":
      return statement.args;
    case "tilde": {
      const { truncation } = statement;
      const bounds = truncation === null ? [] : present([truncation.lower, truncation.upper]);
      return [statement.variate, ...statement.args, ...bounds];
    }
    case "targetIncrement":
    case "jacobianIncrement":
      return [statement.value];
    case "return":
      return present([statement.value]);
    case "print":
    case "reject":
    case "fatalError":
      return statement.items.flatMap((item: PrintItem<M>) => (item.kind === "value" ? [item.value] : []));
    case "if":
    case "while":
      return [statement.condition];
    case "for":
      return [statement.lower, statement.upper];
    case "foreach":
      return [statement.container];
    case "break":
    case "continue":
    case "empty":
    case "profile":
    case "block":
      return [];
    default:
      return assertNever(statement);
  }
}

/** Array sizes, constraint and sizes of a type, in the order of the text (`upper` before `lower` counts as the other order). */
export function typeExpressions<M>(type: SizedType<M>): readonly Expr<M>[] {
  if (type.kind === "array") return [...type.sizes, ...typeExpressions(type.element)];
  if (type.kind === "tuple") return type.slots.flatMap((slot) => typeExpressions(slot));
  return [...constraintExpressions(type.constraint), ...type.sizes];
}

function constraintExpressions<M>(constraint: Constraint<M>): readonly Expr<M>[] {
  if (constraint.kind === "none") return [];
  if (constraint.kind === "bounds") return present([constraint.lower, constraint.upper]);
  return present([constraint.offset, constraint.multiplier]);
}

/** Visits a statement and all inside it, parents first. A visit that returns false skips what is inside. */
export function walkStatement<M>(
  root: Statement<M>,
  visit: (statement: Statement<M>) => boolean | void,
): void {
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (visit(next) === false) continue;
    const children = childStatements(next);
    for (let at = children.length - 1; at >= 0; at--) waiting.push(children[at]!);
  }
}

/** The top statements of every function body and block, in the order of the text. */
export function programStatements<M>(program: Program<M>): readonly Statement<M>[] {
  return [
    ...program.functions.map(({ body }) => body ?? []),
    ...program.blocks.map(({ body }) => body),
  ].flat();
}

function present<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}

/** For the end of a `switch` over kinds: a new kind makes the compiler name the places to edit. */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify((value as { kind?: unknown } | null)?.kind)}`);
}
