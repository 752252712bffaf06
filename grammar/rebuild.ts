// Rebuilding trees: the same node with other children, what a node carries beside its shape kept. One step only, like the `child...`
// functions of walk.ts; `rewriteExpression` goes to the leaves without recursing along left operands.

import type { Declarator, Expr, ExprNode, Index, PrintItem, Statement, Truncation } from "./ast.ts";
import type { Constraint, SizedType } from "./ast.ts";
import { assertNever } from "./walk.ts";

type Change<T> = (child: T) => T;

export function mapChildExpressions<M>(expression: Expr<M>, change: Change<Expr<M>>): Expr<M> {
  return { ...expression, ...changedChildren<M>(expression, change) };
}

/** Only the fields that hold expressions. */
function changedChildren<M>(node: ExprNode<M>, change: Change<Expr<M>>): object {
  switch (node.kind) {
    case "intLiteral":
    case "realLiteral":
    case "imaginaryLiteral":
    case "variable":
      return {};
    case "binary":
      return { left: change(node.left), right: change(node.right) };
    case "prefix":
    case "transpose":
      return { operand: change(node.operand) };
    case "ternary":
      return {
        condition: change(node.condition),
        then: change(node.then),
        otherwise: change(node.otherwise),
      };
    case "call":
      return { args: node.args.map(change) };
    case "index":
      return { base: change(node.base), indices: node.indices.map((index) => mapIndex(index, change)) };
    case "projection":
      return { base: change(node.base) };
    case "array":
    case "rowVector":
    case "tuple":
      return { elements: node.elements.map(change) };
    case "parenthesized":
      return { inner: change(node.inner) };
    default:
      return assertNever(node);
  }
}

function mapIndex<M>(index: Index<M>, change: Change<Expr<M>>): Index<M> {
  if (index.kind === "all") return index;
  if (index.kind === "single") return { ...index, value: change(index.value) };
  return { ...index, lower: optional(index.lower, change), upper: optional(index.upper, change) };
}

/** Rebuilds from the leaves up: `change` sees each node after its children were changed. */
export function rewriteExpression<M>(root: Expr<M>, change: Change<Expr<M>>): Expr<M> {
  const spine: Expr<M>[] = [];
  let leaf = root;
  for (; leaf.kind === "binary"; leaf = leaf.left) spine.push(leaf);
  const deeper = (child: Expr<M>) => rewriteExpression(child, change);
  let result = change(mapChildExpressions(leaf, deeper));
  for (let node = spine.pop(); node !== undefined; node = spine.pop()) {
    const left = result;
    let first = true;
    const changed = mapChildExpressions(node, (child) => {
      if (!first) return deeper(child);
      first = false;
      return left;
    });
    result = change(changed);
  }
  return result;
}

export interface StatementChange<M> {
  readonly statement?: Change<Statement<M>>;
  readonly expression?: Change<Expr<M>>;
}

/** The same statement with its direct child statements and expressions (those of its types included) changed. */
export function mapStatement<M>(statement: Statement<M>, change: StatementChange<M>): Statement<M> {
  const inner = change.statement ?? ((child) => child);
  const value = change.expression ?? ((child) => child);
  switch (statement.kind) {
    case "declaration":
      return {
        ...statement,
        type: mapType(statement.type, value),
        declarators: statement.declarators.map((one: Declarator<M>) => ({
          ...one,
          initial: optional(one.initial, value),
        })),
      };
    case "assignment":
      return { ...statement, target: value(statement.target), value: value(statement.value) };
    case "callStatement":
      return { ...statement, args: statement.args.map(value) };
    case "tilde":
      return {
        ...statement,
        variate: value(statement.variate),
        args: statement.args.map(value),
        truncation: mapTruncation(statement.truncation, value),
      };
    case "targetIncrement":
    case "jacobianIncrement":
      return { ...statement, value: value(statement.value) };
    case "return":
      return { ...statement, value: optional(statement.value, value) };
    case "print":
    case "reject":
    case "fatalError":
      return { ...statement, items: statement.items.map((item) => mapItem(item, value)) };
    case "if":
      return {
        ...statement,
        condition: value(statement.condition),
        then: inner(statement.then),
        otherwise: optional(statement.otherwise, inner),
      };
    case "while":
      return { ...statement, condition: value(statement.condition), body: inner(statement.body) };
    case "for":
      return {
        ...statement,
        lower: value(statement.lower),
        upper: value(statement.upper),
        body: inner(statement.body),
      };
    case "foreach":
      return { ...statement, container: value(statement.container), body: inner(statement.body) };
    case "profile":
    case "block":
      return { ...statement, body: statement.body.map(inner) };
    case "break":
    case "continue":
    case "empty":
      return statement;
    default:
      return assertNever(statement);
  }
}

export function mapType<M>(type: SizedType<M>, change: Change<Expr<M>>): SizedType<M> {
  if (type.kind === "array")
    return { ...type, sizes: type.sizes.map(change), element: mapType(type.element, change) };
  if (type.kind === "tuple") return { ...type, slots: type.slots.map((slot) => mapType(slot, change)) };
  return {
    ...type,
    constraint: mapConstraint(type.constraint, change),
    sizes: type.sizes.map(change),
  };
}

function mapConstraint<M>(constraint: Constraint<M>, change: Change<Expr<M>>): Constraint<M> {
  if (constraint.kind === "none") return constraint;
  if (constraint.kind === "bounds")
    return {
      ...constraint,
      lower: optional(constraint.lower, change),
      upper: optional(constraint.upper, change),
    };
  return {
    ...constraint,
    offset: optional(constraint.offset, change),
    multiplier: optional(constraint.multiplier, change),
  };
}

function mapTruncation<M>(truncation: Truncation<M> | null, change: Change<Expr<M>>): Truncation<M> | null {
  if (truncation === null) return null;
  return {
    ...truncation,
    lower: optional(truncation.lower, change),
    upper: optional(truncation.upper, change),
  };
}

function mapItem<M>(item: PrintItem<M>, change: Change<Expr<M>>): PrintItem<M> {
  return item.kind === "text" ? item : { ...item, value: change(item.value) };
}

function optional<T>(value: T | null, change: Change<T>): T | null {
  return value === null ? null : change(value);
}
