// One syntax error as the messages see it: the tokens around the one that cannot continue the program, the rules being parsed there,
// and what was expected. Everything a message says is worked out from these.

import { tokenMatcher } from "chevrotain";
import type { IRecognitionException, IToken, TokenType } from "chevrotain";
import type { Lexed } from "./lex.ts";
import { positionOf } from "./source.ts";
import type { Span } from "./source.ts";
import * as t from "./tokens.ts";

export interface Failure {
  readonly lexed: Lexed;
  /** Index of the offending token; the number of tokens at the end of the file. */
  readonly place: number;
  /** Grammar rules from the outermost to the one that failed. */
  readonly rules: readonly string[];
  /** Name of the token type that had to come, or null if there were several possibilities. */
  readonly expected: string | null;
}

export function failureOf(error: IRecognitionException, place: number, lexed: Lexed): Failure {
  const rules = error.context.ruleStack;
  // A list that must not be empty fails without saying what its items start with.
  const startsList = error.name === "EarlyExitException" && rules.at(-1) === "declaration";
  const expected = startsList ? t.Identifier.name : error.message === "" ? null : error.message;
  return { lexed, place, rules, expected };
}

export function ruleOf(failure: Failure): string {
  return failure.rules.at(-1)!;
}

/** The token `ahead` places from the offending one: 0 is that token, -1 the one before it. */
export function tokenAt(failure: Failure, ahead: number): IToken | undefined {
  return failure.lexed.tokens[failure.place + ahead];
}

export function isAt(failure: Failure, ahead: number, type: TokenType): boolean {
  const token = tokenAt(failure, ahead);
  return token !== undefined && tokenMatcher(token, type);
}

export function imageAt(failure: Failure, ahead: number): string | undefined {
  return tokenAt(failure, ahead)?.image;
}

export function isReserved(token: IToken): boolean {
  return t.reservedWords.has(token.image);
}

/** Do the tokens stand side by side, with nothing between them? */
export function touches(first: IToken | undefined, second: IToken | undefined): boolean {
  return first !== undefined && second !== undefined && first.endOffset! + 1 === second.startOffset;
}

// ------------------------------------------------------------------------------------------------------------------ places

export function spanOfToken(failure: Failure, token: IToken): Span {
  return failure.lexed.spanAt(token.startOffset, token.endOffset! + 1);
}

export function spanFromTo(failure: Failure, first: IToken, last: IToken): Span {
  return failure.lexed.spanAt(first.startOffset, last.endOffset! + 1);
}

/** The offending token, or the point after the last character. */
export function foundSpan(failure: Failure): Span {
  const token = tokenAt(failure, 0);
  const { lexed } = failure;
  return token === undefined ? lexed.spanAt(lexed.end, lexed.end) : spanOfToken(failure, token);
}

/** The empty span just behind the token before the offending one. */
export function spanBehindPrevious(failure: Failure): Span | null {
  const token = tokenAt(failure, -1);
  if (token === undefined) return null;
  const { source, end } = spanOfToken(failure, token);
  return { source, start: end, end };
}

export function lineOf(span: Span): number {
  return positionOf(span.source, span.start).line;
}

/** Does the offending token stand on a later line than the token before it? */
export function isOnNewLine(failure: Failure): boolean {
  const previous = tokenAt(failure, -1);
  if (previous === undefined) return false;
  const found = foundSpan(failure);
  const before = spanOfToken(failure, previous);
  return found.source !== before.source || lineOf(found) > lineOf(before);
}

// ---------------------------------------------------------------------------------------------------------------- brackets

const closerOf: ReadonlyMap<TokenType, TokenType> = new Map([
  [t.LeftParen, t.RightParen],
  [t.LeftBracket, t.RightBracket],
  [t.LeftBrace, t.RightBrace],
]);
const closers: readonly TokenType[] = [...closerOf.values()];

/** Index of the bracket still open before the token at `from + 1`, or -1. Closing brackets without a partner are passed over. */
export function openBracket(failure: Failure, from = failure.place - 1): number {
  const closed: TokenType[] = [];
  for (let at = from; at >= 0; at--) {
    const { tokenType } = failure.lexed.tokens[at]!;
    if (closers.includes(tokenType)) closed.push(tokenType);
    const closer = closerOf.get(tokenType);
    if (closer === undefined) continue;
    const partner = closed.lastIndexOf(closer);
    if (partner < 0) return at;
    closed.length = partner;
  }
  return -1;
}

/** Index of the bracket that closes the one at index `open`, or -1. */
export function closingBracket(failure: Failure, open: number): number {
  let depth = 0;
  for (let at = open; at < failure.lexed.tokens.length; at++) {
    const { tokenType } = failure.lexed.tokens[at]!;
    if (closerOf.has(tokenType)) depth++;
    else if (closers.includes(tokenType) && --depth === 0) return at;
    else if (tokenType === t.Semicolon) return -1;
  }
  return -1;
}

/** Index of the first token of the statement or declaration around the offending token. */
export function statementStart(failure: Failure): number {
  let at = failure.place - 1;
  for (let closed = 0; at >= 0; at--) {
    const { tokenType } = failure.lexed.tokens[at]!;
    if (tokenType === t.RightParen || tokenType === t.RightBracket) closed++;
    else if (tokenType === t.LeftParen || tokenType === t.LeftBracket) closed--;
    if (
      tokenType === t.Semicolon ||
      (closed <= 0 && (tokenType === t.LeftBrace || tokenType === t.RightBrace))
    )
      break;
  }
  return at + 1;
}

/** The keyword of the block around the offending token, e.g. `transformed data`. */
export function enclosingBlock(failure: Failure): IToken | null {
  const { tokens } = failure.lexed;
  for (let at = Math.min(failure.place, tokens.length) - 1; at >= 0; at--)
    if (
      (tokenMatcher(tokens[at]!, t.BlockKeyword) || tokens[at]!.tokenType === t.Functions) &&
      tokens[at + 1]?.tokenType === t.LeftBrace
    )
      return tokens[at]!;
  return null;
}

// ------------------------------------------------------------------------------------------------------------------- words

/** What was found, for the end of "..., but found": `` the word `lower` ``. */
export function describeFound(failure: Failure): string {
  const token = tokenAt(failure, 0);
  if (token === undefined) return "the end of the file";
  if (token.tokenType === t.StringLiteral) return "a string";
  if (isReserved(token)) return `the keyword \`${token.image}\``;
  const image = token.image.length > 40 ? `${token.image.slice(0, 40)}...` : token.image;
  return `\`${image}\``;
}
