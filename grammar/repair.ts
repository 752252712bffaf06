// Repairs of a syntax error by one token: put in, taken out, replaced or exchanged, near the token at which the parser stopped. An
// edit is offered if the block then parses; tried are only edits that a person might make, and those likeliest come first. Only the
// statement and what follows it in its block is parsed again, so that a search costs little in a long program too.

import { createTokenInstance, tokenMatcher } from "chevrotain";
import type { IToken, TokenType } from "chevrotain";
import { lex } from "./lex.ts";
import type { Lexed } from "./lex.ts";
import { theParser } from "./parse.ts";
import type { ParseOptions } from "./parse.ts";
import type { Repair } from "./problem.ts";
import { NestingTooDeep, TooManyErrors } from "./recovery.ts";
import { braceEdits } from "./repair-braces.ts";
import { editsNear } from "./repair-edits.ts";
import type { Edit } from "./repair-edits.ts";
import type { Source } from "./source.ts";
import * as t from "./tokens.ts";

/** The cost up to which a repair is what most authors would do: a separator or bracket put in, a keyword spelt right. */
const LIKELY = 1.6;

/**
 * Repairs of the first syntax error, likeliest first, each found when it is asked for; none if the program parses or the error is
 * one of single characters.
 */
export function* repairs(source: Source, options: ParseOptions = {}): Generator<Repair, void> {
  const lexed = lex(source, options);
  const functionsOnly = options.functionsOnly ?? false;
  if (lexed.problems.length > 0) return;
  const place = firstError(lexed.tokens, functionsOnly);
  if (place === null) return;
  const slice = sliceAround(lexed.tokens, place);
  const edits = [...editsNear(lexed, place), ...braceEdits(lexed, place)];
  edits.sort((a, b) => a.cost - b.cost || Math.abs(a.at - place) - Math.abs(b.at - place));
  for (const edit of edits) {
    if (!parses(lexed.tokens, slice, edit, functionsOnly)) continue;
    const repair = repairOf(lexed, edit, source);
    if (repair !== null) yield { ...repair, isLikely: edit.cost <= LIKELY };
  }
}

/** Index of the token at which the parser first stops; the number of tokens for the end of the file. */
function firstError(tokens: IToken[], functionsOnly: boolean): number | null {
  const parser = theParser();
  if (attempt(tokens, functionsOnly)) return null;
  const [error] = parser.errors;
  if (error === undefined) return null;
  const place = tokens.indexOf(error.token);
  return place < 0 ? tokens.length : place;
}

/** Does the parser take the tokens without any error? */
function attempt(tokens: IToken[], functionsOnly: boolean): boolean {
  const parser = theParser();
  const limit = Error.stackTraceLimit;
  // Most attempts end in an exception whose stack nobody reads.
  Error.stackTraceLimit = 0;
  try {
    parser.parseFile(tokens, functionsOnly, 1);
  } catch (error) {
    if (error instanceof TooManyErrors || error instanceof NestingTooDeep) return false;
    throw error;
  } finally {
    Error.stackTraceLimit = limit;
  }
  return parser.errors.length === 0 && parser.unassignable.length === 0;
}

/** Tokens to parse again: the head of the block and the statements from the one before the error to the end of the block. */
interface Slice {
  /** The block's keyword and brace; empty for a list of functions. */
  readonly head: readonly IToken[];
  /** Index of the first token inside the block. */
  readonly inside: number;
  readonly start: number;
  readonly end: number;
  /** How many brackets of each kind the whole block leaves open. */
  readonly open: readonly number[];
}

function sliceAround(tokens: readonly IToken[], place: number): Slice {
  let block = Math.min(place, tokens.length) - 1;
  while (block >= 0 && !startsBlock(tokens, block)) block--;
  let end = Math.min(place + 1, tokens.length);
  while (end < tokens.length && !startsBlock(tokens, end)) end++;
  if (block < 0) return { head: [], inside: 0, start: 0, end, open: balanceOf(tokens.slice(0, end)) };
  const head = tokens.slice(block, block + 2);
  let [start, next] = [block + 2, block + 2];
  for (let at = block + 2, depth = 0; at < Math.min(place, tokens.length); at++) {
    const { tokenType } = tokens[at]!;
    if (tokenType === t.LeftBrace) depth++;
    if (tokenType === t.RightBrace && --depth < 0) break;
    if (depth === 0 && (tokenType === t.Semicolon || tokenType === t.RightBrace))
      [start, next] = [next, at + 1];
  }
  return { head, inside: block + 2, start, end, open: balanceOf(tokens.slice(block, end)) };
}

export function startsBlock(tokens: readonly IToken[], at: number): boolean {
  const token = tokens[at]!;
  return (
    tokens[at + 1]?.tokenType === t.LeftBrace &&
    (tokenMatcher(token, t.BlockKeyword) || token.tokenType === t.Functions)
  );
}

function parses(tokens: readonly IToken[], slice: Slice, edit: Edit, functionsOnly: boolean): boolean {
  const { head, inside, end } = slice;
  const start = edit.isFar === true ? inside : slice.start;
  if (edit.at < start || edit.at + edit.removed > end || !balances(tokens, slice, edit)) return false;
  const put = edit.put.map(({ image, type }) => fresh(type, image));
  const edited = [
    ...head,
    ...tokens.slice(start, edit.at),
    ...put,
    ...tokens.slice(edit.at + edit.removed, end),
  ];
  return attempt(edited, functionsOnly);
}

/** Are there as many closing as opening brackets of each kind after the edit? Most edits are ruled out by this. */
function balances(tokens: readonly IToken[], { open }: Slice, { at, removed, put }: Edit): boolean {
  const gone = balanceOf(tokens.slice(at, at + removed));
  const come = balanceOf(put);
  return open.every((count, kind) => count - gone[kind]! + come[kind]! === 0);
}

const brackets = ["(", ")", "[", "]", "{", "}"];

/** Opening minus closing brackets: round, square, curly. */
function balanceOf(pieces: readonly { readonly image: string }[]): number[] {
  const counts = [0, 0, 0];
  for (const { image } of pieces) {
    const kind = image.length === 1 ? brackets.indexOf(image) : -1;
    if (kind >= 0) counts[kind >> 1]! += kind % 2 === 0 ? 1 : -1;
  }
  return counts;
}

function fresh(type: TokenType, image: string): IToken {
  return createTokenInstance(type, image, 0, 0, 1, 1, 1, 1);
}

/** The edit as a replacement in the text; null if it lies in an included file. */
function repairOf(lexed: Lexed, edit: Edit, source: Source): Repair | null {
  const { tokens } = lexed;
  const [first, last] = [tokens[edit.at], tokens[edit.at + edit.removed - 1]];
  const text = edit.put.map(({ image }) => image).join(" ");
  if (edit.removed > 0) {
    const span = lexed.spanAt(first!.startOffset, last!.endOffset! + 1);
    if (span.source !== source) return null;
    return { fix: { span: text === "" ? withSpace(span) : span, text }, hint: edit.hint };
  }
  const before = tokens[edit.at - 1];
  const span =
    edit.isAttached || first === undefined
      ? lexed.spanAt(before!.startOffset, before!.endOffset! + 1)
      : lexed.spanAt(first.startOffset, first.endOffset! + 1);
  if (span.source !== source) return null;
  const offset = edit.isAttached || first === undefined ? span.end : span.start;
  const spaced = edit.isAttached ? text : `${text} `;
  return {
    fix: { span: { source, start: offset, end: offset }, text: edit.layout ?? spaced },
    hint: edit.hint,
  };
}

/** A token that stands free is deleted with the space before it. */
function withSpace(span: Repair["fix"]["span"]): Repair["fix"]["span"] {
  const { text } = span.source;
  const isFree = /[ \t]/.test(text[span.start - 1] ?? "") && /\s|;|,|\)|^$/.test(text[span.end] ?? "");
  return isFree ? { ...span, start: span.start - 1 } : span;
}
