// What the syntax tree does not hold: comments, blank lines, where braces stand. The formatter asks here. A comment belongs to the gap
// between two statements in which it stands; what has comments in its own inside is printed as it was written, only moved.

import type { IToken, TokenType } from "chevrotain";
import type { Comment } from "./ast.ts";
import { INDENT, join, newline } from "./layout.ts";
import type { Doc } from "./layout.ts";
import { positionOf } from "./source.ts";
import type { Source } from "./source.ts";

export interface Trivia {
  readonly source: Source;
  readonly tokens: readonly IToken[];
  /** In order; `#include` directives count as comments. */
  readonly comments: readonly Comment[];
}

export function commentsBetween(trivia: Trivia, from: number, to: number): readonly Comment[] {
  const { comments } = trivia;
  const first = firstAtOrAfter(comments.length, (at) => comments[at]!.span.start, from);
  const end = firstAtOrAfter(comments.length, (at) => comments[at]!.span.start, to);
  return comments.slice(first, end);
}

/** Offset of the first token of a type that starts at or after `offset`. */
export function tokenAfter(trivia: Trivia, offset: number, type: TokenType): number {
  const { tokens } = trivia;
  let at = firstAtOrAfter(tokens.length, (place) => tokens[place]!.startOffset, offset);
  while (tokens[at] !== undefined && tokens[at]!.tokenType !== type) at++;
  return tokens[at]?.startOffset ?? trivia.source.text.length;
}

function firstAtOrAfter(length: number, offsetOf: (at: number) => number, offset: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsetOf(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of line ends between two offsets. */
export function lineEnds(trivia: Trivia, from: number, to: number): number {
  return positionOf(trivia.source, to).line - positionOf(trivia.source, from).line;
}

export function isDirective(comment: Comment): boolean {
  return comment.text.startsWith("#");
}

export function isLineComment(comment: Comment): boolean {
  return comment.text.startsWith("//");
}

/** Text as written, its first line to stand at `depth`; further lines keep their place relative to it. */
export function verbatim(trivia: Trivia, from: number, to: number, depth: number): Doc {
  const text = trivia.source.text.slice(from, to);
  const [first, ...others] = text.split(/\r\n|\r|\n/);
  if (others.length === 0) return first!.trimEnd();
  const shift = depth * INDENT - indentation(trivia, from);
  return [first!.trimEnd(), ...others.map((text): Doc => [newline, moved(text, shift)])];
}

/** How far the line on which an offset stands is indented. */
function indentation(trivia: Trivia, offset: number): number {
  const { column } = positionOf(trivia.source, offset);
  return trivia.source.text.slice(offset - column, offset).match(/^[ \t]*/)![0].length;
}

function moved(text: string, shift: number): string {
  if (text.trim() === "") return "";
  if (shift >= 0) return " ".repeat(shift) + text.trimEnd();
  const blank = text.match(/^[ \t]*/)![0].length;
  return text.slice(Math.min(blank, -shift)).trimEnd();
}

/** A comment that stands on lines of its own. */
export function commentDoc(trivia: Trivia, comment: Comment, depth: number): Doc {
  return verbatim(trivia, comment.span.start, comment.span.end, depth);
}

/** A comment behind something else on its line: what the line holds may have moved, so further lines stay where they are. */
export function behindDoc(comment: Comment): Doc {
  const lines = comment.text.split(/\r\n|\r|\n/).map((text) => text.trimEnd());
  return join(newline, lines);
}
