// TEXT -> AST: lexing, parsing, and the choice of which errors to show. Errors come in the order of the text; what merely follows from
// an error already shown (a second one at the same token, a parse error caused by an invalid character) is dropped.

import type { IRecognitionException, IToken } from "chevrotain";
import type { Program } from "./ast.ts";
import { blockOrderProblems } from "./block-order.ts";
import type { ExpressionCstNode, FunctionsFileCstNode, ProgramCstNode } from "./cst.ts";
import type { IncludeOptions } from "./include.ts";
import { lex } from "./lex.ts";
import type { Lexed, LexicalProblem, LexOptions } from "./lex.ts";
import { StanParser } from "./parser.ts";
import type { Problem } from "./problem.ts";
import { NESTING_LIMIT, NestingTooDeep, TooManyErrors } from "./recovery.ts";
import { tooDeepExpression } from "./nesting.ts";
import { positionOf } from "./source.ts";
import type { Source, Span } from "./source.ts";
import { syntaxProblem, unassignableProblem } from "./syntax-errors.ts";
import { toAst } from "./to-ast.ts";

export interface ParseOptions extends IncludeOptions {
  /** The text is a bare list of functions, as in a `.stanfunctions` file. */
  readonly functionsOnly?: boolean;
}

export interface ParseResult {
  /** null if there is any syntax error. */
  readonly program: Program | null;
  readonly problems: readonly Problem[];
}

/** A problem with its joint offset; `previous` is the offset of the token before it. */
interface Found extends LexicalProblem {
  readonly previous: number;
}

let parser: StanParser | undefined;

/** Building a parser takes longer than most parses: there is one. */
export function theParser(): StanParser {
  return (parser ??= new StanParser());
}

/** Parses a program. Never throws for any text. */
export function parse(source: Source, options: ParseOptions = {}): ParseResult {
  return parseWith(source, options, options.functionsOnly ?? false);
}

/** As `parse`; the formatter asks to keep `#include` directives among the comments. */
export function parseWith(source: Source, options: LexOptions, functionsOnly: boolean): ParseResult {
  const lexed = lex(source, options);
  const { cst, found } = run(theParser(), lexed, functionsOnly);
  const problems = select(lexed.problems, found, lexed);
  if (problems.length > 0 || cst === undefined) return { program: null, problems };
  const program = toAst(cst, { source, comments: lexed.comments, spanAt: lexed.spanAt });
  const deep = tooDeepExpression(program);
  if (deep !== null) return { program: null, problems: [nestingProblem(deep)] };
  return { program, problems };
}

function run(parser: StanParser, lexed: Lexed, functionsOnly: boolean) {
  const found: Found[] = [];
  let cst: ProgramCstNode | FunctionsFileCstNode | undefined;
  let deep: IToken | undefined;
  try {
    cst = parser.parseFile(lexed.tokens, functionsOnly) as typeof cst;
  } catch (error) {
    if (error instanceof NestingTooDeep) deep = error.token;
    else if (!(error instanceof TooManyErrors)) throw error;
  }
  // Left-over input is what an ended parse leaves behind; the grammar asks for the end of the file itself.
  const errors: readonly IRecognitionException[] = parser.errors.filter(
    ({ name }) => name !== "NotAllInputParsedException",
  );
  if (errors.length > 0) {
    const places = new Map(lexed.tokens.map((token, place) => [token, place]));
    for (const error of errors) {
      const place = places.get(error.token) ?? lexed.tokens.length;
      found.push(foundAt(place, syntaxProblem(error, place, lexed), lexed));
    }
  }
  for (const target of parser.unassignable) found.push(foundTarget(target, lexed));
  if (deep !== undefined) {
    const place = lexed.tokens.indexOf(deep);
    found.push(foundAt(place, nestingProblem(lexed.spanAt(deep.startOffset, deep.endOffset! + 1)), lexed));
  }
  if (cst?.name === "program")
    for (const { problem, keyword } of blockOrderProblems(cst, lexed.spanAt))
      found.push({ problem, at: keyword.startOffset, previous: keyword.startOffset });
  return { cst, found };
}

function foundAt(place: number, problem: Problem, lexed: Lexed): Found {
  const token = lexed.tokens[place];
  const at = token?.startOffset ?? lexed.end;
  return { problem, at, previous: lexed.tokens[place - 1]?.startOffset ?? at };
}

function foundTarget(target: ExpressionCstNode, lexed: Lexed): Found {
  const at = target.location!.startOffset;
  return { problem: unassignableProblem(target, lexed.spanAt), at, previous: at };
}

/** In the order of the text, without those that follow from another. */
function select(lexical: readonly LexicalProblem[], found: readonly Found[], lexed: Lexed): Problem[] {
  const taken = new Set<number>();
  const damaged = new Set(lexical.map(({ at }) => lineKey(at, lexed)));
  const unclosed = lexical.some(({ problem }) => problem.code === "lex-unexpected-eof");
  const missing = Math.min(
    Infinity,
    ...lexical.filter(({ problem }) => problem.code.startsWith("include-")).map(({ at }) => at),
  );
  const kept: LexicalProblem[] = [...lexical];
  for (const one of found) {
    if (taken.has(one.at) || one.at > missing || (unclosed && one.at === lexed.end)) continue;
    if (damaged.has(lineKey(one.at, lexed)) || damaged.has(lineKey(one.previous, lexed))) continue;
    taken.add(one.at);
    kept.push(one);
  }
  return kept.sort((a, b) => a.at - b.at).map(({ problem }) => problem);
}

function lineKey(at: number, lexed: Lexed): string {
  const span = lexed.spanAt(at, at);
  return `${span.source.name}:${positionOf(span.source, span.start).line}`;
}

function nestingProblem(span: Span): Problem {
  return {
    severity: "error",
    code: "nesting-too-deep",
    message: `The program is nested deeper than ${NESTING_LIMIT} levels here.`,
    span,
    hint: "Give parts of it a name: a local variable for an expression, a function for statements.",
  };
}
