// TEXT -> tokens, with included files spliced in and comments set aside. Tokens of all files share one line of offsets, as if the
// included text stood in place of its directive, so that the parser sees one file; `spanAt` turns such offsets back into places.

import { createTokenInstance, Lexer } from "chevrotain";
import type { IToken, TokenType } from "chevrotain";
import type { Comment } from "./ast.ts";
import { resolveInclude } from "./include.ts";
import type { IncludeOptions } from "./include.ts";
import { characterProblem, hashProblem, openCommentProblem, openStringProblem } from "./lexical-errors.ts";
import type { Problem } from "./problem.ts";
import type { Source, Span } from "./source.ts";
import * as t from "./tokens.ts";

export interface LexOptions extends IncludeOptions {
  /** Treat `#include` like a comment: the formatter keeps directives as they are. */
  readonly keepIncludes?: boolean;
}

export interface Lexed {
  readonly tokens: IToken[];
  readonly comments: Comment[];
  readonly problems: readonly LexicalProblem[];
  /** The place of `[start, end)` in joint offsets. */
  readonly spanAt: (start: number, end: number) => Span;
  /** Joint offset of the end of the program. */
  readonly end: number;
}

/** A problem with its joint offset, by which problems are put in order. */
export interface LexicalProblem {
  readonly problem: Problem;
  readonly at: number;
}

/** A run of joint offsets that lies in one source: `joint - shift` is the offset there. */
interface Segment {
  readonly start: number;
  readonly source: Source;
  readonly shift: number;
}

interface State {
  readonly tokens: IToken[];
  readonly comments: Comment[];
  readonly problems: LexicalProblem[];
  readonly segments: Segment[];
  readonly seen: Set<string>;
  readonly options: LexOptions;
}

let lexer: Lexer | undefined;

export function lex(source: Source, options: LexOptions = {}): Lexed {
  const state: State = {
    tokens: [],
    comments: [],
    problems: [],
    segments: [],
    seen: new Set([source.name]),
    options,
  };
  const end = lexFile(source, 0, state);
  const { segments } = state;
  return { ...state, spanAt: (from, to) => spanAt(segments, from, to), end };
}

/** Lexes one file whose text starts at joint offset `start`; returns the joint offset after it. */
function lexFile(source: Source, start: number, state: State): number {
  lexer ??= new Lexer([...t.tokenTypes], { positionTracking: "full" });
  const { tokens, errors } = lexer.tokenize(source.text);
  let shift = start;
  state.segments.push({ start, source, shift });
  let next = 0;
  const charactersBefore = (offset: number) => {
    for (; next < errors.length && errors[next]!.offset < offset; next++) {
      const { offset: at, length } = errors[next]!;
      state.problems.push({
        problem: characterProblem({ source, start: at, end: at + length }),
        at: at + shift,
      });
    }
  };
  for (const token of tokens) {
    if (next < errors.length) charactersBefore(token.startOffset);
    if (!setAside.has(token.tokenType)) {
      state.tokens.push(shifted(token, shift));
      continue;
    }
    const span: Span = { source, start: token.startOffset, end: token.startOffset + token.image.length };
    const after = take(token, span, shift, state);
    if (after === null) continue;
    shift = after - span.end;
    state.segments.push({ start: after, source, shift });
  }
  charactersBefore(source.text.length + 1);
  return source.text.length + shift;
}

/** Token types that the parser does not see as they are. */
const setAside: ReadonlySet<TokenType> = new Set([
  t.LineComment,
  t.BlockComment,
  t.OpenComment,
  t.HashComment,
  t.Include,
  t.OpenString,
]);

/** Files a token set aside; for a directive that brought in a file, the joint offset after that file, else null. */
function take(token: IToken, span: Span, shift: number, state: State): number | null {
  const at = span.start + shift;
  switch (token.tokenType) {
    case t.Include:
      return splice(token, span, shift, state);
    case t.OpenComment:
      state.problems.push({ problem: openCommentProblem(span), at });
      return null;
    case t.HashComment:
      state.problems.push({ problem: hashProblem(span), at });
      return null;
    case t.OpenString:
      state.problems.push({ problem: openStringProblem(span), at });
      state.tokens.push(shifted(asString(token), shift));
      return null;
    default:
      state.comments.push({ text: token.image, span });
      return null;
  }
}

function splice(token: IToken, span: Span, shift: number, state: State): number | null {
  if (state.options.keepIncludes === true) {
    state.comments.push({ text: token.image, span });
    return null;
  }
  const found = resolveInclude(span, token.image, state.options, state.seen);
  if (found === "skip") return null;
  if ("severity" in found) {
    state.problems.push({ problem: found, at: span.start + shift });
    return null;
  }
  return lexFile(found, span.end + shift, state);
}

function shifted(token: IToken, shift: number): IToken {
  token.startOffset += shift;
  token.endOffset = token.startOffset + token.image.length - 1;
  return token;
}

function asString(token: IToken): IToken {
  const { image, startOffset, endOffset, startLine, endLine, startColumn, endColumn } = token;
  const at = [startOffset, endOffset, startLine, endLine, startColumn, endColumn].map(
    (value) => value ?? NaN,
  );
  return createTokenInstance(t.StringLiteral, image, at[0]!, at[1]!, at[2]!, at[3]!, at[4]!, at[5]!);
}

function spanAt(segments: readonly Segment[], from: number, to: number): Span {
  const first = segmentOf(segments, from);
  const { source } = first;
  const start = from - first.shift;
  if (segments.length === 1) return { source, start, end: to - first.shift };
  // What starts in one file and ends in another is cut at the end of the first, or at its directive for the second.
  const last = to > from ? segmentOf(segments, to - 1) : first;
  if (last.source === source) return { source, start, end: to - last.shift };
  for (let at = last.source.includedFrom; at !== undefined; at = at.source.includedFrom)
    if (at.source === source) return { source, start, end: at.end };
  return { source, start, end: source.text.length };
}

function segmentOf(segments: readonly Segment[], offset: number): Segment {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return segments[low]!;
}
