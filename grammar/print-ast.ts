// The formatter: AST and comments -> canonical text. Formatting is idempotent and changes nothing but layout: the result parses to the
// same tree (`upper` before `lower`, `x[]` for `x[:]` and the like are written the usual way round).

import type { Block, Expr, FunctionArgument, FunctionDefinition, Program } from "./ast.ts";
import { hardLine, layOut } from "./layout.ts";
import type { Doc } from "./layout.ts";
import { lex } from "./lex.ts";
import { parseWith } from "./parse.ts";
import { expressionDoc, listDoc, unsizedTypeDoc } from "./print-expressions.ts";
import { bracedDoc, topDoc } from "./print-items.ts";
import type { Item } from "./print-items.ts";
import { bodyDoc, headerDoc, headerEndsLine } from "./print-statements.ts";
import type { Problem } from "./problem.ts";
import type { Source } from "./source.ts";
import * as t from "./tokens.ts";
import { commentsBetween, tokenAfter, verbatim } from "./trivia.ts";
import type { Trivia } from "./trivia.ts";

/** The program in canonical layout; `#include` directives stay as they are. A `.stanfunctions` file is a list of functions. */
export function format(source: Source): { text: string } | { problems: readonly Problem[] } {
  const functionsOnly = source.name.endsWith(".stanfunctions");
  const { program, problems } = parseWith(source, { keepIncludes: true }, functionsOnly);
  if (program === null) return { problems };
  const { tokens, comments } = lex(source, { keepIncludes: true });
  const trivia: Trivia = { source, tokens, comments };
  const items = functionsOnly ? functionItems(program.functions, trivia) : blockItems(program, trivia);
  const text = layOut(topDoc(items, 0, source.text.length, trivia));
  return { text: text === "" ? "" : `${text}\n` };
}

/** An expression on one line, as the formatter would write it in a wide window. */
export function printExpression(expression: Expr<object>): string {
  return layOut(expressionDoc(expression)).replace(/\n\s*/g, " ");
}

function blockItems(program: Program, trivia: Trivia): Item[] {
  const blocks = program.blocks.map((block) => blockItem(block, trivia));
  const start = tokenAfter(trivia, 0, t.Functions);
  if (start === trivia.source.text.length) return blocks;
  // The tree keeps the functions only; their braces are found in the text.
  const last = program.functions.at(-1);
  const open = tokenAfter(trivia, start, t.LeftBrace);
  const close = tokenAfter(trivia, last?.span.end ?? open, t.RightBrace);
  const print = (depth: number): Doc => [
    headerDoc("functions", start, open, depth, trivia),
    headerEndsLine(start, open, trivia) ? hardLine : " ",
    bracedDoc(functionItems(program.functions, trivia), open, close, depth, trivia),
  ];
  return [{ start, end: close + 1, print }, ...blocks];
}

function blockItem(block: Block, trivia: Trivia): Item {
  const { start, end } = block.span;
  const open = tokenAfter(trivia, start, t.LeftBrace);
  const print = (depth: number): Doc => [
    headerDoc(block.name, start, open, depth, trivia),
    headerEndsLine(start, open, trivia) ? hardLine : " ",
    bodyDoc(block.body, open, end, depth, trivia),
  ];
  return { start, end, print };
}

function functionItems(functions: readonly FunctionDefinition[], trivia: Trivia): Item[] {
  return functions.map((definition) => {
    const { start, end } = definition.span;
    return { start, end, print: (depth) => functionDoc(definition, depth, trivia) };
  });
}

function functionDoc(definition: FunctionDefinition, depth: number, trivia: Trivia): Doc {
  const { start, end } = definition.span;
  const { result, name, args, body } = definition;
  const signature = [unsizedTypeDoc(result), " ", listDoc(`${name.text}(`, args.map(argumentDoc), ")")];
  if (body === null)
    return commentsBetween(trivia, start, end).length > 0
      ? verbatim(trivia, start, end, depth)
      : [signature, ";"];
  const open = tokenAfter(trivia, start, t.LeftBrace);
  return [
    headerDoc(signature, start, open, depth, trivia),
    headerEndsLine(start, open, trivia) ? hardLine : " ",
    bodyDoc(body, open, end, depth, trivia),
  ];
}

function argumentDoc(argument: FunctionArgument): Doc {
  return [argument.isData ? "data " : "", unsizedTypeDoc(argument.type), ` ${argument.name.text}`];
}
