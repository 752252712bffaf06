// Expressions and types as documents. Parentheses of the source are nodes of their own and printed as such; more are added only where
// a tree that did not come from the parser needs them. Chains of one precedence level print as one list, so long sums do not recurse.

import type { Constraint, Expr, Index, SizedType, UnsizedType } from "./ast.ts";
import { group, indent, join, line, softLine } from "./layout.ts";
import type { Doc } from "./layout.ts";
import { binaryLevel, POSTFIX, POWER, PREFIX, PRIMARY, TERNARY } from "./precedence.ts";
import { assertNever } from "./walk.ts";

export function expressionDoc(expression: Expr<object>): Doc {
  switch (expression.kind) {
    case "intLiteral":
    case "realLiteral":
    case "imaginaryLiteral":
      return expression.text;
    case "variable":
      return expression.name.text;
    case "binary":
      return expression.operator === "^" || expression.operator === ".^"
        ? powerDoc(expression)
        : chainDoc(expression);
    case "prefix":
      return [expression.operator, operandDoc(expression.operand, PREFIX)];
    case "transpose":
      return [operandDoc(expression.operand, POSTFIX), "'"];
    case "ternary":
      return group(
        operandDoc(expression.condition, TERNARY + 1),
        indent(line, "? ", operandDoc(expression.then, TERNARY)),
        indent(line, ": ", operandDoc(expression.otherwise, TERNARY)),
      );
    case "call":
      return callDoc(expression.callee.text, expression.args, expression.bar);
    case "index":
      return [operandDoc(expression.base, PRIMARY), listDoc("[", expression.indices.map(indexDoc), "]")];
    case "projection":
      return [operandDoc(expression.base, PRIMARY), `.${expression.slot}`];
    case "array":
      return listDoc("{", expression.elements.map(expressionDoc), "}");
    case "rowVector":
      return listDoc("[", expression.elements.map(expressionDoc), "]");
    case "tuple":
      return tupleDoc("(", expression.elements.map(expressionDoc));
    case "parenthesized":
      return group("(", indent(softLine, expressionDoc(expression.inner)), softLine, ")");
    default:
      return assertNever(expression);
  }
}

/** How tightly the outermost construct of an expression binds. */
function levelOf(expression: Expr<object>): number {
  switch (expression.kind) {
    case "ternary":
      return TERNARY;
    case "binary":
      return binaryLevel(expression.operator);
    case "prefix":
      return PREFIX;
    case "transpose":
      return POSTFIX;
    default:
      return PRIMARY;
  }
}

/** In parentheses if it binds less tightly than `level`. */
function operandDoc(expression: Expr<object>, level: number): Doc {
  const doc = expressionDoc(expression);
  return levelOf(expression) < level ? group("(", indent(softLine, doc), softLine, ")") : doc;
}

/** `a + b - c`: all operators of one level, broken before each operator if the line is too long. */
function chainDoc(expression: Expr<object> & { kind: "binary" }): Doc {
  const level = binaryLevel(expression.operator);
  const links: Doc[] = [];
  let first: Expr<object> = expression;
  while (first.kind === "binary" && binaryLevel(first.operator) === level) {
    links.push([line, `${first.operator} `, operandDoc(first.right, level + 1)]);
    first = first.left;
  }
  return group(operandDoc(first, level), indent(links.reverse()));
}

/** The exponent may start with a prefix operator: `a ^ -b`. */
function powerDoc(expression: Expr<object> & { kind: "binary" }): Doc {
  const { left, operator, right } = expression;
  return [operandDoc(left, POWER + 1), ` ${operator} `, operandDoc(right, PREFIX)];
}

function callDoc(name: string, args: readonly Expr<object>[], bar: boolean): Doc {
  if (!bar) return listDoc(`${name}(`, args.map(expressionDoc), ")");
  const [variate, ...rest] = args.map(expressionDoc);
  if (rest.length === 0) return group(`${name}(`, indent(softLine, variate!, " |"), line, ")");
  return group(`${name}(`, indent(softLine, variate!, " |", line, join([",", line], rest)), softLine, ")");
}

/** `f(a, b)` on one line or one element per line. */
export function listDoc(open: string, elements: readonly Doc[], close: string): Doc {
  if (elements.length === 0) return open + close;
  return group(open, indent(softLine, join([",", line], elements)), softLine, close);
}

function tupleDoc(open: string, elements: readonly Doc[]): Doc {
  return elements.length === 1 ? [open, elements[0]!, ",)"] : listDoc(open, elements, ")");
}

function indexDoc(index: Index<object>): Doc {
  if (index.kind === "all") return ":";
  if (index.kind === "single") return expressionDoc(index.value);
  return rangeDoc(index.lower, index.upper);
}

/** `1:N`, and `a + 1 : b` where the bounds are not simple. */
export function rangeDoc(lower: Expr<object> | null, upper: Expr<object> | null): Doc {
  const simple = [lower, upper].every((bound) => bound === null || levelOf(bound) >= POSTFIX);
  const from = lower === null ? "" : expressionDoc(lower);
  const to = upper === null ? "" : expressionDoc(upper);
  if (simple) return [from, ":", to];
  return [from, lower === null ? ":" : " :", upper === null ? "" : " ", to];
}

// ------------------------------------------------------------------------------------------------------------------- types

export function unsizedTypeDoc(type: UnsizedType): Doc {
  switch (type.kind) {
    case "basic":
      return type.name;
    case "void":
      return "void";
    case "array":
      return [`array[${",".repeat(type.dimensions - 1)}] `, unsizedTypeDoc(type.element)];
    case "tuple":
      return tupleDoc("tuple(", type.slots.map(unsizedTypeDoc));
    default:
      return assertNever(type);
  }
}

export function sizedTypeDoc(type: SizedType<object>): Doc {
  switch (type.kind) {
    case "basic": {
      const sizes = type.sizes.length === 0 ? "" : listDoc("[", type.sizes.map(expressionDoc), "]");
      return [type.name, constraintDoc(type.constraint), sizes];
    }
    case "array":
      return [listDoc("array[", type.sizes.map(expressionDoc), "]"), " ", sizedTypeDoc(type.element)];
    case "tuple":
      return tupleDoc("tuple(", type.slots.map(sizedTypeDoc));
    default:
      return assertNever(type);
  }
}

function constraintDoc(constraint: Constraint<object>): Doc {
  if (constraint.kind === "none") return "";
  const bounds: readonly (readonly [string, Expr<object> | null])[] =
    constraint.kind === "bounds"
      ? [
          ["lower", constraint.lower],
          ["upper", constraint.upper],
        ]
      : [
          ["offset", constraint.offset],
          ["multiplier", constraint.multiplier],
        ];
  const written = bounds.flatMap(([name, value]) => (value === null ? [] : [[`${name}=`, boundDoc(value)]]));
  return listDoc("<", written, ">");
}

/** Only arithmetic may stand in a bound without parentheses, since `>` closes the constraint. */
function boundDoc(value: Expr<object>): Doc {
  return operandDoc(value, binaryLevel("+"));
}
