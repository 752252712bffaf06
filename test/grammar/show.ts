// Trees as short text, and trees without places, for comparing.

import { parse } from "../../grammar/index.ts";
import type { Expr, Index, Program, Statement } from "../../grammar/index.ts";

/** The expression with every operation in parentheses: `(a + (b * c))`; parentheses of the source as `<...>`. */
export function showExpression(expression: Expr): string {
  const all = (elements: readonly Expr[]) => elements.map(showExpression).join(",");
  switch (expression.kind) {
    case "binary":
      return `(${showExpression(expression.left)} ${expression.operator} ${showExpression(expression.right)})`;
    case "prefix":
      return `(${expression.operator}${showExpression(expression.operand)})`;
    case "transpose":
      return `(${showExpression(expression.operand)}')`;
    case "ternary":
      return `(${showExpression(expression.condition)} ? ${showExpression(expression.then)} : ${showExpression(expression.otherwise)})`;
    case "variable":
      return expression.name.text;
    case "call": {
      const [first, ...rest] = expression.args.map(showExpression);
      if (first === undefined) return `${expression.callee.text}()`;
      return `${expression.callee.text}(${first}${expression.bar ? "|" : rest.length > 0 ? "," : ""}${rest.join(",")})`;
    }
    case "index":
      return `${showExpression(expression.base)}[${expression.indices.map(showIndex).join(",")}]`;
    case "projection":
      return `${showExpression(expression.base)}.${expression.slot}`;
    case "array":
      return `{${all(expression.elements)}}`;
    case "rowVector":
      return `[${all(expression.elements)}]`;
    case "tuple":
      return `tuple(${all(expression.elements)})`;
    case "parenthesized":
      return `<${showExpression(expression.inner)}>`;
    default:
      return `${expression.kind.slice(0, 1)}${expression.value}`;
  }
}

function showIndex(index: Index): string {
  if (index.kind === "all") return "all";
  if (index.kind === "single") return showExpression(index.value);
  const [lower, upper] = [index.lower, index.upper].map((bound) =>
    bound === null ? "" : showExpression(bound),
  );
  return `${lower}:${upper}`;
}

/** Parses, or throws with the messages. */
export function mustParse(text: string, options = {}): Program {
  const { program, problems } = parse({ name: "test.model", text }, options);
  if (program === null) throw new Error(`${text}\n${problems.map(({ message }) => message).join("\n")}`);
  return program;
}

/** The statements of a program that has one block. */
export function statementsOf(text: string): readonly Statement[] {
  return mustParse(text).blocks[0]!.body;
}

export function expressionOf(text: string): Expr {
  const [statement] = statementsOf(`model { x = ${text}; }`);
  if (statement?.kind !== "assignment") throw new Error(`not an assignment: ${text}`);
  return statement.value;
}

/** The tree as plain data without places, sources and comments. */
export function withoutPlaces(tree: unknown): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) =>
      key === "span" || key === "source" || key === "comments" ? undefined : value,
    ),
  );
}
