// What the user reads for a syntax error. First the mistakes people are known to make (the `...-mistakes.ts` files), which get a message and often a fix of their own; else one sentence: the construct, what had to come, what
// came. No list of all possible tokens is ever shown.

import type { IRecognitionException } from "chevrotain";
import type { ExpressionCstNode } from "./cst.ts";
import { blockMistakes } from "./block-mistakes.ts";
import { expressionMistakes } from "./expression-mistakes.ts";
import type { SpanAt } from "./expressions-to-ast.ts";
import {
  describeFound,
  failureOf,
  foundSpan,
  isAt,
  isOnNewLine,
  lineOf,
  openBracket,
  ruleOf,
  spanBehindPrevious,
  spanOfToken,
} from "./failure.ts";
import type { Failure } from "./failure.ts";
import type { Lexed } from "./lex.ts";
import type { Problem } from "./problem.ts";
import { positionOf } from "./source.ts";
import { statementMistakes } from "./statement-mistakes.ts";
import * as t from "./tokens.ts";
import { typeMistakes } from "./type-mistakes.ts";

/** What a detector adds to the defaults (severity, place, code of the rule). */
export type Finding = Partial<Problem> & Pick<Problem, "message">;
export type Detector = (failure: Failure) => Finding | null;

const detectors: readonly Detector[] = [
  ...blockMistakes,
  ...typeMistakes,
  ...statementMistakes,
  ...expressionMistakes,
];

/** `place` is the index of the offending token. */
export function syntaxProblem(error: IRecognitionException, place: number, lexed: Lexed): Problem {
  const failure = failureOf(error, place, lexed);
  const code = codes[ruleOf(failure)]!;
  const base = { severity: "error", code, span: foundSpan(failure) } as const;
  for (const detect of detectors) {
    const finding = detect(failure);
    if (finding !== null) return { ...base, ...finding };
  }
  return { ...base, ...general(failure) };
}

export function unassignableProblem(target: ExpressionCstNode, spanAt: SpanAt): Problem {
  return {
    severity: "error",
    code: "syn-invalid-lvalue",
    message: "This cannot be assigned to.",
    span: spanAt(target.location!.startOffset, target.location!.endOffset! + 1),
    hint: "The left side of an assignment is a variable, an element x[i], a tuple slot x.1 or a tuple of these, without parentheses around it.",
  };
}

/** Which class of error a failure in each rule is. */
const codes: Readonly<Record<string, string>> = {
  program: "syn-program",
  functionsFile: "syn-function",
  block: "syn-block",
  body: "syn-block",
  functionsBody: "syn-function",
  functionDefinition: "syn-function",
  functionArgument: "syn-function",
  unsizedType: "syn-type",
  unsizedTuple: "syn-type",
  sizedType: "syn-type",
  sizedTuple: "syn-type",
  basicSizedType: "syn-type",
  oneSize: "syn-type",
  twoSizes: "syn-type",
  oneOrTwoSizes: "syn-type",
  constraint: "syn-constraint",
  declaration: "syn-declaration",
  declarator: "syn-declaration",
  statement: "syn-statement",
  ifStatement: "syn-statement",
  whileStatement: "syn-statement",
  forStatement: "syn-statement",
  profileStatement: "syn-statement",
  printStatement: "syn-statement",
  printItem: "syn-statement",
  returnStatement: "syn-statement",
  simpleStatement: "syn-statement",
  targetIncrement: "syn-statement",
  jacobianIncrement: "syn-statement",
  expressionStatement: "syn-statement",
  tildeArguments: "syn-tilde-truncation",
  truncation: "syn-tilde-truncation",
  expression: "syn-expression",
  operand: "syn-expression",
  parenthesized: "syn-expression",
  rowVectorLiteral: "syn-expression",
  arrayLiteral: "syn-expression",
  targetCall: "syn-fn-application",
  callArguments: "syn-fn-application",
  suffix: "syn-index",
  index: "syn-index",
};

// ------------------------------------------------------------------------------------------------------- the general sentence

function general(failure: Failure): Finding {
  const { expected } = failure;
  const found = describeFound(failure);
  if (expected === t.Semicolon.name) return missingSemicolon(failure, found);
  if (expected === t.RightParen.name || expected === t.RightBracket.name || expected === t.RightBrace.name)
    return missingCloser(failure, expected, found);
  const wanted =
    expected === null ? anyOf[ruleOf(failure)] : (wantedIn[ruleOf(failure)]?.[expected] ?? words[expected]);
  if (wanted === undefined) return { message: `Unexpected ${found}.` };
  return { message: `Expected ${wanted}, but found ${found}.` };
}

function missingSemicolon(failure: Failure, found: string): Finding {
  const what = statementNames[ruleOf(failure)] ?? "statement";
  const message = `Expected \`;\` at the end of the ${what}, but found ${found}.`;
  const behind = spanBehindPrevious(failure);
  if (behind === null || !(isOnNewLine(failure) || isAt(failure, 0, t.RightBrace))) return { message };
  return {
    message,
    hint: isOnNewLine(failure) ? `Put \`;\` at the end of line ${lineOf(behind)}.` : "Put `;` before it.",
    fix: { span: behind, text: ";" },
  };
}

const statementNames: Readonly<Record<string, string>> = {
  declaration: "declaration",
  printStatement: "statement",
  returnStatement: "`return` statement",
  targetIncrement: "`target +=` statement",
  jacobianIncrement: "`jacobian +=` statement",
};

function missingCloser(failure: Failure, expected: string, found: string): Finding {
  const separator = listRules.has(ruleOf(failure)) ? "`,` or " : "";
  const wanted = `${separator}${words[expected]}`;
  const open = failure.lexed.tokens[openBracket(failure)];
  if (open === undefined) return { message: `Expected ${wanted}, but found ${found}.` };
  const place = spanOfToken(failure, open);
  const { line, column } = positionOf(place.source, place.start);
  const where = line === lineOf(foundSpan(failure)) ? `column ${column}` : `line ${line}, column ${column}`;
  return {
    message: `Expected ${wanted} to close the \`${open.image}\` opened at ${where}, but found ${found}.`,
  };
}

const listRules: ReadonlySet<string> = new Set([
  "callArguments",
  "tildeArguments",
  "rowVectorLiteral",
  "arrayLiteral",
  "printStatement",
  "suffix",
  "functionDefinition",
  "sizedType",
  "sizedTuple",
  "unsizedTuple",
]);

/** Token types in words, for "Expected ...". */
const words: Readonly<Record<string, string>> = {
  Identifier: "a name",
  LeftParen: "`(`",
  RightParen: "`)`",
  LeftBracket: "`[`",
  RightBracket: "`]`",
  LeftBrace: "`{`",
  RightBrace: "`}`",
  Comma: "`,`",
  Colon: "`:`",
  Semicolon: "`;`",
  Assign: "`=`",
  Less: "`<`",
  Greater: "`>`",
  Lower: "`lower`",
  Upper: "`upper`",
  Offset: "`offset`",
  Multiplier: "`multiplier`",
  In: "`in`",
  PlusAssign: "`+=`",
  StringLiteral: "a string in double quotes",
  EOF: "the end of the file",
};

/** Where the plain word says too little. */
const wantedIn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  functionDefinition: {
    Identifier: "the name of the function",
    LeftParen: "`(` and the arguments of the function",
  },
  functionArgument: { Identifier: "the name of the argument" },
  declarator: { Identifier: "the name of a variable" },
  declaration: { Identifier: "the name of a variable" },
  oneSize: { LeftBracket: "the size of the type in brackets, as in `vector[N]`" },
  twoSizes: {
    LeftBracket: "the two sizes of the type in brackets, as in `matrix[M, N]`",
    Comma: "`,` and the second size of the type",
  },
  oneOrTwoSizes: { LeftBracket: "the size of the type in brackets, as in `cholesky_factor_cov[N]`" },
  sizedType: { LeftBracket: "the sizes of the array in brackets, as in `array[N] real x`" },
  unsizedType: { LeftBracket: "`[` with one comma per further dimension, as in `array[,] real x`" },
  sizedTuple: {
    Comma: "`,` and the next slot of the tuple type (a type of one slot is written `tuple(real,)`)",
  },
  unsizedTuple: {
    Comma: "`,` and the next slot of the tuple type (a type of one slot is written `tuple(real,)`)",
  },
  constraint: { Greater: "`>` to close the constraint" },
  ifStatement: { LeftParen: "`(` and a condition after `if`" },
  whileStatement: { LeftParen: "`(` and a condition after `while`" },
  forStatement: {
    LeftParen: "`(` after `for`, as in `for (i in 1:N)`",
    Identifier: "the name of the loop variable",
    In: "`in` after the loop variable, as in `for (i in 1:N)`",
  },
  profileStatement: { StringLiteral: "the name of the profile as a string in double quotes" },
  printStatement: { LeftParen: "`(` and what to print" },
  jacobianIncrement: { PlusAssign: "`+=` after `jacobian`" },
  expressionStatement: { Identifier: "the name of a distribution after `~`" },
  tildeArguments: { LeftParen: "`(` and the arguments of the distribution" },
  truncation: {
    LeftBracket: "`[` after `T`: a truncation is written `T[lower, upper]`",
    Comma:
      "`,` between the bounds: a truncation is written `T[lower, upper]`, and either bound may be left out",
  },
  expression: { Colon: "`:` and the other value of the conditional `condition ? a : b`" },
  targetCall: { LeftParen: "`()` or `+=` after `target`" },
};

/** What may come where a rule had several possibilities. */
const anyOf: Readonly<Record<string, string>> = {
  functionDefinition: "the body of the function in braces, or `;` after a forward declaration",
  unsizedType: "a type such as `real`, `vector` or `array[] int`",
  sizedType: "a type or a size",
  basicSizedType: "a type such as `real`, `vector[N]` or `matrix[M, N]`",
  constraint: "`lower`, `upper`, `offset` or `multiplier`",
  statement: "a statement",
  printStatement: "a string or an expression to print",
  printItem: "a string or an expression to print",
  expressionStatement: "`=`, `~` or an operator to continue the statement",
  operand: "an expression",
  arrayLiteral: "an expression",
  suffix: "an index",
};
